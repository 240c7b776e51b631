"""Articles in a library: added whole or not at all, by several at once, killed, changed, taken away, checked."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.library import Report
from index.postgres.articles import faults, listed, sought
from index.postgres.connection import Database, LibraryAway
from index.postgres.schema import make
from qa.stored.filling import Filling, fill
from qa.stored.pipeline import StoredPipeline
from tests.conftest import WordEncoder
from tests.qa.stored import recombined
from tests.qa.stored.conftest import Rows

ROOT = Path(__file__).parents[3]


def adding(url: str, folder: Path, cache: Path) -> subprocess.Popen[str]:
    """A process that adds a folder."""
    arguments = [sys.executable, "-m", "tests.qa.stored.adder", url, str(folder), str(cache)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wrong(database: Database) -> list[tuple[str, str]]:
    """What ``check`` finds fault with."""
    with database.reading() as session:
        return [(path, fault) for path, fault in faults(session) if fault]


def titles(database: Database) -> list[str]:
    with database.reading() as session:
        return [article.title for article in listed(session)]


def test_a_file_is_added_once_and_a_changed_one_replaces_itself(
    tmp_path: Path, database: Database, filling: Filling, rows: Rows
) -> None:
    folder = tmp_path / "folder"
    first, second = recombined.write(folder, range(2), 3)
    (folder / "copy.txt").write_text(first.read_text())
    (folder / "bad.txt").write_text("")
    report = fill(database, [folder], filling)
    assert (report.read, report.kept, len(report.copies), len(report.failures)) == (2, 0, 1, 1)
    report = fill(database, [folder], filling)
    assert (report.read, report.kept, len(report.copies), len(report.failures)) == (0, 2, 1, 1)

    second.write_text(second.read_text().replace("Study number 1", "A changed study"))
    report = fill(database, [second], filling)
    assert (report.read, report.kept) == (1, 0)
    assert titles(database) == ["Study number 0 of relations", "A changed study of relations"]
    assert wrong(database) == []
    ((articles,),) = rows("SELECT n FROM counts WHERE word = 'articles'")
    assert articles == 2
    with database.reading() as session:
        assert [article.title for article in sought(session, "CHANGED")] == ["A changed study of relations"]


def test_four_processes_add_one_folder_at_once(tmp_path: Path, url: str, database: Database) -> None:
    recombined.write(tmp_path / "folder", range(8), 3)
    running = [adding(url, tmp_path / "folder", tmp_path / f"cache{number}") for number in range(4)]
    ended = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * 4, ended
    read = [int(out.split("articles: ")[1].split(" read")[0]) for out, _ in ended]
    assert sum(read) == 8
    assert sorted(titles(database)) == [f"Study number {number} of relations" for number in range(8)]
    assert wrong(database) == []


def test_a_killed_add_leaves_whole_articles_and_goes_on(
    tmp_path: Path, url: str, database: Database, filling: Filling
) -> None:
    files = recombined.write(tmp_path / "folder", range(12), 12)
    fill(database, [files[0]], filling)
    process = adding(url, tmp_path / "folder", tmp_path / "other")
    try:
        deadline = time.monotonic() + 60
        while len(titles(database)) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
    finally:
        process.kill()
        process.communicate()
    there = len(titles(database))
    assert 3 <= there < 12
    assert wrong(database) == []
    report = fill(database, [tmp_path / "folder"], filling)
    assert (report.read + report.kept, len(report.failures)) == (12, 0)
    assert report.kept >= there
    assert wrong(database) == []


def test_what_is_removed_is_gone_with_its_words(tmp_path: Path, url: str, database: Database, rows: Rows) -> None:
    from qa.stored.command import main

    files = recombined.write(tmp_path / "folder", range(2), 3)
    fill(database, files, Filling(WordEncoder(), tmp_path / "cache"))
    assert main([url, "remove", str(files[0]), "nothing"]) == 1
    assert titles(database) == ["Study number 1 of relations"]
    assert wrong(database) == []
    assert main([url, "remove", str(files[1])]) == 0
    for table in ("articles", "passages", "texts", "postings", "terms", "sections", "names"):
        assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert rows("SELECT count(*) FROM counts WHERE n <> 0") == [(0,)]


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("UPDATE passages SET content = replace(content, 'Pak', 'Pok')", "its passages are not those of its text"),
        ("DELETE FROM texts WHERE kind = 1 AND place = 0", "its vectors are not those that were made"),
        ("DELETE FROM postings WHERE term = 'the'", "its words are not those of its text"),
        ("UPDATE articles SET content = substr(content, 2)", "its text is not what was read"),
        ("UPDATE sections SET section = 'Elsewhere' WHERE section = 'Introduction'", "its headings are not"),
    ],
)
def test_damage_is_found(
    tmp_path: Path, database: Database, filling: Filling, rows: Rows, harm: str, fault: str
) -> None:
    (file,) = recombined.write(tmp_path / "folder", range(1), 3)
    fill(database, [file], filling)
    assert wrong(database) == []
    rows(harm)
    path, said = wrong(database)[0]
    assert path == str(file)
    assert said.startswith(fault)


def test_a_full_disk_keeps_nothing_of_the_article(
    tmp_path: Path, database: Database, filling: Filling, rows: Rows
) -> None:
    """The server's own error for it, raised in the middle of an article's texts."""
    files = recombined.write(tmp_path / "folder", range(2), 3)
    fill(database, files[:1], filling)
    rows(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.place = 1 THEN"
        " RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$"
    )
    rows("CREATE TRIGGER filled BEFORE INSERT ON texts FOR EACH ROW EXECUTE FUNCTION full_disk()")
    with pytest.raises(LibraryAway, match="the server's disk is full: nothing of the article was kept"):
        fill(database, files, filling)
    assert wrong(database) == []
    assert len(titles(database)) == 1
    rows("DROP TRIGGER filled ON texts")
    assert fill(database, files, filling).read == 1


def test_an_older_form_is_refused_and_brought_up(
    tmp_path: Path, database: Database, filling: Filling, rows: Rows
) -> None:
    (file,) = recombined.write(tmp_path / "folder", range(1), 3)
    fill(database, [file], filling)
    expected = rows("SELECT section, passages FROM sections ORDER BY section")
    rows("DROP TABLE sections; UPDATE settings SET value = '1' WHERE name = 'version'")
    with pytest.raises(ValueError, match=r"has the form 1, this program needs 2: article-qa library URL add"):
        StoredPipeline(database, filling.encoder, "none")
    assert fill(database, [], filling) == Report()
    assert len(expected) > 1
    assert rows("SELECT section, passages FROM sections ORDER BY section") == expected
    assert StoredPipeline(database, filling.encoder, "none").retrieve("Who wrote?")
    rows("UPDATE settings SET value = '9' WHERE name = 'version'")
    with pytest.raises(ValueError, match="has the form 9, this program knows 2: update the program"):
        fill(database, [file], filling)


def test_another_encoder_is_refused_with_both_named(tmp_path: Path, database: Database, filling: Filling) -> None:
    class Foreign(WordEncoder):
        fingerprint = "foreign-encoder"

    files = recombined.write(tmp_path / "folder", range(1), 3)
    fill(database, files, filling)
    said = "its encoder is word-encoder, this program's is foreign-encoder"
    with pytest.raises(ValueError, match=said):
        StoredPipeline(database, Foreign(), "none")
    with pytest.raises(ValueError, match=said):
        fill(database, files, Filling(Foreign(), filling.cache))


def test_a_database_without_a_library_is_said_to_have_none(database: Database, filling: Filling) -> None:
    with pytest.raises(ValueError, match="holds no library: make one with article-qa library URL add FOLDER"):
        StoredPipeline(database, filling.encoder, "none")
    with database.writing() as session:
        make(session, filling.encoder)
    with pytest.raises(ValueError, match="the library holds no passage"):
        StoredPipeline(database, filling.encoder, "none").ask("Who wrote?")
