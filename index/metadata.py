"""What an article is: the fields that it is cited by, names of persons, and DOIs, as a file states them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*/[^\s\"'<>{}|\\^\[\]]+")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_MARKS = re.compile(r"[\d*†‡§¶#⁎∗⁰¹²³⁴-⁹]+|\([^()]*\)|\S{0,80}@\S{0,80}")
_TITLES = frozenset(
    "dr prof professor associate assistant mr mrs ms miss sir engr by"
    " independent scholar lecturer researcher fellow senior".split()
)
_DEGREES = re.compile(
    r"(?:Ph\.?\s?D|M\.?\s?Phil|M\.?D|M\.?A|M\.?Sc|B\.?A|B\.?Sc|LL\.?[BM]|M\.?P\.?H|P\.?T|R\.?N|Jr|Sr|I{2,3})\.?",
    re.IGNORECASE,
)
AFFILIATION = re.compile(
    r"@|\b(?:universit|universidad|department|dept|institut|college|school|faculty|centre|center|laborator|hospital|"
    r"academy|division|clinic|ministry|council|foundation|association|society|press|company|inc\b|ltd\b)",
    re.IGNORECASE,
)
"""The signs of a line that names where its authors work."""

_NO_NAME = re.compile(
    AFFILIATION.pattern + r"|\b(?:abstract|summary|introduction|article|research|journal|review|received|"
    r"accepted|published|volume|working|paper|editor|by:|"
    r"copyright|correspond|keywords|contents|group|series|united (?:states|kingdom)|"
    r"republic|new (?:york|zealand)|south (?:africa|korea)|hong kong|los angeles|san francisco|annual|meeting)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[,;&|•:Æ]|\s(?:and|AND|und|UND|et|y|with)\s")
_LONGEST = 5_000  # characters of a line of names that are looked at
_MOST_WORDS = 5  # in a name
_PARTICLES = frozenset(
    "al bin bint da das de del della den der di dos du el ibn la le ten ter ul van von zu zur".split()
    + "De Del Della Di Du La Le Van Von".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person, given names or initials as they are printed; or a body, with the given name ""."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields that an article is cited by; "" or () for a field that its file does not state.

    year     of publication, four digits
    journal  its name, or the abbreviation that the file gives
    pages    the first and the last page in the journal, or the one number that stands for them
    doi      without an address before it: "10.1000/182"
    """

    authors: tuple[Name, ...] = ()
    year: str = ""
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: tuple[str, ...] = ()
    doi: str = ""

    def or_else(self, other: Metadata) -> Metadata:
        """Each field as it is stated here, else as it is stated there."""
        lacking = {f.name: getattr(other, f.name) for f in fields(self) if not getattr(self, f.name)}
        return replace(self, **lacking)


NOT_STATED = Metadata()
"""The fields of a file that states none."""


def doi_in(text: str) -> str:
    """The first DOI in a text, "" if there is none.

    >>> doi_in("https://doi.org/10.1000/182.")
    '10.1000/182'
    """
    found = _DOI.search(text)
    if found is None:
        return ""
    doi = found[0].rstrip(".,;:'’”")
    return doi.rstrip(")") if doi.count(")") > doi.count("(") else doi


def year_in(text: str) -> str:
    """The first year in a text, "" if there is none.

    >>> year_in("15 January 2015")
    '2015'
    """
    found = _YEAR.search(text)
    return found[0] if found else ""


def page_range(first: str, last: str = "") -> tuple[str, ...]:
    """The first and the last page; one where both are the same, () where there is none.

    >>> page_range("12", "19"), page_range("e77")
    (('12', '19'), ('e77',))
    """
    return tuple(dict.fromkeys(page for page in (first.strip(), last.strip()) if page))


def person(text: str) -> Name:
    """A person's name in either order; Name("") for a text that is none.

    >>> person("Dr. Ludwig van Gent"), person("Fern, Anna B.")
    (Name(family='van Gent', given='Ludwig'), Name(family='Fern', given='Anna B.'))
    """
    if text.count(",") == 1:
        family, given = (" ".join(part.split()) for part in text.split(","))
        if family and given and not _DEGREES.fullmatch(given):
            return Name(family, given)
    parts = _MARKS.sub(" ", text).strip(" ,;.").split()
    while parts and parts[0].strip(".").casefold() in _TITLES:
        del parts[0]
    if not parts or len(parts) > _MOST_WORDS or _NO_NAME.search(text) or _DEGREES.fullmatch(" ".join(parts)):
        return Name("")
    last = len(parts) - 1
    while last > 1 and parts[last - 1] in _PARTICLES:
        last -= 1
    return Name(" ".join(parts[last:]), " ".join(parts[:last]))


def people_in(line: str) -> tuple[Name, ...]:
    """The persons of a line of names, "Anna Fern1,2*, and Ben Moss, PhD"; () if a part of it is no person's name.

    A name has two words or more, each with a capital but for those as "van".
    """
    plain = _MARKS.sub(" ", line[:_LONGEST]).replace("\N{MIDDLE DOT}", ",").strip(" ,;.&")
    pieces = [piece.strip(" .,") for piece in _LISTED.split(plain)]
    kept = [piece for piece in pieces if piece and not _DEGREES.fullmatch(piece)]
    found = [person(piece) for piece in kept]
    return tuple(found) if found and all(map(_is_full, found)) else ()


def listed_people(texts: Iterable[str]) -> tuple[Name, ...]:
    """The persons of several fields, or of one that lists them with semicolons; of "A B, C D" too.

    >>> [name.family for name in listed_people(["Fern, Anna; Moss, Ben"])]
    ['Fern', 'Moss']
    """
    found: list[Name] = []
    for text in texts:
        pieces = re.split(r";|\sand\s|\s&\s", text)
        for piece in pieces:
            several = piece.count(",") > 1 or (len(pieces) > 1 and ";" not in text and _lists_two(piece))
            names = piece.split(",") if several else [piece]
            found += [known for name in names if name.strip() and (known := person(name.strip())).family]
    return tuple(dict.fromkeys(found))


def _lists_two(piece: str) -> bool:
    """Whether a comma parts two persons, and not a family name from a given one."""
    parts = piece.split(",")
    return len(parts) == 2 and all(len(part.split()) > 1 for part in parts)


def _is_full(name: Name) -> bool:
    words = [*name.given.split(), *name.family.split()]
    capitals = all(word[0].isupper() or word in _PARTICLES or word[1:2] in "'’" for word in words)
    return bool(name.given) and capitals and all(re.fullmatch(r"[^\W\d_][^\d_]*", word) for word in words)
