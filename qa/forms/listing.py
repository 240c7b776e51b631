"""A list: all the sentences of the passages read that are items of it, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Article, Passage
from index.text import words

from ..answer import Citation
from ..reading.findings import Finding, Reading
from ..tuned import TUNED
from .shaped import Shaped, in_reading_order, joined

_POINT = re.compile(r"(?:\(?\d{1,2}[.)]|[•*–-]|\([a-z]\))\s|[A-Z\d“\"][^.:?!]{2,60}:\s")
_FEW = 25  # words of a point of a list


def listing(reading: Reading, article: Article) -> Shaped:
    """The best finding's sentence and every other that is nearly as good, or proves as surely, in reading order; where
    the article itself lists its points, a paragraph each, the first sentence of each of these."""
    enumerated = _enumerated(reading.whole[0], article)
    if enumerated:
        return Shaped(enumerated, "list")
    return Shaped(joined(in_reading_order(items(reading))), "list")


def _enumerated(finding: Finding, article: Article) -> tuple[Citation, ...]:
    """The points of the article's own list that a finding opens ("... are:"), or of which it is one."""
    passages, at = article.passages, finding.hit.position
    section = finding.hit.passage.section

    def run(step: int) -> list[Passage]:
        found = []
        place = at + step
        while 0 <= place < len(passages) and _is_point(passages[place]) and passages[place].section == section:
            found.append(passages[place])
            place += step
        return found

    behind = run(1)
    if finding.hit.passage.text.rstrip().endswith(":"):
        points = behind
    elif _is_point(finding.hit.passage):
        points = [*reversed(run(-1)), finding.hit.passage, *behind]
    else:
        return ()
    first = [Citation(point, point.sentences[0], point.sentences[0]) for point in points[: TUNED.forms.most_points]]
    return tuple(first) if len(first) >= TUNED.forms.least_points else ()


def _is_point(passage: Passage) -> bool:
    """Whether a paragraph is an item of a list: a few words alone, or opened by a number, a bullet or a name of its
    own."""
    return passage.kind == "body" and (bool(_POINT.match(passage.text)) or len(words(passage.text)) <= _FEW)


def items(reading: Reading) -> list[Finding]:
    """The findings that belong to an answer of several, best first, ``TUNED.forms.most_items`` at most."""
    best = reading.whole[0]
    found: Sequence[Finding] = reading.every or reading.whole
    kept = [one for one in found if one is best or _is_item(one, best)]
    return kept[: TUNED.forms.most_items]


def _is_item(finding: Finding, best: Finding) -> bool:
    near = finding.score >= TUNED.forms.item_score * best.score
    return near and finding.answer >= 0 and finding.proof >= min(0.0, best.proof)
