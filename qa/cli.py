"""article-qa: ask from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, NoReturn

from .answer import Answer, Citation, no_answer_to
from .answer_json import answer_json
from .ending import code_of, in_words, require_memory, run
from .progress import Terminal
from .remarks import headline

_RELATED = 3  # passages that a refusal names
STOPPED = "article-qa: stopped; what was read so far is kept"

if TYPE_CHECKING:
    from .pipeline import Pipeline
    from .stored.pipeline import StoredPipeline


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the question of the command line, or those of standard input, a line each.

    Exit code 0 when every question was asked (found or not), 1 when a question or the article could
    not be used, 2 for a wrong command line, 130 when it was stopped, 143 by SIGTERM.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["library"]:
        from .stored import command

        return command.main(given[1:])
    options = _parser().parse_args(given)
    if options.question is None and sys.stdin.isatty():
        _parser().error("give a question, or questions on standard input, a line each")
    terminal = Terminal(sys.stderr)
    try:
        return _run(options, terminal)
    except KeyboardInterrupt as error:
        terminal.close()
        print(STOPPED, file=sys.stderr)
        return code_of(error)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from . import load

    try:
        require_memory()
        pipeline = load(
            options.article,
            encoder=options.encoder,
            reader=options.reader,
            progress=terminal,
            library=options.library,
        )
    except (OSError, ValueError, ImportError, MemoryError) as error:
        terminal.close()
        print(f"article-qa: {in_words(error)}", file=sys.stderr)
        return 1
    if pipeline.report.notable:
        print(pipeline.report, file=sys.stderr)
    questions = [options.question] if options.question is not None else _lines()
    return max([_ask(pipeline, question, options) for question in questions], default=0)


def _ask(pipeline: Pipeline | StoredPipeline, question: str, options: argparse.Namespace) -> int:
    try:
        answer = pipeline.ask(question, k=options.k)
    except (ValueError, OSError) as error:
        print(f"article-qa: {error}", file=sys.stderr)
        return 1
    from .explaining import as_lines

    explained = [pipeline.explain(question)] if options.explain else []
    if options.json:
        beside = {"explanation": asdict(explained[0])} if explained else {}
        print(json.dumps({**answer_json(answer), **beside}, ensure_ascii=not _unicode_output()), flush=True)
    else:
        print("\n".join([as_text(answer), *(line for e in explained for line in [*as_lines(e), ""])]), flush=True)
    return 0


def _unicode_output() -> bool:
    """Whether the output takes every sign; where it does not, JSON names them by number and none is lost."""
    return (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "") == "utf8"


def as_text(answer: Answer) -> str:
    """An answer for a terminal: each quote with its place and its sources, or why there is none.

    Before it, where that is not the question itself, what was searched for.
    """
    read_as = [] if answer.searched == answer.question else [f"Read as: “{answer.searched}”{_mended(answer)}"]
    if not answer.found:
        return "\n".join([*read_as, *_not_found(answer), ""])
    above = [line for line in (headline(answer), answer.remark) if line]
    short = [] if answer.short == answer.text or answer.form != "quotes" else [answer.short]
    lines = [*read_as, *above, *short]
    sides = answer.sides or ("",) * len(answer.citations)
    for side, citation in zip(sides, answer.citations, strict=True):
        lines += [f"{side}:"] if side else []
        lines += _quote(citation)
    lines += [no_answer_to(part) for part in answer.unanswered]
    return "\n".join([*lines, ""])


def _not_found(answer: Answer) -> Iterator[str]:
    first = headline(answer)
    quoted = answer.nearest or answer.correction
    yield first if quoted or not answer.reason else f"{first} {answer.reason}"
    if answer.remark and answer.remark != first:
        yield answer.remark
    if quoted:
        yield from _quote(quoted)
    elif answer.hits:
        yield "Related, not an answer:"
        best = {id(citation.passage): citation for citation in answer.nearby}
        for hit in answer.hits[:_RELATED]:
            citation = best.get(id(hit.passage))
            yield f"  “{citation.quote}” ({citation.locator})" if citation else f"  ({hit.locator})"


def _quote(citation: Citation) -> list[str]:
    lines = [f"  {citation.before}"] if citation.before else []
    lines += [f"“{citation.quote}”", f"  — {citation.locator}"]
    lines += [f"  source: {reference.text}" for reference in citation.references]
    lines += [f"  {mark.name}: {mark.note.text}" for mark in citation.notes]
    lines += [f"    source: {source.text}" for mark in citation.notes for source in mark.sources]
    lines += [f"  source cited next in the paragraph: {r.text}" for r in citation.next_reference]
    return lines


def _mended(answer: Answer) -> str:
    pairs = ", ".join(f"{typed}: {read}" for typed, read in answer.mended)
    return f" ({pairs})" if pairs else ""


def _lines() -> Iterator[str]:
    for line in sys.stdin:
        if line.strip():
            yield line.strip("\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="article-qa",
        description="Ask an article; get its own words back, cited.",
        epilog="article-qa library --help: articles in a database.",
    )
    parser.add_argument("question", nargs="?", help="the question; without it, one a line from standard input")
    parser.add_argument("-k", type=int, default=5, help="how many passages to list (with --json); default 5")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON, a line each")
    parser.add_argument("--explain", action="store_true", help="say how the answer came about, or why there is none")
    asked = parser.add_mutually_exclusive_group()
    add_article(asked)
    asked.add_argument(
        "--library", metavar="URL", help="a library in PostgreSQL, as made by article-qa library URL add FOLDER"
    )
    parser.add_argument("--encoder", help="a sentence-transformers model, name or folder; default: the embedded one")
    parser.add_argument(
        "--reader", help='an extractive reader, name or folder, or "none" for sentences only; default: the trained one'
    )
    return parser


def add_article(parser: argparse._ActionsContainer) -> None:
    """Add ``--article``, the file or folder that is asked; give it again for more: None, or a list of paths."""
    from index.readers import kinds

    parser.add_argument(
        "--article",
        metavar="PATH",
        action="append",
        help=f"a file ({kinds()}), or a folder of them; give it again for each further one, and they are asked"
        " together; default: the built-in article",
    )


def command() -> NoReturn:
    """The command ``article-qa``."""
    run(main)


if __name__ == "__main__":
    command()
