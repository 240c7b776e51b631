"""Vocabulary: the words and identifiers of an article, and how rare the words are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from index import Article
from index.search import SearchText
from index.text import content_terms, split_sentences

from .asking import asking_part, without_opening
from .identifiers import form_of, identifiers
from .tuned import TUNED
from .words import Words, counted

_DIGITS = re.compile(r"\d")
_TYPED_WORD = re.compile(r"[^\s\"“”()?!,;:]+")
# Names of the asker's story: "Professor Smith told me", "my NGO", "before Friday".
_OF_THE_STORY = re.compile(
    r"(?:(?<!\w)[^\W\d_a-z]\S*\s+)+(?:told|asked|gave|showed|sent|taught|wants|wanted)\s+(?:me|us)\b"
    r"|\b(?:[Mm]y|[Oo]ur)\s+(?:[^\s,;.?!]+\s+){0,2}?[^\W\d_a-z][^\s,;.?!]*"
    r"|\b(?:by|before|until|due|next|this)\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


class Vocabulary:
    """The terms of an article with the number of passages that each stands in."""

    def __init__(self, known: Article | Words) -> None:
        """known: an article, or its words counted."""
        self._words = counted(known)

    def __contains__(self, term: str) -> bool:
        """Whether the article has a term."""
        return self._words.holding(term) > 0

    def idf(self, term: str) -> float:
        """The logarithm of how rare a term is; a term that the article lacks counts as one that stands once."""
        return math.log((self._words.passages + 1) / max(1, self._words.holding(term)))

    def weight(self, terms: Iterable[str]) -> float:
        """The sum of the idf of terms."""
        return sum(self.idf(term) for term in terms)

    def share(self, some: Iterable[str], terms: Iterable[str]) -> float:
        """The share that some of the terms have in the weight of all, in [0, 1]; 0 where there are none."""
        whole = self.weight(terms)
        return self.weight(some) / whole if whole else 0.0

    def unknown(self, question: SearchText) -> float:
        """The share of a question's words, weighted by idf, that the article lacks, in [0, 1]."""
        terms = set(without_opening(question).terms)
        return self.share({term for term in terms if term not in self}, terms)

    def never_mentioned(self, question: SearchText) -> list[str]:
        """The names, numbers and identifiers of a question that stand nowhere in the article."""
        lacking = self.lacking(question)
        named = (name for name in names_and_numbers(question.text) if not any(name in whole for whole in lacking))
        found = ((name, content_terms(name)) for name in named)
        return [*lacking, *(name for name, terms in found if terms and not any(term in self for term in terms))]

    def lacking(self, question: SearchText) -> list[str]:
        """The identifiers of a question that stand nowhere in the article as a whole."""
        asked = identifiers(asking_part(question.text))
        return [identifier for identifier in asked if not self._words.names_one(form_of(identifier))]

    def is_foreign(self, question: SearchText) -> bool:
        """Whether a question is about something that the article never mentions: an identifier that it lacks, for what
        it says of another part, rule or year is no answer; or a name, where it has next to no word of the question.

        Its meaning may still be close to some passage's ("Why did the Berlin Wall come down?"), and the span model
        finds a reason in a passage full of reasons.
        """
        if self.lacking(question):
            return True
        return bool(self.never_mentioned(question)) and self.unknown(question) >= TUNED.refusing.foreign


def names_and_numbers(question: str) -> list[str]:
    """The words of a question that name something: capitalised inside a sentence, or with a digit; what the asker tells
    of himself names nothing that the article could have.

    >>> names_and_numbers("Who led Iran in 1979?")
    ['Iran', '1979']
    """
    asked = _OF_THE_STORY.sub(lambda match: match[0].lower(), asking_part(question))
    named: list[str] = []
    for sentence in split_sentences(asked):
        found = enumerate(_TYPED_WORD.findall(sentence.of(asked)))
        named += [word for i, word in found if _DIGITS.search(word) or (i > 0 and word[:1].isupper() and len(word) > 1)]
    return [word.rstrip(".'’") for word in named]
