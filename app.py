"""The screen: ask an article in the browser. ``python app.py --help`` says how."""

from __future__ import annotations

import argparse
import importlib.util
import logging
import sys
import time
from collections.abc import Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from index.environment import default_cache, default_feedback, default_password
from index.library import Library
from index.progress import Progress
from qa.building import Parts, library_pipeline, open_library
from qa.cli import STOPPED, add_article
from qa.ending import code_of, in_words, require_memory, run
from qa.pipeline import Pipeline
from qa.progress import Terminal
from screen.door import Door, Place, bound, is_loopback, new_token

if TYPE_CHECKING:
    from screen.kept_files import KeptFiles


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the screen until it is told to end.

    Exit code 130 when it is ended by Ctrl-C and 143 by SIGTERM, 1 when it cannot be served, 2 for a wrong command line.
    """
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    terminal = Terminal(sys.stderr)
    try:
        return _serve(options, terminal)
    except KeyboardInterrupt as error:
        terminal.close()
        print(STOPPED, file=sys.stderr)
        return code_of(error)


def _serve(options: argparse.Namespace, terminal: Terminal) -> int:
    try:
        require_memory()
        bound(options.host, options.port).close()  # before anything that takes long
        if options.mcp and importlib.util.find_spec("mcp") is None:
            raise OSError("--mcp needs the extra [mcp], which is not installed: pip install 'article-qa[mcp]'")
        library = open_library(options.article, Parts(progress=terminal))
    except (OSError, ValueError, ImportError, MemoryError) as error:
        terminal.close()
        print(f"article-qa: {in_words(error)}", file=sys.stderr)
        return 1
    if library.report.notable:
        print(library.report, flush=True)

    print("Opening the page ...", flush=True)
    from screen import questions  # the screen package is imported here: Gradio takes seconds
    from screen.feedback import Feedback
    from screen.layout import build, launch
    from screen.loading import Loading

    loading = Loading(partial(load, library))
    offered = questions.questions_about(library.article) if options.article else questions.built_in_questions()
    feedback = None if options.no_feedback else Feedback(default_feedback())
    place = _place(options)
    try:
        page = build(library.article, loading, offered, feedback, _kept(options))
        server = launch(page, place, mcp=options.mcp)
    except OSError as error:
        print(f"article-qa: {error}", file=sys.stderr)
        return 1
    try:
        print(f"The page is at {' or '.join(server.addresses)} (Ctrl-C ends it).", flush=True)
        if line := place.readers():
            print(line, flush=True)
        if feedback:
            print(f"Feedback on answers is kept in {feedback.file}.", flush=True)
        loading.start()
        Event().wait()
    except KeyboardInterrupt as error:
        print("Ending: questions that are being answered have 5 s; Ctrl-C again ends at once.", file=sys.stderr)
        return code_of(error)
    finally:
        server.close()
    return 0


def load(library: Library, progress: Progress) -> Pipeline:
    """The pipeline, warmed by a first question; its progress is told to the terminal too."""
    terminal = Terminal(sys.stderr)

    def told(what: str, done: int, total: int) -> None:
        terminal(what, done, total)
        progress(what, done, total)

    start = time.monotonic()
    print("Loading the model ...", flush=True)
    pipeline = library_pipeline(library, Parts(progress=told))
    pipeline.ask("What is this article about?")
    print(f"Ready for questions after {time.monotonic() - start:.0f} s.", flush=True)
    return pipeline


def _kept(options: argparse.Namespace) -> KeptFiles | None:
    """The folder of files that are opened, where the page serves this computer alone; None where none are kept."""
    from screen.kept_files import KeptFiles

    alone = is_loopback(options.host) and not (options.allow_host or options.root_path)
    return KeptFiles(default_cache() / "opened") if alone and not options.keep_no_files else None


def _place(options: argparse.Namespace) -> Place:
    """Where the page is served: guarded by a password wherever others can reach it, unless that is not wanted."""
    password = options.password or default_password()
    token = not (password or options.no_password or is_loopback(options.host))
    door = Door(options.host, tuple(options.allow_host), new_token() if token else password)
    return Place(door, options.port, options.root_path.rstrip("/"), token)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Ask an article in the browser.")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to serve at; 0.0.0.0 or :: lets other computers in; default: %(default)s",
    )
    parser.add_argument("--port", type=int, default=7860, help="0 for any that is free; default: %(default)s")
    parser.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="a name that the page is asked by too, such as that of a proxy; give it again for each further one",
    )
    guarded = parser.add_mutually_exclusive_group()
    guarded.add_argument(
        "--password",
        metavar="WORD",
        help="what must be known to see the page; better in the variable ARTICLE_QA_PASSWORD, as others can see the"
        " command line; default: none on this computer alone, else a token that is printed with the address",
    )
    guarded.add_argument("--no-password", action="store_true", help="let everyone in who can reach the address")
    parser.add_argument(
        "--root-path", metavar="PATH", default="", help="the path under which a proxy shows the page, such as /article"
    )
    add_article(parser)
    parser.add_argument("--no-feedback", action="store_true", help="offer no buttons to judge answers with")
    parser.add_argument(
        "--keep-no-files",
        action="store_true",
        help="delete files that are opened once they are read; else they are kept for 30 days after their last use, on"
        " this computer, and only where the page serves no other",
    )
    parser.add_argument("--mcp", action="store_true", help="offer ask and retrieve as MCP tools; needs the extra [mcp]")
    return parser


if __name__ == "__main__":
    run(main)
