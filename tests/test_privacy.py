"""Nothing leaves the computer: each way in is started under strace, and every call that could tell anyone is looked at.

A library may be silent where the variable CI is set, or in a home that it knows: here CI is not set, and the home is
empty. To ask for a name is to tell it: port 53 is a stranger's, also where a resolver of this computer listens there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from gradio_client import Client

from eval.attack.files import GOOD
from index.encoding.sentence_transformer import write_sentence_transformer
from index.readers.pdf import ocr
from tests.attack.caller import Caller, texts
from tests.conftest import TINY
from tests.index.test_ocr import scan
from tests.tiny_bert import write_tiny_bert

ROOT = Path(__file__).parent.parent
QUESTION, ANSWER = "Who opened the road?", "Traders opened the road in 1820"
# The calls that strace shows: those that send to or wait at an address, and those that write.
CALLS = "connect,sendto,sendmsg,sendmmsg,bind,open,openat,openat2,creat,mkdir,mkdirat"
_ADDRESS = re.compile(
    r"sa_family=AF_INET6?, sin6?_port=htons\((?P<port>\d+)\), "
    r'.*?(?:inet_addr\("|inet_pton\(AF_INET6, ")(?P<host>[^"]+)"'
)
_OPENED = re.compile(r'\b(?P<call>open\w*|creat|mkdir\w*)\((?:[^"<]*<(?P<at>[^>]*)>, )?"(?P<path>[^"]*)"(?P<how>.*)')
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT")
_RESOLVER = "53"
_LOOPBACK = re.compile(r"127\..*|::1|::ffff:127\..*")
_NO_FILES = ("/dev/", "/proc/", "/sys/")  # the kernel's

pytestmark = pytest.mark.slow
needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="no strace is installed: apt-get install strace"
)


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def imported(home: Path) -> list[str]:
    code = f"import qa; print(qa.load({str(home / 'salt.txt')!r}).ask({QUESTION!r}).text)"
    return python("-c", code)


def built_in(home: Path) -> list[str]:
    return python("-m", "qa.cli", "Who did Marshall write to?")


def own_file(home: Path) -> list[str]:
    """The file is read by a process of its own, which strace follows."""
    return python("-m", "qa.cli", QUESTION, "--article", str(home / "salt.txt"))


def every_format(home: Path) -> list[str]:
    """A folder with a file for each reader and so for each of the extras that reads one."""
    folder = home / "papers"
    folder.mkdir()
    for ending, make in GOOD.items():
        (folder / f"salt{ending}").write_bytes(make())
    return python("-m", "qa.cli", QUESTION, "--article", str(folder))


def scanned(home: Path) -> list[str]:
    """A page that is a picture, for the extra [ocr]."""
    if not ocr.is_installed():
        pytest.skip("the extra [ocr] is not installed")
    return python("-m", "qa.cli", "Who wrote down the depth?", "--article", str(scan(home / "scan.pdf")))


def measured(home: Path) -> list[str]:
    """The libraries of the extras [speed] and [plot], each at what it is there for."""
    code = (
        "import bm25s, matplotlib, psutil; matplotlib.use('Agg'); from matplotlib import pyplot\n"
        "from pathlib import Path\n"
        "found = bm25s.BM25(); found.index([['salt'], ['wool']], show_progress=False)\n"
        "print(found.retrieve([['salt']], k=1, show_progress=False)[0], psutil.Process().memory_info().rss)\n"
        f"pyplot.plot([1, 2]); Path({str(home / 'out')!r}).mkdir(); pyplot.savefig({str(home / 'out' / 'a.svg')!r})"
    )
    return python("-c", f"import index\n{code}")


def attacked(home: Path) -> list[str]:
    return python("-m", "eval.attack", "--minutes", "0", "--parts", "damage")


def another_encoder(home: Path) -> list[str]:
    write_sentence_transformer(home / "encoder")
    return [*own_file(home), "--encoder", str(home / "encoder"), "--reader", "none"]


def evaluated(home: Path) -> list[str]:
    return python("-m", "eval", "--dataset", str(squad(home)), "--plot", str(home / "out"))


def trained(home: Path) -> list[str]:
    base = write_tiny_bert(home / "base")
    options = ["--base", str(base), "--out", str(home / "out"), "--steps", "1", "--hold-out", "0"]
    return python("-m", "qa.training.train_reader", str(squad(home)), *options)


def squad(home: Path) -> Path:
    """A small data set in a file."""
    asked = {"question": "what fell", "answers": [{"text": "mill", "answer_start": 4}]}
    paragraphs = [{"context": "the mill fell in a fire", "qas": [{"id": str(n), **asked}]} for n in range(4)]
    file = home / "squad.json"
    file.write_text(json.dumps({"data": [{"title": "mill", "paragraphs": paragraphs}]}), encoding="utf-8")
    return file


WAYS: Mapping[str, tuple[Callable[[Path], list[str]], str]] = {
    "import qa": (imported, ANSWER),
    "article-qa": (built_in, "memo to President Truman"),
    "article-qa --article": (own_file, ANSWER),
    "article-qa --article FOLDER": (every_format, "Traders opened it in 1820"),
    "a scan": (scanned, "Orla Tann"),
    "the extras of measuring": (measured, "[[0]]"),
    "python -m eval.attack": (attacked, "| cache, .article | 6 | 6 |"),
    "article-qa --encoder": (another_encoder, ANSWER),
    "python -m eval": (evaluated, "4 questions: 4 answerable"),
    "training": (trained, ""),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home, but for an article and a folder for temporary files."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "salt.txt").write_text(TINY, encoding="utf-8")
    return tmp_path


@needs_strace
@pytest.mark.parametrize("way", WAYS)
def test_a_way_in_tells_no_one_and_leaves_no_file_but_its_own(way: str, home: Path) -> None:
    command, answer = WAYS[way]
    done = subprocess.run(traced(command(home), home), capture_output=True, text=True, cwd=ROOT, env=newcomer(home))
    assert done.returncode == 0, done.stderr
    assert answer in done.stdout
    assert strangers(trace(home)) == set()
    assert strange_files(home) == set()


@needs_strace
@pytest.mark.parametrize("options", [[], ["--mcp"]], ids=["the page", "with tools"])
def test_the_page_tells_no_one_and_leaves_no_file_but_its_own(options: list[str], home: Path) -> None:
    if options and find_spec("mcp") is None:
        pytest.skip("the extra [mcp] is not installed")
    with page(home, *options) as address:
        answer = Client(address, verbose=False).predict(QUESTION, api_name="/ask")
        assert ANSWER in answer["citations"][0]["quote"]
        with Caller(address) as caller:
            opened = caller.bring(("own.txt", TINY.replace("Salt Road", "Own Road").encode()))
        assert "The Own Road” is open" in texts(opened)
    assert strangers(trace(home)) == set()
    assert strange_files(home) == set()


def test_the_hubs_client_counts_nobody_where_a_model_of_the_hub_is_named() -> None:
    code = "import index, huggingface_hub.constants as of; print(of.HF_HUB_DISABLE_TELEMETRY)"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "DISABLE_", "CI"))}
    done = subprocess.run(python("-c", code), cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


@needs_strace
def test_a_file_that_is_not_ours_would_be_seen(home: Path) -> None:
    code = "import pathlib; pathlib.Path.home().joinpath('.vendor').mkdir(); open('/dev/null', 'w')"
    subprocess.run(traced(python("-c", code), home), env=newcomer(home), check=True)
    assert strange_files(home) == {".vendor"}


@needs_strace
def test_a_library_that_calls_out_would_be_seen(home: Path) -> None:
    """Nothing is sent: a datagram's socket is only told where to."""
    code = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.7', 443))"
    subprocess.run(traced(python("-c", code), home), env=newcomer(home), stderr=subprocess.DEVNULL)
    assert strangers(trace(home)) == {"192.0.2.7"}


@needs_strace
def test_a_name_that_is_asked_for_would_be_seen(home: Path) -> None:
    code = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.53', 53))"
    subprocess.run(traced(python("-c", code), home), env=newcomer(home), check=True)
    assert strangers(trace(home)) == {"the resolver at 127.0.0.53"}


def test_a_call_to_another_computer_would_be_seen() -> None:
    ours = [
        '7 connect(9<socket:[1]>, {sa_family=AF_UNIX, sun_path="/run/x"}, 16) = 0',
        '7 bind(9<socket:[1]>, {sa_family=AF_INET, sin_port=htons(7860), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
        '7 connect(9, {sa_family=AF_INET6, sin6_port=htons(1), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0',
    ]
    theirs = [
        '7 connect(9, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.53")}, 16 <unfinished ...>',
        '7 sendto(9, "x", 1, 0, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), '
        'inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 1',
    ]
    assert strangers(ours) == set()
    assert strangers([*ours, *theirs]) == {"the resolver at 192.0.2.53", "2001:db8::1"}


def traced(command: Sequence[str], home: Path) -> list[str]:
    """The command that runs another, and all that it starts, under strace."""
    options = ["-f", "-y", "-qq", "--seccomp-bpf", "-s", "4096", "-e", "signal=none", "-e", f"trace={CALLS}"]
    return ["strace", *options, "-o", str(home / "trace"), *command]


def newcomer(home: Path) -> dict[str, str]:
    """The environment of someone who has just set the program up: no CI, and no setting of ours or of a library."""
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**known, "HOME": str(home), "TMPDIR": str(home / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def page(home: Path, *options: str) -> Iterator[str]:
    """The address of app.py over the article, ready for questions until the block ends."""
    command = python("app.py", "--article", str(home / "salt.txt"), "--port", "0", *options)
    process = subprocess.Popen(
        traced(command, home),
        cwd=ROOT,
        env=newcomer(home) | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Ready for questions"):
                break
        else:
            pytest.fail(f"the page did not start: {''.join(said)}")
        yield next(line.split()[4] for line in said if line.startswith("The page is at "))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=60)


def trace(home: Path) -> list[str]:
    return (home / "trace").read_text(encoding="utf-8", errors="replace").splitlines()


def strangers(lines: Sequence[str]) -> set[str]:
    """The addresses that are not this computer's, of all that were called or awaited; and who is asked for names."""
    called = {(match["host"], match["port"]) for line in lines if (match := _ADDRESS.search(line))}
    named = {f"the resolver at {host}" for host, port in called if port == _RESOLVER}
    return named | {host for host, port in called if port != _RESOLVER and not _LOOPBACK.fullmatch(host)}


def strange_files(home: Path) -> set[str]:
    """The files written outside the program's own folders and the one for temporary files; in the home by their names.

    The Python environment may be added to: bytecode, and the stubs that gradio makes of its components.
    """
    ours = [home / ".cache" / "article-qa", home / ".local" / "share" / "article-qa", home / "tmp", home / "out"]
    ours.append(Path(sys.prefix))
    found = set()
    for match in filter(None, map(_OPENED.search, trace(home))):
        written = match["call"].startswith(("creat", "mkdir")) or _WRITING.search(match["how"])
        path = Path(match["at"] or "/", match["path"])
        above = any(folder.is_relative_to(path) for folder in ours)  # ~/.cache, to hold ours
        if written and not above and not str(path).startswith(_NO_FILES) and "= -1" not in match["how"]:
            found |= {path} if not any(path.is_relative_to(folder) for folder in ours) else set()
    return {str(path.relative_to(home)) if path.is_relative_to(home) else str(path) for path in found}
