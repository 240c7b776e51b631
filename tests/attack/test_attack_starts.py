"""Starts under odd conditions: pipes that close, old terminals, names in no encoding, things that are no file."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import TINY

ROOT = Path(__file__).parents[2]
QUESTION = "Who opened the road?"

pytestmark = pytest.mark.slow


def ask(
    home: Path, *arguments: str | Path, typed: bytes = b"", before: str = "", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """The command line, without a trained reader."""
    command = [sys.executable, "-m", "qa.cli", "--reader", "none", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "ARTICLE_QA_CACHE": str(home / "cache")} | more
    if before:
        command = ["bash", "-c", f'{before} "$@"', "bash", *command]
    return subprocess.run(command, cwd=ROOT, env=environment, input=typed, capture_output=True, timeout=300)


def test_a_reader_that_goes_away_ends_the_program_without_a_word(tiny_file: Path, tmp_path: Path) -> None:
    command = f'{sys.executable} -m qa.cli --reader none --article "{tiny_file}" | head -1; echo "${{PIPESTATUS[0]}}"'
    environment = os.environ | {"PYTHONPATH": str(ROOT), "ARTICLE_QA_CACHE": str(tmp_path / "cache")}
    typed = f"{QUESTION}\n".encode() * 40
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=environment, input=typed, capture_output=True)
    first, code = done.stdout.decode().splitlines()
    assert "opened the road" in first
    assert code in ("141", "0")
    assert b"Traceback" not in done.stderr
    assert b"Broken pipe" not in done.stderr


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "ascii"])
def test_a_sign_that_cannot_be_shown_is_replaced_and_the_next_question_is_answered(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "salt.txt"
    path.write_text(TINY.replace("Traders", "Traders ” ≥ 漢 é"), encoding="utf-8")
    typed = f"{QUESTION}\nWhen did a railway reach the hills?\n".encode()
    done = ask(tmp_path, "--article", path, typed=typed, PYTHONIOENCODING=encoding)
    shown = done.stdout.decode(encoding)
    assert done.returncode == 0, done.stderr
    assert "opened the road in 1820" in shown
    assert "A railway reached the hills in 1901" in shown
    done = ask(tmp_path, "--json", "--article", path, typed=typed, PYTHONIOENCODING=encoding)
    assert "漢" in json.loads(done.stdout.decode(encoding).splitlines()[0])["citations"][0]["quote"]


def test_questions_in_another_encoding_are_asked_all_the_same(tiny_file: Path, tmp_path: Path) -> None:
    done = ask(tmp_path, "--article", tiny_file, typed=b"caf\xe9?\nWho opened the road?\n", PYTHONIOENCODING="utf-8")
    assert "opened the road in 1820" in done.stdout.decode()
    assert b"Traceback" not in done.stderr


def test_a_name_that_is_in_no_encoding(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "papers")
    os.mkdir(folder)
    name = os.path.join(folder, b"caf\xe9.txt")
    Path(os.fsdecode(name)).write_text(
        "The road is long. Traders opened the road in 1820.\n\nIt was dear to them all.\n"
    )
    for article in (os.fsdecode(name), os.fsdecode(folder)):
        done = ask(tmp_path, "--json", "--article", article, QUESTION)
        assert done.returncode == 0, done.stderr
        assert b"opened the road in 1820" in done.stdout


def things(home: Path) -> Mapping[str, Path]:
    """Paths of things that are no file, by what the message calls them."""
    found = {name: home / name.replace(" ", "-") for name in ("a pipe", "a socket", "a link that leads nowhere")}
    os.mkfifo(found["a pipe"])
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(found["a socket"]))
    found["a link that leads nowhere"].symlink_to(home / "gone")
    return found | {"a device": Path("/dev/zero")}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_what_is_no_file_is_named_for_what_it_is(tmp_path: Path) -> None:
    for what, path in things(tmp_path).items():
        done = ask(tmp_path, "--article", path, QUESTION)
        assert (done.returncode, done.stdout) == (1, b"")
        assert f"{path} is {what}: give the path of a file".encode() in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_what_is_no_file_costs_the_rest_of_a_folder_nothing(tmp_path: Path, tiny_file: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "salt.txt").write_text(TINY)
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(folder / "gone.txt")
    done = ask(tmp_path, "--article", folder, QUESTION)
    assert b"opened the road in 1820" in done.stdout
    assert b"pipe.txt is a pipe" in done.stderr
    assert b"link.txt is a link that leads nowhere" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a limit of address space")
def test_too_little_memory_is_said_in_a_sentence(tiny_file: Path, tmp_path: Path) -> None:
    done = ask(tmp_path, "--article", tiny_file, QUESTION, before="ulimit -v 600000;")
    assert done.returncode == 1
    assert b"leaves too little memory: about 1.5 GB are needed" in done.stderr
    assert b"Errno" not in done.stderr


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "http://127.0.0.1:9", "nonsense"])
def test_a_proxy_in_the_environment_is_not_used(proxy: str, tmp_path: Path) -> None:
    code = "import screen, gradio, screen.layout; print('imported')"
    named = dict.fromkeys(("ALL_PROXY", "all_proxy", "HTTPS_PROXY", "HTTP_PROXY"), proxy)
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()} | named
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "imported\n"), done.stderr
