"""A disk without room, in the middle of whatever writes: said once in words, and what was there is there, whole."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from eval.attack import __main__ as attack
from eval.attack.trials import Trial
from qa.answer import Answer
from qa.pipeline import Pipeline
from screen.feedback import Feedback
from tests.attack.caller import Caller, texts
from tests.attack.small_disk import fill, python, small_disk
from tests.conftest import TINY
from tests.screen.visitor import served

QUESTION = "Who opened the road?"
ROOM = 64_000  # bytes


def test_a_full_cache_costs_time_only_and_is_said_once(tmp_path: Path) -> None:
    """The cache, and the folder of Gradio and matplotlib in it, on a disk that is full."""
    (tmp_path / "salt.txt").write_text(TINY)
    with small_disk(tmp_path / "disk", ROOM) as disk:
        fill(disk)
        code = "import sys; from qa.cli import main; sys.exit(main(sys.argv[1:]))"
        known = {"ARTICLE_QA_CACHE": str(disk / "cache")}
        done = python(code, QUESTION, "--article", str(tmp_path / "salt.txt"), "--reader", "none", environment=known)
        assert (done.returncode, "Traders opened the road in 1820" in done.stdout) == (0, True), done.stderr
        assert done.stderr.count("articles that were read cannot be kept") == 1
        assert done.stderr.count("embeddings cannot be kept") == 1
        assert "Traceback" not in done.stderr
        assert [path.name for path in disk.rglob("*") if path.is_file()] == ["full"]


def test_feedback_without_room_keeps_every_line_that_was_there(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", ROOM) as disk:
        feedback = Feedback(disk / "feedback.jsonl")
        feedback.add("helpful", Answer(QUESTION, (), (), 0.0), "Salt")
        fill(disk)
        with pytest.raises(OSError, match="No space left on device"):
            add_until_full(feedback)
        lines = feedback.file.read_text().splitlines()
        assert [json.loads(line)["verdict"] for line in lines] == ["helpful"] * len(lines)
        assert json.loads(lines[0])["question"] == QUESTION


def add_until_full(feedback: Feedback) -> None:
    """What is left of the file's last page is filled first."""
    for _ in range(100):
        feedback.add("helpful", Answer("x" * 900, (), (), 0.0), "Salt")


def test_a_file_that_finds_no_room_is_refused_and_the_next_one_is_taken(
    small: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk", 400_000) as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        with served(small.article, lambda: small) as address, Caller(address) as caller:
            reply = caller.send(("big.txt", b"x" * 900_000))
            assert reply.status_code == 507
            assert reply.json()["error"] == "The files cannot be kept (No space left on device)."
            assert "is open, " in texts(caller.bring(("own.txt", TINY.replace("Salt Road", "Own Road").encode())))


def test_a_report_without_room_stays_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = Trial("cache", "a", "", "the same")
    monkeypatch.setattr(attack, "_tried", lambda options, place: [trial])
    with small_disk(tmp_path / "disk", ROOM) as disk:
        report = disk / "SECURITY.md"
        report.write_text("old")
        fill(disk)
        assert attack.main(["--report", str(report)]) == 2
        assert report.read_text() == "old"
        assert sorted(path.name for path in disk.iterdir()) == ["SECURITY.md", "full"]


def test_pictures_without_room_leave_no_half_file(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from eval.drawing import pyplot, save\n"
        "figure, axes = pyplot('--plot', 'plot').subplots(); axes.plot(range(9_000))\n"
        "try: save(figure, Path(sys.argv[1]))\nexcept OSError as error: print(error.strerror)"
    )
    with small_disk(tmp_path / "disk", ROOM) as disk:
        (disk / "recall.svg").write_text("old")
        fill(disk)
        done = python(code, str(disk / "recall.svg"))
        assert done.stdout.strip() == "No space left on device", done.stderr
        assert (disk / "recall.svg").read_text() == "old"
