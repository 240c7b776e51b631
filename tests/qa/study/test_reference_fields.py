# ruff: noqa: E501
"""Entries in styles that put the year without brackets or near the end, beside their fields."""

from __future__ import annotations

import pytest

from index.metadata import Name
from qa.study.reference_fields import reference_fields

FERN, MOSS = Name("Fern", "Anna"), Name("Moss", "Ben")


@pytest.mark.parametrize(
    ("entry", "authors", "year", "title", "container", "volume", "pages"),
    [
        ("Fern, Anna, and Ben Moss. 1992. The Salt Road. Velm: Hill Press.", (FERN, MOSS), "1992", "The Salt Road", "", "", ()),
        ("Fern, Anna. The Salt Road. Hill Press, 1992.", (FERN,), "1992", "The Salt Road", "", "", ()),
        ("Hill, C., 1995. Carts and coppers. Journal of Tolls 4, 12-40.", (Name("Hill", "C."),), "1995", "Carts and coppers", "Journal of Tolls", "4", ("12", "40")),
        ("Dolan M, Fern A. The bridge. J Tolls. 2004; 4:12-19.", (Name("Dolan", "M"), Name("Fern", "A")), "2004", "The bridge", "J Tolls", "4", ("12", "19")),
        ("Fern, Anna. “Carts.” Journal of Tolls, vol. 4, no. 2, 1992, pp. 12-40.", (FERN,), "1992", "Carts", "Journal of Tolls", "4", ("12", "40")),
        ("Fern, Anna. 1992. “Carts.” Journal of Tolls 4, no. 2: 12–40.", (FERN,), "1992", "Carts", "Journal of Tolls", "4", ("12", "40")),
        ("Langer P. 2009 Differences in milk. J. Mammal. 90, 332–339.", (Name("Langer", "P"),), "2009", "Differences in milk", "J. Mammal", "90", ("332", "339")),
    ],
)  # fmt: skip
def test_fields_of_an_entry(
    entry: str, authors: tuple[Name, ...], year: str, title: str, container: str, volume: str, pages: tuple[str, ...]
) -> None:
    fields = reference_fields(entry)
    assert (fields.authors, fields.year, fields.title) == (authors, year, title)
    assert (fields.container, fields.volume, fields.pages, fields.note) == (container, volume, pages, "")


def test_without_a_year_an_entry_is_kept_whole() -> None:
    assert reference_fields("Fern, Anna. The Salt Road. Velm.").note == "Fern, Anna. The Salt Road. Velm."
