"""The marks of one answer: a value for each measure that is about its question. Every table is made of them.

The evidence of a question is groups of alternatives, a group for each fact. A question that asks for a list, a
comparison or an overview is right by the share of its facts that the quotes prove together; one that asks for an order
by the share that they prove in the order of the groups; any other one where its first quote proves a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from index import Passage, Span
from qa import Answer, Citation
from qa.answer import Says as Said
from qa.kinds import Asks
from qa.support import support

from .measures import contains, exact_match, token_f1, token_recall
from .questions import Evidence, Question
from .records import Says

FORCED = "forced-"
COVERING = frozenset[Asks]({"list", "order", "comparison", "overview"})
_AGREES: dict[Says, Said] = {"yes": "yes", "no": "no", "open": "open", "both": "open"}
_HALF = 0.5  # of the facts, which an answer proves at least to be right

Proves = Callable[[Span, Span], bool]  # whether a cited span proves a span of evidence in the same passage


@dataclass(frozen=True)
class Reply:
    """The answer to a question, and the one that would be given if nothing were refused: the same where it is found."""

    given: Answer
    forced: Answer


@dataclass(frozen=True)
class Marked:
    """A question and the marks of its answer.

    asks   the kind that it is labelled with, None without a label
    told   the kind that the program takes it for
    marks  by measure, see ``marks``
    """

    asks: Asks | None
    told: Asks
    answerable: bool
    follow_up: bool
    marks: Mapping[str, float]


@dataclass(frozen=True)
class Judge:
    """The passages of an article and the rule by which a quote proves."""

    passages: Sequence[Passage]
    proves: Proves

    def shows(self, citation: Citation, places: Sequence[Evidence]) -> bool:
        """Whether a quote proves any of the places."""
        return any(
            self.passages[place.position] is citation.passage and self.proves(citation.span, place.span)
            for place in places
        )

    def facts(self, citation: Citation, question: Question) -> frozenset[int]:
        """The numbers of the facts of a question that a quote proves, from 0."""
        return frozenset(n for n, group in enumerate(question.evidence) if self.shows(citation, group))

    def marked(self, question: Question, reply: Reply) -> Marked:
        """The question with its marks."""
        given = reply.given
        found = self.marks(question, reply)
        return Marked(question.asks, given.asks, question.answerable, bool(question.history), found)

    def marks(self, question: Question, reply: Reply) -> dict[str, float]:
        """The marks of a reply by measure, only those that are about it.

        confidence, perhaps           of every question; perhaps: an uncertain quote is all that is shown
        refused                       of those that the article does not answer; a perhaps counts as refused, and a
                                      correction that corrects nothing as answered
        answered                      of the others
        handled, right                of all: answered with proof or refused; the same by the rule of its kind
        evidence, groups, quote F1, quotes F1, quotes recall, contains, EM, F1
                                      of those that it answers, 0 where nothing is cited, and once more as if nothing
                                      were refused
        nearest                       of the uncertain quotes of those: whether it proves a fact
        correction                    of the quotes that say otherwise: whether it is one that does
        said, agrees                  of yes/no questions with a label whether something is said in words; of all that
                                      is said whether it is the label
        correct                       of the answers that are given: whether they prove a fact, or half of the facts
                                      or more where they are to prove several
        strong                        the same of those with strong support
        """
        return dict(self._marks(question, reply.given, reply.forced))

    def _marks(self, question: Question, given: Answer, forced: Answer) -> Iterator[tuple[str, float]]:
        yield "confidence", given.confidence
        yield "perhaps", float(given.outcome == "perhaps")
        if given.correction is not None:
            yield "correction", float(self._corrects(given.correction, question))
        yield from _verdict(question, given)
        if not question.answerable:
            refused = not given.found and (given.correction is None or self._corrects(given.correction, question))
            yield from ((name, float(refused)) for name in ("refused", "handled", "right"))
            yield from _correct(given, False)
            return
        yield "answered", float(given.found)
        if given.nearest is not None:
            yield "nearest", float(bool(self.facts(given.nearest, question)))
        marks = self._of_quotes(question, forced)
        yield "handled", marks["evidence"] * given.found
        yield from _correct(given, marks["right"] >= _HALF)
        for measure, value in marks.items():
            yield measure, value * given.found
            yield FORCED + measure, value

    def _corrects(self, citation: Citation, question: Question) -> bool:
        return self.shows(citation, question.correction) or bool(self.facts(citation, question))

    def _of_quotes(self, question: Question, forced: Answer) -> dict[str, float]:
        proven = [self.facts(citation, question) for citation in forced.citations]
        facts = len(question.evidence)
        marks = {
            "evidence": float(bool(proven) and bool(proven[0])),
            "groups": float(len(frozenset().union(*proven)) == facts),
        }
        marks["right"] = marks["evidence"]
        if question.asks in COVERING:
            count = in_order(proven, facts) if question.asks == "order" else len(frozenset().union(*proven))
            marks["right"] = count / facts
        if question.answers:
            first = forced.citations[0].quote if forced.found else ""
            marks["quote F1"] = token_f1(first, question.answers)
            marks["quotes F1"] = token_f1(forced.text, question.answers)
            marks["quotes recall"] = token_recall(forced.text, question.answers)
            marks["contains"] = contains(first, question.answers)
            marks["EM"] = exact_match(forced.short, question.answers)
            marks["F1"] = token_f1(forced.short, question.answers)
        return marks


def in_order(proven: Sequence[frozenset[int]], facts: int) -> int:
    """The most of the facts 0, 1, ... that quotes prove in this order; those of one quote are in order.

    proven   the facts that each quote proves, the quotes in their order

    >>> in_order([frozenset({1}), frozenset({0, 2})], 3)  # 1, and then 2; or 0 and 2
    2
    """
    longest = [0] * len(proven)  # of the chains whose last fact each quote proves
    for fact in range(facts):
        before = list(accumulate(longest, max))
        longest = [before[n] + 1 if fact in proven[n] else longest[n] for n in range(len(proven))]
    return max(longest, default=0)


def _verdict(question: Question, given: Answer) -> Iterator[tuple[str, float]]:
    if question.says is not None:
        yield "said", float(bool(given.says))
    if given.says:
        yield "agrees", float(question.says is not None and _AGREES[question.says] == given.says)


def _correct(given: Answer, right: bool) -> Iterator[tuple[str, float]]:
    if given.found:
        yield "correct", float(right)
        if support(given.confidence, given.asks) == "strong":
            yield "strong", float(right)
