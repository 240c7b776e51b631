"""The shelf: the way back to the page's first article, and the files that were opened before, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from .kept_files import DAYS, KeptOpening


def shelf_html(kept: Sequence[KeptOpening], key: str, first: str) -> str:
    """A menu of what can be opened again; an empty element where there is nothing.

    kept   the files opened before, the one used last first
    key    of the files that are open, "" for the first article, and for files that are not kept
    first  title of the page's first article where another is open, else ""
    """
    items = [_first(first)] if first else []
    items += [_item(one) for one in kept if one.key != key]
    here = [_forget(one, "Forget the file that is open") for one in kept if one.key == key]
    menu = "".join(items + [f"<li>{button}</li>" for button in here])
    name = "Opened before" if kept else "Back"
    said = f"<p>Kept on this computer alone, for {DAYS} days after their last use.</p>" if kept else ""
    shown = f"<details><summary>{name}</summary><ul>{menu}</ul>{said}</details>" if menu else ""
    keys = " ".join(one.key for one in kept)
    return f'<div class="shelf" data-open="{key}" data-keys="{keys}">{shown}</div>'


def _first(title: str) -> str:
    return f'<li><button type="button" data-act="shelf-open" data-key="">Back to “{escape(title)}”</button></li>'


def _item(one: KeptOpening) -> str:
    day = datetime.fromtimestamp(one.used).strftime("%-d %B, %H:%M")
    about = f"{', '.join(one.names)} · {day}"
    return (
        f'<li><button type="button" data-act="shelf-open" data-key="{one.key}">{escape(one.title)}</button>'
        f"<span>{escape(about)}</span>{_forget(one, 'Forget this file')}</li>"
    )


def _forget(one: KeptOpening, words: str) -> str:
    label = f"{words}: {one.names[0]}" if one.names else words
    return (
        f'<button type="button" data-act="shelf-forget" data-key="{one.key}" aria-label="{escape(label)}">{words}'
        "</button>"
    )
