"""Vocabulary: the words of an article, and how rare they are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from index import Article
from index.search import SearchText
from index.text import content_terms

from .tuned import TUNED

_DIGITS = re.compile(r"\d")
_TYPED_WORD = re.compile(r"[^\s\"“”()?!,;:]+")


class Vocabulary:
    """The terms of an article with the number of passages that each stands in."""

    def __init__(self, article: Article) -> None:
        """Count the article's terms."""
        self._passages = len(article.passages)
        self._counts: Counter[str] = Counter()
        for passage in article.passages:
            self._counts.update(set(content_terms(passage.text)))

    def __contains__(self, term: str) -> bool:
        """Whether the article has a term."""
        return term in self._counts

    def idf(self, term: str) -> float:
        """The logarithm of how rare a term is; a term that the article lacks counts as one that stands once."""
        return math.log((self._passages + 1) / max(1, self._counts[term]))

    def weight(self, terms: Iterable[str]) -> float:
        """The sum of the idf of terms."""
        return sum(self.idf(term) for term in terms)

    def share(self, some: Iterable[str], terms: Iterable[str]) -> float:
        """The share that some of the terms have in the weight of all, in [0, 1]; 0 where there are none."""
        whole = self.weight(terms)
        return self.weight(some) / whole if whole else 0.0

    def unknown(self, question: SearchText) -> float:
        """The share of a question's words, weighted by idf, that the article lacks, in [0, 1]."""
        terms = set(question.terms)
        return self.share({term for term in terms if term not in self}, terms)

    def never_mentioned(self, question: SearchText) -> list[str]:
        """The names and numbers of a question that stand nowhere in the article."""
        found = ((name, content_terms(name)) for name in names_and_numbers(question.text))
        return [name for name, terms in found if terms and not any(term in self for term in terms)]

    def is_foreign(self, question: SearchText) -> bool:
        """Whether a question names something that the article never mentions, and has next to no word of it either.

        Its meaning may still be close to some passage's ("Why did the Berlin Wall come down?"), and the span model
        finds a reason in a passage full of reasons.
        """
        return bool(self.never_mentioned(question)) and self.unknown(question) >= TUNED.refusing.foreign


def names_and_numbers(question: str) -> list[str]:
    """The words of a question that name something: capitalised inside it, or with a digit.

    >>> names_and_numbers("Who led Iran in 1979?")
    ['Iran', '1979']
    """
    found = enumerate(_TYPED_WORD.findall(question))
    named = [word for i, word in found if _DIGITS.search(word) or (i > 0 and word[:1].isupper() and len(word) > 1)]
    return [word.rstrip(".'’") for word in named]
