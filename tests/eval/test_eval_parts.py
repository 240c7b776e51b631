"""``python -m eval`` with several files, the right paragraph given, and articles that are opened."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.compare import read_json
from eval.dataset import Dataset, built_in, plain_article
from eval.measures import overlaps
from eval.options import evaluates, parse, reporting, searched
from eval.report import blocks
from index.encoding.encoder import Encoder
from qa.tuned import TUNED

Command = Callable[..., int]


def test_each_of_several_files_has_its_tables_and_the_first_the_floors(
    command: Command, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "lock.json"
    stored = json.loads(file.read_text())
    stored["data"][0]["paragraphs"] = stored["data"][0]["paragraphs"][3:]  # 4 questions, all answerable
    other.write_text(json.dumps(stored))
    assert command("--dataset", str(other), "--json", str(tmp_path / "first.json"), "--min", "R@1=.9") == 0
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.startswith("## ")] == ["## canal.json", "## lock.json"]
    assert "3 questions: 3 answerable, 0 not." in printed
    assert read_json(tmp_path / "first.json").name == "canal.json"


def test_the_reader_alone_is_given_the_right_paragraph(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """With the shipped reader: its short answers are the gold ones but for a word or two."""
    assert command("--given") == 0
    printed = capsys.readouterr().out
    assert "## The right paragraph given" in printed
    assert "## canal.json" not in printed
    cells = [cell.strip() for cell in printed[printed.index("| canal.json") :].split("|")]
    assert (cells[2], cells[5]) == ("7", "1")
    assert float(cells[3].split()[0]) >= 0.7  # F1
    assert cells[6].startswith("1.000")  # AUROC: the one question without an answer has the least lead


def test_articles_are_opened_by_the_command(
    command: Command, small_encoder: Encoder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "canal.txt").write_text("The Canal\n\nDigging\n\nMiners dug the canal in 1790. It took four winters.\n")
    record = {"id": "C1", "question": "Who dug the canal?", "evidence": [["Miners dug"]], "answers": ["Miners"]}
    lost = {"id": "C2", "question": "Who dug the lock?", "evidence": [["Monks dug"]], "answers": ["Monks"]}
    (folder / "canal.jsonl").write_text(json.dumps(record) + "\n" + json.dumps(lost) + "\n")
    scholars = tmp_path / "scholars.json"
    qas = [{"id": "c", "question": "Who dug the canal?", "answers": [{"text": "Miners", "answer_start": 0}]}]
    paragraphs = [{"context": "Miners dug the canal in 1790.", "qas": qas}]
    scholars.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}))
    assert main(["--articles", str(folder), "--scholars", str(scholars), "-v"], small_encoder) == 0
    printed = capsys.readouterr().out
    headings = [line for line in printed.splitlines() if line.startswith("## ")]
    assert headings == ["## Articles opened from a file", "## Scholarly articles, asked by experts"]
    line = next(line for line in printed.splitlines() if line.startswith("| canal.txt"))
    assert [cell.strip() for cell in line.split("|")[2:4]] == ["1 of 2", "1 of 2"]
    assert "canal.txt, C2: the quote stands in no passage: 'Monks dug'" in printed
    assert next(line for line in printed.splitlines() if line.startswith("| R@1 ")).split("|")[2].strip() == "1 of 1"


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--given"], "--given is of a --dataset: name one"),
        (["--articles", "folder", "--limit", "3"], "leave out --limit"),
        (["--scholars", "file", "--min", "R@1=1"], "are of an evaluation: leave out --given, --articles, --scholars"),
        (["--dataset", "file", "--given", "--json", "-"], "are of an evaluation"),
        (["--kinds", "--split", "voices"], "--kinds has dev and test questions: leave out --split voices"),
        (["--kinds", "--limit", "3"], "are of whole sets: leave out --limit"),
    ],
)
def test_options_that_do_not_go_together(options: list[str], fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(options)
    assert stopped.value.code == 2
    assert fault in capsys.readouterr().err


def test_the_voices_are_a_split_of_their_own() -> None:
    options = parse(["--split", "voices"], "")
    assert (options.split, options.dataset, evaluates(options)) == ("voices", [], True)
    assert not evaluates(parse(["--articles", "folder"], ""))
    assert evaluates(parse(["--articles", "folder", "--dataset", "file"], ""))
    assert not evaluates(parse(["--kinds"], ""))
    assert not evaluates(parse(["--qasper", "file"], ""))


def test_the_report_holds_every_part_that_is_asked_for(
    command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The built-in questions cut to six a split, the experiments left out: both take minutes. Of so few some answer has
    strong support where that takes little."""
    little = replace(TUNED, support=replace(TUNED.support, strong=0.6, strong_by_kind={}))
    monkeypatch.setattr("qa.support.TUNED", little)
    monkeypatch.setattr("eval.command.built_in", lambda article, split: built_in(article, split).first(6))
    monkeypatch.setattr("eval.command._experiments", lambda: lambda datasets, encoder: [f"## {len(datasets)} sets\n"])
    other = tmp_path / "lock.json"
    other.write_text(file.read_text())
    report = tmp_path / "RESULTS.md"
    assert command("--dataset", str(other), "--report", str(report)) == 0
    text = report.read_text()
    found = blocks(text)
    assert list(found) == ["test", "voices", "dataset", "dataset-lock", "given", "kinds", "support"]
    assert found["voices"].startswith("Built-in article, questions in other voices, first 6 questions. 6 questions:")
    assert [line.split("|")[1].strip() for line in found["given"].splitlines()[-2:]] == ["canal.json", "lock.json"]
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    beside = ["## The right paragraph given", "## By the kind of answer", "## Strong support", "## 3 sets"]
    assert headings[-6:] == ["## canal.json", "## lock.json", *beside]
    kinds = [line.split("|")[1].strip() for line in found["kinds"].splitlines() if line.startswith("| kinds, ")]
    # By kind; the outcomes of the answerable and of the others; the verdicts.
    assert Counter(kinds) == {"kinds, test": 4, "kinds, dev": 4}


def test_in_a_report_with_given_paragraphs_the_first_file_alone_is_searched() -> None:
    files = ["--dataset", "a.json", "--dataset", "b.json"]
    report = parse(["--report", *files, "--given", "--kinds-elsewhere", "folder", "other", "--scholars", "s.json"], "")
    assert reporting(report) == (
        "python -m eval --report --dataset FILE --dataset FILE --given --scholars FILE --kinds-elsewhere FOLDER ..."
    )
    one, other = (Dataset(name, plain_article(name, [("", "Text.")]), ("p0",), (), overlaps) for name in "ab")
    assert list(searched(report, [one, other])) == [one]
    assert list(searched(parse(files, ""), [one, other])) == [one, other]
    assert list(searched(parse([*files, "--given"], ""), [one, other])) == []
