"""Words: how often words, names and identifiers stand in what is asked.

The seam for a library counted elsewhere: ``CountedWords`` counts an article in memory, qa/stored asks a database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from index import Article
from index.text import LETTERS, content_terms

from .identifiers import known_identifiers
from .terms import Keys, Spellings, Word, words_in


class Words(Protocol):
    """The counts of an article or library. A word is a run of letters as it is written, a term its stem, a key what two
    spellings of it share (see terms.py)."""

    @property
    def passages(self) -> int:
        """The number of passages."""
        ...

    def holding(self, term: str) -> int:
        """The number of passages that hold a term, function words aside."""
        ...

    def names_one(self, identifier: str) -> bool:
        """Whether an identifier, in the form of ``identifiers.form_of``, stands in a passage or a heading."""
        ...

    def has_key(self, key: str) -> bool:
        """Whether a word with this key stands in a passage."""
        ...

    def like(self, word: str, slips: int) -> Mapping[str, int]:
        """Words in small letters with their counts: at least all that begin as ``word`` does and can be made of it by
        so many slips."""
        ...

    def form(self, word: str) -> str:
        """A word in small letters, as it is mostly written."""
        ...

    def spellings(self, words: Iterable[Word]) -> Spellings:
        """The names that are spelt in several ways: at least those among the words."""
        ...

    def times(self, spelling: Keys) -> int:
        """How often a spelling of such a name stands in the passages."""
        ...


class CountedWords:
    """The words of an article, counted in memory. See ``Words``."""

    def __init__(self, article: Article) -> None:
        """Count the article's terms, words and identifiers, and its names in each of their spellings."""
        texts = [passage.text for passage in article.passages]
        self._passages = len(texts)
        self._holding: Counter[str] = Counter()
        for text in texts:
            self._holding.update(set(content_terms(text)))
        places = dict.fromkeys(passage.section for passage in article.passages)
        self._identifiers = known_identifiers([*texts, *places])
        counts = Counter(found for text in texts for found in LETTERS.findall(text))
        # Ascending, so that of "Relations" and "relations" the commoner is kept.
        self._forms: dict[str, str] = {
            form.casefold(): form for form in sorted(counts, key=lambda form: (counts[form], form))
        }
        self._counts = Counter(form.casefold() for form in counts.elements())
        self._spellings = Spellings("\n".join(texts), article.spellings)
        # The article's words one after another, texts apart.
        words = [key for text in texts for key in (*(word.key for word in words_in(text)), "")]
        self._keys = frozenset(words) - {""}
        self._times = self._spellings.times(words)

    @property
    def passages(self) -> int:
        """See ``Words``."""
        return self._passages

    def holding(self, term: str) -> int:
        """See ``Words``."""
        return self._holding[term]

    def names_one(self, identifier: str) -> bool:
        """See ``Words``."""
        return identifier in self._identifiers

    def has_key(self, key: str) -> bool:
        """See ``Words``."""
        return key in self._keys

    def like(self, word: str, slips: int) -> Mapping[str, int]:
        """See ``Words``: all of them."""
        return self._counts

    def form(self, word: str) -> str:
        """See ``Words``."""
        return self._forms[word]

    def spellings(self, words: Iterable[Word]) -> Spellings:
        """See ``Words``: all of them."""
        return self._spellings

    def times(self, spelling: Keys) -> int:
        """See ``Words``."""
        return self._times[spelling]


def counted(known: Article | Words) -> Words:
    """The words of an article, which are counted now, or words that are counted already."""
    return CountedWords(known) if isinstance(known, Article) else known
