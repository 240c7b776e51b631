"""Quotations that a person might paste, with the verdict of a careful proof-reader on each."""

import time

import pytest

from index import Article, Passage, Span, built_in_article
from qa.study.quotation import Difference, QuotationCheck, check_quotation

TEPID = "However, the US response was tepid, offering a paltry 10 million dollar from its relief fund."
LONG = (
    "Pakistan has historically aligned itself with American foreign policy initiatives, particularly during pivotal"
    " moments such as the Soviet occupation of Afghanistan and the US diplomatic rapprochement with China."
)


@pytest.fixture(scope="module")
def article() -> Article:
    return built_in_article()


def quoted(check: QuotationCheck) -> list[str]:
    return [place.span.of(place.passage.text) for place in check.places]


def changes(check: QuotationCheck) -> list[tuple[str, str, str]]:
    return [(d.kind, d.quoted, d.original) for d in check.differences]


@pytest.mark.parametrize(
    ("pasted", "original"),
    [
        (TEPID, TEPID),
        ("a paltry 10 million dollar", "a paltry 10 million dollar"),
        (f"“{TEPID}”", TEPID),
        ("However,  the US\nresponse was tepid", "However, the US response was tepid"),
        # Other quotation marks, a full stop inside them, a longer dash, a curly apostrophe.
        ("by some analysts as a “poly–crisis.”", "by some analysts as a 'poly-crisis'."),
        ("Pakistan’s nuclear program (Ali & Anwar, 2023).", "Pakistan's nuclear program (Ali & Anwar, 2023)."),
        # Over two sentences; over a page break.
        (
            "assistance from the US. However, the US response was tepid",
            "assistance from the US. However, the US response was tepid",
        ),
        (
            "while the US had concerns about Pakistan's relations",
            "while the US had concerns about Pakistan's relations",
        ),
        ("London: Ely House.", "London: Ely House."),  # of the bibliography
    ],
)
def test_exact(article: Article, pasted: str, original: str) -> None:
    check = check_quotation(article, pasted)
    assert check.verdict == "exact"
    assert quoted(check) == [original]
    assert check.differences == ()


def test_exact_says_where(article: Article) -> None:
    (place,) = check_quotation(article, TEPID).places
    assert (place.passage.section, place.passage.number) == ("Pak-US Relations in Cold-War", 5)
    assert place.passage.sentences[2] == place.span


@pytest.mark.parametrize("gap", ["...", "…", "[...]", " [ . . . ] ", ". . .", "(…)"])
def test_what_is_left_out_with_dots_may_be_left_out(article: Article, gap: str) -> None:
    check = check_quotation(article, f"It therefore sought 2 billion dollar {gap} from the US. {gap} its relief fund.")
    assert check.verdict == "exact"
    assert quoted(check) == ["It therefore sought 2 billion dollar", "from the US.", "its relief fund."]


def test_parts_must_come_in_the_articles_order_and_from_one_passage(article: Article) -> None:
    assert check_quotation(article, "its relief fund. ... It therefore sought 2 billion dollar").verdict == "absent"
    assert check_quotation(article, "its relief fund. ... London: Ely House.").verdict == "absent"


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("the us response was tepid", [("changed", "us", "US")]),
        ("However the US response was tepid", [("missing", "", ",")]),
        ("the US response was very tepid", [("added", "very", "")]),
        ("Pakistan faced stringent sanctions that had remained", [("missing", "", "US")]),
        (
            "offering a paltry ten million dollars from its relief fund",
            [("changed", "ten", "10"), ("changed", "dollars", "dollar")],
        ),
        ("in a memo to President Trueman", [("changed", "Trueman", "Truman")]),
    ],
)
def test_nearly_marks_what_differs(article: Article, pasted: str, expected: list[tuple[str, str, str]]) -> None:
    check = check_quotation(article, pasted)
    assert check.verdict == "nearly"
    assert changes(check) == expected


def test_two_words_of_twenty_changed_is_nearly(article: Article) -> None:
    words = LONG.split()[:20]
    assert (words[3], words[17]) == ("aligned", "Soviet")
    words[3], words[17] = "placed", "Russian"
    check = check_quotation(article, " ".join(words))
    assert check.verdict == "nearly"
    assert changes(check) == [("changed", "placed", "aligned"), ("changed", "Russian", "Soviet")]
    assert quoted(check) == [" ".join(LONG.split()[:20])]


def test_a_difference_says_where_the_original_stands(article: Article) -> None:
    check = check_quotation(article, TEPID.replace("tepid", "lukewarm").replace("paltry ", ""))
    (place,) = check.places
    start = place.passage.text.index("tepid")
    assert check.differences[0] == Difference("changed", "lukewarm", "tepid", Span(start, start + len("tepid")))
    assert check.differences[1].span.of(place.passage.text) == "paltry"


def test_a_part_that_differs_is_found_in_order_too(article: Article) -> None:
    check = check_quotation(
        article, "It therefore asked 2 billion dollar ... paltry 10 million dollar from its relief fund"
    )
    assert check.verdict == "nearly"
    assert changes(check) == [("changed", "asked", "sought")]
    assert quoted(check)[1] == "paltry 10 million dollar from its relief fund"


@pytest.mark.parametrize(
    "pasted",
    [
        # Paraphrases with many of the article's words.
        "Pakistan turned to the US for 2 billion dollar, but the tepid response was only 10 million from a fund.",
        "The US diplomatic opening to China and the Soviets in Afghanistan were moments when it followed America.",
        "The relationship between India and China was close during the Second World War.",
        "We hold these truths to be self-evident, that all men are created equal.",
        "tepid lukewarm",
        "Gorbachev",
    ],
)
def test_a_paraphrase_is_absent(article: Article, pasted: str) -> None:
    assert check_quotation(article, pasted) == QuotationCheck("absent", (), ())


def test_of_two_like_sentences_the_nearer_is_taken(article: Article) -> None:
    # "In exchange, US offered ..." and, in another paragraph, "US provided substantial economic and military aid, ...".
    check = check_quotation(article, "In exchange, the US offered substantial economic and military aid.")
    assert quoted(check) == ["In exchange, US offered substantial economic and military aid."]
    assert changes(check) == [("added", "the", "")]


@pytest.mark.parametrize("blank", ["", " \n", "...", "“”", "?!"])
def test_no_words_are_refused(article: Article, blank: str) -> None:
    with pytest.raises(ValueError, match="expected words"):
        check_quotation(article, blank)


def test_a_mark_of_two_characters_in_normal_form_moves_no_place() -> None:
    text = "It is ¨so¨ said. The mill fell in 1820."
    passage = Passage(1, "body", "", (), text, (Span(0, len(text)),), ())
    assert quoted(check_quotation(Article("Mills", (passage,), (), text, 0), "mill fell in")) == ["mill fell in"]


def test_a_book_is_refused(article: Article) -> None:
    with pytest.raises(ValueError, match=r"5,001 characters, the limit is 5,000"):
        check_quotation(article, "a" * 5001)


def test_a_whole_paragraph_is_quick(article: Article) -> None:
    """Under 100 ms of the processor's time, also for a long quotation that is not quite right."""
    paragraph = max((p.text for p in article.passages), key=len)
    times = []
    for _ in range(3):
        before = time.process_time()
        check = check_quotation(article, paragraph.replace("trajectory", "course"))
        times.append(time.process_time() - before)
    assert changes(check) == [("changed", "course", "trajectory")]
    assert min(times) < 0.1


@pytest.mark.parametrize(
    ("pasted", "original"),
    [
        # What the page's own Copy gives.
        (f"“{TEPID.removesuffix('.')}” (Fatima et al., n.d., p. 8, para. 5).", TEPID.removesuffix(".")),
        ("[T]he US response was tepid", "the US response was tepid"),
        ("the US response was tepid [sic], offering a paltry", "the US response was tepid, offering a paltry"),
        ("the US re-\nsponse was tepid", "the US response was tepid"),
    ],
)
def test_what_a_writer_adds_does_not_count(article: Article, pasted: str, original: str) -> None:
    check = check_quotation(article, pasted)
    assert (check.verdict, quoted(check), check.differences) == ("exact", [original], ())


def test_a_capital_that_is_changed_without_brackets_counts(article: Article) -> None:
    check = check_quotation(article, "The US response was tepid")
    assert (check.verdict, changes(check)) == ("nearly", [("changed", "The", "the")])


def test_a_quotation_over_the_end_of_a_paragraph_has_two_places(article: Article) -> None:
    one, other = [p for p in article.passages if p.section == "Pak-US Relations in Cold-War" and p.kind == "body"][3:5]
    last, first = one.sentences[-1].of(one.text), other.sentences[0].of(other.text)
    check = check_quotation(article, f"{last}\n\n{first}")
    assert (check.verdict, quoted(check)) == ("exact", [last, first])
    assert [place.passage for place in check.places] == [one, other]
    altered = check_quotation(article, f"{last} {first.replace(first.split()[3], 'wholly', 1)}")
    assert altered.verdict == "nearly"
    assert [(d.quoted, d.original, d.place) for d in altered.differences] == [("wholly", first.split()[3], 1)]


def test_what_dots_stand_for_is_told(article: Article) -> None:
    check = check_quotation(article, "It therefore sought 2 billion dollar ... from the US.")
    assert check.verdict == "exact"
    left_out = [place.span.of(place.passage.text).strip() for place in check.left_out]
    assert left_out == ["in military and economic assistance"]


def test_dots_that_swallow_a_not_are_never_exact() -> None:
    text = "The mill was not built by the river in 1820, and nobody came."
    passage = Passage(1, "body", "", (), text, (Span(0, len(text)),), ())
    mills = Article("Mills", (passage,), (), text, 0)
    check = check_quotation(mills, "The mill was ... built by the river")
    assert (check.verdict, check.hides_a_not, check.differences) == ("nearly", True, ())
    assert check_quotation(mills, "not built ... in 1820").verdict == "exact"
