"""Gold from XML, counted by hand in two tiny articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.reading.gold import Gold, GoldHeading, GoldParagraph, GoldReference
from eval.reading.pairs import Pair, gold_of, pairs_in, typed_references
from tests.eval.reading.made_up_gold import BMC, JATS


def written(folder: Path, text: str, name: str = "silk.xml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def jats(tmp_path: Path) -> Gold:
    return gold_of(written(tmp_path, JATS))


@pytest.fixture
def bmc(tmp_path: Path) -> Gold:
    return gold_of(written(tmp_path, BMC))


def test_the_fields_of_a_jats_article(jats: Gold) -> None:
    """Notes' marks, editors and the members of a group are none of them."""
    assert jats.title == "Silk on the Sea: A History"
    assert jats.authors == ("Fern", "School of Roads")
    assert jats.years == {"2014", "2015"}
    assert jats.journals == ("Journal of Roads", "J. Roads")
    assert jats.doi == "10.1000/silk.1"


def test_the_headings_of_a_jats_article_and_which_have_text_of_their_own(jats: Gold) -> None:
    """ "Harbours" has only a section under it; the titles of captions, abstract and bibliography are no headings."""
    assert jats.headings == (
        GoldHeading("1 Harbours", False),
        GoldHeading("Quays", True),
        GoldHeading("Roads", True),
        GoldHeading("Thanks", True),
    )
    assert {"A map", "Aims", "References"} <= set(jats.optional)


def test_the_paragraphs_of_a_jats_article_and_what_they_cite(jats: Gold) -> None:
    """A range cites what lies between, one <xref> can name two, and a formula or list is none of its paragraph's words.

    Captions, notes, reviews and abstracts that are not printed are no paragraphs.
    """
    assert jats.paragraphs == (
        GoldParagraph("We ask why silk went by sea and not along the roads at all.", (), "Aims"),
        GoldParagraph(
            "A quay was built at York in the year of the flood, as all letters say [1–3].", ("r1", "r2", "r3")
        ),
        GoldParagraph(
            "Ships of the deep kind came in spring, when the river Ouse was high and wide (Moss, 2004).", ("r2", "r4")
        ),
        GoldParagraph("Silk came from Italy in small bales that two men could carry ashore.", ()),
        GoldParagraph("No road was dry.", ()),
        GoldParagraph("We thank the keepers of the harbour for their letters and their very long patience.", ()),
    )


def test_the_references_of_a_jats_article_by_first_author_year_and_title(jats: Gold) -> None:
    assert jats.references == (
        GoldReference("r1", "Anonymous letter to the mayor, 1820."),
        GoldReference("r2", "Moss 2004 Mules of the passes"),
        GoldReference("r3", "Oak 2012 Quays of the north"),
        GoldReference("r4", "Moss 1999 Salt"),
    )


def test_bmcs_form_gives_the_same_kinds_of_gold(bmc: Gold) -> None:
    """Three entries in a row are printed as a range; a raised number belongs to the word before the line's end."""
    assert bmc.title == "Silk on the Sea"
    assert (bmc.authors, bmc.years, bmc.journals, bmc.doi) == (
        ("Fern", "Moss"),
        frozenset(("2015",)),
        ("Roads",),
        "10.1000/silk.2",
    )
    assert bmc.headings == (GoldHeading("Harbours", False), GoldHeading("Quays", True), GoldHeading("Thanks", True))
    assert set(bmc.optional) == {"Abstract", "Aims", "Research"}
    assert bmc.paragraphs == (
        GoldParagraph("We ask why silk went by sea and not along the roads at all.", (), "Aims"),
        GoldParagraph("A quay 5 km2 wide was built at York, as all of them say 1 3 .", ("B1", "B2", "B3")),
        GoldParagraph("We thank the keepers.", ()),
    )
    assert bmc.references == (
        GoldReference("B1", "Moss 2004 Mules of the passes"),
        GoldReference("B2", "Oak 2012 Quays of the north"),
        GoldReference("B3", "Letter to the mayor, 1820"),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [("<article>", "not well-formed"), ("<book/>", "its root is <book>"), ("<article/>", "no <front>")],
)
def test_xml_that_is_no_gold_says_why(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        gold_of(written(tmp_path, text))


def test_every_file_beside_its_gold_is_a_pair(tmp_path: Path) -> None:
    """A JATS file is its own gold, BMC's form is not; a file without gold is no pair."""
    jats, bmc = written(tmp_path, JATS, "a.xml"), written(tmp_path, BMC, "b.xml")
    for name in ("a.html", "b.pdf", "c.pdf", "d.pdf", "d.txt"):
        written(tmp_path, "", name)
    listed = written(tmp_path, "\ufeffMoss 2004\n\n Oak 2012\n", "c.csv")
    assert list(pairs_in(tmp_path)) == [
        Pair(tmp_path / "a.html", jats, "HTML"),
        Pair(jats, jats, "JATS"),
        Pair(tmp_path / "b.pdf", bmc, "PDF"),
        Pair(tmp_path / "c.pdf", listed, "PDF, typed list"),
    ]
    assert typed_references(listed) == ["Moss 2004", "Oak 2012"]


def test_the_gold_is_read_without_the_readers() -> None:
    folder = Path(__file__).parents[3] / "eval" / "reading"
    for name in ("gold.py", "jats.py", "bmc.py", "pairs.py", "words.py"):
        assert "index" not in [word for line in imports(folder / name) for word in line.replace(".", " ").split()], name


def imports(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(("import ", "from "))]
