"""Sentences of the article, labelled by hand with their speakers."""

from pathlib import Path

import pytest

from index import Article, Passage, Span, built_in_article, read_article
from qa.answer import Citation
from qa.study.speaker import Speaker, speaker


@pytest.fixture(scope="module")
def article() -> Article:
    return built_in_article()


def who(article: Article, opening: str) -> Speaker:
    """The speaker of the one sentence that begins so."""
    (citation,) = [
        Citation(passage, sentence, sentence)
        for passage in article.passages
        for sentence in passage.sentences
        if sentence.of(passage.text).startswith(opening)
    ]
    return speaker(citation)


@pytest.mark.parametrize(
    ("opening", "source"),
    [
        ("Rubin (2020) presented comprehensive", "Rubin (2020)"),
        ("Depiction on decades of research", "Rubin (2020)"),  # "Rubin offered ... and examined"
        ("He highlights significance", "Rubin (2020)"),
        ("It explored Pakistan's involvement", "Rizvi (2020)"),
        ("However, Soviet withdrawal from Afghanistan and end", "Rizvi (2020)"),  # between two cites of Rizvi
        ("The book argued that decline", "Rizvi (2020)"),
        ("Haqqani's analysis revealed", "Haqqani (2013)"),
        ("He challenged the conventional", "Haqqani (2013)"),
        ("Mustafa et al. (2020) analyzed", "Mustafa et al. (2020)"),
        ("India invested in infrastructure", "Mustafa et al. (2020)"),
        ("The study highlighted complex dynamics", "Mustafa et al. (2020)"),
        ("Notably, in July 1947", "Secretary of State George Marshall"),
        ("However, legacy of this alliance", "some critics"),
        ("This complex situation had been", "some analysts"),
        ("According to former US officials", "former US officials"),
        ("Pakistan, on other hand, maintained that", "Pakistan"),
        ("US believed that elements", "US"),  # the state, not the entry "US. (2023)"
    ],
)
def test_a_source_speaks(article: Article, opening: str, source: str) -> None:
    assert who(article, opening) == Speaker("source", f"{source}, as reported by the authors")


@pytest.mark.parametrize(
    ("opening", "text"),
    [
        ("This article examines", "The authors"),
        ("The study highlights shifting nature", "The authors"),  # their own: nobody was cited before
        ("The book is a landmark study", "The authors"),  # praise of a source is no report
        ("The book balanced breadth", "The authors"),
        ("Rubin's analysis is both", "The authors, citing Rubin (2020)"),
        ("Haqqani's unique perspective", "The authors"),
        ("US sought to negotiate peace deal", "The authors"),  # "maintained ties" is no saying
        ("As Pakistan emerged as an independent", "The authors, citing Ali and Anwar (2023)"),
        ("The dynamics of this relationship became", "The authors"),
        ("As a neighboring country, Pakistan played", "The authors, citing Mustafa et al. (2020)"),
        ("Through loans, debt relief", "The authors, citing US (2009)"),
        ("Moreover, instead of providing military aid", "The authors, citing Kux (2001)"),
        ("This incident highlighted trust deficit", "The authors, citing Mir (2021)"),
        ("Alliance also highlighted importance", "The authors"),
        ("These issues highlighted differing", "The authors"),
        ("Pak-US relation was characterized by", "The authors"),
        ("This perspective is not unique", "The authors"),
    ],
)
def test_the_authors_speak(article: Article, opening: str, text: str) -> None:
    assert who(article, opening) == Speaker("authors", text)


def test_an_entry_of_the_bibliography_is_said_by_nobody(article: Article) -> None:
    assert who(article, "Burke, S. M. (1973)") == Speaker("none", "an entry of the bibliography")


def test_an_accusation_is_that_of_the_one_who_accuses() -> None:
    text = "The road closed on US accusation that traders carried arms."
    passage = Passage(1, "body", "", (), text, (Span(0, len(text)),), ())
    whole = Span(0, len(text))
    assert speaker(Citation(passage, whole, whole)) == Speaker("source", "US, as reported by the authors")


def test_the_sentence_of_the_answer_counts(article: Article) -> None:
    passage = next(p for p in article.passages if p.text.startswith("Rizvi (2020)"))
    praise = next(p for p in article.passages if p.text.startswith("Rubin (2020)"))
    both = Citation(praise, praise.sentences[3], praise.sentences[3])
    assert speaker(both).kind == "source"
    assert speaker(Citation(praise, praise.sentences[4], praise.sentences[4])).kind == "authors"
    assert speaker(Citation(passage, passage.sentences[0], passage.sentences[0])).text.startswith("Rizvi (2020)")


def test_the_rules_are_no_list_of_this_articles_names(tmp_path: Path) -> None:
    file = tmp_path / "bees.txt"
    file.write_text(
        "Bees\n\nIntroduction\n\nGould and Lane (1999) studied bees. They showed that dances matter. Bees dance."
        " According to the World Bank (2010), honey is dear. Many beekeepers are old (World Bank, 2010)."
        " As Lane's critics argue, dances vary. The report on Ghana suggests more.\n\n"
        "References\n\n"
        "- Gould, J., & Lane, P. (1999). Dances. London: Hive.\n"
        "- World Bank. (2010). Honey. Washington: World Bank.\n",
        encoding="utf-8",
    )
    passage = next(p for p in read_article(file).passages if p.kind == "body")
    texts = [
        speaker(Citation(passage, s, s)).text.replace(", as reported by the authors", "!") for s in passage.sentences
    ]
    assert texts == [
        "Gould and Lane (1999)!",
        "Gould and Lane (1999)!",
        "The authors",
        "World Bank (2010)!",
        "The authors, citing World Bank (2010)",
        "critics!",
        "The authors",
    ]


def test_a_numbered_source_is_not_taken_for_the_one_who_speaks(tmp_path: Path) -> None:
    path = tmp_path / "numbered.txt"
    path.write_text(
        "Roads\n\nTrade fell [1, 2]. The roads were long.\n\nReferences\n\n"
        "[1] Fern, A. (2010). Rails. Leeds: Hill.\n\n[2] Moss, B. (1999). Salt. York: Coast.\n",
        encoding="utf-8",
    )
    numbered = read_article(path)
    (body,) = [passage for passage in numbered.passages if passage.kind == "body"]
    assert [cite.reference.text[:8] for cite in body.cites] == ["[1] Fern", "[2] Moss"]
    assert speaker(Citation(body, body.sentences[1], body.sentences[1])) == Speaker("authors", "The authors")
