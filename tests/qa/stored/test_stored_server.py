"""The server of a library: it is started anew in mid-question, it is away, its roles have few rights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import qa
from eval.speed.server import Server
from index.encoding.encoder import Vectors
from index.postgres.connection import Database, LibraryAway
from qa.cli import main
from qa.stored.filling import Filling, fill
from qa.stored.pipeline import StoredPipeline
from tests.conftest import WordEncoder

QUESTION = "Who did Marshall write to?"
SECRET = "hidden-word"


class Restarting(WordEncoder):
    """An encoder that starts the server anew while the first question is encoded."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.restarts = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not self.restarts:
            self.restarts += 1
            self._server.stop()
            self._server.start()
        return super().encode(texts)


def test_a_restart_in_mid_question_costs_only_time(server: Server, shelf: Database) -> None:
    expected = StoredPipeline(shelf, WordEncoder(), "none").ask(QUESTION)
    restarting = Restarting(server)
    assert StoredPipeline(shelf, restarting, "none").ask(QUESTION) == expected
    assert restarting.restarts == 1


def test_while_the_server_is_away_a_plain_sentence_says_so(server: Server, shelf: Database) -> None:
    stored = StoredPipeline(shelf, WordEncoder(), "none")
    expected = stored.ask(QUESTION)
    server.stop()
    try:
        with pytest.raises(LibraryAway, match=r"^the library \(shelf on .*\) cannot be reached"):
            stored.ask(QUESTION)
    finally:
        server.start()
    assert stored.ask(QUESTION) == expected


def test_who_may_only_read_can_ask_and_not_add(server: Server, shelf: Database, five: Path, tmp_path: Path) -> None:
    server.execute(f"CREATE ROLE visitor LOGIN PASSWORD '{SECRET}'", "shelf")
    server.execute("GRANT USAGE ON SCHEMA article_qa TO visitor", "shelf")
    server.execute("GRANT SELECT ON ALL TABLES IN SCHEMA article_qa TO visitor", "shelf")
    with Database(server.url("shelf", "visitor", SECRET)) as visiting:
        stored = StoredPipeline(visiting, WordEncoder(), "none")
        assert stored.ask(QUESTION) == StoredPipeline(shelf, WordEncoder(), "none").ask(QUESTION)
        (tmp_path / "new.txt").write_text("A new study\n\nTraders opened the road in 1820. They carried salt.\n")
        with pytest.raises(LibraryAway, match="this role may not do that") as refused:
            fill(visiting, [tmp_path / "new.txt"], Filling(WordEncoder(), tmp_path / "cache"))
        assert SECRET not in str(refused.value)


def test_the_password_is_never_printed(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.execute(f"CREATE ROLE stranger LOGIN PASSWORD '{SECRET}'")
    addresses = (
        server.url("nowhere", "stranger", SECRET),
        f"postgresql://stranger:{SECRET}@127.0.0.1:1/nothing",
        f"postgresql://stranger:{SECRET}@[no address",
    )
    for address in addresses:
        for arguments in (["library", address, "list"], ["--library", address, "Why?"]):
            assert main(arguments) == 1
            out, err = capsys.readouterr()
            assert err.startswith("article-qa: the library")
            assert SECRET not in out + err


def test_the_command_fills_lists_checks_and_asks(
    url: str, tiny_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the encoder that ships, over two articles: the answer is that of the same files in a folder."""
    monkeypatch.setenv("ARTICLE_QA_CACHE", str(tmp_path / "cache"))
    second = tiny_file.with_name("wool.txt")
    second.write_text(tiny_file.read_text(encoding="utf-8").replace("Salt Road", "Wool Road"), encoding="utf-8")
    given = ["--article", str(tiny_file), "--article", str(second)]
    assert main(["library", url, "add", str(tiny_file), str(second)]) == 0
    assert "2 articles: 2 read, 0 kept from before" in capsys.readouterr().out
    assert main(["library", url, "list"]) == 0
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == ["The Salt Road", "The Wool Road"]
    assert main(["library", url, "check"]) == 0
    assert capsys.readouterr().out == f"{tiny_file}: as it was read\n{second}: as it was read\n"
    answers = []
    for asked in (given, ["--library", url]):
        assert main(["Were mules dear?", *asked, "--reader", "none", "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]
    assert answers[1]["citations"][0]["quote"] == "Mules were dear (Fern & Moss, 2004)."
    assert answers[1]["citations"][0]["references"][0].startswith("Fern, A., & Moss, B. (2004).")
    assert qa.load(library=url, reader="none").retrieve("Were mules dear?", 1)[0].passage.article == "The Salt Road"
