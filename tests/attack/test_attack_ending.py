"""Told to end at any moment: the program ends soon, with the exit code that says why, and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.attack.caller import Caller, below, texts
from tests.conftest import TINY

ROOT = Path(__file__).parents[2]
QUESTION = "Who opened the road?"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sends signals to a group of processes"),
]


class Program:
    """A program that runs in a group of its own, in a home that nobody else writes to."""

    def __init__(self, home: Path, *command: str) -> None:
        self.home = home
        (home / "tmp").mkdir(parents=True)
        (home / "papers").mkdir()
        for number in range(4):
            (home / "papers" / f"salt{number}.txt").write_text(TINY.replace("1820", str(1820 + number)))
        known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        environment = known | {"HOME": str(home), "TMPDIR": str(home / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
        self.log = (home / "log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-u", *command],
            cwd=ROOT,
            env=environment | {"PYTHONPATH": str(ROOT)},
            stdout=self.log,
            stderr=self.log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def said(self) -> str:
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + 180
        while words not in self.said:
            if self.process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{words!r} was never said: {self.said}")
            time.sleep(0.05)

    @property
    def address(self) -> str:
        line = next(line for line in self.said.splitlines() if line.startswith("The page is at "))
        return line.split()[4]

    def check_ended(self, number: signal.Signals, within: float = 30) -> None:
        """It ends with the code of the signal, says no more than a line, and leaves no process and no half file."""
        code = self.process.wait(within)
        if code == -number:  # before the program had begun: Python itself was ended
            assert "article-qa" not in self.said
            assert not below(self.home / ".cache")
        else:
            assert code == CODES[number], self.said
            assert "Traceback" not in self.said
        assert "terminate called" not in self.said
        assert self.group_is_gone(), "a process was left behind"
        left = [path for path in below(self.home) if path.suffix == ".part" or "inbox" in path.name]
        assert left == []

    def group_is_gone(self) -> bool:
        end = time.monotonic() + 5
        while time.monotonic() < end:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.05)
        return False


@contextmanager
def running(home: Path, *command: str) -> Iterator[Program]:
    program = Program(home, *command)
    try:
        yield program
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.process.pid, signal.SIGKILL)
        program.process.wait()
        program.log.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_first_start_that_is_ended_at_any_moment(number: signal.Signals, tmp_path: Path) -> None:
    """Five moments of a question on the command line, from its first tenth of a second on, and five of the page."""
    ask = ["-m", "qa.cli", QUESTION, "--article", str(tmp_path / "0" / "papers")]
    start = time.monotonic()
    with running(tmp_path / "0", *ask) as whole:
        assert whole.process.wait(300) == 0
    took = time.monotonic() - start
    assert "Traders opened the road" in whole.said
    ended = 0
    for moment in range(1, 6):
        home = tmp_path / f"asked{moment}"
        with running(home, "-m", "qa.cli", QUESTION, "--article", str(home / "papers")) as program:
            time.sleep(took * moment / 6)
            if program.process.poll() == 0:  # quicker than the first time
                assert "Traders opened the road" in program.said
                continue
            os.kill(program.process.pid, number)
            program.check_ended(number)
            ended += 1
    assert ended >= 2
    for moment in range(1, 6):
        home = tmp_path / f"page{moment}"
        with running(home, "app.py", "--port", "0", "--article", str(home / "papers")) as program:
            time.sleep(took * moment / 4)
            os.kill(program.process.pid, number)
            program.check_ended(number)


INTERRUPTED = """
import os, signal, time
from qa.ending import run

def main():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)
    except KeyboardInterrupt as error:
        raise ImportError("initialization failed") from error

run(main)
"""


def test_an_end_that_a_library_makes_another_error_of_is_an_end_all_the_same(tmp_path: Path) -> None:
    with running(tmp_path / "home", "-c", INTERRUPTED) as program:
        program.check_ended(signal.SIGINT)


def test_a_question_that_runs_is_answered_before_the_page_ends(tmp_path: Path) -> None:
    with running(tmp_path / "home", "app.py", "--port", "0", "--article", str(tmp_path / "home" / "papers")) as program:
        program.wait_for("Ready for questions")
        with Caller(program.address) as caller, ThreadPoolExecutor(1) as pool:
            asked = pool.submit(caller.event, "ask", ["Who opened the road?", None, 5])
            assert caller.joined.wait(60)
            os.kill(program.process.pid, signal.SIGTERM)
            program.check_ended(signal.SIGTERM)
            assert "Traders opened the road" in texts(asked.result(20))


def test_the_second_signal_ends_at_once(tmp_path: Path) -> None:
    with running(tmp_path / "home", "app.py", "--port", "0", "--article", str(tmp_path / "home" / "papers")) as program:
        program.wait_for("The page is at")
        os.kill(program.process.pid, signal.SIGINT)
        time.sleep(0.1)
        os.kill(program.process.pid, signal.SIGTERM)
        assert program.process.wait(10) in (130, 143)
        assert "Traceback" not in program.said


def test_files_that_were_sent_go_with_the_program(tmp_path: Path) -> None:
    with running(tmp_path / "home", "app.py", "--port", "0", "--article", str(tmp_path / "home" / "papers")) as program:
        program.wait_for("The page is at")
        with Caller(program.address) as caller:
            assert caller.send(("own.txt", TINY.encode())).status_code == 200
        assert [path for path in below(program.home / "tmp") if path.name == "own.txt"]
        os.kill(program.process.pid, signal.SIGTERM)
        program.check_ended(signal.SIGTERM)
        assert below(program.home / "tmp") == []


def test_what_a_killed_program_left_goes_with_the_next_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, "app.py", "--port", "0", "--article", str(home / "papers")) as program:
        program.wait_for("The page is at")
        with Caller(program.address) as caller:
            caller.send(("own.txt", TINY.encode()))
        os.kill(program.process.pid, signal.SIGKILL)
        program.process.wait(10)
    code = (
        "from screen.inbox import Inbox; import io\n"
        "inbox = Inbox(); inbox._keep(io.BytesIO(b'x'), 'new.txt'); inbox.close()"
    )
    environment = os.environ | {"TMPDIR": str(home / "tmp"), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert below(home / "tmp") == []
