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

import qa
from index import BUILT_IN, read_article
from qa.pipeline import Pipeline


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the screen until it is interrupted. Exit code 1 when it cannot be served, 2 for a wrong command line."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        article = read_article(options.article or BUILT_IN)
        _check_address(options.host, options.port)
        if options.mcp and importlib.util.find_spec("mcp") is None:
            raise OSError("--mcp needs the extra [mcp], which is not installed: pip install 'article-qa[mcp]'")
    except (OSError, ValueError) as error:
        print(f"article-qa: {error}", file=sys.stderr)
        return 1

    print("Opening the page ...", flush=True)
    from screen import questions  # the screen package is imported here: Gradio takes seconds
    from screen.feedback import Feedback, default_file
    from screen.layout import build, launch
    from screen.loading import Loading

    loading = Loading(partial(load, options.article))
    offered = questions.questions_about(article) if options.article else questions.BUILT_IN
    feedback = None if options.no_feedback else Feedback(default_file())
    page = build(article, loading, offered, feedback)
    print(f"The page is at {launch(page, options.host, options.port, mcp=options.mcp)} (Ctrl-C ends it).", flush=True)
    if feedback:
        print(f"Feedback on answers is kept in {feedback.file}.", flush=True)
    loading.start()
    page.block_thread()
    return 0


def load(article: str | None) -> Pipeline:
    """The pipeline, warmed by a first question, with what is going on told on the terminal."""
    start = time.monotonic()
    print("Loading the model ...", flush=True)
    pipeline = qa.load(article, progress=_show)
    pipeline.ask("What is this article about?")
    print(f"Ready for questions after {time.monotonic() - start:.0f} s.", flush=True)
    return pipeline


def _show(what: str, done: int, total: int) -> None:
    print(f"{what}: {done} of {total}", flush=True)


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
    parser.add_argument("--article", metavar="FILE", help="a UTF-8 .txt or .md file; default: the built-in article")
    parser.add_argument("--no-feedback", action="store_true", help="offer no buttons to judge answers with")
    parser.add_argument("--mcp", action="store_true", help="offer ask and retrieve as MCP tools; needs the extra [mcp]")
    return parser


if __name__ == "__main__":
    sys.exit(main())
