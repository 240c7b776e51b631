"""The command line of the screen: the page that it serves, and its messages when it cannot."""

from __future__ import annotations

import asyncio
import importlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

import app
from index import Article
from index.encoding.encoder import Encoder
from index.progress import silent
from qa.building import build_pipeline
from tests.screen.visitor import served

ROOT = Path(__file__).parents[2]


def test_a_taken_port_is_a_plain_error(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert app.main(["--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert f"cannot serve at 127.0.0.1, port {port}" in said
    assert "choose another with --port" in said
    assert "Traceback" not in said


def test_an_article_that_cannot_be_read_is_a_plain_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert app.main(["--article", str(tmp_path / "none.txt")]) == 1
    assert "none.txt does not exist" in capsys.readouterr().err


def test_mcp_without_its_extra_names_the_line_that_installs_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)  # as where it is not installed
    assert app.main(["--mcp", "--port", "0"]) == 1
    assert "pip install 'article-qa[mcp]'" in capsys.readouterr().err


@pytest.fixture
def started(tiny_file: Path, tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """The program on a small article, with a proxy in its environment that nothing answers at."""
    command = [sys.executable, "app.py", "--port", "0", "--article", str(tiny_file)]
    environment = {
        **os.environ,
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "socks5://127.0.0.1:9",
        "ARTICLE_QA_FEEDBACK": str(tmp_path / "feedback.jsonl"),
    }
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines: list[str] = []
    lines_until(process, lines, "Ready for questions")
    yield next(line.split()[4] for line in lines if line.startswith("The page is at ")), lines
    process.terminate()
    process.wait(20)


def lines_until(process: subprocess.Popen[str], lines: list[str], last: str) -> list[str]:
    assert process.stdout
    end = time.monotonic() + 120
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith(last) or time.monotonic() > end:
            break
    return lines


def test_the_program_serves_the_page_and_says_what_it_does(started: tuple[str, list[str]], tmp_path: Path) -> None:
    address, lines = started
    said = [line for line in lines if "Loading weights" not in line]
    assert said[:4] == [
        "Opening the page ...",
        f"The page is at {address} (Ctrl-C ends it).",
        f"Feedback on answers is kept in {tmp_path / 'feedback.jsonl'}.",
        "Loading the model ...",
    ]
    assert said[-1].startswith("Ready for questions after")
    page = urlopen(address, timeout=20).read().decode()
    assert "The Salt Road" in page


def test_ask_and_retrieve_are_mcp_tools_where_the_extra_is_installed(
    tiny: Article, small_encoder: Encoder, tmp_path: Path
) -> None:
    pytest.importorskip("mcp", reason="the extra [mcp] is not installed")
    small = build_pipeline(tiny, small_encoder, cache=tmp_path, progress=silent)
    with served(tiny, lambda: small, mcp=True) as address:
        tools, result = asyncio.run(mcp_answer(f"{address}gradio_api/mcp/", "When did traders open the road?"))
    assert tools == ["ask", "retrieve"]
    assert "Traders opened the road in 1820" in result


async def mcp_answer(address: str, question: str) -> tuple[list[str], str]:
    mcp, http = importlib.import_module("mcp"), importlib.import_module("mcp.client.streamable_http")  # an extra
    async with http.streamablehttp_client(address) as (read, write, _), mcp.ClientSession(read, write) as session:
        await session.initialize()
        tools = await session.list_tools()
        result = await session.call_tool("ask", {"question": question})
        return sorted(tool.name for tool in tools.tools), str(result.content)
