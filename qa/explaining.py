"""The way to an answer, in plain words: what was asked, searched for and read, and what decided.

Everything here is told from what was computed for the answer: nothing is worked out anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from index.text import TYPED, content_terms

from .answer import Answer, Hit
from .kinds import Asks
from .query import Query
from .reading.findings import Reading
from .retriever import Row, shipped_weights

if TYPE_CHECKING:
    from .confidence import Coefficients, Features
    from .vocabulary import Vocabulary

KINDS: Mapping[Asks, str] = {
    "fact": "a fact",
    "definition": "what something is or means",
    "why": "a reason, a way or a consequence",
    "list": "all of several things",
    "order": "what happened when, in order",
    "comparison": "how two things differ",
    "yesno": "whether something is so",
    "overview": "the main points",
    "place": "what a part of the article says",
    "source": "who says so, or where it is published",
    "document": "the article itself",
    "claim": "whether a statement is the article's",
    "program": "this program",
    "greeting": "nothing yet: it greets",
    "language": "something in another language than English",
}
INDEXES = {
    "bm25": "words of the passage",
    "bm25-sentences": "words of its best sentence",
    "paragraphs": "meaning of the passage",
    "sentences": "meaning of its best sentence",
    "pairs": "meaning of its two best sentences in a row",
    "bank-words": "words of questions known to be answered there",
    "bank-meaning": "meaning of questions known to be answered there",
}
SIGNS = {
    "best": "how well the best sentence answers",
    "answer": "how sure the reader is that the passage answers",
    "here": "how sure the reader is that the best sentence's passage answers",
    "proof": "how sure the reader is that the best sentence proves it",
    "agreeing": "passages that the reader takes to answer",
    "deep": "passages that fit the question better than the quote's",
    "retrieval": "how close the closest passage is to the question",
    "far": "how far the question is from all that the article is about",
    "quoted": "share of the question's words that the quote has",
    "unknown": "share of the question's words that the article lacks",
    "missing": "names and numbers of the question that the best passage lacks",
    "answered": "how like it is to a question known to be answered",
    "unanswered": "how like it is to a question known to have no answer",
    "known": "how many of the closest known questions have an answer",
    "opposed": "words of the question whose opposite the quote has",
    "absent": "names, numbers and identifiers of the question that the article lacks",
    "no_number": "a number, date, sum or measure is asked for and the quote has none",
    "other_count": "things are to be counted and the quote does not count them",
    "other_short": "the short answer is not of the kind asked for",
    "other_kind": "a person, place or reason is asked for and the quote names none",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A passage that was found.

    score    how well it fits the question, in [0, 1]: the weighted mean of ``scores``
    scores   the same by what was compared, each in words
    read     whether it was read for its sentences; the others lie too far behind the first, or are of a kind that does
             not answer such a question
    quote    its best sentence, "" where none was found or it was not read
    """

    place: str
    score: float
    scores: tuple[tuple[str, float], ...]
    read: bool
    quote: str = ""

    @property
    def standing(self) -> str:
        """The place, with the remark that it was not read where it was not."""
        return self.place if self.read else f"{self.place} (not read: too far behind, or not for this kind)"


@dataclass(frozen=True, slots=True)
class Weighed:
    """Something that speaks for an answer, or against: value times weight is what it adds to the balance."""

    sign: str
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """What it adds; less than 0 speaks against an answer."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Explanation:
    """The way to an answer; empty where nothing was asked.

    kind      what is asked for, in words
    place     the part of the article that the question names, and that alone was searched; "" for all of it
    searched  what was searched for
    carried   the words in it that the conversation before added
    absent    the question's words that no passage has
    looked    the passages found, best first
    weighed   what the confidence rests on, those first that add most, for or against
    start     the balance before anything is weighed
    decision  which threshold decided, in a sentence
    """

    kind: str = ""
    place: str = ""
    searched: str = ""
    carried: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    looked: tuple[Looked, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    start: float = 0.0
    decision: str = ""


NOT_EXPLAINED = Explanation()
_UNREAD = "Nothing was weighed: the words were found as they are, or the key sentences chosen."


@dataclass(frozen=True, slots=True)
class Way:
    """What was computed for an answer.

    query      as it is read inside the part of the article that it names
    place      that part, "" for all of it
    read       the hits that were read
    scores     the passages' scores in each index, by its name
    features   what the confidence rests on, None where nothing was read
    """

    query: Query
    answer: Answer
    place: str
    hits: Sequence[Hit]
    read: Sequence[Hit]
    scores: Mapping[str, Row]
    reading: Reading
    features: Features | None


def explanation(way: Way, coefficients: Coefficients, vocabulary: Vocabulary) -> Explanation:
    """The way to an answer in words."""
    return Explanation(
        kind=KINDS[way.query.asks],
        place=way.place,
        searched=way.query.searched.text,
        carried=way.query.carried,
        absent=_absent(way.query, vocabulary),
        looked=_looked(way),
        weighed=_weighed(way.features, coefficients) if way.features else (),
        start=coefficients.intercept,
        decision=_decision(way, coefficients, vocabulary),
    )


def _absent(query: Query, vocabulary: Vocabulary) -> tuple[str, ...]:
    typed = {word: content_terms(word) for word in TYPED.findall(query.alone.text)}
    return tuple(word for word, terms in typed.items() if terms and not any(term in vocabulary for term in terms))


def _looked(way: Way) -> tuple[Looked, ...]:
    best = {finding.hit.position: finding.citation.quote for finding in reversed(way.reading.whole)}
    whole = sum(shipped_weights(way.scores).values())
    read = {hit.position for hit in way.read}
    return tuple(
        Looked(
            hit.locator,
            hit.score / whole,
            tuple((INDEXES[name], max(0.0, float(found[hit.position]))) for name, found in way.scores.items()),
            hit.position in read,
            best.get(hit.position, ""),
        )
        for hit in way.hits
    )


def _weighed(features: Features, coefficients: Coefficients) -> tuple[Weighed, ...]:
    weights = coefficients.weights
    found = [Weighed(SIGNS[name], value, weights.get(name, 0.0)) for name, value in asdict(features).items()]
    return tuple(sorted((weighed for weighed in found if weighed.adds), key=lambda weighed: -abs(weighed.adds)))


def _decision(way: Way, coefficients: Coefficients, vocabulary: Vocabulary) -> str:
    answer = way.answer
    if way.features is None:
        return _UNREAD if way.hits else "Nothing was searched for: it is no question about the article."
    absent = vocabulary.never_mentioned(way.query.searched)
    if absent and vocabulary.is_foreign(way.query.searched):
        named = ", ".join(f"“{name}”" for name in absent)
        return f"Refused, whatever the balance: no passage has {named}, or next to any other word of the question."
    chance = f"The chance that the article answers comes to {answer.confidence:.2f}"
    perhaps, threshold = min(coefficients.perhaps, coefficients.threshold), coefficients.threshold
    bounds = f"from {threshold:.2f} on it is answered"
    if perhaps < threshold:
        bounds += f", from {perhaps:.2f} on the nearest quote is shown as uncertain"
    return f"{chance}; {bounds}, below it is refused."


def as_lines(explained: Explanation) -> list[str]:
    """An explanation for a terminal, a line each."""
    lines = ["Why this answer?", f"  asked for: {explained.kind}", f"  searched for: “{explained.searched}”"]
    lines += [f"  searched in: {explained.place}"] if explained.place else []
    if explained.carried:
        lines.append(f"  taken over from the questions and answers before: {', '.join(explained.carried)}")
    if explained.absent:
        lines.append(f"  in no passage: {', '.join(explained.absent)}")
    lines += ["  passages found, and how well they fit (0 to 1):"] if explained.looked else []
    for looked in explained.looked:
        lines.append(f"    {looked.score:.2f} {looked.standing}")
        lines.append(f"         {'; '.join(f'{words} {score:.2f}' for words, score in looked.scores)}")
        lines += [f"         best sentence: “{looked.quote}”"] if looked.quote else []
    if explained.weighed:
        lines.append(f"  for an answer (+) and against (-), from {explained.start:+.2f}:")
        lines += [f"    {w.adds:+.2f} {w.sign} ({w.value:.2f} x {w.weight:+.2f})" for w in explained.weighed]
    return [*lines, f"  {explained.decision}"]
