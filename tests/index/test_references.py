"""In-text citations find their entry, the ambiguous names included."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, Span, read_article
from index.references import Author, Bibliography, entry_key


def test_all_48_in_text_citations_resolve_and_two_entries_are_never_cited(article: Article) -> None:
    cites = [cite for passage in article.passages for cite in passage.cites]
    assert len(cites) == 48
    cited = {cite.reference.text for cite in cites}
    assert [r.text[:20] for r in article.references if r.text not in cited] == [
        "Khan, S. S. (2003). ",
        "Mujahid, S. (1981). ",
    ]


def test_ambiguous_names_find_the_right_entry(article: Article) -> None:
    found = {
        cite.span.of(passage.text): cite.reference.text.split(").")[0]
        for passage in article.passages
        for cite in passage.cites
    }
    assert found["(Khan, 2020)"] == "Khan, M. (2020"
    assert found["(Hussain T. , 2005)"] == "Hussain, T. (2005"
    assert found["(Hussain Z. , 2021)"] == "Hussain, Z. (2021, June 2"
    assert found["(US, 2009)"] == "US. (2009"
    assert found["(US, 2023)"] == "US. (2023"
    assert found["(Ali & Anwar, 2023)"] == "Ali, A., & Anwar, M. F. (2023"
    assert found["(Ali & Sultan, 2023)"] == "Ali, T., & Sultan, H. (2023"
    assert found["Mustafa et al. (2020)"] == "Mustafa, G., Junaid, A., Khan, A., & Wakil, I. (2020"
    assert found["Rubin (2020)"] == "Rubin, B. R. (2020"


def test_a_sentence_knows_which_citations_stand_in_it(tiny: Article) -> None:
    origins = next(p for p in tiny.passages if p.section == "Origins")
    cited = [[c.reference.number for c in origins.cites_in(s)] for s in origins.sentences]
    assert cited == [[3], [], [2]]


def test_several_citations_in_one_pair_of_brackets(tiny: Article) -> None:
    text = "Both agree (Moss, 1999; Fern & Moss, 2004, p. 7)."
    cites = Bibliography(tiny.references).cites_in(text)
    assert [(c.span.of(text).strip(), c.reference.number) for c in cites] == [
        ("Moss, 1999", 3),
        ("Fern & Moss, 2004, p. 7", 2),
    ]


def test_what_names_no_entry_is_left_out(tiny: Article) -> None:
    text = "In winter (1820-1901) few came (Snow, 1999; Moss, 2000)."
    assert Bibliography(tiny.references).cites_in(text) == ()


def test_an_entry_is_known_by_all_its_authors() -> None:
    key = entry_key("Mustafa, G., Junaid, A., & Petrov-Yoo, A. (2020). India's Role.")
    assert key is not None
    assert key.authors == (Author("mustafa", "g"), Author("junaid", "a"), Author("petrov-yoo", "a"))
    assert key.year == "2020"


def test_spans_point_at_the_citation_itself(article: Article) -> None:
    passage = next(p for p in article.passages if "George Marshall" in p.text)
    (cite,) = passage.cites
    assert cite.span == Span(passage.text.index("(Rose"), passage.text.index("1985)") + 5)


NUMBERED = """\
# Salt

## Abstract

Salt was carried over the pass [2].

## Origins

{text}

## References

{entries}
"""
ENTRIES = ("Fern, A. Rails and Silence. Leeds, 2010.", "Moss, B. Salt. York, 1999.", "Fern, A. Mules. Roads 3, 2004.")


def _cited(tmp_path: Path, text: str, entries: list[str]) -> list[tuple[str, str]]:
    """The citations of a text, and the entries that they name."""
    path = tmp_path / "salt.md"
    path.write_text(NUMBERED.format(text=text, entries="\n".join(entries)), encoding="utf-8")
    body = next(p for p in read_article(path).passages if p.kind == "body")
    return [(cite.span.of(body.text), cite.reference.text) for cite in body.cites]


@pytest.mark.parametrize("form", ["[{}] {}", "{}. {}", "- {1}"])
def test_numbers_in_brackets_name_an_entry_by_its_number_or_its_place(tmp_path: Path, form: str) -> None:
    entries = [form.format(number, entry) for number, entry in enumerate(ENTRIES, start=1)]
    texts = [entry.removeprefix("- ") for entry in entries]
    assert _cited(tmp_path, "So it is said [3]; others differ [1, 2-3].", entries) == [
        ("[3]", texts[2]),
        ("1", texts[0]),
        ("2-3", texts[1]),
        ("2-3", texts[2]),
    ]


def test_an_entrys_own_number_counts_and_not_its_place(tmp_path: Path) -> None:
    entries = [f"[{number}] {entry}" for number, entry in zip((12, 7, 31), ENTRIES, strict=True)]
    assert _cited(tmp_path, "As was shown [7, p. 4] and again [12].", entries) == [
        ("[7, p. 4]", entries[1]),
        ("[12]", entries[0]),
    ]
    assert _cited(tmp_path, "As was shown [1].", entries) == []


@pytest.mark.parametrize(
    "text",
    ["Values in [0, 1] are usual.", "The row x[1] is first.", "In [2010] it ended.", "See [2, 9].", "See [3-1]."],
)
def test_other_brackets_name_no_entry(tmp_path: Path, text: str) -> None:
    assert _cited(tmp_path, text, [f"[{i}] {entry}" for i, entry in enumerate(ENTRIES, start=1)]) == []


def test_where_names_cite_a_place_in_the_bibliography_is_no_number(tmp_path: Path) -> None:
    entries = ["- Fern, A. (2010). Rails.", "- Moss, B. (1999). Salt."]
    assert _cited(tmp_path, "It fell [sic] silent [1] in 1901 (Moss, 1999).", entries) == [
        ("(Moss, 1999)", "Moss, B. (1999). Salt.")
    ]


def test_a_numbered_entry_is_known_by_its_authors_too() -> None:
    assert entry_key("[4] Moss, B. (1999). Salt.") == entry_key("Moss, B. (1999). Salt.")


@pytest.mark.parametrize("heading", ["Literature", "8. Bibliographical references", "Literaturverzeichnis", "Quellen"])
def test_a_bibliography_under_other_names(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "salt.md"
    path.write_text(f"# Salt\n\nIt fell (Moss, 1999).\n\n## {heading}\n\nMoss, B. (1999). Salt.\n", encoding="utf-8")
    article = read_article(path)
    assert [(r.section, r.text) for r in article.references] == [(heading, "Moss, B. (1999). Salt.")]
    assert [cite.reference for passage in article.passages for cite in passage.cites] == [article.references[0]]


def test_a_heading_between_entries_does_not_end_them_and_an_appendix_does(tmp_path: Path) -> None:
    path = tmp_path / "salt.md"
    path.write_text(
        "# Salt\n\nIt fell.\n\n## References\n\nFern, A. (2010). Rails.\n\n## ISSN 2285 - 4916\n\n"
        "Moss, B. (1999). Salt.\n\n## Appendix\n\nReed, C. (2001) walked.\n",
        encoding="utf-8",
    )
    article = read_article(path)
    assert [r.text for r in article.references] == ["Fern, A. (2010). Rails.", "Moss, B. (1999). Salt."]
    assert [p.text for p in article.passages if p.section == "Appendix"] == ["Reed, C. (2001) walked."]


def test_entries_under_the_heading_literature_are_found() -> None:
    article = read_article(Path(__file__).parent.parent / "cases" / "reading" / "13-literature-heading.md")
    assert [r.text[:14] for r in article.references] == ["Fern, A., & Mo", "Hill, C. (1995"]
    assert [c.reference.number for p in article.passages for c in p.cites] == [1]
