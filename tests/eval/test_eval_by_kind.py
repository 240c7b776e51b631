"""Tables by kind, of a few questions whose marks are given."""

from __future__ import annotations

from eval.by_kind import kinds_table, outcomes_table, strong_table, told_apart, verdicts_table
from eval.marks import Marked
from qa.kinds import Asks


def one(asks: Asks | None, marks: dict[str, float], *, absent: bool = False, told: Asks = "fact") -> Marked:
    """A question with its marks; the ones with a correction are follow-ups."""
    return Marked(asks, told, not absent, "correction" in marks, marks)


MARKED = [
    one("why", {"right": 1, "forced-right": 1, "answered": 1, "perhaps": 0}),
    one("why", {"right": 0, "forced-right": 1, "answered": 0, "perhaps": 1, "nearest": 1}),
    one("why", {"right": 1, "refused": 1, "perhaps": 1}, absent=True),
    one("why", {"right": 0, "refused": 0, "perhaps": 0, "correction": 0}, absent=True),
    one("list", {"right": 0.5, "forced-right": 0.5, "answered": 1, "perhaps": 0}),
    one(None, {"right": 0, "forced-right": 0, "answered": 0, "perhaps": 1, "nearest": 0}),
]


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]


def bare(row: list[str]) -> list[str]:
    """The row without intervals."""
    return [cell.split(" [")[0] for cell in row]


def test_what_came_of_each_kind() -> None:
    rows = cells(kinds_table("dev", MARKED))
    assert [bare(row) for row in rows] == [
        ["why", "2", ".500", "1.000", ".500", ".500", "2", ".500", ".500", ".500"],
        ["list", "1", ".500", ".500", "1.000", ".000", "0", "–", "–", ".500"],
        ["in all", "3", ".500", ".833", ".667", ".333", "2", ".500", ".500", ".500"],
        ["of these, follow-ups", "0", "–", "–", "–", "–", "1", ".000", ".000", ".000"],
    ]
    assert rows[0][2] == ".500 [.095, .905]"  # Wilson's for 1 of 2


def test_what_the_uncertain_quotes_and_the_corrections_are_worth() -> None:
    rows = [bare(row) for row in cells(outcomes_table({"dev": MARKED, "empty": []}))]
    assert rows == [
        ["dev", "answerable", "4", ".500", ".500", "1 of 2", "–"],
        ["dev", "not", "2", ".500", ".500", "–", "0 of 1"],
    ]


def test_what_is_said_in_words() -> None:
    marked = [
        one("yesno", {"said": 1, "agrees": 1}),
        one("yesno", {"said": 1, "agrees": 0}),
        one("yesno", {"said": 0}),
        one("yesno", {"agrees": 0}, absent=True),
        one("why", {}),
    ]
    assert [bare(row) for row in cells(verdicts_table({"dev": marked}))] == [["dev", "3", ".667", "1 of 3", ".333"]]


def test_how_often_strong_is_right_by_the_label_or_else_as_the_program_takes_it() -> None:
    marked = [
        one("why", {"strong": 1}),
        one("why", {"strong": 0}, told="list"),
        one(None, {"strong": 1}, told="list"),
        one("fact", {"correct": 1}),
    ]
    assert [bare(row) for row in cells(strong_table({"a": marked, "b": marked[2:]}))] == [
        ["a", "2 of 3", ".667", "1 of 2", "1 of 1"],
        ["b", "1 of 1", "1.000", "–", "1 of 1"],
    ]


def test_the_kinds_are_told_apart() -> None:
    pairs: list[tuple[Asks, Asks]] = [
        ("why", "why"),
        ("why", "fact"),
        ("why", "fact"),
        ("why", "list"),
        ("list", "list"),
    ]
    assert [bare(row) for row in cells(told_apart(pairs))] == [
        ["why", "4", "1 of 4", ".250", "fact 2, list 1"],
        ["list", "1", "1 of 1", "1.000", "–"],
        ["in all", "5", "2 of 5", ".400", "–"],
    ]
