"""What a question asks for, and whether a quote holds it; questions of the dev sets."""

from __future__ import annotations

import pytest

from index import Article, Span
from index.search import SearchText
from qa.answer import Citation, Hit
from qa.reading.findings import Finding
from qa.wanted import Wanted, counts, holding_first, holds, wanted


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many Stinger missiles did the CIA deliver to the mujahideen?", Wanted("number", ("stinger", "missil"))),
        ("hw many drone strike was in year 2010", Wanted("number", ("drone", "strike"))),
        ("What percentage of men aged 40 to 70 did the Massachusetts study count as impotent?", Wanted("unit", ("%",))),
        ("bertrand mullainathan how many resumes", Wanted("number", ("resum",))),
        ("sample size", Wanted("number")),
        ("How many dollars were the judges paid per debate?", Wanted("money", ("dollar",))),
        ("what sum in dollars does this article state?", Wanted("money", ("dollar",))),
        ("How much did Pfizer spend on consumer advertising between 1999 and 2001?", Wanted("money")),
        ("wat was the price of one stinger", Wanted("money")),
        ("What price did Pakistan pay at home for joining the War on Terror?", Wanted("")),
        ("When did the US restrict exports of military hardware to Pakistan?", Wanted("date")),
        ("when usa recogniz pakistan", Wanted("date")),
        ("since when has pakistan had ties with the taliban", Wanted("date")),
        ("In which month of 2021 did events in Afghanistan strain the ties?", Wanted("date")),
        ("When the US informed Pakistan in advance of the raid on bin Laden, how did Islamabad react?", Wanted("")),
        ("What did the foreign minister say to reporters when he learned that the soldiers had left?", Wanted("")),
        ("How much did the Americans need Pakistan while their troops were in Afghanistan?", Wanted("")),
        ("In which decade were the two allied, and what did the aid consist of?", Wanted("")),
        ("After the Soviets had gone, when was Kabul taken?", Wanted("date")),
        ("doi?", Wanted("identifier")),
        ("Who wrote to President Truman in July 1947?", Wanted("person")),
        ("Where exactly was the exhibition held?", Wanted("place")),
        ("where does it say short-term successes but long-term ... something", Wanted("")),
        ("Why do Pakistanis object to American drone strikes?", Wanted("reason")),
        ("Which weapon was the game-changer?", Wanted("")),
    ],
)
def test_what_a_question_asks_for(question: str, asked: Wanted) -> None:
    assert wanted(SearchText(question)) == asked


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Wanted("number"), "after a two-decade presence"),
        (Wanted("number"), "eight wooden and bamboo houses"),
        (Wanted("number"), "the price rose twofold and dozens died"),
        (Wanted("number"), "the judge sees a single pixel"),
        (Wanted("number", ("resum",)), "they sent around 5000 resumes in 2001"),
        (Wanted("number", ("hous",)), "of 1820 houses in the town"),
        (Wanted("date"), "Mustafa (2020) wrote that it began in the nineties"),
        (Wanted("date"), "Rubin, B. R. (2020). Afghanistan. Oxford University Press."),
        (Wanted("date"), "Retrieved March 17, 2025, from https://www.wilsoncenter.org/2022/no-win-war"),
        (Wanted("money", ("dollar",)), "over US$303 million"),
        (Wanted("money", ("dollar",)), "2 billion dollar in military assistance"),
        (Wanted("money"), "it cost three million euros"),
        (Wanted("unit", ("%",)), "only one-third of all men"),
        (Wanted("unit", ("year",)), "between 1947 and 1953"),
        (Wanted("unit", ("km",)), "some 40 kilometres of road"),
        (Wanted("identifier"), "doi: 10.1371/journal.pmed.0030132"),
        (Wanted(""), "anything"),
    ],
)
def test_a_quote_that_holds_it(asked: Wanted, text: str) -> None:
    assert holds(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Wanted("number"), "Many refugees came, one of whom wrote about it (Kux, 2001; US, 2009)."),
        (Wanted("number"), "Haqqani (2013) argues so [12], see https://example.org/2022/17"),
        (Wanted("date"), "ties were cordial [3], as Rubin (2020) says (Nguyen, 2020, pp. 3-9)"),
        (Wanted("number", ("pixel",)), "It was opened in 1820, on May 3, 1821 or in the 1830s, after 9/11."),
        (Wanted("money", ("dollar",)), "The prize was 500 EUR."),
        (Wanted("money"), "a loan was given to 12 banks"),
        (Wanted("unit", ("km",)), "separated by 1,000 miles"),
        (Wanted("unit", ("%",)), "12 of the men"),
        (Wanted("identifier"), "a journal of small roads"),
    ],
)
def test_a_quote_that_lacks_it(asked: Wanted, text: str) -> None:
    assert not holds(asked, text)


def test_what_is_to_be_counted_stands_behind_its_number() -> None:
    houses = wanted(SearchText("how many houses were there in the east indies village"))
    assert counts(houses, "a village which displayed eight wooden and bamboo houses")
    assert not counts(houses, "The houses stood there for two years, as Veth (1883) writes.")
    assert counts(wanted(SearchText("How many of them did it bring down?")), "It brought some down.")


def quoted(article: Article, sentence: str, short: str, score: float) -> Finding:
    position, passage = next((i, one) for i, one in enumerate(article.passages) if sentence in one.text)
    start = passage.text.index(sentence)
    answer = Span(passage.text.index(short, start), passage.text.index(short, start) + len(short))
    return Finding(
        Hit(passage, position, 1, 0.5), Citation(passage, Span(start, start + len(sentence)), answer), score, 1.0
    )


def test_a_quote_that_holds_what_is_asked_for_goes_before_one_that_lacks_it(tiny: Article) -> None:
    mules = quoted(tiny, "Mules were dear (Fern & Moss, 2004).", "dear", 1.2)
    opened = quoted(tiny, "Traders opened the road in 1820 (Moss, 1999).", "1820", 1.0)
    dated = holding_first(SearchText("When were mules bought?"), [mules, opened])
    assert [finding.citation.short for finding in dated] == ["1820", "Mules were dear (Fern & Moss, 2004)."]
    assert dated[1].citation.answer == dated[1].citation.span  # "dear" is no date: nothing of the quote is marked
    assert holding_first(SearchText("What were mules?"), [mules, opened]) == [mules, opened]


def test_a_better_quote_stays_first_where_both_hold_what_is_asked_for(tiny: Article) -> None:
    railway = quoted(tiny, "A railway reached the hills in 1901, and the road fell silent (Fern, 2010).", "1901", 1.1)
    opened = quoted(tiny, "Traders opened the road in 1820 (Moss, 1999).", "1820", 1.0)
    assert holding_first(SearchText("When did the road fall silent?"), [railway, opened]) == [railway, opened]


def test_years_and_pages_of_an_entry_count_nothing(tiny: Article) -> None:
    entry = quoted(tiny, "Moss, B. (1999). Salt. York: Coast Press.", "1999", 1.2)
    letters = quoted(tiny, "They carried salt, wool and letters over the pass.", "salt", 1.1)
    counted = holding_first(SearchText("How many pages has it?"), [entry, letters])
    assert [finding.score for finding in counted] == pytest.approx([0.9, 0.8])
    assert holding_first(SearchText("When did Salt come out?"), [entry, letters])[0].citation.short == "1999"
