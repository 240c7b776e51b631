"""StoredWords: the words of a library in a database, for one question. See ``Words``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from index.postgres.rows import passage_of, stored_term
from index.postgres.statistics import Statistics
from index.text import content_terms

from ..identifiers import form_of, identifiers
from ..terms import Keys, Spellings, Word, words_in
from .counting import EVERYBODYS_NAMES, IDENTIFIER, KEY, NAME, joined

if TYPE_CHECKING:
    from index.postgres.connection import Session

_LONGEST = 9  # words of a name
_NAMES = 2000  # names that are looked at for those of a question
_ROUNDS = 4  # in which names that share a spelling are gathered
_SAMPLE = 200  # passages in which a name of several words is counted; of more it is estimated

_WORDS = "SELECT kind, word, n FROM counts WHERE shape = '' AND kind IN ('k', 'i', 'n') AND word = ANY(%s)"
_LIKE = """
SELECT word, sum(n)::bigint FROM counts
WHERE kind = 'f' AND word >= %s AND word < %s AND char_length(word) BETWEEN %s AND %s GROUP BY word
"""
_FORM = "SELECT shape FROM counts WHERE kind = 'f' AND word = %s ORDER BY n DESC, shape DESC LIMIT 1"
_SPELT = "SELECT spellings, keys FROM names WHERE keys && %s ORDER BY place >= 1000000, article, place LIMIT %s"
_HOLDING = """
SELECT a.passage FROM postings a WHERE a.term = %s AND a.times > 0 AND (
    SELECT count(*) FROM postings b WHERE b.term = ANY(%s) AND b.passage = a.passage AND b.times > 0) = %s
"""


class StoredWords:
    """The words of a library as one question needs them, each asked for once."""

    def __init__(self, session: Session, statistics: Statistics, texts: Iterable[str]) -> None:
        """texts: of the question and the conversation before it, whose words are asked for at once."""
        self._session = session
        self._statistics = statistics
        self._counts: dict[tuple[str, str], int] = {}
        self._spelt: dict[Keys, Spellings] = {}
        self._times: dict[Keys, int] = {}
        text = "\n".join(texts)
        statistics.learn(content_terms(text))
        keys = {word.key for word in words_in(text)}
        self._learn([*keys, *map(form_of, identifiers(text))])

    @property
    def passages(self) -> int:
        """See ``Words``."""
        return self._statistics.passages

    def holding(self, term: str) -> int:
        """See ``Words``."""
        return self._statistics.of(term).passages

    def names_one(self, identifier: str) -> bool:
        """See ``Words``."""
        return self._count(IDENTIFIER, identifier) > 0

    def has_key(self, key: str) -> bool:
        """See ``Words``."""
        return self._count(KEY, key) > 0

    def like(self, word: str, slips: int) -> Mapping[str, int]:
        """See ``Words``: those of about the same length."""
        around = [len(word) - slips, len(word) + slips]
        rows = self._session.execute(_LIKE, [word[0], word[0] + "\U0010ffff", *around])
        return {str(found): int(n) for found, n in rows}

    def form(self, word: str) -> str:
        """See ``Words``."""
        (shape,) = self._session.execute(_FORM, [stored_term(word)]).fetchone() or (word,)
        return str(shape)

    def spellings(self, words: Iterable[Word]) -> Spellings:
        """See ``Words``: the names among the words, with all that share a spelling with them."""
        keys = tuple(word.key for word in words)
        if keys not in self._spelt:
            self._spelt[keys] = self._gathered(keys)
        return self._spelt[keys]

    def times(self, spelling: Keys) -> int:
        """See ``Words``. Of a name of several words that an article explains: in ``_SAMPLE`` of the passages that hold
        all its words, and so many more as there are more of these."""
        if spelling not in self._times:
            if len(spelling) == 1:
                self._times[spelling] = self._count(KEY, spelling[0])
            elif spelling in EVERYBODYS_NAMES.of(spelling) and len(EVERYBODYS_NAMES.of(spelling)) > 1:
                self._times[spelling] = self._count(NAME, joined(spelling))
            else:
                self._times[spelling] = self._estimated(spelling)
        return self._times[spelling]

    def _gathered(self, keys: Keys) -> Spellings:
        runs = {keys[i:j] for i in range(len(keys)) for j in range(i + 1, min(len(keys), i + _LONGEST) + 1)}
        known, asked = EVERYBODYS_NAMES, set[str]()
        for _ in range(_ROUNDS):
            wanted = {joined(spelling) for run in runs for spelling in known.of(run)}
            if wanted <= asked:
                break
            asked |= wanted
            rows = self._session.execute(_SPELT, [list(wanted), _NAMES]).fetchall()
            known = Spellings(groups=dict.fromkeys(tuple(spellings) for spellings, _ in rows))
        return known

    def _estimated(self, spelling: Keys) -> int:
        terms = list(dict.fromkeys(stored_term(term) for key in spelling for term in key.split()))
        rarest = min(terms, key=lambda term: self._statistics.of(term).paragraphs)
        others = [term for term in terms if term != rarest]
        found = [int(row[0]) for row in self._session.execute(_HOLDING, [rarest, others, len(others)])]
        if not found:
            return 0
        looked = found[:: -(-len(found) // _SAMPLE)]
        rows = self._session.execute("SELECT content FROM passages WHERE id = ANY(%s)", [looked])
        length, times = len(spelling), 0
        for (content,) in rows:
            keys = [word.key for word in words_in(passage_of(content, "").text)]
            times += sum(tuple(keys[i : i + length]) == spelling for i in range(len(keys)))
        return round(times * len(found) / len(looked))

    def _count(self, kind: str, word: str) -> int:
        if (kind, stored_term(word)) not in self._counts:
            self._learn([word])
        return self._counts[kind, stored_term(word)]

    def _learn(self, words: Iterable[str]) -> None:
        wanted = list(dict.fromkeys(map(stored_term, words)))
        self._counts.update({(kind, word): 0 for kind in (KEY, IDENTIFIER, NAME) for word in wanted})
        self._counts.update({(str(k), str(w)): int(n) for k, w, n in self._session.execute(_WORDS, [wanted])})
