"""What the words of an article add to the counts of a library; ``words.py`` reads them there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from index import Article
from index.postgres.rows import WordCounts
from index.text import LETTERS, content_terms

from ..identifiers import known_identifiers
from ..terms import Spellings, explained, keys_of, words_in

FORM, KEY, IDENTIFIER, NAME = "f", "k", "i", "n"
_EXPLAINED = 1_000_000  # places of names from which on those stand that a text itself explains
_APART = "\x1f"  # between the keys of a name
EVERYBODYS_NAMES = Spellings()
"""The names that are counted when an article is added; those that articles explain are counted when asked for."""


def count_words(article: Article) -> WordCounts:
    """The counts of an article's words, names and identifiers, as ``CountedWords`` has them."""
    texts = [passage.text for passage in article.passages]
    terms = Counter(term for text in texts for term in set(content_terms(text)))
    counts: Counter[tuple[str, str, str]] = Counter()
    for text in texts:
        counts.update((FORM, form.casefold(), form) for form in LETTERS.findall(text))
        counts.update((KEY, word.key, "") for word in words_in(text) if word.key)
        times = EVERYBODYS_NAMES.times([word.key for word in words_in(text)])
        counts.update({(NAME, joined(keys), ""): n for keys, n in times.items() if len(keys) > 1})
    places = dict.fromkeys(passage.section for passage in article.passages)
    counts.update((IDENTIFIER, form, "") for form in known_identifiers([*texts, *places]))
    return WordCounts(terms, counts, list(_spelt(article, "\n".join(texts))))


def joined(keys: Sequence[str]) -> str:
    """The keys of a spelling as one text."""
    return _APART.join(keys)


def _spelt(article: Article, text: str) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """Names that mean the same, each with the keys of its spellings: those given with the article, then those that it
    explains."""
    given = enumerate(article.spellings)
    own = enumerate(dict.fromkeys(explained(text)), start=_EXPLAINED)
    for place, spellings in [*given, *own]:
        yield place, tuple(spellings), tuple(joined(keys_of(spelling)) for spelling in spellings)
