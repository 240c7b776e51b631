"""The screen: ask an article in the browser. ``python app.py --help`` says how."""

from __future__ import annotations

import argparse
import importlib.util
import logging
import socket
import sys
import time
from collections.abc import Sequence
from functools import partial

from index.environment import default_feedback
from index.library import Library
from index.progress import Progress
from qa.building import Parts, library_pipeline, open_library
from qa.cli import STOPPED, add_article
from qa.pipeline import Pipeline
from qa.progress import Terminal


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the screen until it is interrupted. Exit code 1 when it cannot be served, 2 for a wrong command line,
    130 when it is stopped before it is served."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    terminal = Terminal(sys.stderr)
    try:
        return _serve(options, terminal)
    except KeyboardInterrupt:
        terminal.close()
        print(STOPPED, file=sys.stderr)
        return 130


def _serve(options: argparse.Namespace, terminal: Terminal) -> int:
    try:
        _check_address(options.host, options.port)
        if options.mcp and importlib.util.find_spec("mcp") is None:
            raise OSError("--mcp needs the extra [mcp], which is not installed: pip install 'article-qa[mcp]'")
        library = open_library(options.article, Parts(progress=terminal))
    except (OSError, ValueError, ImportError) as error:
        terminal.close()
        print(f"article-qa: {error}", file=sys.stderr)
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
    page = build(library.article, loading, offered, feedback)
    print(f"The page is at {launch(page, options.host, options.port, mcp=options.mcp)} (Ctrl-C ends it).", flush=True)
    if feedback:
        print(f"Feedback on answers is kept in {feedback.file}.", flush=True)
    loading.start()
    page.block_thread()
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


def _check_address(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        raise OSError(
            f"cannot serve at {host}, port {port} ({error}): stop what uses the port, or choose another with --port"
        ) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Ask an article in the browser.")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to serve at; 0.0.0.0 lets other computers in; default: %(default)s",
    )
    parser.add_argument("--port", type=int, default=7860, help="default: %(default)s")
    add_article(parser)
    parser.add_argument("--no-feedback", action="store_true", help="offer no buttons to judge answers with")
    parser.add_argument("--mcp", action="store_true", help="offer ask and retrieve as MCP tools; needs the extra [mcp]")
    return parser


if __name__ == "__main__":
    sys.exit(main())
