"""Hit, Citation and Answer: the results of a question. An answer is made of slices of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index import Mark, Passage, Span

from .kinds import Asks

Outcome = Literal["answered", "perhaps", "refused"]
Says = Literal["yes", "no", "open", ""]
Form = Literal["quotes", "list", "order", "comparison", "overview"]
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    position  of the passage in ``article.passages``: what an index or the library knows it by
    rank      1 is the best
    score     orders the hits of one question; no probability
    """

    passage: Passage
    position: int
    rank: int
    score: float

    @property
    def locator(self) -> str:
        """Where the whole passage stands."""
        return locator(self.passage, Span(0, len(self.passage.text)))


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote: ``span`` of one or more whole sentences of ``passage.text``, and the short ``answer`` inside it.

    context   what stands before the quote and is needed to understand it: the sentence before one that opens with
              "This" or "They"; empty where there is none
    """

    passage: Passage
    span: Span
    answer: Span
    context: Span = NOWHERE

    def __post_init__(self) -> None:
        """ValueError for an answer outside the quote."""
        if not self.span.holds(self.answer):
            raise ValueError(f"the answer {self.answer} must lie inside the quote {self.span}")

    @property
    def quote(self) -> str:
        """The article's own words."""
        return self.span.of(self.passage.text)

    @property
    def short(self) -> str:
        """The answer inside the quote, the article's own words too."""
        return self.answer.of(self.passage.text)

    @property
    def before(self) -> str:
        """The words of ``context``, "" where there is none."""
        return self.context.of(self.passage.text)

    @property
    def locator(self) -> str:
        """Where the quote stands: "p. 4, Dynamics Of Pak-US Relations, para. 2", in a library after its article."""
        return locator(self.passage, self.span)

    @property
    def references(self) -> tuple[Passage, ...]:
        """The bibliography entries that the quoted sentences cite, each once, in order."""
        cites = self.passage.cites_in(self.span)
        return tuple(dict.fromkeys(cite.reference for cite in cites))

    @property
    def header(self) -> str:
        """The first row of the table in which the quote is another row, "" for any other quote."""
        rows = self.passage.sentences
        if self.passage.kind != "table" or len(rows) < 2 or self.span.meets(rows[0]):
            return ""
        return rows[0].of(self.passage.text)

    @property
    def notes(self) -> tuple[Mark, ...]:
        """The marks of the notes on which the quoted sentences rest, a note once, in order."""
        return tuple({id(mark.note): mark for mark in self.passage.marks_in(self.span)}.values())

    @property
    def all_references(self) -> tuple[Passage, ...]:
        """The entries that the quoted sentences cite, themselves or in their notes, each once."""
        in_notes = [source for mark in self.notes for source in mark.sources if source.kind == "reference"]
        return tuple(dict.fromkeys([*self.references, *in_notes]))

    @property
    def next_reference(self) -> tuple[Passage, ...]:
        """Where the quote itself cites nothing and bears no note: the entry cited next in its paragraph, as an article
        often names its source once, at the end of what it takes from it. Empty or one entry."""
        if self.references or self.notes:
            return ()
        after = [cite.reference for cite in self.passage.cites if cite.span.start >= self.span.end]
        return tuple(after[:1])


@dataclass(frozen=True, slots=True)
class Change:
    """Words of what was searched for, and what was typed for them, "" for those that the conversation added."""

    read: Span
    typed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: citations, best first, or none when the article does not say.

    hits        the passages that were found, best first, also when nothing is cited
    confidence  in [0, 1]: the chance that the article answers the question
    searched    what was searched for: the question, or what the conversation made of it
    reason      why nothing is cited, in one line; "" when something is, and where there is only a remark
    unanswered  where something is cited: of several things that the question asks those that the best
                passage for them does not clearly answer, in the words searched for
    changes     where ``searched`` differs from the question, in order
    outcome     "perhaps": nothing is cited, and ``nearest`` may answer; "refused": the article does not answer
    nearest     the one uncertain quote of a perhaps, None for any other outcome
    correction  where the article says otherwise than the question takes for granted: the quote that does, else None;
                the outcome is "refused"
    says        whether the quotes say so, say the contrary or leave it open, where the question is whether something
                is so and that can be told; else ""
    asks        the kind of the question
    form        what the quotes are together: "quotes" best first; a "list" in reading order, an "order" by date, a
                "comparison" with a side for each, an "overview" in reading order
    sides       of a comparison the name of each citation's side, in the words of the question; else none
    remark      a sentence of the program beside the quotes or in place of them: help, or what of the question was
                set aside; "" for most
    nearby      of the passages of ``hits`` that were read, the best quote of each; for a refusal only
    """

    question: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    confidence: float
    searched: str = ""
    reason: str = ""
    unanswered: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    outcome: Outcome = "answered"
    nearest: Citation | None = None
    correction: Citation | None = None
    says: Says = ""
    asks: Asks = "fact"
    form: Form = "quotes"
    sides: tuple[str, ...] = ()
    remark: str = ""
    nearby: tuple[Citation, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the article answers."""
        return self.outcome == "answered" and bool(self.citations)

    @property
    def mended(self) -> tuple[tuple[str, str], ...]:
        """The words taken for misspelt or spelt otherwise, as they were typed and as they were read."""
        return tuple((change.typed, change.read.of(self.searched)) for change in self.changes if change.typed)

    @property
    def text(self) -> str:
        """The quotes, a line each; "" when not found."""
        return "\n".join(citation.quote for citation in self.citations)

    @property
    def short(self) -> str:
        """The first citation's short answer; "" when not found."""
        return self.citations[0].short if self.citations else ""


def no_answer_to(part: str) -> str:
    """The sentence on a thing that a question asks, where only others are answered."""
    return f"No passage clearly answers “{part}”."


def locator(passage: Passage, span: Span) -> str:
    """Pages (where the file marks them), section and paragraph of a span of a passage; its article in a library.

    A page is named as it is cited, by the number printed on it, with the file's own in brackets where the two differ:
    "p. 114 (file p. 2), Trade, para. 3".
    """
    place = _place(passage, span) + (", read by OCR" if passage.ocr else "")
    return f"{passage.article}: {place}" if passage.article else place


def _place(passage: Passage, span: Span) -> str:
    if passage.kind == "header":
        return "running header of every page"
    place = [_pages(passage, span)]
    match passage.kind:
        case "body" | "abstract":
            place += [passage.section, f"para. {passage.number}"]
        case "reference":
            place += [passage.section, f"entry {passage.number}"]
        case "caption" | "table" | "note":
            place += [passage.section, f"{passage.kind} {passage.number}"]
        case kind:
            place += [kind]
    return ", ".join(part for part in place if part)


def _pages(passage: Passage, span: Span) -> str:
    """ "p. 4", "pp. 4-5", "p. 114 (file p. 2)"; "file p. 1" for a page without the number that others bear; "" """
    own, labels = tuple(map(str, passage.pages_of(span))), passage.labels_of(span)
    if labels in ((), own):
        return page_range(own)
    return f"{page_range(labels)} (file {page_range(own)})" if all(labels) else f"file {page_range(own)}"


def page_range(pages: Sequence[int | str], to: str = "-") -> str:
    """Pages as a locator names them: "p. 4", "pp. 4-5", "" for none.

    >>> page_range(["4", "5"], "–")
    'pp. 4–5'
    """
    first, last = pages[:1], pages[-1:]
    return "" if not pages else f"p. {first[0]}" if len(pages) == 1 else f"pp. {first[0]}{to}{last[0]}"
