"""A second look: the findings of all passages compared by what a question of its kind asks for.

The reader scores each sentence by itself. A question for a reason is often repeated by the text before it is answered
("The start was lukewarm. This was due to ..."), and what defines a term is not the first sentence that uses it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.search import SearchText
from index.text import content_terms

from .extent import leans_back, sentence_before
from .kinds import Asks
from .reading.findings import Finding, best_first
from .tuned import TUNED
from .vocabulary import Vocabulary

_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|result(?:s|ed|ing)? in|resulted from|le(?:ad|ads|d|ading) "
    r"to|caus(?:e|es|ed|"
    r"ing)|in order to|so that|therefore|thus|hence|consequently|thereby|prompt\w*|forc(?:ed|ing)|stem\w* from|"
    r"driven by|in "
    r"response to|contribut\w+ to|g(?:a|i)ve\w* rise to|enabl\w+|motivat\w+|reasons?|purpose|consequences?|effects?|"
    r"impact\w*|made "
    r"it|making|creat(?:ed|ing)|since(?! \d))\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:is|are|was|were) (?:an?|the|one|any|defined|understood|called|known)\b|\b(?:refers? to|means?|denotes?|"
    r"defined as|known as|"
    r"stands for|term(?:ed)?|that is|i\.e\.)\b",
    re.IGNORECASE,
)


def second_look(question: SearchText, kind: Asks, findings: Sequence[Finding], vocabulary: Vocabulary) -> list[Finding]:
    """The findings for a question of a kind, scored anew and best first; those of any other kind as they are."""
    if kind not in ("why", "definition"):
        return list(findings)
    terms = set(question.terms)

    def scored(finding: Finding) -> Finding:
        added = _reason(finding, terms, vocabulary) if kind == "why" else _definition(finding)
        return replace(finding, score=finding.score + added)

    return best_first([scored(finding) for finding in findings])


def _reason(finding: Finding, terms: set[str], vocabulary: Vocabulary) -> float:
    """More for a sentence that gives a cause or leans on one that repeats the question, less for one that only repeats
    it."""
    quote = finding.citation.quote
    gives = bool(_CAUSE.search(quote))
    repeats = vocabulary.share(terms & set(content_terms(quote)), terms) >= TUNED.forms.repeats
    before = sentence_before(finding.citation).of(finding.citation.passage.text)
    leans = leans_back(quote) and vocabulary.share(terms & set(content_terms(before)), terms) >= TUNED.forms.repeats
    return TUNED.forms.cause * (float(gives) + float(leans) - float(repeats and not gives))


def _definition(finding: Finding) -> float:
    return TUNED.forms.defines * float(bool(_DEFINES.search(finding.citation.quote)))
