"""Whole articles as training data: a SQuAD file whose contexts are articles, cut into passages as the program does."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index import Article, read_article

_WHOLE = 10_000  # characters: a longer context is an article, not a paragraph


def passages_of_articles(squad: dict[str, Any]) -> dict[str, Any]:
    """A parsed SQuAD file with every context that is a whole article cut into its passages.

    A question stays with the passage in which its answer stands; it is left out if that is not exactly one, for
    a word like "China" proves nothing in most of the passages that hold it. What is no SQuAD file stays as it is.
    """
    if "data" not in squad:
        return squad
    with TemporaryDirectory() as folder:
        file = Path(folder) / "article.txt"
        return {**squad, "data": [_cut(article, file) for article in squad["data"]]}


def _cut(article: dict[str, Any], file: Path) -> dict[str, Any]:
    paragraphs = []
    for paragraph in article["paragraphs"]:
        if len(paragraph["context"]) < _WHOLE:
            paragraphs.append(paragraph)
            continue
        file.write_text(paragraph["context"], encoding="utf-8")
        paragraphs += _passages(read_article(file), paragraph["qas"])
    return {**article, "paragraphs": paragraphs}


def _passages(article: Article, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    texts = [passage.text for passage in article.passages if passage.kind == "body"]
    kept: list[list[dict[str, Any]]] = [[] for _ in texts]
    for qa in questions:
        answers = [" ".join(answer["text"].split()) for answer in qa["answers"]]
        homes = [i for i, text in enumerate(texts) if answers and answers[0] in text]
        if len(homes) == 1:
            text = texts[homes[0]]
            found = [{"text": answer, "answer_start": text.index(answer)} for answer in answers if answer in text]
            kept[homes[0]].append({**qa, "answers": found})
    return [{"context": text, "qas": asked} for text, asked in zip(texts, kept, strict=True)]
