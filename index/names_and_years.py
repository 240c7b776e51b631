"""The patterns of authors' names and of years, as bibliographies and in-text citations print them.

Each is a piece of a regular expression without groups of its own.
"""

from __future__ import annotations

YEAR = r"(?:1[5-9]\d\d|20\d\d)"
"""A year from 1500 to 2099, without the letter that may follow it: the "2020" of "2020a"."""

SURNAME_WORD = r"[^\W\d_][\w'’-]{0,60}"
"""One word of a surname: "Khan", "O'Brien", "Smith-Jones"."""

SURNAME = rf"{SURNAME_WORD}(?: {SURNAME_WORD})*"
"""A surname of one or more words: "Khan", "van der Berg"."""

PARTICLE = r"(?:van|von|vom|der|den|de|del|della|di|da|du|dos|das|la|le|el|al|ter|ten|te|zu|zur|af|av|[dl]['’])"
"""A word before a surname that a citation may leave out or an entry put behind: "van", "der"."""

INITIALS = r"(?:[^\W\d_]\.[\s-]*)+"
"""Initials with their full stops: "L. E. ", "J.-P."."""

LISTED_AUTHORS = r"[^\W\d_].{0,300}?"
"""All authors at the head of an entry, up to the year in brackets that must follow: "Rose, L. E., & Husain, N."."""
