"""A file read, beside its gold -> shares: how much of each thing was read right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index import Article

from . import alignment
from .bibliography import REFERENCE_FATES, FoundReference, found_references, links_of
from .gold import Gold, GoldReference
from .mentions import mention_links
from .metadata import FIELDS, verdicts
from .pairs import Format
from .paragraphs import FATES, Found, found_in, in_order
from .typed import has_title, link_verdict, typed_links, typed_titles
from .words import heading_key

TITLE = "title right"
OWN_TEXT = "headings with text of their own, found"
ALL_HEADINGS = "all headings, found"
NO_HEADING = "headings read that are one"
PARAGRAPHS = {fate: f"paragraphs: {fate}" for fate in FATES}
LOST = "words of paragraphs lost"
ORDER = "neighbouring paragraphs in order"
REFERENCES = {fate: f"references: {fate}" for fate in REFERENCE_FATES}
LINKED = {verdict: f"citations: {verdict}" for verdict in ("right", "missing", "wrong")}
MENTIONS = {verdict: f"author-year mentions: {verdict}" for verdict in ("right", "missing", "wrong")}
TYPED = {verdict: f"typed links: {verdict}" for verdict in ("right", "missing", "wrong")}
METADATA = {f"{name}: {verdict}": (name, verdict) for name in FIELDS for verdict in ("right", "absent", "wrong")}
MEASURES = (
    TITLE, OWN_TEXT, ALL_HEADINGS, NO_HEADING, *PARAGRAPHS.values(), LOST, ORDER, *REFERENCES.values(),
    *LINKED.values(), *MENTIONS.values(), *TYPED.values(), *METADATA,
)  # fmt: skip

_NEUTRAL = (
    "Abstract", "Summary", "References", "Bibliography", "Keywords", "Notes", "Footnotes", "Acknowledgments",
    "Acknowledgements", "Introduction", "Author contributions", "Author biography", "About the author", "Funding",
    "Competing interests", "Conflict of interest", "Supporting information", "Supplementary material",
)  # fmt: skip
"""Headings that a reading may give to a part of an article whose own heading is not printed."""


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole`` things; a whole of 0 means that nothing was asked."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        """The share of both together."""
        return Share(self.part + other.part, self.whole + other.whole)


@dataclass(frozen=True, slots=True)
class Measured:
    """A file's shares, by measure; ``failed``: the reader's error, "" for a file that was read."""

    name: str
    format: Format
    shares: Mapping[str, Share]
    failed: str = ""


def against_xml(article: Article, gold: Gold) -> dict[str, Share]:
    """The shares of a reading beside gold from XML."""
    found = found_in(alignment.concordance(article), gold.paragraphs)
    references = found_references(article, gold.references, in_full=False)
    links = links_of(article, found, references)
    cited = links.right + links.missing
    fields = verdicts(article, gold)
    return {
        TITLE: Share(int(has_title(article, gold.title)), 1),
        **_headings(article, gold),
        **_paragraphs(found),
        **_references(references),
        LINKED["right"]: Share(links.right, cited),
        LINKED["missing"]: Share(links.missing, cited),
        LINKED["wrong"]: Share(links.wrong, links.right + links.wrong),
        **{
            measure: Share(int(fields[name] == verdict), 1)
            for measure, (name, verdict) in METADATA.items()
            if name in fields
        },
    }


def against_list(article: Article, typed: Sequence[str]) -> dict[str, Share]:
    """The shares of a reading beside a typed list of references."""
    gold = [GoldReference(str(number), line) for number, line in enumerate(typed)]
    links = mention_links(article, typed)
    mentions = links.right + links.missing + links.wrong
    return {
        **_references(found_references(article, gold, in_full=True)),
        MENTIONS["right"]: Share(links.right, mentions),
        MENTIONS["missing"]: Share(links.missing, mentions),
        MENTIONS["wrong"]: Share(links.wrong, mentions),
    }


def against_typed(article: Article, file: str) -> dict[str, Share]:
    """The shares of a reading beside the typed title and links of a file, by its name without ending."""
    title = typed_titles().get(file)
    times = Counter(link_verdict(article, link) for link in typed_links() if link.file == file)
    links = {TYPED[verdict]: Share(times[verdict], times.total()) for verdict in ("right", "missing", "wrong")}
    return {**({TITLE: Share(int(has_title(article, title)), 1)} if title else {}), **(links if times else {})}


def total(measured: Iterable[Measured], measure: str) -> Share:
    """A measure's share over several files."""
    return sum((file.shares.get(measure, Share()) for file in measured), Share())


def _headings(article: Article, gold: Gold) -> dict[str, Share]:
    """Headings are the same if they have the same words, numbers before them apart.

    Read headings that are neither gold nor wrong, as "Abstract" or a box's title, are not counted.
    """
    read = Counter(heading_key(text) for _, text in alignment.read_headings(article))
    every = Counter(heading_key(heading.text) for heading in gold.headings)
    own = Counter(heading_key(heading.text) for heading in gold.headings if heading.own_text)
    right = read & every
    others = read - right
    allowed = {heading_key(text) for text in (*gold.optional, *_NEUTRAL)}
    wrong = sum(times for key, times in others.items() if key not in allowed)
    return {
        OWN_TEXT: Share((read & own).total(), own.total()),
        ALL_HEADINGS: Share(right.total(), every.total()),
        NO_HEADING: Share(right.total(), right.total() + wrong),
    }


def _paragraphs(found: Sequence[Found]) -> dict[str, Share]:
    times = Counter(paragraph.fate for paragraph in found)
    order = in_order(found)
    return {
        **{PARAGRAPHS[fate]: Share(times[fate], len(found)) for fate in FATES},
        LOST: Share(sum(p.lost for p in found), sum(len(p.words) for p in found)),
        ORDER: Share(sum(order), len(order)),
    }


def _references(found: Sequence[FoundReference]) -> dict[str, Share]:
    times = Counter(reference.fate for reference in found)
    return {REFERENCES[fate]: Share(times[fate], len(found)) for fate in REFERENCE_FATES}
