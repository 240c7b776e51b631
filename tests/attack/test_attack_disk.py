"""A disk that is full in the middle of a write: it is said once, and what was there before is still there, whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.writing import write_whole
from qa.answer import Answer
from tests.attack.caller import below

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")

# Code that runs with no file allowed to grow beyond some bytes: a write goes in part, then fails.
FULL = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
place = Path(sys.argv[2])
try:
    {code}
except OSError as error:
    print("said:", error.strerror)
"""


def on_a_full_disk(code: str, size: int, place: Path) -> str:
    """What is said when code runs that may write files of so many bytes."""
    command = [sys.executable, "-c", FULL.replace("{code}", code), str(size), str(place)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_a_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")
    path.chmod(0o640)
    code = "from index.writing import write_whole; write_whole(place / 'report.md', 'new' * 10_000)"
    assert on_a_full_disk(code, 1_000, tmp_path) == "said: File too large"
    assert path.read_text() == "old"
    assert below(tmp_path) == [path]
    write_whole(path, "new\ud800")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new\xed\xa0\x80", 0o640)


def test_feedback_keeps_no_half_line(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text('{"verdict": "helpful"}\n')
    code = (
        "from screen.feedback import Feedback; from tests.attack.test_attack_disk import refusal;"
        "Feedback(place / 'feedback.jsonl').add('helpful', refusal('x' * 2_000), 'Salt')"
    )
    assert on_a_full_disk(code, 300, tmp_path) == "said: File too large"
    assert path.read_text() == '{"verdict": "helpful"}\n'


def refusal(question: str) -> Answer:
    """An answer that says that the article does not."""
    return Answer(question, (), (), 0.0)


def test_a_correction_stays_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / f"{'a' * 64}.json"
    path.write_text('{"year": "1992"}')
    code = (
        "from dataclasses import replace; from index import correct; from index.passage import Article;"
        "correct(Article('t', (), (), '', 0, digest='a' * 64), {'title': 'x' * 4_000}, place)"
    )
    assert on_a_full_disk(code, 300, tmp_path) == "said: File too large"
    assert json.loads(path.read_text()) == {"year": "1992"}
    assert below(tmp_path) == [path]


def test_a_file_that_is_sent_leaves_nothing_half(tmp_path: Path) -> None:
    code = (
        "import io, tempfile; tempfile.tempdir = str(place); from screen.inbox import Inbox;"
        "Inbox()._keep(io.BytesIO(bytes(9_000)), 'own.txt')"
    )
    assert on_a_full_disk(code, 1_000, tmp_path) == "said: File too large"
    assert [path for path in below(tmp_path) if path.is_file()] == []


def test_what_cannot_be_kept_in_the_cache_is_said_once_and_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import logging; logging.basicConfig(stream=sys.stdout); from index.store import Store;"
        "store = Store(place, 'words', '.kept'); store.put('a' * 64, bytes(9_000)); store.put('b' * 64, bytes(9_000))"
    )
    said = on_a_full_disk(code, 1_000, tmp_path)
    assert said.count("words cannot be kept") == 1
    assert below(tmp_path) == []
