"""What is cited of what was found, on the tiny article."""

from __future__ import annotations

from collections.abc import Sequence

from index import Article, Span
from index.search import SearchText
from qa.answer import Citation, Hit
from qa.quotes import choose, unanswered
from qa.reading.findings import Finding, Reading
from qa.vocabulary import Vocabulary


def found(article: Article, quote: str, score: float = 1.0, lead: float = 1.0) -> Finding:
    position, passage = next((i, p) for i, p in enumerate(article.passages) if quote in p.text)
    start = passage.text.index(quote)
    span = Span(start, start + len(quote))
    return Finding(Hit(passage, position, position + 1, 0.5), Citation(passage, span, span), score, lead)


ROAD, MULES, RAILWAY, CARRIED = (
    "Traders opened the road in 1820",
    "Mules were dear (Fern & Moss, 2004).",
    "A railway reached the hills in 1901",
    "They carried salt, wool and letters over the pass.",
)


def asked(whole: Finding, *parts: Sequence[Finding]) -> Reading:
    return Reading([whole], {f"part {number}": part for number, part in enumerate(parts, start=1)})


def cited(article: Article, reading: Reading) -> tuple[list[str], tuple[str, ...]]:
    """The quotes, and what is not answered."""
    citations = choose(SearchText("When was the road opened and what were mules?"), reading, Vocabulary(article))
    return [citation.quote for citation in citations], unanswered(reading)


def test_of_several_things_asked_each_is_quoted_after_the_best_of_all(tiny: Article) -> None:
    road, mules, railway = (found(tiny, quote) for quote in (ROAD, MULES, RAILWAY))
    assert cited(tiny, asked(railway, [road, mules], [mules, road])) == ([RAILWAY, ROAD, MULES], ())
    assert cited(tiny, asked(mules, [road], [mules, railway])) == ([MULES, ROAD], ())


def test_what_is_asked_but_not_answered_has_no_quote_and_is_named(tiny: Article) -> None:
    road, mules = found(tiny, ROAD), found(tiny, MULES, lead=-0.1)
    assert cited(tiny, asked(road, [road], [mules])) == ([ROAD], ("part 2",))
    assert cited(tiny, asked(road, [], [road])) == ([ROAD], ("part 1",))
    assert cited(tiny, asked(road, [], [])) == ([ROAD], ("part 1", "part 2"))


def test_no_sentence_is_quoted_twice_nor_more_than_three(tiny: Article) -> None:
    road, mules, railway, carried = (found(tiny, quote) for quote in (ROAD, MULES, RAILWAY, CARRIED))
    inside = found(tiny, "in 1820")
    assert cited(tiny, asked(road, [inside], [mules])) == ([ROAD, MULES], ())
    assert cited(tiny, asked(road, [mules], [railway], [carried])) == ([ROAD, MULES, RAILWAY], ())


def test_one_thing_asked_has_a_second_quote_only_where_it_adds_words_of_the_question(tiny: Article) -> None:
    road, railway, mules = found(tiny, ROAD), found(tiny, RAILWAY, 0.9), found(tiny, MULES, 0.9)
    chosen = choose(SearchText("When was the road opened?"), Reading([road, railway]), Vocabulary(tiny))
    assert [citation.quote for citation in chosen] == [ROAD]
    chosen = choose(
        SearchText("Did traders of the road find mules dear?"), Reading([road, railway, mules]), Vocabulary(tiny)
    )
    assert [citation.quote for citation in chosen] == [ROAD]  # the mules stand in the same passage
    chosen = choose(SearchText("Had the road a railway in the hills?"), Reading([road, railway]), Vocabulary(tiny))
    assert [citation.quote for citation in chosen] == [ROAD, RAILWAY]
