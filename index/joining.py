"""Several articles -> one article made of them, so that a library is searched as one article is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .passage import Article, Cite, Passage, Span


def join_articles(articles: Sequence[Article], names: Sequence[str], title: str) -> Article:
    """Several articles as one: their passages one after another, each with its article's name.

    ``names``: one for each article. The ``parts`` of the result are the articles again, made of the same passages.
    ValueError if names are missing or the same.
    """
    if len(set(names)) < len(articles) or len(names) != len(articles):
        raise ValueError(f"{len(articles)} articles need as many different names, found {', '.join(names)}")
    text = "\n\n".join(article.file_text for article in articles)
    offset = 0
    parts = []
    for article, name in zip(articles, names, strict=True):
        parts.append(_moved(article, name, offset, text))
        offset += len(article.file_text) + 2
    return Article(
        title,
        tuple(passage for part in parts for passage in part.passages),
        tuple(reference for part in parts for reference in part.references),
        text,
        sum(part.page_count for part in parts),
        tuple(parts),
        tuple(group for part in parts for group in part.spellings),
    )


def _moved(article: Article, name: str, offset: int, text: str) -> Article:
    """The article as a part of a library; its own text begins at ``offset`` in the library's ``text``."""

    def moved(passage: Passage) -> Passage:
        source = tuple(Span(span.start + offset, span.end + offset) for span in passage.source)
        cites = tuple(Cite(cite.span, references[id(cite.reference)]) for cite in passage.cites)
        marks = tuple(replace(mark, note=notes[id(mark.note)]) for mark in passage.marks)
        return replace(passage, source=source, cites=cites, article=name, marks=marks)

    references: dict[int, Passage] = {}
    notes: dict[int, Passage] = {}  # a note's marks lead to earlier ones
    references |= {id(reference): moved(reference) for reference in article.references}
    for passage in article.passages:
        if passage.kind == "note":
            notes[id(passage)] = moved(passage)
    known = references | notes
    passages = tuple(known[id(p)] if id(p) in known else moved(p) for p in article.passages)
    return replace(article, passages=passages, references=tuple(references.values()), file_text=text)


def names(found: Sequence[tuple[Path, Article]]) -> list[str]:
    """A name for each article of some files, in their order, all different: its title.

    A title that several articles have is followed by the file's name; if that is the same too by its path, from the
    folder on that all are in; else by the article's number.
    """
    called = [article.title for _, article in found]
    folder = os.path.commonpath([path.absolute().parent for path, _ in found]) if found else ""

    def below(path: Path, _: int) -> str:
        return os.path.relpath(path.absolute(), folder)

    for told in (
        lambda path, _: _shown(path.name),
        lambda path, number: _shown(below(path, number)),
        lambda _, number: str(number),
    ):
        times = Counter(called)
        called = [
            name if times[name] == 1 else f"{article.title} ({told(path, number)})"
            for number, (name, (path, article)) in enumerate(zip(called, found, strict=True), start=1)
        ]
    return called


def _shown(name: str) -> str:
    """A name of a file as text: it may be in another encoding than that of texts."""
    return name.encode("utf-8", "replace").decode()
