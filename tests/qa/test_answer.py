"""What an answer is made of: quotes, places, sources."""

from __future__ import annotations

import pytest

from index import Article, Passage, Span
from qa.answer import Answer, Citation, Hit


def cite(passage: Passage, quote: str, short: str) -> Citation:
    start = passage.text.index(quote)
    answer = passage.text.index(short, start)
    return Citation(passage, Span(start, start + len(quote)), Span(answer, answer + len(short)))


def origins(article: Article) -> Passage:
    return next(p for p in article.passages if p.section == "Origins")


def test_a_citation_is_slices_of_its_passage(tiny: Article) -> None:
    citation = cite(origins(tiny), "Mules were dear (Fern & Moss, 2004).", "dear")
    assert (citation.quote, citation.short) == ("Mules were dear (Fern & Moss, 2004).", "dear")
    assert citation.locator == "p. 2, Origins, para. 1"
    assert [r.number for r in citation.references] == [2]
    assert citation.next_reference == ()


def test_a_quote_over_a_page_break_names_both_pages_and_the_source_cited_next(tiny: Article) -> None:
    citation = cite(origins(tiny), "They carried salt, wool and letters over the pass.", "salt, wool and letters")
    assert citation.locator == "pp. 1-2, Origins, para. 1"
    assert citation.references == ()
    assert [r.number for r in citation.next_reference] == [2]


def test_locators_of_every_kind(tiny: Article) -> None:
    found = {p.kind: Citation(p, Span(0, 4), Span(0, 4)).locator for p in tiny.passages}
    assert found == {
        "title": "p. 1, title",
        "abstract": "p. 1, Abstract, para. 1",
        "keywords": "p. 1, keywords",
        "body": "p. 2, Decline, para. 1",
        "reference": "p. 3, References, entry 3",
        "header": "running header of every page",
    }


def test_an_answer_outside_its_quote_is_an_error(tiny: Article) -> None:
    with pytest.raises(ValueError, match="must lie inside the quote"):
        Citation(origins(tiny), Span(5, 9), Span(0, 4))


def test_an_answer_joins_its_quotes_and_not_found_is_one_without(tiny: Article) -> None:
    passage = origins(tiny)
    citations = (cite(passage, "Mules were dear (Fern & Moss, 2004).", "dear"), cite(passage, "Traders", "Traders"))
    hits = (Hit(passage, 0, 1, 0.5),)
    found = Answer("Dear?", citations, hits, 0.9)
    assert (found.found, found.short, found.text) == (True, "dear", "Mules were dear (Fern & Moss, 2004).\nTraders")
    nothing = Answer("Cheap?", (), hits, 0.1)
    assert (nothing.found, nothing.short, nothing.text) == (False, "", "")
