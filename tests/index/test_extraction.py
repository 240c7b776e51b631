"""A file that hangs, crashes or eats memory costs itself, in the time stated, and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from index import Article, article_cache
from index.extraction import Extraction
from index.library import read_library
from index.reading_process import MEMORY

ROOT = Path(__file__).parents[2]

# A process like the real one, but for what its reader of text files does at files of these names.
MISCHIEF = """
import json, os, sys, time
sys.path[:] = json.loads(sys.argv[1])
from index import reading_process
from index.readers import text

def read(path, reads=text.read):
    if path.stem == "hangs":
        time.sleep(600)
    if path.stem == "crashes":
        os.abort()
    if path.stem == "large":
        held = b"x" * 600_000_000
        time.sleep(0.5)
    if path.stem == "swells":
        held = b"x" * 600_000_000
        time.sleep(1.0)
        os.abort()
    if path.stem == "exits":
        os._exit(3)
    if path.stem == "greedy":
        bytearray(10**12)
    if path.stem == "broken":
        raise KeyError("xref")
    if path.stem == "deep":
        read(path)
    if path.stem == "lacking":
        raise ModuleNotFoundError("reading a .txt needs ink: pip install ink")
    print("a library that prints", flush=True)
    return reads(path)

text.read = read
reading_process.serve()
"""
BAD = {
    "broken": "could not be read: its reader failed (KeyError: 'xref')",
    "crashes": "could not be read: its reader crashed (SIGABRT)",
    "deep": "its reader failed (RecursionError",
    "exits": "could not be read: its reader crashed (exit code 3)",
    "greedy": "greedy.txt needs too much memory to be read, more than 1.2 GB: split it, or leave out its pictures",
    "hangs": "hangs.txt was not read within 4 seconds and was given up: split it, or save it anew",
    "lacking": "reading a .txt needs ink: pip install ink",
}


def silent(what: str, done: int, total: int) -> None:
    pass


def test_bad_files_are_named_and_the_others_are_read(tmp_path: Path, tiny_file: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in [*BAD, "aaa", "good", "zzz"]:
        (folder / f"{name}.txt").write_text(tiny_file.read_text().replace("Salt Road", f"{name} Road"))
    start = time.monotonic()
    found = read_library([folder], tmp_path / "cache", silent, partial(Extraction, 4.0, MISCHIEF))
    assert time.monotonic() - start < 60
    assert [part.title for part in found.article.parts] == ["The aaa Road", "The good Road", "The zzz Road"]
    failures = {failure.path.stem: str(failure) for failure in found.report.failures}
    assert failures.keys() == BAD.keys()
    for name, why in BAD.items():
        assert why in failures[name]


def test_a_file_that_took_too_long_is_refused_at_once_the_next_time(
    tmp_path: Path, tiny_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hangs.txt"
    path.write_text(tiny_file.read_text())

    def refusal(limit: float) -> tuple[str, bool]:
        """What is said of the file, and whether it was tried."""
        start = time.monotonic()
        with pytest.raises(ValueError, match=r"hangs\.txt was not read within") as error:
            read_library([path], tmp_path / "cache", silent, partial(Extraction, limit, MISCHIEF))
        return str(error.value), time.monotonic() - start >= limit

    said, tried = refusal(2.0)
    assert (said, tried) == (
        "hangs.txt was not read within 2 seconds and was given up: split it, or save it anew",
        True,
    )
    assert refusal(2.0) == (said, False)
    assert refusal(2.5)[1], "in more time it might be read"
    with monkeypatch.context() as other:
        other.setattr(article_cache, "_code", lambda: "another version")
        assert refusal(2.0) == (said, True)
    with monkeypatch.context() as later:
        later.setattr(article_cache, "_REFUSED_FOR", 0.0)
        assert refusal(2.0) == (said, True)
    assert [file.suffix for file in (tmp_path / "cache").iterdir()] == [".refused"] * 3


def test_what_the_program_itself_holds_is_not_counted_as_the_files(tmp_path: Path) -> None:
    """Linux counts the memory of a program to what it starts, and says so of that process to its end."""
    path = tmp_path / "crashes.txt"
    path.write_text("Words.")
    held = b"x" * 600_000_000
    with Extraction(program=MISCHIEF) as reader, pytest.raises(ValueError, match=r"reader crashed \(SIGABRT\)"):
        reader.read(path)
    assert len(held) > MEMORY // 3


def test_a_process_that_is_aborted_for_want_of_memory_is_said_to_need_it(tmp_path: Path) -> None:
    """As PDFium does where it gets none."""
    path = tmp_path / "swells.txt"
    path.write_text("Words.")
    said = r"swells\.txt needs too much memory to be read, more than 1\.2 GB: split it, or leave out its pictures"
    with Extraction(program=MISCHIEF) as reader, pytest.raises(ValueError, match=said):
        reader.read(path)


def test_what_is_said_of_a_file_is_not_taken_for_the_next_ones(tmp_path: Path) -> None:
    """A process that holds much after a file says so of no file that it is not reading."""
    large, crashes = tmp_path / "large.txt", tmp_path / "crashes.txt"
    large.write_text("Traders opened the road in 1820. It was long.")
    crashes.write_text("Words.")
    with Extraction(program=MISCHIEF) as reader:
        assert "Traders" in reader.read(large).passages[0].text
        with pytest.raises(ValueError, match=r"crashes\.txt could not be read: its reader crashed \(SIGABRT\)"):
            reader.read(crashes)


def test_errors_cross_as_what_they_are(tmp_path: Path) -> None:
    with Extraction(program=MISCHIEF) as reader:
        for name, kind in (("lacking", ModuleNotFoundError), ("broken", ValueError)):
            file = tmp_path / f"{name}.txt"
            file.write_text("Words.")
            with pytest.raises(kind):
                reader.read(file)
        with pytest.raises(FileNotFoundError, match=r"nowhere\.txt does not exist"):
            reader.read(tmp_path / "nowhere.txt")


def test_one_process_reads_file_after_file_and_ends_with_its_block(tiny_file: Path, tiny: Article) -> None:
    with Extraction() as reader:
        assert reader.read(tiny_file) == tiny
        process = reader._process
        assert process is not None
        assert reader.read(tiny_file) == tiny
        assert reader._process is process
    assert process.poll() is not None


def test_a_process_that_cannot_start_is_said_in_words(tiny_file: Path) -> None:
    with (
        Extraction(program="raise SystemExit(1)") as reader,
        pytest.raises(OSError, match="no process for reading files"),
    ):
        reader.read(tiny_file)


def test_no_file_of_the_current_folder_is_run(tmp_path: Path, tiny_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "sys", "index", "regex"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')")
    monkeypatch.chdir(tmp_path)
    with Extraction() as reader:
        assert reader.read(Path(tiny_file.name)).title == "The Salt Road"


def test_a_script_without_a_main_guard_may_load_files(tmp_path: Path, tiny_file: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\nfrom index.library import read_library\n"
        f"print(read_library([{str(tiny_file)!r}], Path({str(tmp_path / 'cache')!r}), print).article.title)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, check=True)
    assert result.stdout.splitlines() == ["Reading the files 0 1", "Reading the files 1 1", "The Salt Road"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_the_process_does_not_outlive_the_one_that_was_killed(tmp_path: Path, tiny_file: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from index.extraction import Extraction\n"
        f"reader = Extraction(); reader.read(Path({str(tiny_file)!r}))\n"
        "print(reader._process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        program.send_signal(signal.SIGKILL)
        program.wait(20)
    assert eventually(lambda: not alive(pid))


def eventually(so: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not so() and time.monotonic() < end:
        time.sleep(0.1)
    return so()


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
