"""The measures of readings of a tiny article, of which all is known."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from eval.reading.alignment import concordance, read_headings
from eval.reading.bibliography import Links, found_references, links_of, place_of
from eval.reading.gold import GoldParagraph, GoldReference
from eval.reading.measures import Share, against_xml
from eval.reading.mentions import MentionLinks, mention_links
from eval.reading.metadata import verdicts
from eval.reading.paragraphs import found_in, in_order
from eval.reading.words import folded, heading_key
from index import Article, Passage
from tests.eval.reading.made_up_reading import (
    FIRST,
    GOLD,
    MULES,
    QUAY,
    QUAYS,
    READ,
    ROAD,
    SECOND,
    SHIPS,
    SILK,
    article,
    cite,
    passage,
)


def fates(read: Article, *texts: str) -> list[str]:
    return [found.fate for found in found_in(concordance(read), [GoldParagraph(text, ()) for text in texts])]


def test_words_are_the_same_whatever_their_case_hyphens_quotes_and_line_breaks() -> None:
    assert folded("The ﬁrst CO-OPERATION, 1990–92") == folded("the first cooperation 1990-92")
    assert folded("don’t") == folded("don't") == ("dont",)
    assert folded("coop\u00aderation") == ("cooperation",)
    assert heading_key("2.1 The Quays") == heading_key("THE QUAYS") == ("the", "quays")


def test_a_reading_without_a_fault() -> None:
    shares = against_xml(READ, GOLD)
    one = ["title right", "headings with text of their own, found", "all headings, found", "headings read that are one"]
    one += ["paragraphs: whole", "neighbouring paragraphs in order", "references: whole", "citations: right"]
    assert {name: shares[name].part for name in one} == {name: shares[name].whole for name in one}
    assert shares["paragraphs: whole"] == Share(4, 4)
    assert shares["citations: right"] == Share(2, 2)
    assert shares["citations: wrong"] == Share(0, 2)
    assert shares["words of paragraphs lost"].part == 0


def test_the_fates_of_a_paragraph() -> None:
    whole, half = passage(1, "body", QUAY), QUAY.index("the year")
    assert fates(article(whole), QUAY) == ["whole"]
    assert fates(article(passage(1, "abstract", QUAY.replace("York", "YORK-"))), QUAY) == ["whole"]
    assert fates(article(passage(1, "body", QUAY[:half]), passage(2, "body", QUAY[half:])), QUAY) == ["cut"]
    assert fates(article(passage(1, "body", f"{QUAY} {SHIPS}")), QUAY, SHIPS) == ["merged", "merged"]
    assert fates(article(passage(1, "note", QUAY)), QUAY) == ["other kind"]
    assert fates(article(passage(1, "body", SHIPS, section=QUAY)), QUAY) == ["other kind"]
    assert fates(article(passage(1, "body", QUAY.replace("was built", "is"))), QUAY) == ["altered"]
    assert fates(article(passage(1, "body", SHIPS)), QUAY) == ["lost"]


def test_a_title_of_the_abstract_may_lead_its_paragraph() -> None:
    read = concordance(article(passage(1, "abstract", f"Aims: {SHIPS}")))
    assert [f.fate for f in found_in(read, [GoldParagraph(SHIPS, (), "Aims"), GoldParagraph(SHIPS, ())])] == [
        "whole",
        "altered",
    ]


def test_two_words_more_in_a_hundred_leave_a_paragraph_whole_and_three_do_not() -> None:
    hundred = " ".join(f"word{i}" for i in range(100))
    for extra, fate in (("a b", "whole"), ("a b c", "altered")):
        assert fates(article(passage(1, "body", f"{hundred} {extra}")), hundred) == [fate]


def test_lost_words_are_those_that_no_passage_has_in_order() -> None:
    (found,) = found_in(
        concordance(article(passage(1, "body", QUAY.replace("in the year of", "")))), GOLD.paragraphs[:1]
    )
    assert (found.lost, len(found.words)) == (4, 18)


def test_neighbours_read_the_other_way_round_are_out_of_order() -> None:
    texts = (QUAY, SILK, SHIPS, ROAD)
    read = article(*(passage(i, "body", text) for i, text in enumerate(texts, 1)))
    assert in_order(found_in(concordance(read), GOLD.paragraphs)) == [True, False, True]


def test_headings_that_are_none_count_against_precision_and_neutral_ones_do_not() -> None:
    read = article(
        passage(1, "abstract", SHIPS, "Abstract"), passage(1, "body", QUAY, "Quays"), passage(1, "body", SILK, "Share")
    )
    assert [text for _, text in read_headings(read)] == ["Abstract", "Quays", "Share", "References"]
    shares = against_xml(read, GOLD)
    assert shares["all headings, found"] == Share(1, 2)
    assert shares["headings read that are one"] == Share(1, 2)


def test_a_shuffled_reading_is_worse_in_every_way() -> None:
    right = against_xml(READ, GOLD)
    mixed = list(READ.passages)
    random.Random(1).shuffle(mixed)
    moved = against_xml(replace(READ, passages=tuple(mixed)), GOLD)
    assert moved["neighbouring paragraphs in order"].part < right["neighbouring paragraphs in order"].part
    assert moved["paragraphs: whole"] == right["paragraphs: whole"]

    def jumbled(p: Passage) -> Passage:
        words = p.text.split()
        random.Random(2).shuffle(words)
        return replace(p, text=" ".join(words), cites=())

    spoilt = against_xml(replace(READ, title="Sea", passages=tuple(map(jumbled, READ.passages)), references=()), GOLD)
    falling = ("title right", "paragraphs: whole", "references: whole", "citations: right")
    assert {name: spoilt[name].part for name in falling} == dict.fromkeys(falling, 0)
    assert spoilt["words of paragraphs lost"].part > 30


def test_references_are_whole_in_part_or_missed() -> None:
    both = passage(1, "reference", f"{MULES} {QUAYS}")
    cut = passage(1, "reference", "Moss, B. (2004). Mules")
    for references, expected in (
        ((FIRST, SECOND), ["whole", "whole"]),
        ((both,), ["in part", "in part"]),
        ((cut, SECOND), ["in part", "whole"]),
        ((SECOND,), ["missed", "whole"]),
        ((), ["missed", "missed"]),
    ):
        found = found_references(replace(READ, references=references), GOLD.references, in_full=False)
        assert [reference.fate for reference in found] == expected


def test_a_typed_reference_with_much_more_in_its_passage_is_not_whole() -> None:
    typed = [GoldReference("1", MULES)]
    for more, fate in (("p. 7", "whole"), ("A running header of the next page", "in part")):
        read = replace(READ, references=(passage(1, "reference", f"{MULES} {more}"),))
        assert [r.fate for r in found_references(read, typed, in_full=True)] == [fate]


def test_citations_are_right_missing_or_wrong_by_paragraph() -> None:
    wrong = passage(1, "body", QUAY, "", (cite(QUAY, "(Moss, 2004)", SECOND),))
    rest = (passage(2, "body", SHIPS), passage(3, "body", SILK))
    read = article(wrong, *rest)
    references = found_references(read, GOLD.references, in_full=False)
    assert [r.place for r in references] == [place_of(FIRST), place_of(SECOND)]
    found = found_in(concordance(read), GOLD.paragraphs)
    assert links_of(read, found, references) == Links(right=0, missing=2, wrong=1)


def test_a_citation_counts_for_its_own_paragraph_in_a_passage_of_two() -> None:
    merged = f"{QUAY} {SILK}"
    cites = (cite(merged, "(Moss, 2004)", FIRST), cite(merged, "[2]", FIRST))
    read = article(passage(1, "body", merged, "", cites))
    found = found_in(concordance(read), GOLD.paragraphs)
    references = found_references(read, GOLD.references, in_full=False)
    assert links_of(read, found, references) == Links(right=1, missing=1, wrong=1)


def test_mentions_of_typed_references_are_linked_or_not() -> None:
    text = "Indeed, Moss (2004) and Oak et al., 2012, wrote before the treaty of May 2004 and Fern (1990)."
    cites = (cite(text, "Moss (2004)", FIRST),)
    assert mention_links(article(passage(1, "body", text, "", cites)), [MULES, QUAYS]) == MentionLinks(1, 1, 0)
    theirs = "Here we follow Moss’s (2004) own account."
    assert mention_links(article(passage(1, "body", theirs)), [MULES, QUAYS]) == MentionLinks(0, 1, 0)
    wrong = (cite(text, "Moss (2004)", SECOND),)
    assert mention_links(article(passage(1, "body", text, "", wrong)), [MULES, QUAYS]) == MentionLinks(0, 1, 1)


def test_fields_are_right_absent_or_wrong() -> None:
    assert verdicts(READ, GOLD) == {"authors": "right", "year": "absent", "journal": "absent", "DOI": "absent"}
    journal = article(*READ.passages[:2], passage(1, "header", "Journal of Salt"))
    assert verdicts(journal, replace(GOLD, authors=("Moss", "Fern"), doi=""))["journal"] == "wrong"
    assert "DOI" not in verdicts(journal, replace(GOLD, doi=""))
    assert verdicts(journal, replace(GOLD, authors=("Moss", "Fern")))["authors"] == "wrong"


@pytest.mark.parametrize("measure", ["paragraphs: whole", "references: whole", "citations: right", "title right"])
def test_nothing_read_is_nothing_right(measure: str) -> None:
    shares = against_xml(Article("", (), (), "", 0), GOLD)
    assert shares[measure].part == 0
    assert shares[measure].whole > 0
