"""The text of HTML, for the tests that check words."""

from __future__ import annotations

import re
from html import unescape

TAG = re.compile(r"<[^>]+>")


def text_of(html: str) -> str:
    """The words of HTML on one line, without its tags."""
    return " ".join(unescape(TAG.sub(" ", html)).split())
