"""A bibliography's entry, beside the key by which it can be cited."""

from __future__ import annotations

import pytest

from index.entries import Author, EntryKey, entry_key

FERN, MOSS = Author("fern", "a"), Author("moss", "b")


@pytest.mark.parametrize(
    ("entry", "authors", "years"),
    [
        ("Fern, A., & Moss, B. (1992). The salt road.", (FERN, MOSS), ("1992",)),
        ("Fern, Anna, and Ben Moss. 1992. The Salt Road. Velm: Hill Press.", (FERN, MOSS), ("1992",)),
        ("Fern, Anna & Moss, Ben (1992). The salt road.", (FERN, MOSS), ("1992",)),
        ("Fern, Anna/Moss, Ben (1992a): The salt road.", (FERN, MOSS), ("1992a",)),
        ("Fern A, Moss B (1992) The salt road. J Tolls 4:12", (FERN, MOSS), ("1992",)),
        ("Anna Fern, Ben Moss. 1992. The salt road.", (FERN, MOSS), ("1992",)),
        ("Fern, A. and B. Moss (eds.), 1992, The Salt Road.", (FERN, MOSS), ("1992",)),
        ("Fern, Anna (1958/1927). The salt road.", (FERN,), ("1958", "1927")),
        ("Fern, A. (1983 [1976]) The salt road.", (FERN,), ("1983", "1976")),
        ("[7] Fern A, Moss B. The salt road of 1901. J Tolls. 1992; 4:12.", (FERN, MOSS), ("1901", "1992")),
        ("Fern, Anna. The Salt Road. Velm: Hill Press, 1992.", (FERN,), ("1992",)),
        ("Fern, Anna. The Salt Road, 1990-1992. Velm, 1993, pp. 1990-1995.", (FERN,), ("1993",)),
        ("Tann O., 1998, Annals of Stone, 2, 3", (Author("tann", "o"),), ("1998",)),
        ("van der Meer, Ida. 2000. Stone.", (Author("van der meer", "i"),), ("2000",)),
    ],
)
def test_authors_and_years_in_any_usual_order(entry: str, authors: tuple[Author, ...], years: tuple[str, ...]) -> None:
    key = entry_key(entry)
    assert key is not None
    assert (key.authors, key.years) == (authors, years)


def test_a_body_is_known_by_its_name_and_by_what_it_is_called_for_short() -> None:
    key = entry_key("Centre for Tolls and Stone (CTS) (2003) Annals.")
    assert key is not None
    assert key.bodies == ("centrefortollsandstone", "cts")


@pytest.mark.parametrize("entry", ["Fern, A. The salt road.", "1992", "", "[3]"])
def test_an_entry_without_names_or_without_a_year_has_no_key(entry: str) -> None:
    assert entry_key(entry) is None


def test_all_of_a_key() -> None:
    assert entry_key("Moss, B. (1999). Salt.") == EntryKey((MOSS,), "1999", (), ("mossb",))
