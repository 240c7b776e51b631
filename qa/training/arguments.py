"""What the commands that train have in common: their data, their folders, and the settings that can be chosen."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from .measured import questions_in
from .settings import Settings
from .triples import Settings as TripleSettings

Chosen = TypeVar("Chosen", Settings, TripleSettings)


def training_parser(command: str, description: str | None, what: str) -> argparse.ArgumentParser:
    """The command line of ``python -m`` command; what: is trained, "encoder" or "reader"."""
    parser = argparse.ArgumentParser(prog=f"python -m {command}", description=description)
    parser.add_argument("data", nargs="+", metavar="DATA", help="FILE or FILE@SHARE")
    parser.add_argument("--out", type=Path, required=True, help=f"folder of the {what} and the checkpoint")
    parser.add_argument("--base", type=Path, required=True, help="folder of the BERT to start from")
    parser.add_argument("--never", type=Path, action="append", default=[], help="a file whose questions are left out")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    return parser


def parsed(
    parser: argparse.ArgumentParser, arguments: Sequence[str] | None, usual: Chosen, flags: Sequence[str]
) -> tuple[argparse.Namespace, Chosen, set[str]]:
    """The arguments, the settings with those of ``flags`` as they were chosen, and the questions that are left out."""
    for name in flags:
        value = getattr(usual, name)
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help=f"default {value}")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = replace(usual, **{name: getattr(chosen, name) for name in flags})
    return chosen, settings, {question for file in chosen.never for question in questions_in(file)}
