"""How far a quote goes."""

from __future__ import annotations

from index import Article, Span
from qa.answer import Citation, Hit
from qa.extent import gone_on, with_context
from qa.reading.findings import Finding


def sentences(article: Article, proofs: list[float]) -> list[Finding]:
    """The findings for the sentences of the paragraph of origins, which is found first."""
    position, passage = next((i, p) for i, p in enumerate(article.passages) if p.section == "Origins")
    hit = Hit(passage, position, 1, 0.5)
    return [
        Finding(hit, Citation(passage, span, span), 1.0, 1.0, proof)
        for span, proof in zip(passage.sentences, proofs, strict=True)
    ]


def test_a_quote_goes_on_while_the_next_sentence_proves_too(tiny: Article) -> None:
    first, second, third = sentences(tiny, [3.0, 2.0, -1.0])
    assert gone_on(first, [first, second, third]).citation.quote == (
        "Traders opened the road in 1820 (Moss, 1999). They carried salt, wool and letters over the pass."
    )
    assert gone_on(second, [first, second, third]) == second
    apart = sentences(tiny, [3.0, -2.0, 1.0])
    assert gone_on(apart[0], apart) == apart[0]


def test_a_quote_that_leans_on_the_sentence_before_brings_it(tiny: Article) -> None:
    first, second, third = sentences(tiny, [0.0, 0.0, 0.0])
    leaning = with_context(second.citation)
    assert leaning.before == "Traders opened the road in 1820 (Moss, 1999)."
    assert leaning.quote == "They carried salt, wool and letters over the pass."
    assert (with_context(first.citation).before, with_context(third.citation).before) == ("", "")
    abstract = next(p for p in tiny.passages if p.kind == "abstract")
    whole = Citation(abstract, abstract.sentences[0], abstract.sentences[0])
    assert with_context(whole).context == Span(0, 0)  # "This study": nothing stands before it, and nothing need
