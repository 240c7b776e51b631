"""Whatever happens to a start or to its cache, the next start answers as on a clean machine."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.library import Report, read_library
from index.progress import silent
from index.store import KEPT_DAYS, Store
from qa.building import TRAINED_READER, build_pipeline
from qa.reading.loading import load_span_model
from tests import made_up
from tests.conftest import WordEncoder

TESTS = Path(__file__).parents[1]
FILES = 24
NAMES = [made_up.town(number) for number in range(0, FILES, 5)]

# A start: its steps are lines on standard output, and it takes its time over each, so that it can be stopped there.
START = """
import logging, sys, time
from pathlib import Path
sys.path[:0] = [sys.argv[1], str(Path(sys.argv[1]).parent)]
from tests.conftest import WordEncoder
from index.library import read_library
from qa.building import build_pipeline

def told(*step):
    print(*step, flush=True)
    time.sleep(float(sys.argv[4]))

logging.basicConfig(level=logging.WARNING, format="warning: %(message)s", stream=sys.stdout)
if len(sys.argv) > 5:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[5]),) * 2)
cache = Path(sys.argv[3])
library = read_library([sys.argv[2]], cache, told)
build_pipeline(library.article, WordEncoder(), cache=cache, progress=told)
print(library.report, flush=True)
"""

Answers = list[tuple[str, str, float]]


def started(folder: Path, cache: Path, pause: float = 0.0, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START, str(TESTS), str(folder), str(cache), str(pause), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def answers(folder: Path, cache: Path) -> tuple[Answers, Report]:
    """The place, the words and the score of the best quotes, in this process; and what was read for them."""
    library = read_library([folder], cache, silent)
    pipeline = build_pipeline(library.article, WordEncoder(), cache=cache, progress=silent)
    found = [pipeline.candidates(f"Which guild opened {name}, and in what year?") for name in NAMES]
    quotes = [(c.locator, c.quote, answer.confidence) for answer in found for c in answer.citations]
    assert len(quotes) >= len(NAMES)
    return quotes, library.report


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    made_up.write(folder, range(FILES))
    return folder


@pytest.fixture(scope="module")
def clean(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What a clean machine answers."""
    return answers(folder, tmp_path_factory.mktemp("clean"))[0]


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_first_start_that_is_killed_again_and_again_goes_on_where_it_stopped(
    folder: Path, clean: Answers, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    kept = 0
    for moment in ("Reading the files 0 ", "Reading the files 9 ", "Indexing passages and sentences 0 ", "Indexing"):
        with started(folder, cache, 0.02) as start:
            assert start.stdout is not None
            said = []
            for line in start.stdout:
                said.append(line)
                if line.startswith(moment) and (moment != "Indexing" or len(said) > FILES + 6):
                    break
            start.send_signal(signal.SIGKILL)
            assert start.wait(20) == -signal.SIGKILL, said
        before, kept = kept, len(list(cache.glob("*")))
        assert kept >= before
    quotes, report = answers(folder, cache)
    assert (report.read, report.kept) == (0, FILES)
    assert quotes == clean
    assert sum(file.suffix == ".vectors" for file in cache.iterdir()) == FILES


def test_the_files_that_a_killed_start_has_read_are_not_read_again(
    folder: Path, clean: Answers, tmp_path: Path
) -> None:
    with started(folder, tmp_path, 0.02) as start:
        assert start.stdout is not None
        for line in start.stdout:
            if line.startswith("Reading the files 15 "):
                break
        start.kill()
    quotes, report = answers(folder, tmp_path)
    assert report.read + report.kept == FILES
    assert 15 <= report.kept <= 16
    assert quotes == clean


def test_a_full_disk_costs_time_only(folder: Path, clean: Answers, tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="this system has no limit to set")
    with started(folder, tmp_path, 0.0, "100") as start:  # no file may be longer than 100 bytes
        said, _ = start.communicate(timeout=120)
    assert start.returncode == 0
    warnings = [line for line in said.splitlines() if line.startswith("warning")]
    assert [line[:55] for line in warnings] == [
        f"warning: articles that were read cannot be kept in {tmp_path}"[:55],
        f"warning: embeddings cannot be kept in {tmp_path}"[:55],
    ]
    assert f"{FILES} articles: {FILES} read, 0 kept from before" in said
    assert list(tmp_path.iterdir()) == [], "no half of a file is left"
    assert answers(folder, tmp_path)[0] == clean


def test_a_cache_that_cannot_be_written_costs_time_only(
    folder: Path, clean: Answers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("where the folder should be")
    with caplog.at_level(logging.WARNING):
        quotes, report = answers(folder, tmp_path / "file" / "cache")
    assert (quotes, report.read) == (clean, FILES)
    assert len(caplog.records) == 2
    assert answers(folder, tmp_path / "file" / "cache")[1].read == FILES


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_read_only_folder_costs_time_only(folder: Path, clean: Answers, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert answers(folder, tmp_path)[0] == clean
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("damage", ["truncated", "one bit", "empty", "another's"])
def test_a_damaged_cache_is_made_anew(
    folder: Path, clean: Answers, tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    answers(folder, tmp_path)
    for suffix in (".article", ".vectors"):
        files = sorted(tmp_path.glob(f"*{suffix}"))
        assert len(files) == FILES
        whole = [file.read_bytes() for file in files]
        for i, file in enumerate(files):
            data = whole[i]
            changed = {
                "truncated": data[: len(data) // 2],
                "one bit": data[:200] + bytes([data[200] ^ 1]) + data[201:],
                "empty": b"",
                "another's": whole[i - 1],
            }[damage]
            file.write_bytes(changed)
    with caplog.at_level(logging.WARNING):
        quotes, report = answers(folder, tmp_path)
    assert (quotes, report.read) == (clean, FILES)
    assert len(caplog.records) == 2 * FILES
    assert "were changed or cut short" in caplog.text
    assert answers(folder, tmp_path)[1].kept == FILES


def test_two_processes_make_the_cache_at_once(folder: Path, clean: Answers, tmp_path: Path) -> None:
    with started(folder, tmp_path) as one, started(folder, tmp_path) as other:
        assert "Traceback" not in one.communicate(timeout=120)[0] + other.communicate(timeout=120)[0]
    assert (one.returncode, other.returncode) == (0, 0)
    quotes, report = answers(folder, tmp_path)
    assert (quotes, report.kept) == (clean, FILES)
    assert {file.suffix for file in tmp_path.iterdir()} == {".article", ".vectors"}


def test_what_nobody_used_for_long_is_dropped_and_nothing_else(tmp_path: Path) -> None:
    for key in ("a" * 64, "b" * 64):
        Store(tmp_path, "words", ".kept").put(key, key.encode())
    others = [tmp_path / "notes.kept", tmp_path / f"{'d' * 64}.other"]
    half = tmp_path / f"{'c' * 16}abcdefgh.part"  # a process was killed while it wrote
    for file in (*others, half):
        file.write_bytes(b"words")
    long_ago = time.time() - (KEPT_DAYS + 1) * 24 * 60 * 60
    for file in tmp_path.iterdir():
        os.utime(file, (long_ago, long_ago))

    store = Store(tmp_path, "words", ".kept")
    assert store.get("a" * 64) == b"a" * 64
    assert len(list(tmp_path.iterdir())) == 5, "to read drops nothing"
    store.put("e" * 64, b"new")
    assert sorted(tmp_path.iterdir()) == sorted(
        [*others, *(tmp_path / f"{letter * 64}.kept" for letter in "ae")]  # a was used, and is new again
    )
    assert store.get("b" * 64) is None


def test_eight_threads_make_the_cache_at_once(folder: Path, clean: Answers, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: answers(folder, tmp_path)[0], range(8)))
    assert found == [clean] * 8
    quotes, report = answers(folder, tmp_path)
    assert (quotes, report.kept) == (clean, FILES)
    assert {file.suffix for file in tmp_path.iterdir()} == {".article", ".vectors"}


@pytest.mark.parametrize("name", ["weights.safetensors", "reader.json"])
@pytest.mark.parametrize("damage", ["truncated", "one bit", "empty"])
def test_a_damaged_reader_is_refused_by_name(tmp_path: Path, name: str, damage: str) -> None:
    reader = tmp_path / "reader"
    shutil.copytree(TRAINED_READER, reader)
    data = (reader / name).read_bytes()
    middle = data.index(b"sha256") if name == "reader.json" else len(data) // 2
    changed = {
        "truncated": data[: len(data) // 2],
        "one bit": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "empty": b"",
    }[damage]
    (reader / name).write_bytes(changed)
    with pytest.raises(ValueError, match=re.escape(str(reader / name))):
        load_span_model(reader)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_ctrl_c_leaves_a_sound_cache_and_one_line(folder: Path, clean: Answers, tmp_path: Path) -> None:
    command = [sys.executable, "-c", CLI, str(TESTS), "--article", str(folder), "--reader", "none", "Which guild?"]
    environment = {**os.environ, "ARTICLE_QA_CACHE": str(tmp_path)}
    start = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert start.stdout is not None
    assert start.stdout.readline() == "five are read\n"
    os.killpg(start.pid, signal.SIGINT)  # to the program and the process that reads for it, as a terminal does
    out, err = start.communicate(timeout=60)
    assert (start.returncode, out, err) == (130, "", "article-qa: stopped; what was read so far is kept\n")
    quotes, report = answers(folder, tmp_path)
    assert quotes == clean
    assert 5 <= report.kept < FILES


# The command line, which says when five files are read and then takes its time.
CLI = """
import sys, time
from pathlib import Path
tests = Path(sys.argv.pop(1))
sys.path[:0] = [str(tests.parent)]
import qa.progress

class Slow(qa.progress.Terminal):
    def __call__(self, what, done, total):
        super().__call__(what, done, total)
        if done == 5:
            print("five are read", flush=True)
            time.sleep(60)

qa.progress.Terminal = Slow
from qa.cli import main
sys.exit(main(sys.argv[1:]))
"""
