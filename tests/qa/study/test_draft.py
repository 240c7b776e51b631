"""A draft of an essay, with every quotation in it judged as a careful proof-reader would judge it."""

from __future__ import annotations

import pytest

from index import Article, built_in_article
from qa.study.draft import check_draft, is_draft

FILLER = (
    "In this part of the essay I weigh what the literature has to say about the matter, and I ask how far the two"
    " governments understood each other, what they wanted, and what they were prepared to pay for it. "
)
EXACT = [
    "the US response was tepid, offering a paltry 10 million dollar from its relief fund",
    "CIA oversaw delivery of aid, which included funding, training, and advanced weaponry such as Stinger missile",
    "Pakistan faced stringent US sanctions that had remained in place until the 9/11 attacks occurred",
    "the two nations have maintained a complex yet often close relationship",
    "a massive influx of refugees, and the geographical divide of 1,000 miles of hostile Indian territory",
    "an ongoing conflict with India over Kashmir",
    "Longstanding Kashmir dispute remained core issue in Pakistani foreign policy",
    "Governance issues and economic restraints further complicated country's difficulties",
    "a scarcity of funds strained government resources",
    "the disputed Durand Line posed security concerns along the North West Frontier",
    "[P]akistan sought to diversify its international relationships",
]
SET_APART = [
    "Pakistan has historically aligned itself with American foreign policy initiatives, particularly during pivotal\n"
    "moments such as the Soviet occupation of Afghanistan and the US diplomatic rapprochement with China.",
    "It therefore sought 2 billion dollar in military and economic assis-\ntance from the US.",
]
ALTERED = {
    "the US response was lukewarm, offering a paltry 10 million dollar": "lukewarm",
    "Pakistan faced severe US sanctions that had remained in place": "severe",
    "The Stinger missile, in particular, proved to be a game-changer in conflict": "a",
    "an ongoing war with India over Kashmir": "war",
    "offering a paltry 20 million dollar from its relief fund": "20",
}
ABSENT = [
    "We hold these truths to be self-evident, that all men are created equal",
    "the ambassador resigned in protest over the bombing of Cambodia",
]


@pytest.fixture(scope="module")
def article() -> Article:
    return built_in_article()


@pytest.fixture(scope="module")
def draft() -> str:
    """Some 3,000 words with 20 quotations: 18 in marks, straight and curly, and two block quotes."""
    inline = [*EXACT, *ALTERED, *ABSENT]
    marks = [("“", "”"), ('"', '"')]
    paragraphs = []
    for i, quotation in enumerate(inline):
        opening, closing = marks[i % 2]
        cited = " (Fatima et al., n.d., p. 8)" if i % 3 == 0 else ""
        paragraphs.append(f"{FILLER * 3}As the authors write, {opening}{quotation}{closing}{cited}. {FILLER}")
    blocks = ["\n".join(f"> {line}" for line in SET_APART[0].split("\n")) + "\n> (Fatima et al., n.d., p. 3)"]
    blocks.append("\n".join(f"    {line}" for line in SET_APART[1].split("\n")))
    return "\n\n".join([*paragraphs[:5], blocks[0], *paragraphs[5:10], blocks[1], *paragraphs[10:]])


def test_every_quotation_of_a_draft_is_judged(article: Article, draft: str) -> None:
    assert 2800 < len(draft.split()) < 3800
    found = check_draft(article, draft)
    assert len(found) == 20
    verdicts = {" ".join(one.words.split()): one.check.verdict for one in found}
    for quotation in EXACT:
        assert verdicts[quotation] == "exact", quotation
    for quotation in ALTERED:
        assert verdicts[quotation] == "nearly", quotation
    for quotation in ABSENT:
        assert verdicts[quotation] == "absent", quotation
    assert [one.check.verdict for one in found if " ".join(one.words.split()) not in (*EXACT, *ALTERED, *ABSENT)] == [
        "exact",
        "exact",
    ]


def test_what_was_altered_is_named(article: Article, draft: str) -> None:
    named = {one.words: [d.quoted for d in one.check.differences] for one in check_draft(article, draft)}
    for quotation, word in ALTERED.items():
        assert word in named[quotation], quotation


def test_the_words_of_a_quotation_are_those_of_the_draft(article: Article, draft: str) -> None:
    inline = [one for one in check_draft(article, draft) if "\n" not in one.words]
    assert all(one.span.of(draft) == one.words for one in inline)


def test_one_quotation_with_its_citation_is_no_draft() -> None:
    assert not is_draft(f"“{EXACT[0]}” (Fatima et al., n.d., p. 8, para. 5).")
    assert not is_draft(f"“{EXACT[0]}. However, it was ‘meagre’ in the end”")
    assert not is_draft(EXACT[0])
    assert is_draft(f"{FILLER} As they say, “{EXACT[0]}”.")


def test_terms_and_apostrophes_are_no_quotations(article: Article) -> None:
    text = f"{FILLER}The so-called ‘poly-crisis’ isn't the authors' “core issue”, nor the government's. {FILLER}"
    assert check_draft(article, text) == ()


def test_a_library_of_drafts_is_refused(article: Article) -> None:
    with pytest.raises(ValueError, match=r"200,001 characters, the limit is 200,000"):
        check_draft(article, "a" * 200_001)
