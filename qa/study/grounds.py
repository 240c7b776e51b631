"""The text in which a quotation is looked for: one passage, or paragraphs that follow each other."""

from __future__ import annotations

from dataclasses import dataclass

from index import Passage, Span

from .quoted_words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """The passage that a quotation, or one part of it, stands in, and its characters in the passage's text."""

    passage: Passage
    span: Span


@dataclass(frozen=True)
class Ground:
    """Passages that follow each other, in which a quotation is looked for, and their words as one text."""

    passages: tuple[Passage, ...]
    words: Words

    def places(self, span: Span) -> list[Place]:
        """The places of a span of the text: one in each passage that it meets."""
        found, start = [], 0
        for passage in self.passages:
            end = start + len(passage.text)
            inside = Span(max(span.start, start), max(span.start, start, min(span.end, end)))
            if inside.start < inside.end or (span.start == span.end and start <= span.start <= end):
                found.append(Place(passage, Span(inside.start - start, inside.end - start)))
            start = end + 1
        return found
