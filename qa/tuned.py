"""The numbers that decide something about a question, in one place.

Each field says its unit, what it decides, and how it was chosen: by a command, which prints what other values would
give, or by looking at dev questions (none was chosen on test questions). The numbers by which a page's layout
is read stand in index/readers/pdf/layout.py; the weights of the confidence, which ``python -m eval.tuning.fit`` writes,
in data/confidence.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_WEIGHTS = {"bm25": 0.25, "bm25-sentences": 0.25, "paragraphs": 0.5 / 3, "sentences": 0.5 / 3, "pairs": 0.5 / 3}
_BANK_WEIGHTS = {"bank-words": 0.25, "bank-meaning": 0.25}


@dataclass(frozen=True)
class Asking:
    """The limits of a question, and the words of a conversation that go with it; all by looking at dev questions."""

    most_characters: int = 1000
    """Characters of a question; a longer one is refused."""
    most_parts: int = 3
    """Things asked in one question that are read apart: each takes as long as the whole question."""
    few_terms: int = 2
    """Terms of content; a question with fewer needs the conversation."""
    short: int = 4
    """Words, or terms where some word points back, up to which a question goes on from the one before."""
    from_questions: int = 8
    """Words carried over from the questions before, at most."""
    from_answer: int = 4
    """Words carried over from the last answer, at most."""
    clearly_closer: float = 0.08
    """Weighted mean of scores: by how much more the carried words must bring a question to some passage where its own
    words do not tell whether it goes on. On dev, words of an unrelated exchange brought less, its own mostly more;
    measured by eval/experiments/topic_changes.py, in ``python -m eval --report``."""


@dataclass(frozen=True)
class Spelling:
    """Which words are taken for misspelt; by looking at dev questions. What mending is worth is measured by
    eval/experiments/misspelling.py, in ``python -m eval --report``."""

    one_slip: int = 5
    """Letters from which on one slip is forgiven."""
    two_slips: int = 9
    """Letters from which on two are."""
    name: int = 7
    """Letters from which on a slip in a name is forgiven."""
    any_letter: int = 7
    """Letters from which on a letter may stand in place of one that sounds otherwise."""
    rarer: int = 10
    """Times as frequent in the article as the spelling typed that its own must be to be searched for in its place."""
    most_spellings: int = 50
    """Spellings of one name; letters that a text explains in more ways are no name."""


@dataclass(frozen=True)
class Retrieval:
    """How the scores of the indexes meet. Chosen by R@1 and R@5 on every set measured; ``python -m eval`` prints each
    index alone and other fusions."""

    weights: Mapping[str, float] = field(default_factory=lambda: dict(_WEIGHTS))
    """Shares of the indexes of the article's own text."""
    bank_weights: Mapping[str, float] = field(default_factory=lambda: dict(_BANK_WEIGHTS))
    """Shares of those of its question bank, where it has one."""


@dataclass(frozen=True)
class Reading:
    """Which passages are read, and what makes a quote the better one; ``python -m eval.tuning.reader_mix``."""

    hits: int = 5
    """Passages read at most of an article with a bank: more gain nothing."""
    hits_without_bank: int = 8
    """The same without one: the right passage is often further down, and eight gain .03 of evidence over five, twelve
    no more (dev)."""
    within: float = 0.2
    """Weighted mean of scores by which a passage may be behind the first to be read: on dev no best quote stood in
    another."""
    quotes_a_hit: int = 2
    """Findings of one passage, at most."""
    retrieval: float = 2.0
    """Share of the hit's score in a quote's, beside the best sentence score, whose share is 1."""
    lead: float = 0.02
    """Share of the span's lead over "no answer here", in logits, likewise."""
    evidence: float = 0.02
    """Share of the sentence's lead over "no evidence here", in logits, likewise."""
    bank_share: float = 0.5
    """Share of the closest bank question's cosine in a sentence's score (dev)."""


@dataclass(frozen=True)
class Quoting:
    """Which further quotes are cited beside the best one; by looking at dev questions, ``python -m eval --split dev``
    prints their groups."""

    most: int = 3
    """Quotes of an answer, at most."""
    further_score: float = 0.8
    """Share of the first quote's score that a further one must have."""
    further_gain: float = 0.15
    """Share of the question's weight of words that a further quote must add."""


@dataclass(frozen=True)
class Refusing:
    """When the article does not answer, beside the fitted confidence; by looking at dev questions,
    ``python -m eval --split dev`` prints those refused and not."""

    on_topic: float = 0.2
    """Weighted mean of scores of the best passage; next to no question about the article lies below. It bends a feature
    of the confidence, and tells the reason "off the article's topic" from the others."""
    foreign: float = 0.9
    """Share of the question's words, weighted by idf, that the article lacks; a question beyond it that also names
    something never mentioned is refused."""
    most_missing: float = 3.0
    """Names and numbers that a passage lacks, counted no further."""


@dataclass(frozen=True)
class Checking:
    """How near a pasted quotation must be to the article's words; by looking at quotations damaged by hand, which
    tests/qa/study/test_quotation.py holds."""

    most_characters: int = 5000
    """Characters of a quotation; a longer one is refused."""
    most_different: float = 0.35
    """Share of a quotation's words; a sentence that differs in more is another one."""
    misspelt: float = 70
    """Per cent of letters alike from which on differing words count half."""
    slack: int = 8
    """Words by which an alignment's ends may be off."""
    candidates: int = 5
    """Passages that are compared word by word where none holds the exact words."""


@dataclass(frozen=True)
class Support:
    """The page's words for how sure an answer is; by looking at the bins of reliability in eval/RESULTS.md."""

    strong: float = 0.8
    """Confidence from which on support is strong."""
    moderate: float = 0.5
    """Confidence from which on it is moderate, else weak."""
    close: float = 0.45
    """Score of meaning, 0 for unrelated texts, between a question and a passage's closest part from which on they are
    close in meaning."""
    fairly_close: float = 0.3
    """The same for fairly close: most below are of another matter."""


@dataclass(frozen=True)
class Tuned:
    """All of them."""

    asking: Asking = Asking()
    spelling: Spelling = Spelling()
    retrieval: Retrieval = Retrieval()
    reading: Reading = Reading()
    quoting: Quoting = Quoting()
    refusing: Refusing = Refusing()
    checking: Checking = Checking()
    support: Support = Support()


TUNED = Tuned()
