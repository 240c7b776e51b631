"""article-qa: ask from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .answer import Answer, no_answer_to
from .answer_json import answer_json
from .progress import Terminal

STOPPED = "article-qa: stopped; what was read so far is kept"

if TYPE_CHECKING:
    from .pipeline import Pipeline


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the question of the command line, or those of standard input, a line each.

    Exit code 0 when every question was asked (found or not), 1 when a question or the article could
    not be used, 2 for a wrong command line, 130 when it was stopped.
    """
    options = _parser().parse_args(arguments)
    if options.question is None and sys.stdin.isatty():
        _parser().error("give a question, or questions on standard input, a line each")
    terminal = Terminal(sys.stderr)
    try:
        return _run(options, terminal)
    except KeyboardInterrupt:
        terminal.close()
        print(STOPPED, file=sys.stderr)
        return 130


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from . import load

    try:
        pipeline = load(options.article, encoder=options.encoder, reader=options.reader, progress=terminal)
    except (OSError, ValueError, ImportError) as error:
        terminal.close()
        print(f"article-qa: {error}", file=sys.stderr)
        return 1
    if pipeline.report.notable:
        print(pipeline.report, file=sys.stderr)
    questions = [options.question] if options.question is not None else _lines()
    return max([_ask(pipeline, question, options) for question in questions], default=0)


def _ask(pipeline: Pipeline, question: str, options: argparse.Namespace) -> int:
    try:
        answer = pipeline.ask(question, k=options.k)
    except ValueError as error:
        print(f"article-qa: {error}", file=sys.stderr)
        return 1
    print(json.dumps(answer_json(answer), ensure_ascii=False) if options.json else as_text(answer), flush=True)
    return 0


def as_text(answer: Answer) -> str:
    """An answer for a terminal: each quote with its place and its sources, or why there is none.

    Before it, where that is not the question itself, what was searched for.
    """
    read_as = [] if answer.searched == answer.question else [f"Read as: “{answer.searched}”{_mended(answer)}"]
    if not answer.found:
        related = [f"  {hit.passage.text[:70]}... ({hit.locator})" for hit in answer.hits[:3]]
        reason = f"The article does not say. {answer.reason}"
        return "\n".join([*read_as, reason, "Related, not an answer:", *related, ""])
    lines = read_as if answer.short == answer.text else [*read_as, answer.short]
    for citation in answer.citations:
        lines += [f"“{citation.quote}”", f"  — {citation.locator}"]
        lines += [f"  source: {reference.text}" for reference in citation.references]
        lines += [f"  {mark.name}: {mark.note.text}" for mark in citation.notes]
        lines += [f"    source: {source.text}" for mark in citation.notes for source in mark.sources]
        lines += [f"  source cited next in the paragraph: {r.text}" for r in citation.next_reference]
    lines += [no_answer_to(part) for part in answer.unanswered]
    return "\n".join([*lines, ""])


def _mended(answer: Answer) -> str:
    pairs = ", ".join(f"{typed}: {read}" for typed, read in answer.mended)
    return f" ({pairs})" if pairs else ""


def _lines() -> Iterator[str]:
    for line in sys.stdin:
        if line.strip():
            yield line.strip("\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="article-qa", description="Ask an article; get its own words back, cited.")
    parser.add_argument("question", nargs="?", help="the question; without it, one a line from standard input")
    parser.add_argument("-k", type=int, default=5, help="how many passages to list (with --json); default 5")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON, a line each")
    add_article(parser)
    parser.add_argument("--encoder", help="a sentence-transformers model, name or folder; default: the embedded one")
    parser.add_argument(
        "--reader", help='an extractive reader, name or folder, or "none" for sentences only; default: the trained one'
    )
    return parser


def add_article(parser: argparse.ArgumentParser) -> None:
    """Add ``--article``, the file or folder that is asked; give it again for more: None, or a list of paths."""
    from index.readers import kinds

    parser.add_argument(
        "--article",
        metavar="PATH",
        action="append",
        help=f"a file ({kinds()}), or a folder of them; give it again for each further one, and they are asked"
        " together; default: the built-in article",
    )


if __name__ == "__main__":
    sys.exit(main())
