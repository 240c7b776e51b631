"""Other systems beside this one: the same paragraphs, questions and weights, each as its documentation shows.

They live in an environment of their own, which one command makes:

    python -m venv peers && peers/bin/pip install torch==2.13.0 llama-index-core llama-index-retrievers-bm25 \
        llama-index-embeddings-huggingface haystack-ai sentence-transformers-haystack txtai langchain-classic \
        langchain-community langchain-huggingface rank-bm25 faiss-cpu
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from index.encoding.sentence_transformer import kept_sentence_transformer
from index.environment import default_cache

from ..squad import read_squad
from ..tables import table
from .baseline_worker import PEERS
from .process import Process, interleaved, percentile, python
from .questions import banked
from .section import Plan, Section, Target, amount

OURS, WARM = "article-qa", "article-qa, its vectors kept"
_HEAD = ["system", "build s", "p50 ms", "p95 ms", "cold start s", "MiB", "R@1"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A system over the paragraphs.

    build    seconds to encode and index them, libraries and model loaded before
    cold     seconds from the start of a process to its first hits, build included
    first    R@1: the share of questions whose paragraph is the best hit
    """

    system: str
    build: float
    milliseconds: tuple[float, ...]
    cold: float
    megabytes: float
    first: float


def measure(plan: Plan, peers_python: Path, dataset: Path) -> Section:
    """Our search and every peer, each in a process of its own, asked in turns and started in turns."""
    read = read_squad(dataset)
    asked = [q for q in read.questions if q.answerable][: plan.questions]
    gold = [q.evidence[0][0].position for q in asked]
    file = str(dataset.resolve())
    ours = python("-m", "eval.speed.worker", "squad", file)
    commands = {OURS: ours, WARM: [*ours, str(default_cache())]}
    for name in PEERS:
        commands[name] = [
            str(peers_python.absolute()),
            "-m",
            "eval.speed.baseline_worker",
            name,
            file,
            str(kept_sentence_transformer(default_cache())),
        ]
    return section(_measured(commands, [q.text for q in asked], gold, plan.rounds))


def _measured(
    commands: dict[str, list[str]], questions: Sequence[str], gold: Sequence[int], rounds: int
) -> list[Measured]:
    with ExitStack() as stack:
        processes = {name: stack.enter_context(Process(command)) for name, command in commands.items()}
        replies = interleaved(processes, questions, banked(5))
        megabytes = {name: process.megabytes for name, process in processes.items()}
    cold: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            start = perf_counter()
            with Process(command) as process:
                process.ask(questions[:1])
                cold[name].append(perf_counter() - start)
    return [
        Measured(
            name,
            processes[name].figures["build"],
            replies[name].milliseconds,
            median(cold[name]),
            megabytes[name],
            sum(found[0] == place for found, place in zip(replies[name].answers, gold, strict=True)) / len(gold),
        )
        for name in commands
    ]


def section(measured: Sequence[Measured]) -> Section:
    """The section on all systems: on each figure the best peer against ours."""
    ours, peers = measured[0], [m for m in measured if m.system not in (OURS, WARM)]
    targets = (
        Target("build, against the quickest peer's", ours.build / min(m.build for m in peers), 1),
        Target("a query's p50, against the quickest peer's", _p50(ours) / min(map(_p50, peers)), 1),
        Target("cold start, against the quickest peer's", ours.cold / min(m.cold for m in peers), 1),
        Target("memory, against the smallest peer's", ours.megabytes / min(m.megabytes for m in peers), 1),
        Target("R@1, the best peer's against ours", max(m.first for m in peers) / ours.first, 1),
    )
    rows = [
        [
            m.system,
            amount(m.build),
            amount(_p50(m)),
            amount(percentile(m.milliseconds, 95)),
            amount(m.cold),
            amount(m.megabytes),
            f"{m.first:.3f}",
        ]
        for m in measured
    ]
    setups = "\n".join(f"- {name}: {peer.setup}" for name, peer in PEERS.items())
    note = (
        f"{len(ours.milliseconds)} questions, the same MiniLM weights for all. Cold start: from the start of a process"
        f" to its first hits, paragraphs encoded and indexed. Set up as each documentation shows:\n\n{setups}"
    )
    return Section("peers", "Peers", targets, f"{table(_HEAD, rows)}\n\n{note}")


def _p50(measured: Measured) -> float:
    return percentile(measured.milliseconds, 50)
