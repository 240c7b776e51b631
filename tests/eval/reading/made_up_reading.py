"""A tiny article as it was read, and its gold, of which all is known."""

from __future__ import annotations

from eval.reading.gold import Gold, GoldHeading, GoldParagraph, GoldReference
from index import Article, Cite, Passage, Span
from index.passage import Kind

QUAY = "A quay was built at York in the year of the great flood, as letters say (Moss, 2004)."
SHIPS = "Ships of the deep kind came every spring, when the river Ouse was high enough for them."
SILK = "Silk came from Italy in small bales that two strong men could carry ashore together [2]."
ROAD = "Nobody took it inland by road, for the roads of that country were mud until late May."
MULES = "Moss, B. (2004). Mules of the passes. Roads, 3(1), 5-19."
QUAYS = "Oak, C. (2012). Quays of the north. York: Coast Press."


def passage(number: int, kind: Kind, text: str, section: str = "", cites: tuple[Cite, ...] = ()) -> Passage:
    return Passage(number, kind, section, (), text, (Span(0, len(text)),), (), cites=cites)


FIRST, SECOND = passage(1, "reference", MULES, "References"), passage(2, "reference", QUAYS, "References")


def cite(text: str, mention: str, reference: Passage) -> Cite:
    start = text.index(mention)
    return Cite(Span(start, start + len(mention)), reference)


def article(*passages: Passage, title: str = "Silk on the Sea") -> Article:
    return Article(title, (*passages, FIRST, SECOND), (FIRST, SECOND), "", 0)


READ = article(
    passage(1, "title", "Silk on the Sea"),
    passage(1, "authors", "Ada Fern, Ben Moss"),
    passage(1, "body", QUAY, "1. Quays", (cite(QUAY, "(Moss, 2004)", FIRST),)),
    passage(2, "body", SHIPS, "1. Quays"),
    passage(1, "body", SILK, "2. Goods", (cite(SILK, "[2]", SECOND),)),
    passage(2, "body", ROAD, "2. Goods"),
)
GOLD = Gold(
    title="Silk on the sea",
    headings=(GoldHeading("1 Quays", True), GoldHeading("2 Goods", True)),
    optional=(),
    paragraphs=(
        GoldParagraph(QUAY, ("r1",)),
        GoldParagraph(SHIPS, ()),
        GoldParagraph(SILK, ("r2",)),
        GoldParagraph(ROAD, ()),
        GoldParagraph("Too short to count.", ()),
    ),
    references=(
        GoldReference("r1", "Moss 2004 Mules of the passes"),
        GoldReference("r2", "Oak 2012 Quays of the north"),
    ),
    authors=("Fern", "Moss"),
    years=frozenset(("2015",)),
    journals=("Roads",),
    doi="10.1000/silk.1",
)
