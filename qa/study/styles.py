"""Fields -> an entry of a bibliography in one of five styles.

The three written styles follow APA 7, MLA 9 and Chicago 17 (author-date) without italics, for plain text.
Titles keep the capitals of their source. BibTeX and RIS are for reference managers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from index.metadata import Name

from ..dates import MONTHS
from .reference_fields import Fields

NO_DATE = "n.d."
_RIS_TYPES = {"article": "JOUR", "book": "BOOK", "news": "NEWS", "web": "ELEC", "unknown": "GEN"}
_BIBTEX_TYPES = {"article": "article", "book": "book", "news": "article", "web": "misc", "unknown": "misc"}
_BIBTEX_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
_BIBTEX_ESCAPES = {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}


def apa(fields: Fields) -> str:
    """APA 7: initials, no place of publication; an entry without authors begins with its title.

    >>> apa(Fields("book", (Name("Kux", "D."),), "2001", title="Allies", publisher="Wilson"))
    'Kux, D. (2001). Allies. Wilson.'
    """
    title = fields.title + (f" (Vol. {fields.volume})" if fields.kind == "book" and fields.volume else "")
    dated = f"({_comma(fields.year or NO_DATE, fields.date)})"
    people = _listed([_inverted(name, initials=True) for name in fields.authors], "& ")
    serial = f"{fields.volume}({fields.issue})" if fields.issue else fields.volume
    source = _comma(fields.container, *([] if fields.kind == "book" else [serial]), _range(fields.pages))
    seen = f"Retrieved {fields.accessed}" if fields.accessed else ""
    head = [people, dated, title] if people else [title, dated]
    if not _address(fields):
        return _sentences(*head, source, fields.publisher, seen)
    # An address ends an entry bare: a full stop would be taken for a part of it.
    return f"{_sentences(*head, source, fields.publisher)} {f'{seen}, from ' if seen else ''}{_address(fields)}"


def mla(fields: Fields) -> str:
    """MLA 9: names as printed, months shortened, no place of publication; three authors or more are et al.

    >>> mla(Fields("book", (Name("Kux", "D."),), "2001", title="Allies", publisher="Wilson"))
    'Kux, D. Allies. Wilson, 2001.'
    """
    people = _several(fields.authors, most=2, shown=1)
    when = " ".join([*reversed([_short_month(part) for part in fields.date.split()]), fields.year]).strip()
    volume = f"vol. {fields.volume}" if fields.volume else ""
    issue = f"no. {fields.issue}" if fields.issue else ""
    pages = f"{'pp.' if len(fields.pages) > 1 else 'p.'} {_shortened(fields.pages, 'mla')}" if fields.pages else ""
    source = _comma(fields.container, volume, issue, fields.publisher, when, pages, _address(fields))
    accessed = fields.accessed.replace(",", "").split()
    seen = f"Accessed {accessed[1]} {_short_month(accessed[0])} {accessed[2]}" if len(accessed) == 3 else ""
    return _sentences(people, _quoted(fields), re.sub("^vol", "Vol", source), seen)


def chicago(fields: Fields) -> str:
    """Chicago 17, author-date: names as printed, up to ten of them; the place before the publisher.

    >>> chicago(Fields("book", (Name("Kux", "D."),), "2001", title="Allies", publisher="Wilson", place="York"))
    'Kux, D. 2001. Allies. York: Wilson.'
    """
    people = _several(fields.authors, most=10, shown=7)
    serial = fields.volume + (f" ({fields.issue})" if fields.issue else "")
    if fields.kind == "book":
        source = _sentences(f"Vol. {fields.volume}" if fields.volume else "", _colon(fields.place, fields.publisher))
    else:
        when = _comma(fields.date, fields.year) if fields.date else ""
        source = _comma(_colon(f"{fields.container} {serial}".strip(), _shortened(fields.pages, "chicago")), when)
    accessed = f"Accessed {fields.accessed}" if fields.accessed else ""
    head = [people, fields.year or NO_DATE] if people else []
    tail = [] if people else [fields.year or NO_DATE]
    return _sentences(*head, _quoted(fields), *tail, source, accessed, _address(fields))


def bibtex(fields: Fields, key: str) -> str:
    """An entry of a .bib file: the marks that TeX reads are escaped, titles keep their capitals."""
    journal = fields.kind in ("article", "news")
    people = " and ".join(
        f"{_tex(n.family)}, {_tex(n.given)}" if n.given else f"{{{_tex(n.family)}}}" for n in fields.authors
    )
    values = {
        "author": people,
        "title": f"{{{_tex(fields.title)}}}" if fields.title else "",
        "journal": _tex(fields.container) if journal else "",
        "howpublished": "" if journal else _tex(fields.container),
        "year": fields.year[:4],
        "date": _iso(f"{fields.date}, {fields.year}") if fields.date else "",
        "volume": _tex(fields.volume),
        "number": _tex(fields.issue),
        "pages": "--".join(fields.pages),
        "publisher": _tex(fields.publisher),
        "address": _tex(fields.place),
        "doi": _tex(fields.doi),
        "url": fields.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": _iso(fields.accessed),
        "note": _tex(fields.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in values.items() if value]
    return "\n".join([f"@{_BIBTEX_TYPES[fields.kind]}{{{key},", *lines, "}"]) + "\n"


def ris(fields: Fields, remark: str = "") -> str:
    """A record of a .ris file, its lines ended by CRLF; ``remark`` becomes a note of it."""
    dated = _slashed(f"{fields.date}, {fields.year}") if fields.date else ""
    tags = [("TY", _RIS_TYPES[fields.kind])]
    tags += [("AU", _comma(name.family, name.given)) for name in fields.authors]
    tags += [("TI", fields.title), ("T2", fields.container), ("PY", fields.year[:4]), ("DA", dated)]
    tags += [("VL", fields.volume), ("IS", fields.issue)]
    tags += list(zip(("SP", "EP"), fields.pages, strict=False))
    tags += [
        ("PB", fields.publisher),
        ("CY", fields.place),
        ("DO", fields.doi),
        ("UR", fields.url),
        ("Y2", _slashed(fields.accessed)),
    ]
    tags += [("N1", fields.note), ("N1", remark)]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])


def key(fields: Fields, number: int) -> str:
    """A BibTeX key: the first author's name, the year and the title's first long word: "kux2001disenchanted".

    Where one of them is not known the key ends with ``number``, by which the keys of one article differ.
    """
    first = _letters(fields.authors[0].family) if fields.authors else ""
    word = next((found for part in fields.title.split() if len(found := _letters(part)) > 3), "")
    whole = bool(first and fields.year and word)
    return f"{first or 'entry'}{fields.year}{word}{'' if whole else f'-{number}'}"


def _letters(text: str) -> str:
    """The letters from a to z of a text, accents taken off."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower())


def _address(fields: Fields) -> str:
    """The address of the source: where it has a DOI, that of the DOI."""
    return f"https://doi.org/{fields.doi}" if fields.doi else fields.url


def _inverted(name: Name, initials: bool) -> str:
    given = " ".join(_initial(part) for part in name.given.split()) if initials else name.given
    return _comma(name.family, given)


def _initial(given: str) -> str:
    """ "Ghulam" -> "G.", "Jean-Paul" -> "J.-P."; an initial stays one."""
    return "-".join(f"{part[0]}." for part in given.split("-") if part)


def _several(authors: Sequence[Name], most: int, shown: int) -> str:
    """The authors in one line: the first "Family, Given", the others "Given Family".

    Of more than ``most`` authors the first ``shown`` are named, then "et al.".
    """
    people = [_inverted(name, initials=False) for name in authors[:1]]
    people += [f"{name.given} {name.family}".strip() for name in authors[1:]]
    return ", ".join([*people[:shown], "et al."]) if len(people) > most else _listed(people, "and ")


def _listed(people: Sequence[str], last: str) -> str:
    return ", ".join([*people[:-1], last + people[-1]]) if len(people) > 1 else "".join(people)


def _quoted(fields: Fields) -> str:
    """The title of a part in quotation marks, a full stop inside them; the title of a book as it is."""
    if fields.kind in ("book", "unknown") or not fields.title:
        return fields.title
    return f"“{_stopped(re.sub('[“”]', chr(39), fields.title))}”"


def _sentences(*parts: str) -> str:
    return " ".join(_stopped(part) for part in parts if part)


def _stopped(text: str) -> str:
    return text if re.search(r"[.?!]”?$", text) else f"{text}."


def _comma(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _colon(before: str, after: str) -> str:
    return ": ".join(part for part in (before, after) if part)


def _shortened(pages: Sequence[str], style: Literal["mla", "chicago"]) -> str:
    """A range without the digits that its last page repeats.

    MLA keeps at least two of them: 129–40, 101–08; Chicago those that change, from 10 to 99 of a hundred at least
    two: 129–40, 101–8, and all behind a full hundred: 100–104.
    """
    if len(pages) != 2 or not all(page.isdigit() for page in pages) or len(pages[0]) != len(pages[1]):
        return _range(pages)
    first, last = pages
    if len(first) < 3 or (style == "chicago" and first.endswith("00")):
        return _range(pages)
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first))
    fewest = 1 if style == "chicago" and first[-2] == "0" else 2
    return f"{first}–{last[min(same, len(last) - fewest) :]}"


def _iso(date: str) -> str:
    """ "December 28, 2023" -> "2023-12-28"; a date written otherwise stays as it is."""
    slashed = _slashed(date)
    return slashed.rstrip("/").replace("/", "-") if slashed != date else _tex(date)


def _range(pages: Sequence[str]) -> str:
    return "–".join(pages)


def _short_month(word: str) -> str:
    """MLA shortens the months of more than four letters: "Sept.", "Mar.", "July"."""
    if word not in MONTHS or len(word) <= 4:
        return word
    return "Sept." if word == "September" else f"{word[:3]}."


def _slashed(date: str) -> str:
    """ "December 28, 2023" -> "2023/12/28/"; a date written otherwise stays as it is."""
    parts = date.replace(",", "").split()
    if len(parts) != 3 or parts[0] not in MONTHS or not parts[1].isdigit():
        return date
    return f"{parts[2][:4]}/{MONTHS.index(parts[0]) + 1:02}/{int(parts[1]):02}/"


def _tex(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda match: _BIBTEX_ESCAPES.get(match[0], "\\" + match[0]), text)
