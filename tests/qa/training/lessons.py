"""Small lessons for tiny readers: texts, questions and settings that train in seconds."""

from __future__ import annotations

from typing import Any

from qa.training.examples import Example
from qa.training.settings import Settings
from tests.tiny_bert import LETTERS

TINY = Settings(epochs=4, lr=5e-3, tokens=256, max_length=32, hold_out=0.2, check_every=4, save_every=2, masked=0.0)


def lesson(letters: str = LETTERS[:26]) -> list[Example]:
    """Texts that say that she was born in a town of one letter, and texts that do not say her birthplace."""
    examples = []
    for i, letter in enumerate(letters):
        said = f"she was born in {letter} and died in paris"
        examples.append(Example("where was she born?", said, 16, 17, str(i)))
        examples.append(Example("where was she born?", f"she died in {letter}", -1, -1, str(i)))
    return examples


def asked(question: str, context: str, *answers: str) -> dict[str, Any]:
    """A question of a SQuAD file."""
    return {
        "question": question,
        "answers": [{"text": answer, "answer_start": context.index(answer)} for answer in answers],
    }


def squad(*articles: tuple[str, list[tuple[str, list[dict[str, Any]]]]]) -> dict[str, Any]:
    """A SQuAD file of articles: a title, and paragraphs with their questions."""
    return {
        "data": [
            {"title": title, "paragraphs": [{"context": context, "qas": qas} for context, qas in paragraphs]}
            for title, paragraphs in articles
        ]
    }
