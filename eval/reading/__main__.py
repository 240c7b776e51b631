"""``python -m eval.reading FOLDER``: every file with gold beside it is read and measured."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from index import Article
from index.extraction import Extraction
from index.writing import write_whole

from .measures import Measured, Share, against_list, against_typed, against_xml
from .pairs import Pair, gold_of, pairs_in, typed_references
from .tables import renewed, section

NOTHING = Article("", (), (), "", 0)
"""The reading of a file that could not be read: all of its gold is missed."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status: 2 for a folder without a file to measure, or gold that cannot be read."""
    options = _options(argv)
    try:
        measured = list(measure(options.folder))
        if not measured:
            raise ValueError(f"{options.folder} has no file with gold: expected NAME.pdf beside NAME.xml or NAME.csv")
        print(section(measured, options.files))
        if options.report:
            written = options.report.read_text(encoding="utf-8") if options.report.exists() else ""
            write_whole(options.report, renewed(written, section(measured)))
    except (OSError, ValueError) as error:
        print(f"python -m eval.reading: {error}", file=sys.stderr)
        return 2
    return 0


def measure(folder: Path) -> Iterator[Measured]:
    """The measures of every file of a folder, as each is read."""
    with Extraction() as extraction:
        for pair in pairs_in(folder):
            print(f"reading: {pair.path.name}", file=sys.stderr, flush=True)
            try:
                article, failed = extraction.read(pair.path), ""
            except (OSError, ValueError, ModuleNotFoundError) as error:
                article, failed = NOTHING, str(error)
            yield Measured(pair.path.name, pair.format, shares_of(article, pair), failed)


def shares_of(article: Article, pair: Pair) -> dict[str, Share]:
    """The shares of a file that was read; typed titles and links are those of PDFs."""
    if pair.gold.suffix == ".csv":
        shares = against_list(article, typed_references(pair.gold))
    else:
        shares = against_xml(article, gold_of(pair.gold))
    return {**shares, **(against_typed(article, pair.path.stem) if pair.path.suffix == ".pdf" else {})}


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.reading", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the files and their gold: NAME.xml or NAME.csv")
    parser.add_argument("--files", action="store_true", help="print the counts of every file too")
    parser.add_argument("--report", type=Path, metavar="FILE", help="put the figures into this file's block of them")
    options = parser.parse_args(argv)
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder")
    return options


if __name__ == "__main__":
    sys.exit(main())
