"""The command line: what is printed, and the exit code."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

import qa
from qa.answer_json import answer_json
from qa.cli import as_text, main
from tests import made_up


@pytest.fixture(autouse=True)
def _tiny_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARTICLE_QA_CACHE", str(tmp_path / "cache"))


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(arguments)
    out = capsys.readouterr()
    return code, out.out, out.err


def test_quote_place_and_source_are_printed(tiny_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["Were mules dear?", "--article", str(tiny_file), "--reader", "none"]
    code, out, _ = run(arguments, capsys)
    assert code == 0
    assert "“Mules were dear (Fern & Moss, 2004).”" in out
    assert "— p. 2, Origins, para. 1" in out
    assert "source: Fern, A., & Moss, B. (2004). Mules of the northern passes." in out


def test_json_holds_the_whole_answer(tiny_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["Were mules dear?", "--article", str(tiny_file), "--reader", "none", "--json", "-k", "2"]
    _, out, _ = run(arguments, capsys)
    answer = json.loads(out)
    (citation, *_) = answer["citations"]
    assert citation["quote"] == "Mules were dear (Fern & Moss, 2004)."
    start, end = citation["span"]["start"], citation["span"]["end"]
    assert citation["passage"]["text"][start:end] == citation["quote"]
    assert len(answer["hits"]) == 2
    assert answer["found"] is True


def test_the_way_to_an_answer_is_explained(tiny_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["Were mules dear?", "--article", str(tiny_file), "--reader", "none", "--explain"]
    _, out, _ = run(arguments, capsys)
    assert "\nWhy this answer?\n" in out
    assert "         best sentence: “Mules were dear (Fern & Moss, 2004).”" in out
    _, out, _ = run([*arguments, "--json"], capsys)
    (answer,) = map(json.loads, out.splitlines())
    assert answer["citations"][0]["quote"] == "Mules were dear (Fern & Moss, 2004)."
    explained = answer["explanation"]
    assert explained["searched"] == "Were mules dear?"
    assert explained["looked"][0]["place"] == "pp. 1-2, Origins, para. 1"


def test_what_of_a_question_is_not_answered_is_shown_last(tiny_file: Path) -> None:
    answer = replace(qa.load(tiny_file, reader="none").ask("Were mules dear?"), unanswered=("who fed them?",))
    assert as_text(answer).endswith("\nNo passage clearly answers “who fed them?”.\n")
    assert answer_json(answer)["unanswered"] == ["who fed them?"]


def test_a_mended_word_is_shown(tiny_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["Which railwya reached the hills?", "--article", str(tiny_file), "--reader", "none"]
    _, out, _ = run(arguments, capsys)
    assert out.startswith("Read as: “Which railway reached the hills?” (railwya: railway)\n")
    _, out, _ = run([*arguments, "--json"], capsys)
    answer = json.loads(out)
    assert answer["mended"] == [{"typed": "railwya", "read": "railway"}]
    assert answer["question"] == "Which railwya reached the hills?"
    assert "Read as" not in run(["Which railway reached the hills?", *arguments[1:]], capsys)[1]


def test_questions_from_standard_input_a_line_each(
    tiny_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Were mules dear?\n\nWhich railway reached the hills?\n"))
    code, out, _ = run(["--article", str(tiny_file), "--reader", "none", "--json"], capsys)
    assert code == 0
    assert [json.loads(line)["question"] for line in out.splitlines()] == [
        "Were mules dear?",
        "Which railway reached the hills?",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["   "], "the question is empty"),
        (["🙂"], "has no word in it"),
        (["Why?", "-k", "0"], "expected 1 or more, found 0"),
        (["Why?", "--article", "nowhere.txt"], "nowhere.txt does not exist"),
        (["Why?", "--encoder", "no-such/model"], "the encoder 'no-such/model' cannot be had"),
        (["Why?", "--reader", "no-such/reader"], "no-such/reader"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tiny_file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    extra = [] if "--article" in arguments else ["--article", str(tiny_file)]
    extra += [] if "--reader" in arguments else ["--reader", "none"]
    code, out, err = run([*arguments, *extra], capsys)
    assert (code, out) == (1, "")
    assert message in err
    assert err.startswith("article-qa: ")


def test_several_articles_are_asked_together_and_bad_ones_reported(
    tiny_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "papers"
    made_up.write(folder, range(2))
    (folder / "empty.txt").write_text("")
    arguments = ["Were mules dear?", "--article", str(tiny_file), "--article", str(folder), "--reader", "none"]
    code, out, err = run(arguments, capsys)
    assert code == 0
    assert "— The Salt Road: p. 2, Origins, para. 1" in out
    assert err.splitlines() == [
        "3 articles: 3 read, 0 kept from before; 1 could not be read:",
        f"  {folder / 'empty.txt'}: empty.txt is empty: expected paragraphs of text, separated by blank lines",
    ]
    code, out, err = run([*arguments, "--json"], capsys)
    answer = json.loads(out)
    assert answer["citations"][0]["passage"]["article"] == "The Salt Road"
    assert {hit["article"] for hit in answer["hits"]} > {"The Salt Road"}
    assert err.startswith("3 articles: 0 read, 3 kept from before; 1 could not be read:")
