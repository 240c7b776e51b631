"""The questions of kinds that want more than one fact, asked of the built-in article and of others, by split."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import Article
from qa.kinds import Asks, asks
from qa.pipeline import Pipeline

from .. import by_kind
from ..evaluate import Steps
from ..measures import overlaps
from ..questions import (
    KINDS,
    KINDS_ELSEWHERE,
    QUESTIONS,
    VOICES,
    Question,
    articles_elsewhere,
    load_kinds,
    load_kinds_elsewhere,
)
from ..records import Split, read_records
from ..report import Part
from .asking import Judged, Open, judge

SPLITS: tuple[Split, ...] = ("test", "dev")  # in the order of the tables
_SHOWN = 200  # characters of a quote

Load = Callable[[Article, Split], tuple[Question, ...]]


@dataclass(frozen=True)
class KindsAsked:
    """The questions of each split, judged, by the article that they are about.

    absent   the articles that lay in none of the folders
    """

    judged: Mapping[Split, Mapping[str, Sequence[Judged]]]
    absent: tuple[str, ...]


def ask_kinds(
    splits: Sequence[Split],
    built_in: Callable[[], Pipeline],
    folders: Sequence[Path],
    open_article: Open,
    steps: Steps = iter,
) -> KindsAsked:
    """Ask the questions of some splits.

    built_in      makes the pipeline over the built-in article
    folders       of other articles, each looked for in them by its file's name; none: they are left out
    open_article  opens such a file

    FileNotFoundError for folders that hold none of them.
    """
    found: dict[Split, dict[str, Sequence[Judged]]] = {split: {} for split in splits}

    def ask(name: str, pipeline: Pipeline, load: Load) -> None:
        for split in splits:
            questions = load(pipeline.article, split)
            found[split][name] = [judge(pipeline, question, overlaps) for question in steps(questions)]

    ask("the built-in article", built_in(), load_kinds)
    absent = []
    for name in articles_elsewhere() if folders else ():
        files = [folder / name for folder in folders if (folder / name).is_file()]
        if files:
            ask(name, open_article(files[0]), _about(name))
        else:
            absent.append(name)
    if folders and len(absent) == len(articles_elsewhere()):
        raise FileNotFoundError(
            f"{', '.join(map(str, folders))}: expected one of {', '.join(absent)}, which the questions are about"
        )
    return KindsAsked(found, tuple(absent))


def _about(name: str) -> Load:
    def load(article: Article, split: Split) -> tuple[Question, ...]:
        return load_kinds_elsewhere(article, name, split)

    return load


def told(splits: Sequence[str]) -> dict[str, list[tuple[Asks, Asks]]]:
    """(label, what it is taken for) of all hand-written questions of each split; "voices" are one of their own."""
    return {
        split: [
            (record["asks"], asks(record["question"]))
            for path in ((VOICES,) if split == "voices" else (QUESTIONS, KINDS, KINDS_ELSEWHERE))
            for record in read_records(path)
            if split in ("voices", record["split"])
        ]
        for split in splits
    }


def kinds_part(asked: KindsAsked) -> Part:
    """The section on kinds: what came of each, the verdicts, and how the kinds are told apart."""
    sets = {f"kinds, {split}": [j.marked for own in of.values() for j in own] for split, of in asked.judged.items()}
    names = list(next(iter(asked.judged.values())))
    tables = [by_kind.kinds_table(name, marked) for name, marked in sets.items()]
    apart = {split: pairs for split, pairs in told([*asked.judged, "voices"]).items() if split == "voices" or pairs}
    confusion = [f"Told apart, {split}:\n\n{by_kind.told_apart(pairs)}" for split, pairs in apart.items()]
    lacking = f" Not there, and left out: {', '.join(asked.absent)}." if asked.absent else ""
    body = f"""\
Questions that want more than one fact, a third of them not answered there, about {", ".join(names)}.{lacking} The
built-in article has its bank, the others are opened from their files.
{by_kind.LEGEND}

{chr(10).join(f"{one}{chr(10)}" for one in tables)}
{by_kind.outcomes_table(sets)}

Yes or no: said: in words, whether it is so; the label: how many of those are right.

{by_kind.verdicts_table(sets)}

All hand-written questions, taken for a kind by their words before anything is read.

{(chr(10) * 2).join(confusion)}
"""
    return Part("kinds", "By the kind of answer", body, "\n".join(_failures(asked)) + "\n", sets)


def _failures(asked: KindsAsked) -> Iterator[str]:
    """Of dev questions only: those of the test are not looked at."""
    for name, own in asked.judged.get("dev", {}).items():
        for judged in own:
            mark = judged.mark("right")
            if mark < 1:
                yield f"{judged.question.id}, {name}, right {mark:.2f}: {judged.question.text}"
                yield f"    {'answered' if judged.answered else 'refused'}: {judged.quote[:_SHOWN]}"
