"""Mentions are counted by hand (with a plain text search) in the article's file."""

from pathlib import Path

import pytest

from index import Article, built_in_article, read_article
from qa.study.mentions import every_mention


@pytest.fixture(scope="module")
def article() -> Article:
    return built_in_article()


def found(article: Article, term: str) -> list[str]:
    return [span.of(m.passage.text) for m in every_mention(article, term) for span in m.spans]


def places(article: Article, term: str) -> list[tuple[str, int, int]]:
    return [(m.passage.section, m.passage.number, len(m.spans)) for m in every_mention(article, term)]


def test_all_four_mujahideen_stand_in_one_paragraph(article: Article) -> None:
    assert places(article, "mujahideen") == [("Pak-US Partnership 1979-1989", 1, 4)]
    assert found(article, "mujahideen") == ["mujahideen"] * 4


def test_several_words_stand_next_to_each_other_in_any_number_and_across_page_breaks(article: Article) -> None:
    assert places(article, "Drone strike") == [
        ("Introduction", 1, 1),
        ("Dynamics Of Pak-US Relations", 5, 1),
        ("Pak-US Post-9/11 Partnership", 7, 1),
        ("Conclusion", 1, 1),
        ("References", 17, 1),
    ]
    assert found(article, "drone strike")[-1] == "Drone Strikes"
    assert found(article, "strike drone") == []
    # "Taliban and / Haqqani Network" and "Haqqani Network" alone; a page break lies within the first.
    assert found(article, "Taliban and Haqqani Network") == ["Taliban and Haqqani Network"] * 2


def test_spellings_of_one_name_meet(article: Article) -> None:
    assert found(article, "Usama Bin Ladin") == ["Osama bin Laden", "Osama bin Laden"]
    assert found(article, "al qaida") == ["Al-Qaeda", "Al-Qaeda", "Al-Qaeda", "al-Qaeda"]
    assert found(article, "Taleban") == found(article, "taliban")
    # USSR once, Soviet Union seven times; "Soviet" alone is not the country but finds it.
    assert sorted(set(found(article, "USSR"))) == ["Soviet Union", "USSR"]
    assert len(found(article, "USSR")) == 8
    assert len(found(article, "Soviet")) == 25


def test_september_11_is_9_11(article: Article) -> None:
    assert set(found(article, "9/11")) == {"9/11", "September 11"}
    assert places(article, "September 11") == places(article, "9/11")
    assert places(article, "9/11")[0] == ("Abstract", 1, 1)


def test_possessives_and_hyphens_count(article: Article) -> None:
    assert "Haqqani's" in found(article, "Haqqani")
    assert set(found(article, "cold war")) >= {"Cold War", "Cold-War"}
    assert found(article, "Marshall") == ["Marshall"]


def test_us_is_a_country_and_no_pronoun(tmp_path: Path) -> None:
    file = tmp_path / "aid.txt"
    file.write_text("Aid\n\nIntroduction\n\nThe U.S. gave us aid. America's aid, the USA's aid, helped us.\n")
    short = read_article(file)
    assert found(short, "US") == ["U.S.", "America's", "USA's"]
    assert found(short, "united states") == found(short, "us")


def test_what_the_article_abbreviates_is_found_by_both_names(tmp_path: Path) -> None:
    file = tmp_path / "pact.txt"
    file.write_text("Pacts\n\nIntroduction\n\nThe Central Treaty Organization (CENTO) fell. CENTO was weak (OPS).\n")
    pacts = read_article(file)
    assert found(pacts, "CENTO") == ["Central Treaty Organization", "CENTO", "CENTO"]
    assert found(pacts, "central treaty organizations") == found(pacts, "CENTO")
    assert found(pacts, "OPS") == ["OPS"]


def test_what_is_not_mentioned_is_nowhere(article: Article) -> None:
    assert every_mention(article, "Gorbachev") == ()


def test_matches_come_in_reading_order(article: Article) -> None:
    positions = [article.passages.index(m.passage) for m in every_mention(article, "Kashmir")]
    assert positions == sorted(positions)
    assert len(positions) == 4


@pytest.mark.parametrize("blank", ["", "  \n", "?!"])
def test_a_term_without_words_is_refused(article: Article, blank: str) -> None:
    with pytest.raises(ValueError, match="expected a word or a name"):
        every_mention(article, blank)
