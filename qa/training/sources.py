"""Files of training data -> examples, told apart by their suffix and keys."""

from __future__ import annotations

import json
from pathlib import Path

from index import built_in_article
from index.bank import read_bank

from .examples import Example, bank_examples, squad_examples
from .judged_sets import judged_examples
from .negation import Edits
from .papers import passages_of_articles


def load_examples(path: str | Path, seed: int = 0, edits: Edits | None = None) -> list[Example]:
    """The examples of a SQuAD file (.json, version 1 or 2), or of lines of JSON (.jsonl): a bank about the built-in
    article, or one of the sets that ``judged_sets`` reads.

    Each answerable question comes with its text, and with texts that BM25 ranks high and that hold none of its
    answers: up to two in a SQuAD file, there also a random paragraph of the same article, drawn with ``seed``; one in
    a bank. Beside a question may stand a changed one (see ``alter``) that its text no longer answers.
    """
    path = Path(path)
    if path.suffix not in (".json", ".jsonl"):
        raise ValueError(f"{path} is neither a SQuAD file (.json) nor lines of JSON (.jsonl): rename or convert it")
    if path.suffix == ".json":
        squad = passages_of_articles(json.loads(path.read_text(encoding="utf-8")))
        return squad_examples(squad, seed, edits)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    if "kind" in records[0]:
        article = built_in_article()
        return bank_examples(read_bank(path, article), article, seed)
    return judged_examples(records, seed)
