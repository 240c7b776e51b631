"""The numbers that decide something about a question, in one place.

Each field says its unit, what it decides, and how it was chosen: by a command, which prints what other values would
give, or by looking at dev questions (none was chosen on test questions). The numbers by which a page's layout
is read stand in index/readers/pdf/layout.py; the weights of the confidence, which ``python -m eval.tuning.fit`` writes,
in data/confidence.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .tuned_questions import Asking, Following, Spelling, Wanting

_WEIGHTS = {"bm25": 0.25, "bm25-sentences": 0.25, "paragraphs": 0.5 / 3, "sentences": 0.5 / 3, "pairs": 0.5 / 3}
_BANK_WEIGHTS = {"bank-words": 0.25, "bank-meaning": 0.25}


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
class Forms:
    """The quotes of an answer that is more than a fact; by looking at the dev questions of each kind, whose groups
    ``python -m eval --split dev`` prints."""

    most_items: int = 8
    """Sentences of a list or an order, at most."""
    least_points: int = 3
    """Paragraphs in a row that look like points from which on they are a list of the article's own."""
    most_points: int = 12
    """Points of such a list that are quoted, at most."""
    item_score: float = 0.8
    """Share of the best finding's score that an item of a list must have."""
    most_key_sentences: int = 5
    """Sentences of an overview, at most."""
    overview: float = 0.9
    """Confidence of an overview of the article or of a part that it has: both always have key sentences."""
    alike: float = 0.75
    """Cosine from which on two key sentences say the same, and the second is left out."""
    most_sentences: int = 5
    """Sentences of one quote that goes on, at most."""
    goes_on: float = 0.0
    """Logits by which the next sentence must outscore "no evidence here" for a quote to go on over it."""
    cause: float = 0.05
    """Added to the score of a sentence that gives a cause where a reason is asked for."""
    repeats: float = 0.6
    """Share of the question's words, weighted by idf, from which on a sentence only repeats it."""
    defines: float = 0.1
    """Added to the score of a sentence that says what something is where a definition is asked for."""
    side: float = -2.0
    """Lead over "no answer here", in logits, from which on a side of a comparison has its quote: a side is asked for in
    a piece of the question, of which the reader is less sure than of a whole one."""


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
    near: int = 10
    """Questions of the bank, answered ones and as many others, that are compared with the one asked."""
    looked_up: float = 0.8
    """Confidence, at least, of a table's cell whose row and column the question names: the fitted confidence knows no
    tables, the dev questions' article has none."""
    softness: float = 0.05
    """Cosine by which a nearer question of the bank weighs e times as much; of .02 to .1 by the cross-validated log
    loss of the confidence on dev questions."""


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
    draft_characters: int = 200_000
    """Characters of a draft whose quotations are checked; a longer one is refused."""
    fewest_words: int = 4
    """Words of a quotation in a draft; fewer are a term or a title in quotation marks."""
    around_a_quotation: int = 12
    """Words outside the quotation marks from which on a text is a draft: a citation behind a quote has fewer."""


@dataclass(frozen=True)
class Support:
    """The page's words for how sure an answer is; strong as ``python -m eval.tuning.support`` finds it, the others by
    looking at the bins of reliability in eval/RESULTS.md."""

    strong: float = 0.992
    """Confidence from which on support is strong: of such answers .95 are to be right."""
    strong_by_kind: Mapping[str, float] = field(
        default_factory=lambda: {"list": 0.997, "yesno": 0.993, "source": 0.995}
    )
    """The same for kinds of questions (``qa.kinds.Asks``) whose answers are right less often; 1 or more: never."""
    moderate: float = 0.5
    """Confidence from which on it is moderate, else weak."""
    close: float = 0.45
    """Score of meaning, 0 for unrelated texts, between a question and a passage's closest part from which on they are
    close in meaning."""
    fairly_close: float = 0.3
    """The same for fairly close: most below are of another matter."""


@dataclass(frozen=True)
class Correcting:
    """Which sentences are held against what a question takes for granted; the weights and the score from which on one
    says otherwise stand in data/premises.json, which ``python -m eval.tuning.fit_premises`` writes."""

    findings: int = 5
    """Findings that are looked at, best first, each with the sentence that follows."""
    surely: float = 0.88
    """Confidence from which on a question is answered so surely that it takes nothing wrong for granted; by looking at
    dev questions, and at answered ones about other articles."""
    swapped: float = 0.5
    """Share of a question's words from which on a sentence with two names in each other's part corrects it; of 269 dev
    questions that take nothing wrong for granted it corrects none."""
    covered: float = 0.3
    """Share of the words of a question, unless it asks why, that a sentence must have; by looking at dev questions."""


@dataclass(frozen=True)
class Tuned:
    """All of them."""

    asking: Asking = field(default_factory=Asking)
    following: Following = field(default_factory=Following)
    spelling: Spelling = field(default_factory=Spelling)
    retrieval: Retrieval = Retrieval()
    reading: Reading = Reading()
    quoting: Quoting = Quoting()
    forms: Forms = Forms()
    refusing: Refusing = Refusing()
    wanting: Wanting = field(default_factory=Wanting)
    checking: Checking = Checking()
    support: Support = Support()
    correcting: Correcting = Correcting()


TUNED = Tuned()
