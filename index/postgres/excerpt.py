"""An excerpt: some passages of a library as an article, with the indexes over them, scored as the whole library would
score them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..bm25 import Bm25Index, bounded, part_of
from ..dense import DenseIndex, dense_indexes
from ..encoding.encoder import Encoder, Vectors
from ..passage import Article, Passage
from ..search import Scores, SearchText, units_of
from ..text import tokenize
from .rows import PLACES, passage_of, stored_term
from .statistics import Statistics

if TYPE_CHECKING:
    from .connection import Session

# Between passages that do not follow each other in an article: nothing reads over it from one to the next.
_GAP = Passage(0, "header", "", (), "", (), ())

_PASSAGES = """
SELECT p.id, p.content, p.lengths, a.id, a.title, a.file,
    (SELECT count(*) FROM articles b WHERE md5(b.title) = md5(a.title) AND b.title = a.title),
    (SELECT count(*) FROM articles b WHERE md5(b.title) = md5(a.title) AND b.title = a.title AND b.file = a.file)
FROM passages p JOIN articles a ON a.id = p.id / %s WHERE p.id = ANY(%s) ORDER BY p.id
"""
_TEXTS = "SELECT vector FROM texts WHERE passage = ANY(%s) ORDER BY kind, passage, place"
_POSTINGS = "SELECT term, passage, texts FROM postings WHERE term = ANY(%s) AND passage = ANY(%s)"
_HEAD = 4  # bytes before the numbers of a vector as the database sends it


class Excerpt:
    """Some passages of a library, in its order.

    article  the passages, with a gap wherever some are left out; its parts are the runs without one
    ids      of its passages, -1 for a gap
    """

    def __init__(self, session: Session, ids: Iterable[int], opening: str = "") -> None:
        """Fetch the passages with these ids; opening: of the library's text, by which its language is told.

        ValueError where none of them is there.
        """
        wanted = sorted(set(ids))
        with session.pipeline():
            passages = session.execute(_PASSAGES, [PLACES, wanted])
            texts = session.cursor(binary=True).execute(_TEXTS, [wanted])
        rows = passages.fetchall()
        if not rows:
            raise ValueError("the library holds no passage: add articles with article-qa library URL add FOLDER")
        self.ids: list[int] = []
        self.lengths = [np.frombuffer(lengths, dtype="<u4").astype(np.int64) for _, _, lengths, *_ in rows]
        self.article = self._joined(rows, opening)
        self.units = units_of(self.article)
        self._vectors = _numbers(texts.fetchall())

    def _joined(self, rows: Sequence[tuple[Any, ...]], opening: str) -> Article:
        runs: list[list[Passage]] = []
        passages: list[Passage] = []
        for number, content, _, article, title, file, alike, same in rows:
            if not runs or self.ids[-1] + 1 != number:
                if runs:
                    self.ids.append(-1)
                    passages.append(_GAP)
                runs.append([])
            passage = passage_of(content, name_of(article, title, file, alike, same))
            self.ids.append(number)
            passages.append(passage)
            runs[-1].append(passage)
        parts = tuple(Article(run[0].article, tuple(run), (), "", 0) for run in runs)
        return Article("the library", tuple(passages), (), opening, 0, parts)

    def indexes(
        self, session: Session, statistics: Statistics, encoder: Encoder
    ) -> tuple[dict[str, Bm25Index], dict[str, DenseIndex]]:
        """The indexes of words and of meaning, by the names of ``qa.building``, with the scores of the whole
        library."""
        words = _Words(session, statistics, self)
        worded = {
            "bm25": Bm25Index(self.units["paragraphs"], words),
            "bm25-sentences": Bm25Index(self.units["sentences"], words, len(self.units["paragraphs"].texts)),
        }
        return worded, dense_indexes(self.units, self._vectors, encoder)


class _Words:
    """The bounded BM25 scores of an excerpt's paragraphs and sentences, one after another: see ``Bm25Scorer``. Which of
    them hold a term is asked of the database when a text with the term is searched for."""

    def __init__(self, session: Session, statistics: Statistics, excerpt: Excerpt) -> None:
        self._session = session
        self._statistics = statistics
        held = [number for number in excerpt.ids if number >= 0]
        paragraphs, sentences = excerpt.units["paragraphs"], excerpt.units["sentences"]
        place = {position: i for i, position in enumerate(p for p, number in enumerate(excerpt.ids) if number >= 0)}
        self._rows: dict[int, list[int]] = {number: [] for number in held}
        for row, position in enumerate((*paragraphs.positions, *sentences.positions)):
            self._rows[held[place[position]]].append(row)
        self._corpus = np.repeat([0, 1], [len(paragraphs.texts), len(sentences.texts)])
        lengths = np.empty(len(self._corpus))
        for number, own in zip(held, excerpt.lengths, strict=True):
            lengths[self._rows[number]] = own
        self._lengths = lengths / np.array(statistics.means)[self._corpus]
        self._postings: dict[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]] = {}

    def of(self, text: SearchText) -> Scores:
        """The score of every text, shape (texts,), read-only."""
        return text.once(self, self._scores)

    def _scores(self, text: SearchText) -> Scores:
        terms = [stored_term(term) for term in tokenize(text.text)]
        bounds = self._statistics.bounds(terms)
        self._learn(terms)
        held = [self._postings[term] for term in terms]
        texts = np.concatenate([np.zeros(0, dtype=np.int64), *(rows for rows, _ in held)])
        often = np.concatenate([np.zeros(0), *(counts for _, counts in held)])
        bound = np.repeat(bounds, [len(rows) for rows, _ in held], axis=0)[np.arange(len(texts)), self._corpus[texts]]
        return bounded(texts, part_of(bound, often, self._lengths[texts]), bounds, self._corpus)

    def _learn(self, terms: Iterable[str]) -> None:
        """Ask for the texts that hold terms, where that is not known."""
        lacking = [term for term in dict.fromkeys(terms) if term not in self._postings]
        if not lacking:
            return
        found: dict[str, list[tuple[int, int]]] = {term: [] for term in lacking}
        for term, passage, packed in self._session.execute(_POSTINGS, [lacking, list(self._rows)]):
            rows = self._rows[passage]
            pairs = np.frombuffer(packed, dtype="<u4").reshape(-1, 2).tolist()
            found[term] += [(rows[place], count) for place, count in pairs]
        for term, held in found.items():
            both = np.array(held, dtype=np.int64).reshape(-1, 2)
            self._postings[term] = both[:, 0], both[:, 1].astype(np.float64)


def name_of(number: int, title: str, file: str, alike: int, same: int) -> str:
    """The name of an article in its library, which no other has: its title; behind it, where others have the same, the
    file's name, or the article's number.

    alike, same   articles with this title, and with this title and file, itself among them
    """
    return title if alike < 2 else f"{title} ({file})" if same < 2 else f"{title} ({number})"


def _numbers(rows: Sequence[tuple[bytes]]) -> Vectors:
    """Vectors as the database sends them, shape (rows, dimensions)."""
    size = len(rows[0][0])
    raw = np.frombuffer(b"".join(vector for (vector,) in rows), dtype=np.uint8).reshape(len(rows), size)
    return np.ascontiguousarray(raw[:, _HEAD:]).view(">f4").astype(np.float32)
