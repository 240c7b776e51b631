"""Entries are compared with those of the style guides, written out by hand from the article's file."""

import re
from html import unescape
from pathlib import Path

import pytest

from index import Article, Passage, built_in_article, read_article
from index.metadata import Name
from index.text import words
from qa.answer import Citation
from qa.study.citing import Style, TextStyle, cite_article, cite_reference, quote_with_citation, rich_reference
from qa.study.reference_fields import reference_fields


@pytest.fixture(scope="module")
def article() -> Article:
    return built_in_article()


def entry(article: Article, opening: str) -> Passage:
    (found,) = [reference for reference in article.references if reference.text.startswith(opening)]
    return found


def citation(article: Article, opening: str) -> Citation:
    (found,) = [
        Citation(passage, sentence, sentence)
        for passage in article.passages
        for sentence in passage.sentences
        if sentence.of(passage.text).startswith(opening)
    ]
    return found


ENTRIES: dict[TextStyle, dict[str, str]] = {
    "apa": {
        "Akhtar": "Akhtar, N. (2011). Pakistan and US partnership: cost or benefit?"
        " International Journal on WorldPeace, 7–31.",
        "Ali, A.": "Ali, A., & Anwar, M. F. (2023). Pak-US Relations: An Overview in Historical Perspective"
        " (1947-2021). Pakistan Journal of Humanities and Social Sciences, 11(4), 4659–4673.",
        "Bergen": "Bergen, L. P. (2023, December 28). September 11 Attacks: United States-2001. Britannica."
        " Retrieved March 11, 2025.",
        "Hussain, T.": "Hussain, T. (2005). US-Pakistan engagement: The war on terrorism and beyond (Vol. 31)."
        " United States Institute of Peace.",
        "Hussain, Z.": "Hussain, Z. (2021, June 2). Redefining Pak-US Relations. DAWN.",
        "Kronstadt": "Kronstadt, K. A. (2023, May 22). Pakistan and U.S.-Pakistan Relations. Congressional Research"
        " Service. Retrieved March 13, 2025, from https://crsreports.congress.gov/product/pdf/R/R47565",
        "Lafrai": "Lafrai, N. (2012). Post-Soviet Pakistani Interference in Afghanistan: How and Why?"
        " Middle East Institute.",
        "US. (2009)": "US. (2009). The Baghdad Pact-1955 and the Central Treaty Organization. US State Department.",
    },
    "mla": {
        "Akhtar": "Akhtar, N. “Pakistan and US partnership: cost or benefit?” International Journal on WorldPeace,"
        " 2011, pp. 7–31.",
        "Ali, A.": "Ali, A., and M. F. Anwar. “Pak-US Relations: An Overview in Historical Perspective (1947-2021).”"
        " Pakistan Journal of Humanities and Social Sciences, vol. 11, no. 4, 2023, pp. 4659–73.",
        "Bergen": "Bergen, L. P. “September 11 Attacks: United States-2001.” Britannica, 28 Dec. 2023."
        " Accessed 11 Mar. 2025.",
        "Hussain, T.": "Hussain, T. US-Pakistan engagement: The war on terrorism and beyond. Vol. 31,"
        " United States Institute of Peace, 2005.",
        "Hussain, Z.": "Hussain, Z. “Redefining Pak-US Relations.” DAWN, 2 June 2021.",
        "Mustafa": "Mustafa, G., et al. “India's Role in Afghan Peace Process.” Journal of Political Studies, vol. 27,"
        " no. 02, 2020, pp. 129–40.",
        "Rose": "Rose, L. E., and N. Husain. United States-Pakistan Relations. GSS, 1985.",
    },
    "chicago": {
        "Akhtar": "Akhtar, N. 2011. “Pakistan and US partnership: cost or benefit?” International Journal on"
        " WorldPeace: 7–31.",
        "Bergen": "Bergen, L. P. 2023. “September 11 Attacks: United States-2001.” Britannica, December 28, 2023."
        " Accessed March 11, 2025.",
        "Larson": "Larson, W. J. 1994. United States-Pakistan relations, 1947-1954: the conditions and causes for a"
        " military alliance. Columbia: University of British Columbia.",
        "Memon": "Memon, M. 1994. “Reorientation of Pakistan's foreign policy after the cold war.” Pakistan Horizon"
        " 47 (2): 45–61.",
        "Mustafa": "Mustafa, G., A. Junaid, A. Khan, and I. Wakil. 2020. “India's Role in Afghan Peace Process.”"
        " Journal of Political Studies 27 (02): 129–40.",
        "Threlkeld": "Threlkeld, E., and G. Easterly. 2021. Afghanistan-Pakistan ties and Future stability in"
        " Afghanistan. United States Institute of Peace.",
    },
}


@pytest.mark.parametrize(("style", "opening"), [(style, opening) for style in ENTRIES for opening in ENTRIES[style]])
def test_written_styles(article: Article, style: TextStyle, opening: str) -> None:
    assert cite_reference(entry(article, opening), style) == ENTRIES[style][opening]


def test_every_word_of_all_32_entries_found_its_field(article: Article) -> None:
    fields = [reference_fields(reference.text) for reference in article.references]
    assert len(fields) == 32
    assert [f.note for f in fields] == [""] * 32
    kinds = [f.kind for f in fields]
    assert {kind: kinds.count(kind) for kind in kinds} == {"article": 13, "book": 15, "web": 3, "news": 1}
    # Every article has a journal and pages, every book a publisher.
    assert all(f.container and len(f.pages) == 2 for f in fields if f.kind == "article")
    assert all(f.publisher for f in fields if f.kind == "book")


@pytest.mark.parametrize(
    ("opening", "lines"),
    [
        ("Burke", ["@book{burke1973pakistans,", "  author = {Burke, S. M.},", "  address = {London},"]),
        ("Ali, T.", ["  author = {Ali, T. and Sultan, H.},", r"  journal = {Cogent Arts \& Humanities},"]),
        ("Ejaz", ["@article{ejaz2016policy,", "  volume = {29},", "  number = {1},", "  pages = {26--29},"]),
        ("Sheikh", ["@misc{sheikh2021nowin,", "  howpublished = {wilsoncenter.org},", "  urldate = {2025-03-17},"]),
        ("US. (2023)", ["@book{us2023instability,", "  author = {{US}},", "  title = {{Instability in Pakistan}},"]),
    ],
)
def test_bibtex(article: Article, opening: str, lines: list[str]) -> None:
    found = cite_reference(entry(article, opening), "bibtex").splitlines()
    assert [line for line in lines if line not in found] == []


@pytest.mark.parametrize(
    ("opening", "lines"),
    [
        ("Burke", ["TY  - BOOK", "AU  - Burke, S. M.", "PY  - 1973", "PB  - Ely House", "CY  - London"]),
        ("Bergen", ["TY  - ELEC", "T2  - Britannica", "DA  - 2023/12/28/", "Y2  - 2025/03/11/"]),
        ("Ejaz", ["TY  - JOUR", "VL  - 29", "IS  - 1", "SP  - 26", "EP  - 29"]),
        ("Hussain, Z.", ["TY  - NEWS", "T2  - DAWN", "DA  - 2021/06/02/"]),
        ("US. (2009)", ["AU  - US", "TI  - The Baghdad Pact-1955 and the Central Treaty Organization"]),
    ],
)
def test_ris(article: Article, opening: str, lines: list[str]) -> None:
    found = cite_reference(entry(article, opening), "ris").split("\r\n")
    assert [line for line in lines if line not in found] == []


def test_all_bibtex_entries_are_well_formed(article: Article) -> None:
    found = [cite_reference(reference, "bibtex") for reference in article.references]
    found.append(cite_article(article, "bibtex").entry)
    for bib in found:
        depth = 0
        for character in bib:
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0
        assert re.fullmatch(r"@\w+\{[a-z]+\d*[a-z]*(-\d+)?,\n(  [a-z]+ = \{.+\},\n)+\}\n", bib)
    assert len({bib.split(",")[0] for bib in found}) == 33


def test_all_ris_records_are_well_formed_and_lose_no_word(article: Article) -> None:
    for reference in article.references:
        record = cite_reference(reference, "ris")
        assert record.startswith("TY  - ")
        assert record.endswith("\r\nER  - \r\n")
        lines = record.removesuffix("\r\n").split("\r\n")
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
        values = " ".join(line[6:] for line in lines)
        # Dates become numbers; every other word of the entry is in the record.
        dates = {"retrieved", "from", "vol", "march", "may", "june", "december", "2025", *map(str, range(1, 32))}
        assert set(words(reference.text)) - set(words(values)) <= dates


def test_what_cannot_be_read_is_kept_as_it_stands() -> None:
    numbered = Passage(7, "reference", "References", (), "[7] J. Smith, 50% of {Peace}, Proc. of War, 2004.", (), ())
    assert cite_reference(numbered, "apa") == numbered.text
    assert cite_reference(numbered, "bibtex") == (
        "@misc{entry-7,\n"
        r"  note = {[7] J. Smith, 50\% of \textbraceleft{}Peace\textbraceright{}, Proc. of War, 2004.},"
        "\n}\n"
    )
    assert cite_reference(numbered, "ris") == f"TY  - GEN\r\nN1  - {numbered.text}\r\nER  - \r\n"
    # Of a body and a person only the person would be read: so nothing is.
    mixed = Passage(8, "reference", "References", (), "World Bank, & Lane, P. (1999). Peace. London: Hive.", (), ())
    assert cite_reference(mixed, "mla") == mixed.text
    assert f"N1  - {mixed.text}\r\n" in cite_reference(mixed, "ris")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "García Márquez, G., & van Dyke, A. B. (2020a). On Peace. Journal of Y, 45(2), 17. https://doi.org/10.1/x",
            {
                "authors": (Name("García Márquez", "G."), Name("van Dyke", "A. B.")),
                "year": "2020a",
                "container": "Journal of Y",
                "pages": ("17",),
                "url": "https://doi.org/10.1/x",
            },
        ),
        (
            "World Bank. (2010). Report (2nd ed.). Washington, D.C.: World Bank.",
            {"authors": (Name("World Bank"),), "title": "Report (2nd ed.)", "place": "Washington, D.C."},
        ),
        ("Doe, J. (2001). Wars of Pakistan, 1947-1989.", {"title": "Wars of Pakistan, 1947-1989", "pages": ()}),
        ("Doe, J. (n.d.). The U.S. Army. London: Hive.", {"year": "", "title": "The U.S. Army", "note": ""}),
    ],
)
def test_entries_of_other_articles(text: str, expected: dict[str, object]) -> None:
    fields = reference_fields(text)
    assert {name: getattr(fields, name) for name in expected} == expected


def test_the_article_itself(article: Article) -> None:
    apa = cite_article(article, "apa", (4,), 2)
    assert apa.in_text == "(Fatima et al., n.d., p. 4, para. 2)"
    assert apa.entry == (
        "Fatima, U., Mustafa, G., & Liaqat, B. B. (n.d.). Pak-US Relations and Afghanistan: A Critical Analysis."
        " Qualitative Research Review Letter."
    )
    mla = cite_article(article, "mla", (4, 5), 2)
    assert mla.in_text == "(Fatima et al. 4–5)"
    assert mla.entry == (
        "Fatima, Ux, et al. “Pak-US Relations and Afghanistan: A Critical Analysis.” Qualitative Research Review"
        " Letter."
    )
    chicago = cite_article(article, "chicago", (4,))
    assert chicago.in_text == "(Fatima, Mustafa, and Liaqat, n.d., 4)"
    assert chicago.entry == (
        "Fatima, Ux, Ghulam Mustafa, and Bilal Bin Liaqat. n.d. “Pak-US Relations and Afghanistan: A Critical"
        " Analysis.” Qualitative Research Review Letter."
    )


def test_the_article_for_reference_managers_has_no_made_up_year(article: Article) -> None:
    bib = cite_article(article, "bibtex", (4,), 2)
    assert bib.in_text == r"\cite[p.~4, para.~2]{fatimapakus-0}"
    assert bib.entry == (
        "@article{fatimapakus-0,\n"
        "  author = {Fatima, Ux and Mustafa, Ghulam and Liaqat, Bilal Bin},\n"
        "  title = {{Pak-US Relations and Afghanistan: A Critical Analysis}},\n"
        "  journal = {Qualitative Research Review Letter},\n"
        "}\n"
    )
    ris = cite_article(article, "ris", (4,), 2)
    assert ris.in_text == ""
    assert ris.entry == (
        "TY  - JOUR\r\nAU  - Fatima, Ux\r\nAU  - Mustafa, Ghulam\r\nAU  - Liaqat, Bilal Bin\r\n"
        "TI  - Pak-US Relations and Afghanistan: A Critical Analysis\r\n"
        "T2  - Qualitative Research Review Letter\r\nN1  - p. 4, para. 2\r\nER  - \r\n"
    )


def test_another_article_leaves_out_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "bees.txt"
    file.write_text("On the Dance of Bees: A Study\n\nIntroduction\n\nBees dance. They dance well.\n", encoding="utf-8")
    bees = read_article(file)
    assert cite_article(bees, "apa").entry == "On the Dance of Bees: A Study. (n.d.)."
    assert cite_article(bees, "apa", (), 1).in_text == "(“On the Dance of Bees”, n.d., para. 1)"
    assert cite_article(bees, "mla", (), 1).in_text == "(“On the Dance of Bees”, par. 1)"
    passage = next(p for p in bees.passages if p.kind == "body")
    quote = Citation(passage, passage.sentences[1], passage.sentences[1])
    assert quote_with_citation(quote, bees) == "“They dance well” (“On the Dance of Bees”, n.d., para. 1)."


def test_names_of_another_article_and_a_header_that_is_no_journal(tmp_path: Path) -> None:
    header = "Lane: On Bees\n\n"
    text = "".join(f"{header}Bees dance in the hive number {i}.\n\n" for i in range(3))
    file = tmp_path / "bees.md"
    file.write_text(
        "# On Bees\n\nBy Prof. Jean-Paul Lane, PhD and Ada van der Berg²\n\nHive University\n\n# Abstract\n\n"
        f"Bees dance.\n\n# Introduction\n\n{text}",
        encoding="utf-8",
    )
    assert cite_article(read_article(file), "apa").entry == "Lane, J.-P., & van der Berg, A. (n.d.). On Bees."


def test_the_copied_quote(article: Article) -> None:
    # The fifth paragraph of its section, as the number beside it says.
    sought = citation(article, "It therefore sought")
    assert quote_with_citation(sought, article) == (
        "“It therefore sought 2 billion dollar in military and economic assistance from the US”"
        " (Fatima et al., n.d., p. 8, para. 5)."
    )
    assert quote_with_citation(sought, article, "mla").endswith(" from the US” (Fatima et al. 8).")
    assert quote_with_citation(sought, article, "chicago").endswith("” (Fatima, Mustafa, and Liaqat, n.d., 8).")


def test_the_copied_quote_of_what_is_no_paragraph(article: Article) -> None:
    title = next(p for p in article.passages if p.kind == "title")
    copied = quote_with_citation(Citation(title, title.sentences[0], title.sentences[0]), article)
    assert copied == "“PAK-US RELATIONS AND AFGHANISTAN: A CRITICAL ANALYSIS” (Fatima et al., n.d., p. 1)."


def test_unknown_styles_and_passages_are_refused(article: Article) -> None:
    with pytest.raises(ValueError, match="unknown style 'harvard': expected one of apa, mla, chicago, bibtex, ris"):
        cite_article(article, "harvard")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown style 'ris': expected one of apa, mla, chicago"):
        quote_with_citation(citation(article, "It therefore sought"), article, "ris")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected an entry of the bibliography, found a passage of kind 'title'"):
        cite_reference(article.passages[0], "apa")


@pytest.mark.parametrize("number", ["[12] ", "12. ", "3) "])
def test_the_number_of_an_entry_is_no_part_of_its_fields(number: str) -> None:
    fields = reference_fields(f"{number}Kux, D. (2001). Disenchanted Allies. Washington DC: Woodrow Wilson.")
    assert fields.authors == (Name("Kux", "D."),)
    assert (fields.year, fields.publisher, fields.note) == ("2001", "Woodrow Wilson", "")


@pytest.mark.parametrize(
    ("opening", "style", "italics"),
    [
        ("Ali, A.", "apa", ["Pakistan Journal of Humanities and Social Sciences, 11"]),
        ("Ali, A.", "mla", ["Pakistan Journal of Humanities and Social Sciences"]),
        ("Hussain, Z.", "chicago", ["DAWN"]),
        ("Burke", "apa", ["Pakistan's Foreign Policy: An Historical Analysis"]),
        ("Bergen", "apa", ["September 11 Attacks: United States-2001"]),
        ("Bergen", "mla", ["Britannica"]),
        ("Burke", "ris", []),
    ],
)
def test_italics_are_those_of_the_style_guides(
    article: Article, opening: str, style: Style, italics: list[str]
) -> None:
    rich = rich_reference(entry(article, opening), style)
    assert [unescape(part) for part in re.findall("<i>(.*?)</i>", rich)] == italics
    if rich:
        assert unescape(re.sub("</?i>", "", rich)) == cite_reference(entry(article, opening), style)
