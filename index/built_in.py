"""The built-in article and its companions: question bank, spellings of its names, examples and suggestions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .article import read_article
from .passage import Article

_DATA = Path(__file__).parent / "data"
BUILT_IN = _DATA / "pak-us-relations-and-afghanistan.txt"
BUILT_IN_BANK = _DATA / "question-bank.jsonl"

Spellings = tuple[tuple[str, ...], ...]
"""Groups of names that mean the same."""


def built_in_article() -> Article:
    """The built-in article, with the spellings of its names."""
    return replace(read_article(BUILT_IN), spellings=(*abbreviations(), *names()))


def abbreviations() -> Spellings:
    """The abbreviations of the article's subject beside their long forms, a group each."""
    return _groups("abbreviations.txt")


def names() -> Spellings:
    """The names of the article's subject that are spelt in several ways, a group each."""
    return _groups("names.txt")


def examples() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Questions to begin with, in groups with their headings; each is answered by the article."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in _lines("examples.txt"):
        heading, question = line.split(" | ")
        groups[heading] = (*groups.get(heading, ()), question)
    return tuple(groups.items())


def suggestions() -> tuple[str, ...]:
    """Questions of the bank, each known to be answered by its quoted sentence."""
    return _lines("suggestions.txt")


def example_term() -> str:
    """A term to look up."""
    return _lines("example-term.txt")[0]


def _groups(name: str) -> Spellings:
    return tuple(tuple(line.split(" | ")) for line in _lines(name))


def _lines(name: str) -> tuple[str, ...]:
    return tuple((_DATA / name).read_text(encoding="utf-8").splitlines())
