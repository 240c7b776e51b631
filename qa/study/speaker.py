"""The speaker of a quoted sentence: the article's authors, or a source with a view that they report.

The first rule that fits the sentence and the paragraph before it decides. A source speaks in "According to X" and
"described by X as"; in a sentence in which critics, analysts and their like argue something; in one in which a
cited author or the author's book presents or argues something; and in one in which a named actor maintains
something. Last, a paragraph that opens with "X (2020) analyzed" and ends with the same source in brackets gives X's
findings in between. Praise of a book is the authors' own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from index import Cite, Passage, Span

from ..answer import Citation
from .reference_fields import Fields, reference_fields

_ENDINGS = r"(?:s|es|d|ed|ing)?"
_SAY = (
    r"(?:says?|said|saying|holds?|held|holding|finds?|found|finding|writes?|wrote|writing|thinks?|thought|feels?|felt"
    r"|(?:acknowledg|admit|argu|assert|believ|claim|conclud|contend|declar|emphasi[sz]|estimat|explain|insist|maintain"
    rf"|not|observ|point out|predict|report|stat|stress|suggest|underscor|highlight|warn)e?{_ENDINGS})"
)
_TREAT = (
    r"(?:shows?|showed|showing|stud(?:y|ies|ied)|identif(?:y|ies|ied)"
    r"|(?:analy[sz]|assess|challeng|compar|consider|critici[sz]|demonstrat|describ|discuss|document|examin|explor"
    rf"|investigat|offer|present|propos|reveal|trac)e?{_ENDINGS})"
)
_REPORTS = rf"(?:{_SAY}|{_TREAT})"
_SEES = r"(?:saw|sees?|views?|viewed|regards?|regarded|considers?|considered|describes?|described|calls?|called)"
_ADVERBS = r"(?:(?:\w+ly|also|further|then|have|has|had)\s+)*"
_MANY = r"some|many|several|most|other|certain|few|numerous|various"
_WATCHERS = (
    r"(?:academic|analyst|author|commentator|critic|diplomat|expert|historian|journalist|observer|official|researcher"
    r"|scholar|theorist|writer)s"
)
_WATCHED = rf"(?:(?:{_MANY}|former|senior|leading|[A-Z][\w.-]*)\s+)*{_WATCHERS}"
_BODY = r"(?:\s+(?:administration|army|authorities|government|leaders|military|ministry|officials|policymakers))?"
_ACTOR = rf"(?!(?:{_MANY})\b)[A-Z][\w.-]*(?:\s+(?:(?:of|and|the)\s+)*[A-Z][\w.-]*)*{_BODY}"
_NO_OBJECT = r"(?<![\w'-])(?<!\bof )(?<!\bon )(?<!\bin )(?<!\bby )(?<!\bto )(?<!\bfor )"
_POINTING = frozenset("he she it they we i this that these those there who which what such".split())

_ACCORDING = re.compile(r"(?:^According to|\b[Ii]n the (?:view|opinion|words|eyes) of)\s+(?P<who>[^,;:]+)[,:]")
_ACCORDING_LATER = re.compile(rf"\baccording to\s+(?P<who>{_WATCHED}|{_ACTOR}(?:\s+\(\d{{4}}\w?\))?)")
_SEEN_BY = re.compile(
    rf"\b(?:described|called|termed|label+ed|dubbed|seen|viewed|regarded|considered|criticised|criticized)\s+by\s+"
    rf"(?P<who>{_WATCHED})"
)
_WATCHERS_SAY = re.compile(
    rf"\b(?P<who>{_WATCHED}|(?:some|many|others))\s+{_ADVERBS}(?:{_SAY}|{_SEES}\b.{{0,60}}?\bas)\b"
)
_ACTOR_SAYS = re.compile(
    rf"{_NO_OBJECT}(?P<who>{_ACTOR})(?:,[^,]{{1,40}},)?\s+{_ADVERBS}"
    rf"(?:{_SAY}\s+that|{_SAY}\b[^;]*?,\s*{_SAY}\s+that)\b"
)
_ACTOR_CLAIM = re.compile(
    rf"(?P<who>{_ACTOR})(?:['’]s?)?\s+(?:accusation|allegation|claim|charge|assertion|contention)s?\s+that\b"
)
_NO_SPEAKER = {"reference": "an entry of the bibliography", "header": "the running header", "keywords": "the keywords"}
_LONGEST = 2000  # characters of a sentence that are looked at: a longer one is a list, or no sentence
_BRACKET = re.compile(r"[][()]")
_WORK = r"(?:book|study|article|paper|report|work|analysis|research|chapter|essay|authors?|scholar|writer)"
_CLAUSE = r"(?:^|[,;]\s+|\b(?:and|while|as|that)\s+)"


@dataclass(frozen=True, slots=True)
class Speaker:
    """The one who speaks in a sentence.

    kind  "none" for what nobody says: an entry of the bibliography, the running header, the keywords
    text  "The authors", "The authors, citing Kux (2001)" or "Rubin (2020), as reported by the authors"
    """

    kind: Literal["authors", "source", "none"]
    text: str


def speaker(citation: Citation) -> Speaker:
    """The speaker of the sentence that holds a citation's short answer.

    A sentence that only ends with a citation in brackets is the authors', resting on that source.
    """
    passage = citation.passage
    if passage.kind in _NO_SPEAKER:
        return Speaker("none", _NO_SPEAKER[passage.kind])
    sentence = next(s for s in passage.sentences if s.end > citation.answer.start)
    sources = {id(cite.reference): _Source(cite.reference.text) for cite in passage.cites}
    cites = [_Cited(cite, sources[id(cite.reference)]) for cite in passage.cites]
    if passage.kind in ("body", "abstract") and (told := _teller(passage, cites, sentence)):
        return Speaker("source", f"{told}, as reported by the authors")
    resting = dict.fromkeys(cited.source.label for cited in cites if sentence.meets(cited.span))
    in_notes = (source for mark in passage.marks_in(sentence) for source in mark.sources if source.kind == "reference")
    resting |= dict.fromkeys(_Source(source.text).label for source in in_notes)
    return Speaker("authors", f"The authors, citing {'; '.join(resting)}" if resting else "The authors")


@dataclass(frozen=True)
class _Source:
    """An entry of the bibliography, read into its fields at the first need: most sentences need none."""

    entry: str

    @cached_property
    def fields(self) -> Fields:
        """The fields of the entry."""
        return reference_fields(self.entry)

    @property
    def families(self) -> list[str]:
        """The authors' family names; of an entry that cannot be read its first words."""
        return [name.family for name in self.fields.authors] or [self.entry[:40]]

    @property
    def label(self) -> str:
        """Authors and year as a text names them: "Gould and Lane (1999)"."""
        families = self.families
        people = f"{families[0]} et al." if len(families) > 2 else " and ".join(families)
        return f"{people} ({self.fields.year})" if self.fields.year else people


@dataclass(frozen=True)
class _Cited:
    """An in-text citation and its source; citations of one entry share the source."""

    cite: Cite
    source: _Source

    @property
    def span(self) -> Span:
        """The place of the citation in its passage's text."""
        return self.cite.span


def _teller(passage: Passage, cites: Sequence[_Cited], sentence: Span) -> str:
    """The source that speaks, "" when the authors do."""
    text = sentence.of(passage.text)[:_LONGEST]
    for rule in (_ACCORDING, _ACCORDING_LATER, _SEEN_BY, _WATCHERS_SAY, _ACTOR_CLAIM):
        if match := rule.search(text):
            return _label_of(match["who"], cites) or match["who"]
    told = [cited for cited in _narrative(passage, cites) if cited.span.start < sentence.end]
    for cited in reversed(told):
        if re.search(rf"{_CLAUSE}{_subject(cited, told[-1])}\s+{_ADVERBS}{_REPORTS}\b", text):
            return cited.source.label
    actor = _ACTOR_SAYS.search(text)
    if actor and actor["who"].casefold() not in _POINTING:
        return _label_of(actor["who"], cites) or actor["who"]
    if told and not any(re.search(rf"{_CLAUSE}{_subject(cited, told[-1])}\b", text) for cited in told):
        return told[-1].source.label if _closes(passage, cites, told[-1], sentence) else ""
    return ""


def _narrative(passage: Passage, cites: Sequence[_Cited]) -> Iterator[_Cited]:
    """The citations that are part of their sentence: "Rubin (2020) presented", not "(Rubin, 2020)" or "[12]"."""
    at, opened = 0, Counter[str]()
    for cited in cites:
        opened.update(_BRACKET.findall(passage.text, at, cited.span.start + 1))
        at = cited.span.start + 1
        if opened["("] == opened[")"] and opened["["] == opened["]"]:
            yield cited


def _subject(cited: _Cited, latest: _Cited) -> str:
    """A pattern of the names of a source in a sentence: its author, and for the latest one "he" or "the book" too."""
    family = re.escape(cited.source.families[0])
    named = rf"{family}(?:\s+(?:et al\.?|(?:and|&)\s+[\w'-]+))?(?:\s+\(\d{{4}}\w?\))?(?:['’]s(?:\s+[\w-]+){{1,2}}?)?"
    return rf"(?:{named}|(?:[Tt]he|[Tt]his)\s+{_WORK}|[Hh]e|[Ss]he|[Tt]hey|[Ii]t)" if cited is latest else named


def _closes(passage: Passage, cites: Sequence[_Cited], told: _Cited, sentence: Span) -> bool:
    """Whether the paragraph opens with a source and has it in brackets in or after a sentence."""
    opens = told.span.start < passage.sentences[0].end
    return opens and any(
        other.source is told.source and other.span.end > sentence.start for other in cites if other is not told
    )


def _label_of(name: str, cites: Sequence[_Cited]) -> str:
    """The source cited in the passage that a name stands for: "Rubin" -> "Rubin (2020)", else "".

    A body such as a state is meant as a source only if its year stands with it.
    """
    for cited in cites:
        first = cited.source.fields.authors[:1]
        if first and (first[0].given or "(" in name) and re.search(rf"\b{re.escape(first[0].family)}\b", name):
            return cited.source.label
    return ""
