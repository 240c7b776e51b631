"""A library in PostgreSQL beside one in memory: adding, size, a question, recall, memory, eight clients at once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from index.postgres.adding import add
from index.postgres.connection import Database
from index.postgres.rows import article_row, rows_of, texts_of
from index.postgres.schema import make
from qa.stored.counting import count_words

from ..tables import table
from .drawn import Drawn, Remembered
from .process import Process, interleaved, percentile, python
from .questions import banked
from .section import Plan, Section, Target, amount
from .server import started

CLIENTS = 8
_P50 = {100_000: 60.0, 300_000: 120.0}  # ms
_RECALL = 0.98
_GROWN = 0.1  # share by which a process may be greater than over the smallest collection
_IN_MEMORY = 100_000  # passages from which on a collection is not also held in memory
_TIE = 1e-6
_SETTINGS = "shared_buffers = '1GB'\nmaintenance_work_mem = '512MB'\nmax_wal_size = '8GB'\nfsync = off\n"


@dataclass(frozen=True, slots=True)
class Measured:
    """A collection's figures. memory and exact: of the one in memory; recall None where there is none."""

    passages: int
    added: float
    disk: float
    times: Sequence[float]
    megabytes: float
    together: Sequence[float]
    exact: Sequence[float] = ()
    memory: float = 0.0
    recall: float | None = None


def measure(plan: Plan) -> Section:
    """Each size in a database of its own, on one server that is started for it."""
    with tempfile.TemporaryDirectory(prefix="library-") as folder:
        server = started(Path(folder) / "data", _SETTINGS)
        try:
            measured = []
            for count in plan.stored:
                server.execute(f"CREATE DATABASE of{count}")
                measured.append(_measured(server.url(f"of{count}"), count, plan))
        finally:
            server.stop()
    return section(measured)


def _measured(url: str, count: int, plan: Plan) -> Measured:
    with Database(url) as database:
        start = perf_counter()
        _fill(database, count)
        added = perf_counter() - start
        with database.writing() as session:
            session.execute("VACUUM ANALYZE")
            (size,) = session.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
    questions = banked(plan.questions, 20)
    with ExitStack() as stack:
        asked = {"stored": stack.enter_context(_worker("stored", url))}
        if count <= _IN_MEMORY:
            asked["memory"] = stack.enter_context(_worker("memory", str(count)))
        replies = interleaved(asked, questions, banked(20))
        megabytes = {name: process.megabytes for name, process in asked.items()}
        together = _together(url, banked(CLIENTS * plan.each * 4, 20 + plan.questions))
    stored, memory = replies["stored"], replies.get("memory")
    found = recall(stored.answers, memory.answers) if memory else None
    return Measured(
        count, added, size / 2**20, stored.milliseconds, megabytes["stored"], together,
        memory.milliseconds if memory else (), megabytes.get("memory", 0.0), found,
    )  # fmt: skip


def _fill(database: Database, count: int) -> None:
    drawn = Drawn(count)
    with database.writing() as session:
        make(session, Remembered(drawn))
        for number, article in enumerate(drawn.articles()):
            vectors = drawn.vectors(texts_of(article))
            rows = rows_of(article, count_words(article))
            add(
                session, article, article_row(article, f"/{number}", f"{number}", "drawn", rows, vectors), rows, vectors
            )


def _worker(*arguments: str) -> Process:
    return Process(python("-m", "eval.speed.library_worker", *arguments))


def _together(url: str, questions: Sequence[str]) -> list[float]:
    """The milliseconds of questions that eight processes ask at once."""
    with ExitStack() as stack:
        clients = [stack.enter_context(_worker("stored", url)) for _ in range(CLIENTS)]
        for client in clients:
            client.ask(questions[:1])
        with ThreadPoolExecutor(CLIENTS) as threads:
            shares = [questions[place::CLIENTS] for place in range(CLIENTS)]
            replies = threads.map(lambda pair: pair[0].ask(pair[1]), zip(clients, shares, strict=True))
            return [milliseconds for reply in replies for milliseconds in reply.milliseconds]


def recall(found: Sequence[Any], exact: Sequence[Any]) -> float:
    """The share of the first five in memory that the library finds too, ties with the last of them aside."""
    held = wanted = 0
    for some, every in zip(found, exact, strict=True):
        texts = {text for text, _ in some}
        last = every[-1][1] + _TIE if every else 0.0
        wanted += len(every)
        held += sum(text in texts or score <= last for text, score in every)
    return held / wanted if wanted else 1.0


def section(measured: Sequence[Measured]) -> Section:
    """The section on collections, by size."""
    first = measured[0]
    targets = []
    for m in measured:
        name = f"{m.passages:,} passages"
        if limit := _P50.get(m.passages):
            targets.append(Target(f"`retrieve` over {name}, p50", percentile(m.times, 50), limit, "ms"))
        if m.recall is not None:
            targets.append(Target(f"of the first five missed, {name}", 1 - m.recall, 1 - _RECALL, ""))
        if m is not first:
            grown = max(0.0, m.megabytes / first.megabytes - 1)
            targets.append(Target(f"memory over {name} beyond that over {first.passages:,}", grown, _GROWN, ""))
    head = [
        "passages",
        "add s",
        "disk MiB",
        "p50 ms",
        "p95 ms",
        f"p50 ms, {CLIENTS} at once",
        "process MiB",
        "recall@5",
    ]
    head += ["in memory: p50 ms", "MiB"]
    rows = [_row(m) for m in measured]
    note = (
        "`retrieve` with the default breadth over articles of 100 passages of two sentences; each sentence has a drawn"
        " word, so that the vocabulary grows with the collection. Adding counts neither reading nor encoding, and goes"
        f" through the indexes that serve the questions. Up to {_IN_MEMORY:,} passages the same collection is held in"
        " memory by another process, asked in turns."
    )
    return Section("library", "A library in PostgreSQL", tuple(targets), f"{table(head, rows)}\n\n{note}")


def _row(m: Measured) -> list[str]:
    cells = [m.added, m.disk, percentile(m.times, 50), percentile(m.times, 95), percentile(m.together, 50), m.megabytes]
    beside = (
        [f"{m.recall:.4f}", amount(percentile(m.exact, 50)), amount(m.memory)] if m.recall is not None else ["–"] * 3
    )
    return [f"{m.passages:,}", *map(amount, cells), *beside]
