"""A note's text, beside what it leads to: earlier notes, and entries of the bibliography."""

from __future__ import annotations

import pytest

from index import Cite, Passage, Span
from index.notes import Back, back_in, label_of, with_sources


def note(number: int, text: str) -> Passage:
    return Passage(number, "note", "", (), text, (Span(0, len(text)),), ())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12 Kern, Salt, p. 4.", "12"),
        ("[12] Kern, Salt.", "12"),
        ("12. Kern, Salt.", "12"),
        ("* A widow.", "*"),
        ("†A widow.", "†"),
        ("Kern, Salt, p. 4.", ""),
        ("1947 was dry.", "1947"),
    ],
)
def test_the_mark_that_a_note_begins_with(text: str, label: str) -> None:
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("text", "words", "back"),
    [
        ("Ibid., p. 4.", ["Ibid."], [("", "", "")]),
        ("See ibid.", ["ibid."], [("", "", "")]),
        ("Ebenda, S. 4.", ["Ebenda"], [("", "", "")]),
        ("Id. at 9.", ["Id. at "], [("", "", "")]),
        ("Kern, op. cit., p. 4.", ["Kern, op. cit."], [("Kern", "", "")]),
        ("Kern op cit 4", ["Kern op cit"], [("Kern", "", "")]),
        ("Kern, Salt Road, op. cit., p. 4.", ["Kern, Salt Road, op. cit."], [("Kern", "", "Salt Road")]),
        ("Kern, a. a. O., S. 4.", ["Kern, a. a. O."], [("Kern", "", "")]),
        ("Kern (n 3) 12.", ["Kern (n 3)"], [("Kern", "3", "")]),
        ("Kern, supra note 3, at 12.", ["Kern, supra note 3"], [("Kern", "3", "")]),
        ("Kern (wie Anm. 3), S. 12.", ["Kern (wie Anm. 3)"], [("Kern", "3", "")]),
        ("See note 3 above.", ["See note 3 above"], [("", "3", "")]),
        ("See Kern, op. cit.; ibid., p. 9.", ["Kern, op. cit.", "ibid."], [("Kern", "", ""), ("", "", "")]),
        ("Kern, The Salt Road (Velm, 1992), p. 4.", [], []),
        ("The note 3 coins of 1992 were silver.", ["note 3"], [("", "3", "")]),
    ],
)
def test_words_that_lead_to_an_earlier_note(text: str, words: list[str], back: list[tuple[str, str, str]]) -> None:
    found = back_in(text)
    assert [one.span.of(text) for one in found] == words
    assert [(one.name, one.number, one.short) for one in found] == back


def test_the_whole_of_a_way_back() -> None:
    assert back_in("See Kern, op. cit., p. 4.") == (Back(Span(4, 18), "Kern", "", ""),)


NOTES = (
    note(1, "1 Cora Kern, The Salt Road (Velm: Hill Press, 1992), p. 4."),
    note(2, "2 Ibid., p. 9."),
    note(3, "3 Ben Moss, Two Bridges (Velm: Hill Press, 1999), p. 1; letter of Orla Tann."),
    note(4, "4 Kern, op. cit., p. 12."),
    note(5, "5 Moss (n 3) 7."),
    note(6, "6 Ibid., p. 8."),
    note(7, "7 Reed, op. cit., p. 8."),
)
LABELS = ["1", "2", "3", "4", "5", "6", "7"]


def test_notes_lead_to_the_note_that_gives_the_source() -> None:
    found = with_sources(NOTES, LABELS, ())
    assert [[(mark.label, mark.span.of(one.text).strip()) for mark in one.marks] for one in found] == [
        [],
        [("1", "Ibid.")],
        [],
        [("1", "Kern, op. cit.")],
        [("3", "Moss (n 3)")],
        [("3", "Ibid.")],
        [],  # Reed is nowhere
    ]


def test_an_author_of_two_sources_is_left_open_unless_a_short_title_tells() -> None:
    both = [note(1, "1 Kern, Salt Road (Velm, 1992)."), note(2, "2 Kern, Two Mules (Velm, 1995).")]
    texts = ["3 Kern, op. cit., p. 1.", "3 Kern, Two Mules, op. cit., p. 1."]
    for text, labels in zip(texts, ([], ["2"]), strict=True):
        found = with_sources([*both, note(3, text)], ["1", "2", "3"], ())
        assert [mark.label for mark in found[2].marks] == labels


def test_ibid_after_a_lost_note_leads_nowhere() -> None:
    found = with_sources([NOTES[0], note(2, "7 Ibid., p. 9.")], ["1", "7"], ())
    assert found[1].marks == ()


ENTRIES = tuple(
    Passage(i, "reference", "References", (), text, (Span(0, len(text)),), ())
    for i, text in enumerate(
        (
            "Kern, Cora. The Salt Road. Velm: Hill Press, 1992.",
            "Moss, Ben, and Ida Reed. Two Bridges. Velm: Hill Press, 1999.",
            "Moss, Ben. Stone. Velm: Hill Press, 2001.",
        ),
        start=1,
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cora Kern, The Salt Road (Velm: Hill Press, 1992), p. 4.", [("Kern, The Salt Road", 1)]),
        ("Kern, Salt Road, p. 4.", [("Kern, Salt Road", 1)]),
        ("Kern, “Salt Road”, 4; Moss and Reed, Two Bridges, 7.", [("Kern, “Salt Road", 1), ("Reed, Two Bridges", 2)]),
        ("Moss, Mules, p. 4.", []),
        ("Moss, Stone, p. 4.", []),  # five letters say too little
    ],
)  # fmt: skip
def test_a_note_names_an_entry_by_author_and_title(text: str, found: list[tuple[str, int]]) -> None:
    (one,) = with_sources([note(1, text)], [""], ENTRIES)
    assert [(cite.span.of(text), cite.reference.number) for cite in one.cites] == [(w.strip(), n) for w, n in found]


def test_ibid_names_the_entry_of_the_note_before() -> None:
    first, second, third = with_sources(
        [note(1, "1 Kern, The Salt Road, p. 4."), note(2, "2 Ibid., p. 9."), note(3, "3 Kern, op. cit., p. 1.")],
        ["1", "2", "3"],
        ENTRIES,
    )
    assert second.cites == (Cite(Span(2, 7), ENTRIES[0]),)
    assert [cite.reference for cite in third.cites] == [ENTRIES[0]]
    assert [mark.note for mark in third.marks] == [first]
