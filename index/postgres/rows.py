"""An article -> the rows that are kept of it, and back.

A passage's row holds all that an answer needs of it: with the passage the entries and notes that it leads to.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from ..article_json import from_json, to_json
from ..encoding.encoder import Vectors
from ..joining import join_articles
from ..passage import Article, Passage
from ..search import units_of
from ..text import tokenize

PLACES = 2**15  # a passage's id is its article's times this, and its place in the article
_OPENING = 3000  # characters of an article's text by which its language is told
_LONGEST = 200  # characters of a term: an index takes no more than some thousand


@dataclass(frozen=True)
class WordCounts:
    """What the words of an article add to those of the library; see qa/stored/counting.py.

    terms     passages that hold each term
    counts    by kind, word and shape
    spelt     names that mean the same, each with the keys of its spellings
    """

    terms: Mapping[str, int]
    counts: Mapping[tuple[str, str, str], int]
    spelt: Sequence[tuple[int, tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True)
class Rows:
    """The rows of an article, without its own id: a passage is named by its place.

    passages  (place, kind, content, lengths of its texts)
    texts     (place of the passage, kind, place in it), a row of ``vectors`` each
    postings  (term, place, times, length, texts)
    terms     of each term the passages, paragraphs and sentences that hold it
    counts    and ``spelt`` as in ``WordCounts``
    totals    what is counted over all
    """

    passages: list[tuple[int, str, str, bytes]]
    texts: list[tuple[int, int, int]]
    postings: list[tuple[str, int, int, int, bytes]]
    terms: dict[str, tuple[int, int, int]]
    counts: dict[tuple[str, str, str], int]
    spelt: Sequence[tuple[int, tuple[str, ...], tuple[str, ...]]]


def stored_term(term: str) -> str:
    """A term as it is kept: one longer than any word by its beginning and its digest."""
    return term if len(term) <= _LONGEST else term[:_LONGEST] + hashlib.sha256(term.encode()).hexdigest()


def texts_of(article: Article) -> list[str]:
    """The texts of an article of which vectors are made, one unit's after another's."""
    return [text for unit in units_of(article).values() for text in unit.texts]


def rows_of(article: Article, words: WordCounts) -> Rows:
    """The rows of an article."""
    units = units_of(article)
    texts = [
        (position, kind, place)
        for kind, unit in enumerate(units.values())
        for position, place in _numbered(unit.positions)
    ]
    tokens: dict[int, list[list[str]]] = {position: [] for position in range(len(article.passages))}
    paragraphs: dict[int, int] = Counter(units["paragraphs"].positions)
    held: dict[str, list[int]] = {}
    totals: Counter[tuple[str, str, str]] = Counter()
    for column, name in enumerate(("paragraphs", "sentences")):
        for text, position in zip(units[name].texts, units[name].positions, strict=True):
            found = [stored_term(term) for term in tokenize(text)] or [""]  # as in memory: no text is empty
            tokens[position].append(found)
            totals["t", name, ""] += 1
            totals["t", f"{name}' words", ""] += len(found)
            for term in set(found):
                held.setdefault(term, [0, 0])[column] += 1
    totals["t", "passages", ""], totals["t", "articles", ""] = len(article.passages), 1
    passages: list[tuple[int, str, str, bytes]] = []
    postings = []
    for position, passage in enumerate(article.passages):
        lengths = [len(found) for found in tokens[position]]
        whole = sum(lengths[: paragraphs[position]])
        passages.append((position, passage.kind, content_of(passage), np.array(lengths, dtype="<u4").tobytes()))
        for term, times, pairs in _counted(tokens[position], paragraphs[position]):
            postings.append((term, position, times, whole, pairs))
    own = {stored_term(term): times for term, times in words.terms.items()}
    terms = {term: (own.get(term, 0), *held.get(term, (0, 0))) for term in sorted(held.keys() | own.keys())}
    counts = {(kind, stored_term(word), stored_term(shape)): n for (kind, word, shape), n in words.counts.items()}
    return Rows(passages, texts, postings, terms, counts | totals, words.spelt)


def _numbered(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each position with how often it stood before."""
    seen: Counter[int] = Counter()
    for position in positions:
        yield position, seen[position]
        seen[position] += 1


def _counted(texts: Sequence[Sequence[str]], paragraphs: int) -> Iterator[tuple[str, int, bytes]]:
    """Each term of a passage: its times in the paragraphs, and the places and counts of all texts that hold it."""
    found: dict[str, list[int]] = {}
    times: Counter[str] = Counter()
    for place, terms in enumerate(texts):
        for term, count in Counter(terms).items():
            found.setdefault(term, []).extend((place, count))
            times[term] += count if place < paragraphs else 0
    for term, pairs in found.items():
        yield term, times[term], np.array(pairs, dtype="<u4").tobytes()


def content_of(passage: Passage) -> str:
    """A passage with the entries and notes that it leads to, as JSON."""
    others: dict[int, Passage] = {}

    def follow(one: Passage) -> None:
        for mark in one.marks:
            if id(mark.note) not in others and mark.note is not passage:
                follow(mark.note)  # first: a note's marks lead to earlier ones
                others[id(mark.note)] = mark.note
        others.update({id(cite.reference): cite.reference for cite in one.cites if cite.reference is not passage})

    follow(passage)
    every = (*others.values(), passage)
    return to_json(Article("", every, tuple(p for p in every if p.kind == "reference"), "", 0))


def passage_of(content: str, name: str) -> Passage:
    """The passage of a content, as one of the article with a name."""
    return join_articles([from_json(content)], [name], "").passages[-1]


def section_rows(number: int, article: Article) -> list[tuple[int, str, list[int]]]:
    """The headings of an article with the ids of the passages under each; number: the article's."""
    found: dict[str, list[int]] = {}
    for position, passage in enumerate(article.passages):
        found.setdefault(stored_text(passage.section), []).append(number * PLACES + position)
    return [(number, section, passages) for section, passages in found.items()]


def packed(article: Article) -> bytes:
    """An article as it is kept whole."""
    return zlib.compress(to_json(article).encode())


def article_of(content: bytes) -> Article:
    """The article that was ``packed``."""
    return from_json(zlib.decompress(content))


def packed_counts(rows: Rows) -> bytes:
    """What an article added to the statistics, to be taken away with it."""
    counts = [[*key, n] for key, n in rows.counts.items()]
    return zlib.compress(json.dumps({"terms": rows.terms, "counts": counts}).encode())


def counts_of(packed: bytes) -> tuple[dict[str, tuple[int, int, int]], dict[tuple[str, str, str], int]]:
    """The terms and counts that were packed."""
    stored = json.loads(zlib.decompress(packed))
    terms = {term: tuple(numbers) for term, numbers in stored["terms"].items()}
    return terms, {(kind, word, shape): n for kind, word, shape, n in stored["counts"]}


def article_row(article: Article, path: str, file: str, read_by: str, rows: Rows, vectors: Vectors) -> list[Any]:
    """The columns of an article from ``digest`` to ``texts``, in the order of the table."""
    content = packed(article)
    return [
        article.digest,
        stored_text(path),
        stored_text(file),
        stored_text(article.title),
        stored_text(json.dumps(asdict(article.metadata), ensure_ascii=False)),
        read_by,
        stored_text(article.file_text[:_OPENING]),
        content,
        hashlib.sha256(content).digest(),
        packed_counts(rows),
        digest_of_vectors(vectors),
        len(rows.passages),
        len(rows.texts),
    ]


def digest_of_vectors(vectors: Vectors) -> bytes:
    """The SHA-256 of vectors in 32 bits, in the order of ``texts_of``."""
    return hashlib.sha256(np.ascontiguousarray(vectors, dtype="<f4").tobytes()).digest()


def stored_text(text: str) -> str:
    """A text as the database takes it: without the sign of number 0, and half signs replaced."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def named(article: Article, name: str) -> Article:
    """The article with its name on its passages, as one of a library."""
    return replace(join_articles([article], [name], article.title).parts[0], origin=article.origin)
