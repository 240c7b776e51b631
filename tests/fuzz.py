"""A fuzz run: damaged articles of every format, each of which must be read or refused in plain words.

    python -m tests.fuzz --minutes 10

Hypothesis picks where a valid file is damaged and how. A damaged file may be refused by a ValueError that names
it, and by nothing else; an article that is read must keep the rules of ``tests/invariants.py``; either takes
``SECONDS`` at most. A file that fails is cut down to the least damage that still fails and kept in
``tests/past_failures``, which ``tests/index/test_properties.py`` reads again at every run of the tests.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import random
import re
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from index import read_article
from tests.documents import DOCUMENTS
from tests.invariants import check_article

PAST_FAILURES = Path(__file__).parent / "past_failures"
SECONDS = 20.0  # of the processor's time, to read a file in

_ROUND = 50  # files between two looks at the clock
_TOKEN = re.compile(rb"<[^>]{0,200}>|[A-Za-z]+|[0-9]+|\s+|[^\w\s]")
# Signs that formats and file readers give a meaning to, and signs that no text should hold.
_FILLERS = (
    *(sign.encode() for sign in "\n \n\n \f \r \t \u2028 \u00a0 \u200b \ufeff \u00ad \x1c \x85 \x0b".split(" ")),
    *(sign.encode() for sign in "e\u0301 \u202e \U0001f600 한 。 “ ” ’ ﬁ".split()),
    *b"\0 \xff \xed\xa0\x80 \xff\xfe \xef\xbb\xbf # ## - * ** *** ^{ } <https:// > 1. [1] [1-9999]".split(),
    *b"( ) ; . .. , & | \\ References Abstract Keywords: Appendix Moss (Moss,1999) Moss,B.(1999). et&al.".split(),
    *b"a A 0 -1 7 65536 99999999999 1e999 <p> </p> <h1> <li> <sup>1</sup> <br> <table><tr><td>".split(),
    *b"<div> </div> <sec> <title> <xref> &amp; &#0; &#xD800; &x; <!-- --> <![CDATA[ ]]> <?x?> <!DOCTYPE".split(),
    *b"<w:p> <w:r><w:t> <w:br/> <w:tbl> <w:del> <w:sdt> <w:footnoteReference/>".split(),
    *b"obj endobj stream endstream xref trailer << >> /Kids /Length /Type/Page BT ET Tj Tm cm q Q null".split(),
    b" ",
)  # fmt: skip


def check_file(path: Path) -> str:
    """The fate of a file: "read" or "refused". Raises AssertionError if neither is done as it should be."""
    with at_most(SECONDS, path.name):
        try:
            article = read_article(path)
        except ValueError as error:
            if type(error) is not ValueError or path.name not in str(error):
                raise AssertionError(f"{type(error).__name__} that should be a ValueError naming the file") from error
            return "refused"
        check_article(article)
    return "read"


@contextmanager
def at_most(seconds: float, name: str) -> Iterator[None]:
    """AssertionError when the block takes more of the processor's time; an end of the process when it hangs."""

    def late(_: int, __: FrameType | None) -> None:
        raise AssertionError(f"{name} took more than {seconds:g} seconds")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@st.composite
def damaged(draw: st.DrawFn, documents: tuple[bytes, ...]) -> bytes:
    """One of the documents with up to eight pieces of damage; of a zip archive, in one of its members or outside."""
    whole = draw(st.sampled_from(documents))
    if not whole.startswith(b"PK") or draw(st.integers(0, 9)) == 0:
        return _with_damage(draw, whole)
    members = _unpacked(whole)
    name = draw(st.sampled_from(sorted(members)))
    match draw(st.integers(0, 9)):
        case 0:
            del members[name]
        case 1:
            members[name] = members[draw(st.sampled_from(sorted(members)))]
        case _:
            members[name] = _with_damage(draw, members[name])
    return _packed(members)


def _with_damage(draw: st.DrawFn, data: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 8))):
        data = _damage(draw, data)
    return data


def _damage(draw: st.DrawFn, data: bytes) -> bytes:
    """A run of tokens left out, repeated, moved, or replaced; something put in; a byte changed; the end cut off."""
    tokens = [match.start() for match in _TOKEN.finditer(data)] or [0]
    first = draw(st.integers(0, len(tokens) - 1))
    last = min(len(tokens) - 1, first + draw(st.integers(1, 40)))
    start, end = tokens[first], tokens[last]
    piece, filler = data[start:end], draw(st.sampled_from(_FILLERS))
    match draw(st.integers(0, 7)):
        case 0:
            return data[:start] + data[end:]
        case 1:
            return data[:start] + piece * draw(st.sampled_from([2, 3, 50])) + data[end:]
        case 2:
            place = tokens[draw(st.integers(0, len(tokens) - 1))]
            return data[:place] + piece + data[place:]
        case 3:
            return data[:start] + filler + data[end:]
        case 4:
            return data[:start] + filler * draw(st.sampled_from([1, 2, 300, 5000])) + data[start:]
        case 5:
            return data[:start] + bytes([draw(st.integers(0, 255))]) + data[start + 1 :]
        case 6:
            return data[:start] + draw(st.binary(max_size=8)) + data[start:]
        case _:
            return data[:end]


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def one_round(ending: str, path: Path, number: int, files: int, count: Callable[[str], None]) -> None:
    """Read so many damaged files. If some fail, the least damaged one is left at ``path`` and its error is raised."""

    @seed(number)
    @settings(
        max_examples=files,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(damaged(DOCUMENTS[ending]()))
    def attempt(data: bytes) -> None:
        path.write_bytes(data)
        count(check_file(path))

    attempt()


def main() -> int:
    """0 when nothing failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None, help="for the same files again (default: another each time)")
    parser.add_argument("--only", choices=sorted(DOCUMENTS), help="files of one ending")
    options = parser.parse_args()
    chance = random.Random(options.seed if options.seed is not None else time.time_ns() % 10**6)
    until = time.monotonic() + 60 * options.minutes
    counts: Counter[tuple[str, str]] = Counter()
    failures = 0
    endings = [options.only] if options.only else sorted(DOCUMENTS)
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            for ending in endings:
                faulthandler.dump_traceback_later(600, exit=True)  # a file reader that hangs outside Python
                path, number = Path(folder) / f"damaged{ending}", chance.randrange(10**9)

                def count(became: str, ending: str = ending) -> None:
                    counts[ending, became] += 1

                try:
                    one_round(ending, path, number, _ROUND, count)
                except Exception as error:  # of any kind: no file should raise one
                    failures += 1
                    print(f"{_kept(path, error)}: {type(error).__name__}: {str(error)[:300]}", flush=True)
    faulthandler.cancel_dump_traceback_later()
    for ending in endings:
        print(f"{ending}: {counts[ending, 'read']:,} read, {counts[ending, 'refused']:,} refused")
    print(f"{counts.total():,} files, {failures} failed")
    return 1 if failures else 0


def _kept(path: Path, error: Exception) -> Path:
    """A copy of a failing file among the past failures, named for its error and content."""
    data = path.read_bytes()
    kept = PAST_FAILURES / f"{type(error).__name__}-{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}".lower()
    PAST_FAILURES.mkdir(exist_ok=True)
    kept.write_bytes(data)
    return kept


if __name__ == "__main__":
    sys.exit(main())
