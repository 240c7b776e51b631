"""A line of text, beside the citations that it must become: their words, and the entries that they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Passage, Span, read_article
from index.references import Bibliography

CASES = Path(__file__).parent.parent / "cases" / "reading"

ENTRIES = (
    "Fern, Anna. 1992. The Salt Road. Velm: Hill Press.",
    "Fern, Anna. 1995. Mules. Velm: Hill Press.",
    "Fern, Anna, and Ben Moss. 1992. Two Roads. Velm: Hill Press.",
    "Kern, C. (2001a). Maps. Velm: Hill Press.",
    "Kern, C. (2001b). More maps. Velm: Hill Press.",
    "van der Meer, Ida. 2000. Stone. Velm: Hill Press.",
    "Centre for Tolls and Stone (CTS) (2003) Annals.",
    "Dolan M, Fern A, Hill C. The bridge. J Tolls. 2004; 4:12.",
    "——— (2006) The second bridge. Velm: Hill Press.",
    "Moss, B. (1999). Salt. Velm: Hill Press.",
    "Moss, R. (1999). Stone. Velm: Hill Press.",
)


def cited(text: str) -> list[tuple[str, int]]:
    """The citations of a text, each with its entry's place among ``ENTRIES``."""
    entries = [Passage(i, "reference", "", (), e, (Span(0, len(e)),), ()) for i, e in enumerate(ENTRIES, start=1)]
    return [(cite.span.of(text), cite.reference.number) for cite in Bibliography(entries).cites_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rose (Fern 1992).", [("(Fern 1992)", 1)]),
        ("It rose (Fern, 1992: 23).", [("(Fern, 1992: 23)", 1)]),
        ("It rose [Fern 1995].", [("Fern 1995", 2)]),
        ("It rose (Fern, 1992, 1995).", [("Fern, 1992", 1), ("1995", 2)]),
        ("It rose (Fern 1992: 23; 1995: 4-6).", [("Fern 1992: 23", 1), ("1995", 2)]),
        ("Fern (1992, 1995) says so.", [("Fern (1992", 1), ("1995", 2)]),
        ("Indeed, Fern (1995) says so.", [("Fern (1995)", 2)]),
        ("In Fern and Moss (1992: 23) it falls.", [("Fern and Moss (1992: 23)", 3)]),
        ("As Fern & Moss's (1992) map shows.", [("Fern & Moss's (1992)", 3)]),
        ("It rose (Kern 2001a, 2001b).", [("Kern 2001a", 4), ("2001b", 5)]),
        ("It rose (Kern 2001a, b).", [("Kern 2001a", 4), ("b", 5)]),
        ("It rose (see Kern, 2001a for a map).", [("Kern, 2001a", 4)]),
        ("It rose (Reed 1980, as cited in Kern 2001b).", [("Kern 2001b", 5)]),
        ("Ida van der Meer (2000) and Meer (2000).", [("van der Meer (2000)", 6), ("Meer (2000)", 6)]),
        ("The Centre for Tolls and Stone (2003) says so.", [("Centre for Tolls and Stone (2003)", 7)]),
        ("It fell (CTS 2003).", [("(CTS 2003)", 7)]),
        ("It fell (Dolan et al. 2004).", [("(Dolan et al. 2004)", 8)]),
        ("It fell (Dolan, Fern, & Hill, 2004; Reed 1).", [("Dolan, Fern, & Hill, 2004", 8)]),
        ("It fell (Dolan et al., 2006).", [("(Dolan et al., 2006)", 9)]),
        ("It fell (B. Moss 1999).", [("(B. Moss 1999)", 10)]),
    ],
)  # fmt: skip
def test_forms_of_mentions(text: str, found: list[tuple[str, int]]) -> None:
    assert [(words.strip(), number) for words, number in cited(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "It rose (Moss 1999).",  # two of that name
        "It rose (Kern 2001).",  # two of that year
        "It rose (Hill and Fern 1995).",  # Hill's, of which nothing is known
        "It rose (Moss, Fern 1995).",
        "It rose (Hill 2004).",  # not the first author
        "It rose in 1992.",
        "It rose (1992).",
        "It rose (Fern 1992-1995).",
        "It rose (Fern 2010).",
    ],
)
def test_what_may_mean_another_entry_is_left_out(text: str) -> None:
    assert cited(text) == []


def test_entries_in_other_styles_are_found() -> None:
    article = read_article(CASES / "12-entries-in-other-styles.md")
    assert [
        (cite.span.of(passage.text), cite.reference.number) for passage in article.passages for cite in passage.cites
    ] == [
        ("(Fern and Moss 1992)", 1),
        ("(Hill 1995: 23)", 2),
        ("Tann (1998)", 3),
        ("Dolan et al. (2001, 14-16)", 4),
    ]
