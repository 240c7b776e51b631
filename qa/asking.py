"""The part of a question that asks: a long opening tells of the asker, of an essay, a debate, a professor.

>>> asking_part("I am writing an essay on the pass and need to know who opened the road.")
'who opened the road.'
"""

from __future__ import annotations

import re
from functools import lru_cache

from index import Span
from index.search import SearchText
from index.text import content_terms, split_sentences

QUESTION_WORDS = "how|what|when|where|which|who|whom|whose|why"
AUXILIARIES = (
    "am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would|aren't|can't|"
    "couldn't|didn't|don't|doesn't|hadn't|hasn't|haven't|isn't|shouldn't|wasn't|weren't|won't|wouldn't"
)
IMPERATIVES = (
    "compare|contrast|define|describe|explain|find|give|list|mention|name|outline|put|quote|show|state|summarise|"
    "summarize|sum|tell"
)
_ASKS = re.compile(
    r"\?\W*$|^\W*(?:(?:and|but|so|now|ok|okay|please|pls|well|then|hi|hello|thanks)\W+)*"
    rf"(?:(?:(?:at|by|for|from|in|of|on|since|to|under|until|with)\s+)?(?:{QUESTION_WORDS})|{AUXILIARIES}|{IMPERATIVES})\b",
    re.IGNORECASE,
)
# A question word, also as it is typed in haste, an order, an auxiliary or a quotation: the rest is keywords.
_SENTENCE = re.compile(
    rf"\b(?:{QUESTION_WORDS}|{AUXILIARIES}|{IMPERATIVES}|hw|wat|what's|whats|wen|wer|wich|wy|y|timeline|order|i|need|want)\b|[\"“”]",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:a|an|the)\s", re.IGNORECASE)
# Words of an asker who speaks of himself; "i" in small letters counts too, "us" and "me" alone do not ("tell me").
_OF_THE_ASKER = re.compile(r"\b(?:I|i|[Mm]y|[Ww]e|[Oo]ur)\b")
# Where the question that a sentence holds begins: "I want to quote them on | why ...", "could you tell me | where".
_HELD = re.compile(
    r"\b(?:(?:need|needs|want|wants|like|love|wish|have|has|trying|hoping|supposed|asked)\s+(?:me\s+|us\s+)?to\s+"
    r"(?:ask|check|cite|explain|find\s+out|hear|know|learn|quote|read|see|show|state|understand|write)"
    r"|wonder(?:ed|ing)?|looking\s+for|searching\s+for|interested\s+in)(?:\s+[^\s,;:.?!]+){0,4}?\s+"
    rf"(?=(?:about|whether|if|{QUESTION_WORDS})\b)"
    r"|\b(?:can|could|would|will)\s+(?:you|anyone|anybody|someone|somebody)\s+(?:please\s+|kindly\s+)?"
    r"(?:tell|show|explain\s+to|give)\s+(?:me|us)\s+|\b(?:please|pls|plz)\s+tell(?:\s+me)?\s+"
    rf"|[:;–—]\s+(?=(?:[^\s:;]+\s+){{0,3}}?(?:{QUESTION_WORDS}|{AUXILIARIES})\b)",
    re.IGNORECASE,
)


def is_fragment(question: str) -> bool:
    """Whether a question is keywords or the piece of one: it neither asks with a word for it, nor orders, nor says."""
    return _SENTENCE.search(question) is None


def as_read(question: SearchText) -> SearchText:
    """A question as a reader is asked it that was trained on whole questions; the same object where it is one.

    Of fragments made of QASPER's questions "What is the ...?" finds more evidence than the fragment as it is, and
    "What is said about ...?" less; on dev questions it makes the reader surer of what is answered.

    >>> as_read(SearchText("durand line issue")).text
    'What is the durand line issue?'
    """
    return question.once(as_read, _as_read)


def _as_read(question: SearchText) -> SearchText:
    if not is_fragment(question.text):
        return question
    named = question.text.rstrip(" ?.!,;:")
    return SearchText(f"What is {named if _ARTICLE.match(named) else f'the {named}'}?")


def without_opening(text: SearchText) -> SearchText:
    """A question without what leads up to it; the same object where nothing does."""
    return text.once(without_opening, _without_opening)


def _without_opening(text: SearchText) -> SearchText:
    asked = asking_part(text.text)
    return text if asked == text.text else SearchText(asked)


@lru_cache(maxsize=256)
def asking_part(question: str) -> str:
    """The slice of a question without what leads up to it, where that tells of the asker or says nothing ("Thanks.");
    the whole question where there is no such opening.

    A sentence before it that speaks of the matter alone ("Both write about Kabul; what is each study's subject?")
    belongs to the question.
    """
    sentences = split_sentences(question)
    asking = [sentence for sentence in sentences if _ASKS.search(sentence.of(question))] or list(sentences)
    if not asking:
        return question
    first = next((s for s in sentences if s == asking[0] or not _is_lead(s.of(question))), asking[0])
    last = next(s for s in reversed(sentences) if s == asking[-1] or not _is_lead(s.of(question)))
    asked = Span(first.start, last.end).of(question)
    for held in reversed(list(_HELD.finditer(asked))):
        if _is_lead(asked[: held.end()]) and content_terms(asked[held.end() :]):
            return asked[held.end() :]
    return asked


def _is_lead(text: str) -> bool:
    return _OF_THE_ASKER.search(text) is not None or not set(content_terms(text)) - _EMPTY


_EMPTY = frozenset(
    content_terms("got ok okay hello hi thanks thank new question list name all please pls tell show give")
)
