"""The records of the hand-written questions, a line of a *.jsonl file each: their form is checked before all else."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args

from qa.kinds import Asks

Record = dict[str, Any]
Split = Literal["dev", "test", "all"]
Says = Literal["yes", "no", "both", "open"]  # "open": the article speaks of it and leaves it undecided

_ID = re.compile(r"(?P<type>[a-z]+(?:-[a-z]+)*)-(?P<number>\d+)")
_REQUIRED = {"id", "type", "asks", "question", "answers", "evidence", "split"}
_OPTIONAL = {"says", "article", "history", "style", "correction"}
_NO_SHORT_ANSWER = {"list", "order", "comparison", "overview"}  # the evidence's groups are what is asked for


def split_of(number: int, every: int = 2) -> Split:
    """The fixed rule: every ``every``-th number is for the test, the others for development (thresholds are fitted)."""
    return "dev" if number % every else "test"


def read_records(path: Path) -> list[Record]:
    """The records of a file as they are, whatever is wrong with them."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def checked_records(path: Path, every: int = 2) -> list[Record]:
    """The records of a file whose every ``every``-th number is for the test.

    Raises ValueError with a line for each fault, by the question's id: a split that is not that of the id's number,
    an id or a question that is there twice, a record of another form.
    """
    records = read_records(path)
    faults = [f"{record.get('id', record)}: {fault}" for record in records for fault in _faults(record, every)]
    refuse([*repeated([path]), *faults], path)
    return records


def refuse(faults: list[str], path: Path) -> None:
    """Raise the ValueError that lists a file's faults, if there are any."""
    if faults:
        raise ValueError(
            f"{path.name} has {len(faults)} fault(s); mend the question or its quote:\n" + "\n".join(faults)
        )


def repeated(paths: Iterable[Path]) -> list[str]:
    """A line for each id, and for each question with its history, that the files together hold more than once.

    Case, punctuation and white space make no difference.
    """
    records = [record for path in paths for record in read_records(path)]
    return [*_more_than_once(str(record.get("id")) for record in records), *_more_than_once(map(_words, records))]


def _more_than_once(names: Iterable[str]) -> Iterator[str]:
    found = sorted(Counter(names).items())
    return (f"{name}: {times} questions have this id or these words" for name, times in found if times > 1)


def _words(record: Mapping[str, Any]) -> str:
    texts = chain((turn.get("content", "") for turn in record.get("history", ())), [record.get("question", "")])
    return " | ".join(" ".join(re.findall(r"\w+", text.casefold())) for text in texts)


def _faults(record: Record, every: int) -> Iterator[str]:
    if not record.keys() >= _REQUIRED or not record.keys() <= _REQUIRED | _OPTIONAL:
        yield f"expected the keys {sorted(_REQUIRED)} and perhaps {sorted(_OPTIONAL)}, found {sorted(record)}"
        return
    name = _ID.fullmatch(record["id"])
    if name is None or name["type"] != record["type"]:
        yield f"expected an id of its type and a number ({record['type']}-01)"
    elif record["split"] != (split := split_of(int(name["number"]), every)):
        yield f"its number makes it {split}, the file says {record['split']}"
    if record["evidence"] and record.get("correction"):
        yield "a correction belongs to a question that the article does not answer, and this one has evidence"
    if not all(group and all(quote.strip() for quote in group) for group in record["evidence"]):
        yield "a group of evidence holds no quote, or a blank one"
    if any(turn.keys() != {"role", "content"} for turn in record.get("history", ())):
        yield 'a turn of the history is {"role": ..., "content": ...}'
    yield from _faults_of_kind(record)


def _faults_of_kind(record: Record) -> Iterator[str]:
    answered, asks = bool(record["evidence"]), record["asks"]
    if asks not in get_args(Asks):
        yield f"it asks {asks!r}, expected one of {', '.join(get_args(Asks))}"
    if bool(record["answers"]) != answered and not (answered and asks in _NO_SHORT_ANSWER):
        yield "answers and evidence go together: both, or (unanswerable) neither"
    if ("says" in record) != (answered and asks == "yesno"):
        yield "says belongs to a question that asks yesno and has evidence: to every such one, and to no other"
    elif "says" in record and record["says"] not in get_args(Says):
        yield f"it says {record['says']!r}, expected one of {', '.join(get_args(Says))}"
