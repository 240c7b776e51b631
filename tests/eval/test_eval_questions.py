"""The hand-written set: its evidence stands in the article, its splits follow the rule, and a fault is named."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from eval.dataset import built_in
from eval.questions import QUESTIONS, VOICES, Evidence, find_quote, load_questions
from index import Article, Span
from qa.kinds import Asks

RECORD = {
    "id": "factoid-02",
    "type": "factoid",
    "asks": "fact",
    "question": "When was the road opened?",
    "answers": ["1820"],
    "evidence": [["Traders opened the  road\nin 1820", "A railway reached the hills in 1901"]],
    "split": "test",
}
OTHER = {"id": "factoid-04", "question": "road opening year"}


def written(tmp_path: Path, *changes: dict[str, Any]) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(RECORD | change) + "\n" for change in changes), encoding="utf-8")
    return path


def test_the_built_in_set_loads_and_is_split(article: Article) -> None:
    questions = load_questions(article)
    assert len(questions) == 507
    assert Counter(q.answerable for q in questions) == {True: 323, False: 184}
    dev, test = load_questions(article, "dev"), load_questions(article, "test")
    assert (len(dev), len(test)) == (379, 128)
    assert {q.id for q in dev} | {q.id for q in test} == {q.id for q in questions}
    assert all(int(q.id.rsplit("-", 1)[1]) % 2 == 1 for q in dev)


def test_the_questions_in_other_voices_load_by_style_and_stay_out_of_the_splits(article: Article) -> None:
    asked = built_in(article, "voices").questions
    assert Counter(q.answerable for q in asked) == {True: 97, False: 44}
    styles = Counter(q.kind for q in asked)
    assert (styles["keywords"], styles["nonnative"], styles["absent"], styles["false_premise"]) == (5, 5, 14, 11)
    assert not {q.text for q in asked} & {q.text for q in load_questions(article)}
    corrected = next(
        q for q in asked if q.text == "Why were relations between the two countries so warm right after independence?"
    )
    assert [place.span.of(article.passages[place.position].text)[:58] for place in corrected.correction] == [
        "the bilateral relations between the two countries were luk",
        "These factors collectively contributed to the lukewarm rel",
    ]


def test_a_style_takes_the_types_place_in_tables(tiny: Article, tmp_path: Path) -> None:
    plain, styled = load_questions(tiny, path=written(tmp_path, {}, OTHER | {"style": "keywords"}))
    assert (plain.kind, styled.kind, styled.type) == ("factoid", "keywords", "factoid")


def test_a_correction_is_looked_for_as_evidence_is(tiny: Article, tmp_path: Path) -> None:
    premise: dict[str, Any] = {"answers": [], "evidence": []}
    (found,) = load_questions(tiny, path=written(tmp_path, premise | {"correction": ["Mules were dear"]}))
    assert [place.span.of(tiny.passages[place.position].text) for place in found.correction] == ["Mules were dear"]
    with pytest.raises(ValueError, match="factoid-02: the quote is no longer in the article: 'Mules were cheap'"):
        load_questions(tiny, path=written(tmp_path, premise | {"correction": ["Mules were cheap"]}))


def test_evidence_becomes_places_of_the_article(tiny: Article, tmp_path: Path) -> None:
    (question,) = load_questions(tiny, path=written(tmp_path, {}))
    (group,) = question.evidence
    assert [place.span.of(tiny.passages[place.position].text) for place in group] == [
        "Traders opened the road in 1820",
        "A railway reached the hills in 1901",
    ]


def test_a_quote_that_stands_twice_is_found_twice(tiny: Article) -> None:
    places = [tiny.passages[place.position].kind for place in find_quote(tiny, "salt road")]
    assert places == ["abstract"]  # the title's Salt Road is written otherwise
    assert find_quote(tiny, "The Salt  Road") == [Evidence(0, Span(0, 13))]


def test_a_changed_quote_is_named(tiny: Article, tmp_path: Path) -> None:
    records = [{}, OTHER | {"evidence": [["Traders opened the road in 1821"]]}]
    with pytest.raises(
        ValueError, match="factoid-04: the quote is no longer in the article: 'Traders opened the road in 1821'"
    ):
        load_questions(tiny, path=written(tmp_path, *records))


def test_a_question_in_the_wrong_split_is_named_even_where_the_other_split_is_read(
    tiny: Article, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="factoid-03: its number makes it dev, the file says test"):
        load_questions(tiny, "dev", written(tmp_path, {}, {"id": "factoid-03"}))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "explain-02"}, "factoid-01"),
        ({"evidence": []}, "answers and evidence go together"),
        ({"answers": []}, "answers and evidence go together"),
        ({"evidence": [[]]}, "holds no quote"),
        ({"note": "?"}, "expected the keys"),
        ({"history": [{"role": "user"}]}, "a turn of the history"),
        ({"correction": ["Mules were dear"]}, "a correction belongs to a question that the article does not answer"),
        ({"asks": "when"}, "it asks 'when', expected one of fact, definition"),
        ({"asks": "yesno"}, "says belongs to a question that asks yesno and has evidence"),
        ({"asks": "yesno", "says": "no", "answers": [], "evidence": []}, "says belongs to a question that asks yesno"),
        ({"says": "yes"}, "says belongs to a question that asks yesno"),
        ({"asks": "yesno", "says": "maybe"}, "it says 'maybe', expected one of yes, no, both, open"),
        ({"asks": "list", "evidence": []}, "answers and evidence go together"),
    ],
)
def test_a_record_of_another_form_is_named(tiny: Article, tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        load_questions(tiny, path=written(tmp_path, change))


def test_an_id_given_twice_is_named(tiny: Article, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="factoid-02: 2 questions have this id"):
        load_questions(tiny, path=written(tmp_path, {}, {"question": "When did it open?"}))


def test_a_question_asked_twice_is_named_unless_it_follows_on_something_else(tiny: Article, tmp_path: Path) -> None:
    again = {"id": "factoid-04", "question": "when was the Road opened"}
    with pytest.raises(ValueError, match="when was the road opened: 2 questions have this id or these words"):
        load_questions(tiny, path=written(tmp_path, {}, again))
    later = {"history": [{"role": "user", "content": "What is the oldest road?"}]}
    assert len(load_questions(tiny, path=written(tmp_path, {}, again | later))) == 2


def test_what_a_question_asks_for_and_what_the_article_says_to_it_are_read(tiny: Article, tmp_path: Path) -> None:
    listed: dict[str, Any] = {"id": "factoid-04", "question": "What all?", "asks": "list", "answers": []}
    plain, verdict = load_questions(tiny, path=written(tmp_path, listed, {"asks": "yesno", "says": "open"}))
    assert (plain.asks, plain.says, plain.answers) == ("list", None, ())
    assert (verdict.asks, verdict.says) == ("yesno", "open")


def test_every_question_says_what_it_asks_for(article: Article) -> None:
    asked = [*load_questions(article), *load_questions(article, path=VOICES)]
    counts = Counter(q.asks for q in asked)
    assert None not in counts
    assert counts.keys() == set(get_args(Asks))
    assert Counter(q.says for q in asked if q.asks == "yesno") == {"yes": 26, "no": 14, None: 1}


def test_the_set_is_where_the_command_looks() -> None:
    assert QUESTIONS.name == "questions.jsonl"
    assert QUESTIONS.is_file()
