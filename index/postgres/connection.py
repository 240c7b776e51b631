"""The connection to a library's database: a pool of them, and errors in words that never hold the password."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg_pool import ConnectionPool

    Session = Connection[tuple[Any, ...]]

MOST = 8  # connections of a process
_WAIT = 10.0  # seconds for a connection that is free
_CONNECT = 5  # seconds for the server to answer
_STATEMENT = "30s"  # that a statement of a question may take
_SCHEMA = "article_qa"


class LibraryAway(OSError):
    """The library's database cannot be reached, or not be used as is asked; the message says why."""


class LibraryLost(LibraryAway):
    """The connection ended: what was asked may be asked again."""


class Database:
    """A database by its URL. Nothing is connected before the first use."""

    def __init__(self, url: str) -> None:
        """ModuleNotFoundError where the extra [postgres] is not installed, ValueError for what is no URL."""
        try:
            import psycopg
            from psycopg.conninfo import conninfo_to_dict
        except ImportError as error:
            raise ModuleNotFoundError(
                "a library in PostgreSQL needs the extra [postgres], which is not installed:"
                " pip install 'article-qa[postgres]'"
            ) from error
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # what it warns of is told in our own words
        try:
            parts = conninfo_to_dict(url)
        except psycopg.Error:
            raise ValueError(
                "the library's address cannot be read: expected postgresql://user@host:port/database"
            ) from None
        self._url = url
        self._pool: ConnectionPool | None = None
        self.name = f"{parts.get('dbname') or 'its default database'} on {parts.get('host') or 'this computer'}"

    def __enter__(self) -> Database:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A connection in one transaction that reads, and sees the library as it is now however long it takes.

        LibraryAway where the server cannot be reached or ends meanwhile.
        """
        with self._told():
            pool = self._opened()
            with pool.connection(timeout=_WAIT) as session, session.transaction():
                session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A connection of its own, each transaction to be begun by the caller; errors as in ``reading``."""
        import psycopg

        with (
            self._told(),
            psycopg.connect(self._url, autocommit=True, connect_timeout=_CONNECT, prepare_threshold=None) as session,
        ):
            session.execute(f"SET search_path TO {_SCHEMA}, public")
            yield session

    def renew(self) -> None:
        """Drop the connections that a restart of the server has ended."""
        if self._pool is not None:
            self._pool.check()

    def _opened(self) -> ConnectionPool:
        import psycopg
        from psycopg_pool import ConnectionPool

        if self._pool is None:
            # A pool tries again and again, and does not say why: so a first connection, which does.
            psycopg.connect(self._url, connect_timeout=_CONNECT).close()
            given = {"connect_timeout": _CONNECT, "autocommit": True, "prepare_threshold": None}
            self._pool = ConnectionPool(
                self._url, kwargs=given, min_size=0, max_size=MOST, open=True, configure=_configure, timeout=_WAIT,
                reconnect_timeout=_CONNECT,
            )  # fmt: skip
        return self._pool

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the database in words."""
        import psycopg
        from psycopg import errors
        from psycopg_pool import PoolTimeout

        try:
            yield
        except PoolTimeout:
            raise LibraryAway(f"the library ({self.name}) cannot be reached: is its server running?") from None
        except (errors.DiskFull, errors.InsufficientPrivilege, errors.QueryCanceled) as error:
            raise LibraryAway(f"the library ({self.name}): {_refusal(error)}") from None
        except psycopg.OperationalError as error:
            raise LibraryLost(f"the library ({self.name}) cannot be reached: {self._without_secret(error)}") from None
        except psycopg.Error as error:
            raise LibraryAway(f"the library ({self.name}) cannot be used: {self._without_secret(error)}") from None

    def _without_secret(self, error: Exception) -> str:
        from psycopg.conninfo import conninfo_to_dict

        said = " ".join(str(error).split())
        secret = conninfo_to_dict(self._url).get("password")
        return said.replace(str(secret), "***") if secret else said


def _refusal(error: Exception) -> str:
    from psycopg import errors

    if isinstance(error, errors.DiskFull):
        return "the server's disk is full: nothing of the article was kept; make room and run the command again"
    if isinstance(error, errors.QueryCanceled):
        return f"the server took more than {_STATEMENT}: ask again later"
    return f"this role may not do that ({' '.join(str(error).split())}): use one with the rights, or ask its owner"


def _configure(session: Session) -> None:
    """Settings of a connection that asks: each statement follows the indexes, whatever the planner guesses."""
    session.execute(f"SET search_path TO {_SCHEMA}, public")
    session.execute(f"SET statement_timeout = '{_STATEMENT}'")
    for name in ("jit", "enable_hashjoin", "enable_mergejoin"):
        session.execute(f"SET {name} = off")
    session.execute("SET default_transaction_read_only = on")
    session.execute("SET extra_float_digits = 1")
