"""``article-qa library URL add|list|remove|check``: the articles of a library in a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from index.encoding.encoder import SentenceEncoder
from index.environment import default_cache
from index.postgres.adding import remove
from index.postgres.articles import faults, listed, named
from index.postgres.connection import Database
from index.postgres.schema import check, settings

from ..ending import code_of, in_words
from ..progress import Terminal
from .filling import Filling, fill

_STOPPED = "article-qa: stopped; the articles added so far are there, and the command goes on from there"


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks of a library.

    Exit code 0 when it was done, 1 when it could not be, or a file could not be read, or something is wrong with what
    is stored; 2 for a wrong command line, 130 and 143 when it was stopped.
    """
    options = _parser().parse_args(arguments)
    terminal = Terminal(sys.stderr)
    try:
        with Database(options.url) as database:
            return _done(database, options, terminal)
    except (OSError, ValueError, ImportError, MemoryError) as error:
        terminal.close()
        print(f"article-qa: {in_words(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt as error:
        terminal.close()
        print(_STOPPED, file=sys.stderr)
        return code_of(error)


def _done(database: Database, options: argparse.Namespace, terminal: Terminal) -> int:
    if options.act == "add":
        filling = Filling(SentenceEncoder(options.encoder), default_cache(), terminal)
        report = fill(database, options.paths, filling)
        terminal.close()
        print(report)
        return int(bool(report.failures))
    if options.act == "remove":
        return _removed(database, options.articles)
    with database.reading() as session:
        check(settings(session), None)
        if options.act == "list":
            for article in listed(session):
                print(article)
            return 0
        wrong = 0
        for path, fault in faults(session):
            wrong += bool(fault)
            print(f"{path}: {fault or 'as it was read'}", flush=True)
        return int(wrong > 0)


def _removed(database: Database, articles: Sequence[str]) -> int:
    code = 0
    with database.writing() as session:
        check(settings(session), None)
        for what in articles:
            found = named(session, what)
            for article in found:
                remove(session, article.number)
                print(f"removed: {article}")
            if not found:
                print(f"article-qa: the library has no article {what}: name one by its number or path", file=sys.stderr)
                code = 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="article-qa library",
        description="The articles of a library in PostgreSQL with pgvector.",
        epilog="A password is better in the variable PGPASSWORD, or in the file .pgpass, than in the address: others"
        " can see the command line.",
    )
    parser.add_argument("url", metavar="URL", help="its address: postgresql://user@host:port/database")
    acts = parser.add_subparsers(dest="act", required=True)
    adding = acts.add_parser("add", help="add files, and folders of them; the library is made where there is none")
    adding.add_argument("paths", metavar="PATH", nargs="*", help="a file or folder; none only brings the library up")
    adding.add_argument("--encoder", help="a sentence-transformers model, name or folder; default: the embedded one")
    acts.add_parser("list", help="list its articles: number, title, passages, path")
    removing = acts.add_parser("remove", help="take articles out")
    removing.add_argument("articles", metavar="ARTICLE", nargs="+", help="its number or path as list prints it")
    acts.add_parser("check", help="hold what is stored against the digests of what was read")
    return parser
