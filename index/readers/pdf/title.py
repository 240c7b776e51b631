"""The title of a PDF's article: lines of one type, chosen by several signs, and the lines of its subtitle.

The largest type alone says little: a journal's logo is larger, "Research Article" is as large. A title has several
words, stands in large or bold type above the rest, is followed by names, and may be told by the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...front import is_author_line
from ...headings import ABSTRACT, is_known, looks_like_heading, section_name
from .layout import LAYOUT
from .lines import Line
from .signs import CAPTION, shouts

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LINKING = frozenset(
    "a an the of in on for from to with at into as der die das des im von für zur du le les la".split()
)
_LABEL = re.compile(
    r"\b(?:issn|isbn|doi|https?|www|vol(?:ume|\.)|copyright|e-?mail|journal|annals|proceedings|series|"
    r"(?:working|discussion) papers?|open access|received|accepted|published|licen[cs]ed?)\b|©|@|\w\.\w+\.\w",
    re.IGNORECASE,
)
_KIND_OF_TEXT = re.compile(
    r"(?:(?:original|research|review|short|invited|full|regular|feature)\s+)*"
    r"(?:articles?|papers?|research|reviews?|reports?|communications?|notes?|essays?|letters?|editorial|commentary|"
    r"methodology|(?:book|forum)\s\w+|forum|contents|correspondence|case (?:report|study)|keywords)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:universit\w+|department|institut\w*|faculty|school|college|centre|center|professor|abstract|laborator\w+)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\b(?:MD|Ph\.?D|M\.?Sc|B\.?Sc|MPH|RN)\b")
_NO_TITLES = frozenset({"abstract", "summary", "introduction", "background", "zusammenfassung", "keywords", "contents"})


def title_of(lines: Sequence[Line], body: float, told: str = "") -> list[Line]:
    """The lines of the title from the top down, [] if no line is set as titles are.

    lines  of the whole document, in reading order
    body   the size of its body text, in points
    told   the title that the file gives itself; it counts where a page shows it
    """
    found: list[tuple[float, list[Line]]] = []
    begin = min((line.page for line in lines), default=0)
    for page in range(begin, begin + LAYOUT.titles.pages):
        shown = sorted((line for line in lines if line.page == page), key=lambda line: line.y)
        groups = [_without_kind(group) for group in _groups(shown)]
        possible = [group for group in groups if group and _is_possible(group, body)]
        found_below = [_subtitle(group, shown, body) for group in possible]
        subtitles = [[] if is_told(lines, told) else lines for lines in found_below]
        under = {id(lines[0]) for lines in subtitles if lines}
        for group, subtitle in zip(possible, subtitles, strict=True):
            if id(group[0]) not in under and (page == begin or is_told(group, told)):
                found.append((_score(group, shown, body, told), [*group, *subtitle]))
    return max(found, key=lambda pair: pair[0])[1] if found else _plain(lines)


def _plain(lines: Sequence[Line]) -> list[Line]:
    """The first line of a document where it is set as its text is, if a name or the abstract follows: a manuscript."""
    if (
        not lines
        or not looks_like_heading(lines[0].text)
        or len(_WORD.findall(lines[0].text)) < LAYOUT.titles.plain_words
    ):
        return []
    first, below = lines[0], lines[1 : 1 + LAYOUT.titles.plain_lines]
    follows = any(is_author_line(line.text) or section_name(line.text) in ABSTRACT for line in below)
    is_title = follows and not _LABEL.search(first.text) and not is_author_line(first.text)
    return [first] if is_title and section_name(first.text) not in _NO_TITLES else []


def _without_kind(group: list[Line]) -> list[Line]:
    """A group without the lines at its head that tell but the kind of text, as "Book Review" does."""
    for i, line in enumerate(group):
        if not _KIND_OF_TEXT.fullmatch(line.text.strip(" .:")) and section_name(line.text) not in _NO_TITLES:
            return group[i:]
    return []


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page, from the top down, in groups of one type that stand below each other."""
    groups: list[list[Line]] = []
    for line in lines:
        fitting = next((group for group in reversed(groups) if _continues(group[-1], line)), None)
        if fitting is None:
            groups.append([line])
        else:
            fitting.append(line)
    return groups


def _continues(a: Line, b: Line) -> bool:
    layout = LAYOUT.titles
    size = max(a.size, b.size)
    alike = abs(a.size - b.size) < layout.same_size * size and a.bold == b.bold and shouts(a.text) == shouts(b.text)
    below = 0 < b.y - a.y < layout.leading * size and min(a.x1, b.x1) > max(a.x0, b.x0)
    return alike and below


def _is_possible(group: Sequence[Line], body: float) -> bool:
    """Whether lines may be a title: set as one, with words, of a title's length, and no name of a section."""
    text = _text(group)
    first = group[0]
    set_as_title = first.size > LAYOUT.titles.size * body or first.bold or shouts(text)
    if not set_as_title or len(text) > LAYOUT.titles.length or not re.search(r"[^\W\d_]{3}", text):
        return False
    return section_name(text) not in _NO_TITLES and not is_known(text) and not CAPTION.match(text)


def _score(group: Sequence[Line], page: Sequence[Line], body: float, told: str) -> float:
    """The evidence that lines are the title, the more the better."""
    layout, text = LAYOUT.titles, _text(group)
    words = len(_WORD.findall(text))
    size = max(line.size for line in group)
    height = (group[0].y - page[0].y) / max(1.0, page[-1].y - page[0].y)
    below = _next_below(group, page)
    return (
        min(size / body, layout.largest)
        + layout.word * min(words, layout.most_words)
        + layout.bold * group[0].bold
        - layout.height * height
        + layout.told * is_told(group, told)
        + layout.names * (below is not None and _is_names(below.text))
        - layout.label * (bool(_LABEL.search(text)) or _is_masthead(group, page))
        - layout.kind * bool(_KIND_OF_TEXT.fullmatch(text.strip(" .:")) or words < layout.fewest_words)
        - layout.kind * (bool(_DEGREE.search(text)) or _is_list(group))
        - layout.numbered * bool(re.match(r"\d+\.?\s|[IVX]+\.\s", text))
    )


def is_told(group: Sequence[Line], told: str) -> bool:
    """Whether the file's own title begins as the lines do, or the other way round."""
    shown, named = _letters(_text(group)), _letters(told)
    shorter = min(len(shown), len(named))
    return shorter >= LAYOUT.titles.told_letters and (shown.startswith(named) or named.startswith(shown))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _next_below(group: Sequence[Line], page: Sequence[Line]) -> Line | None:
    """The line nearest below a group of a page's lines and over or under its width."""
    last = group[-1]
    left, right = min(line.x0 for line in group), max(line.x1 for line in group)
    below = (line for line in page if line.y > last.y + 1 and line.x0 < right and line.x1 > left)
    return min(below, key=lambda line: line.y, default=None)


def _is_names(text: str) -> bool:
    """Whether a line may be a list of people: words with capitals, and none that link others but "and" and "by"."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    small = [word for word in words if word[0].islower() and word not in ("and", "und", "by", "von", "van", "de", "et")]
    return len(words) > 1 and not small and not _PLACE.search(text) and not _LABEL.search(text)


def _is_list(group: Sequence[Line]) -> bool:
    """Whether several lines end with a comma, as those of a list of names do."""
    return sum(line.text.endswith((",", ";")) for line in group) > 1


def _subtitle(title: Sequence[Line], page: Sequence[Line], body: float) -> list[Line]:
    """The lines of a subtitle: below the title, set less boldly than it but more than text, and no names."""
    layout = LAYOUT.titles
    for group in _groups([line for line in page if line.y > title[-1].y]):
        first, last, text = group[0], title[-1], _text(group)
        if _next_below(title, page) is not first:
            continue
        near = first.y - last.y < layout.subtitle_leading * max(first.size, last.size)
        larger = first.size > layout.size * body
        large = first.size < last.size * (1 + layout.same_size) and (larger or (first.bold and first.size >= body))
        links = sum(word in _LINKING for word in _WORD.findall(text))
        if (
            near
            and large
            and (larger or first.bold == last.bold)
            and links
            and not (_PLACE.search(text) or _LABEL.search(text))
        ):
            return group if section_name(text) not in _NO_TITLES and first.text[:1].isalnum() else []
    return []


def _is_masthead(group: Sequence[Line], page: Sequence[Line]) -> bool:
    """Whether a volume, ISSN or address stands right above, beside or below a group, as with a journal's name."""
    reach = LAYOUT.titles.masthead * max(line.size for line in group)
    near = (line for line in page if group[0].y - reach < line.y < group[-1].y + reach and line not in group)
    return any(_LABEL.search(line.text) for line in near)


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)
