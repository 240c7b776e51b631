"""The page: its components in their places, and the handler of each event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import gradio as gr

from index import Article
from index.readers import READERS

from .api import Endpoints
from .article_bar import shown_title
from .door import Place
from .events import status
from .feedback import Feedback
from .inbox import Inbox
from .kept_files import KeptFiles
from .loading import Loading
from .lookup_view import MENTIONS, QUOTATIONS, introduction_html
from .notes_view import notes_html
from .questions import Questions
from .room import room_of
from .rooms import Rooms
from .serving import Server, forget
from .timeline_view import TIMELINE

_HERE = Path(__file__).parent
_AT_ONCE = 4  # questions answered at the same time; the others wait in the queue
_QUEUE = 32
# Fonts that the user's computer has, so that none is fetched.
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"]

# In the order in which they build on each other.
_SCRIPTS = "marks anchors links clipboard bar opening kept notes asking selection entries printed acts".split()

# The status line says how far a task is, so Gradio need not; and programs are to call the endpoints, not these.
_listen = partial(gr.on, show_progress="hidden", api_visibility="private", concurrency_limit=_AT_ONCE)
# What is asked while an earlier call is under way is asked after it; of several the last.
_latest = partial(_listen, trigger_mode="always_last")

_MASTHEAD = """
<a class="skip" href="#article">Go to the article</a>
<header class="masthead"><h1>Ask the article</h1><a class="to-article" href="#article">Read the article</a></header>
"""
_KEYS = '<p class="keys"><kbd>/</kbd> to ask, <kbd>Enter</kbd> to send, <kbd>Esc</kbd> to clear the marks</p>'


@dataclass(frozen=True)
class BuiltPage:
    """The page's components with what else it takes to serve them.

    rooms      what people have opened
    inbox      takes the files that people open
    endpoints  the functions that programs call
    """

    blocks: gr.Blocks
    rooms: Rooms
    inbox: Inbox
    endpoints: Endpoints


def build(
    article: Article,
    loading: Loading,
    questions: Questions,
    feedback: Feedback | None,
    kept: KeptFiles | None = None,
) -> BuiltPage:
    """The page for one article, in whose place a user may open files of their own.

    ``feedback`` is None where answers may not be judged, ``kept`` where no file that is opened stays.
    """
    inbox = Inbox()
    rooms = Rooms(
        room_of(article, loading, questions, feedback), feedback, inbox, lambda session: forget(page, session), kept
    )
    endpoints = Endpoints(loading)
    with (
        gr.Blocks(title=shown_title(article), analytics_enabled=False, fill_width=True) as page,
        gr.Row(elem_id="room"),
    ):
        # Before the handlers, so that the endpoints get their names though a handler is called "ask" too.
        for endpoint in endpoints.all:
            gr.api(endpoint, api_name=endpoint.__name__, concurrency_limit=_AT_ONCE, concurrency_id="asking")
        room = gr.Textbox("", visible="hidden")  # the key of the room that the page shows
        with gr.Column(elem_id="asking", elem_classes="pane"):
            gr.HTML(_MASTHEAD, apply_default_css=False)
            shelf = gr.HTML(elem_id="shelf", apply_default_css=False, js_on_load=_told("shelf"))
            with gr.Tabs(elem_id="ways"):
                with gr.Tab("Ask", elem_id="tab-ask"):
                    conversation, exchanges = _conversation(rooms)
                _lookups(rooms, room, questions.term)
                with gr.Tab("Notes", elem_id="tab-notes"):
                    notes = gr.HTML(notes_html(rooms.first.view, ()), apply_default_css=False)
            line = gr.HTML(status(""), elem_id="status", apply_default_css=False)
            _asking(conversation, exchanges, line, rooms, room)
            chosen = gr.HTML(elem_id="chosen", apply_default_css=False)
            _latest(conversation.select, rooms.choose, room, chosen)
            card = gr.HTML(elem_id="entry", apply_default_css=False)
            _latest(conversation.expand, rooms.reference, room, card)
            _latest(conversation.option_select, rooms.notes, room, notes)
        with gr.Column(elem_id="reading", elem_classes="pane"):
            own = gr.UploadButton(
                "Open your own article", file_count="multiple", file_types=list(READERS), elem_id="own", size="sm"
            )
            own.data_model = None  # its value is names in the inbox: no file that Gradio could fetch, copy or serve
            reading = gr.HTML(rooms.first.view.html(), apply_default_css=False)
            printed = gr.HTML(
                elem_id="printed",
                apply_default_css=False,
                js_on_load=_told("printed"),
            )
        _latest(conversation.download, rooms.page, room, printed)
        _listen(conversation.tick, stirred, concurrency_limit=None)
        _listen(page.load, rooms.opened, room, line, concurrency_limit=None)
        _listen(page.load, rooms.shelf, None, shelf)
        brought = [line, room, reading, conversation, exchanges, shelf]
        _listen(conversation.undo, rooms.reopen, None, brought, concurrency_limit=None)
        _listen(conversation.delete, rooms.forget, None, shelf)
        _listen(own.upload, rooms.bring, own, brought, preprocess=False, concurrency_limit=None)
        page.unload(rooms.left)
    page.queue(max_size=_QUEUE, default_concurrency_limit=_AT_ONCE)
    return BuiltPage(page, rooms, inbox, endpoints)


def stirred() -> None:
    """Nothing: see scripts/asking.js for what it is good for."""


def launch(page: BuiltPage, place: Place, *, mcp: bool = False) -> Server:
    """Serve the page in the background; OSError when the address cannot be had."""
    return Server(
        page.blocks,
        place,
        page.inbox,
        page.endpoints.all,
        page.rooms.tidy,
        mcp=mcp,
        theme=gr.themes.Base(font=_SANS, font_mono=["monospace"]),
        css_paths=_HERE / "style.css",
        js=_scripts(),
    )


def _conversation(rooms: Rooms) -> tuple[gr.HTML, gr.State]:
    """The conversation and its exchanges, over the box to ask in."""
    exchanges = gr.State(())
    conversation = gr.HTML(
        rooms.first.empty, elem_id="conversation", apply_default_css=False, js_on_load=_read("conversation.js")
    )
    with gr.Column(elem_id="dock"):
        with gr.Row(elem_id="asking-box"):
            gr.Textbox(label="Your question", lines=1, max_lines=6, elem_id="question", scale=1)
            gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=80)
        gr.HTML(_KEYS, apply_default_css=False)
    return conversation, exchanges


def _asking(conversation: gr.HTML, exchanges: gr.State, line: gr.HTML, rooms: Rooms, room: gr.Textbox) -> None:
    """The events of the conversation."""
    # A question is said by the page's scripts, which empty the box at once: see scripts/asking.js.
    asked = [conversation, line, exchanges]
    _listen(conversation.submit, rooms.ask, [room, exchanges], asked, trigger_mode="multiple", concurrency_id="asking")
    _listen(conversation.retry, rooms.restore, room, asked, trigger_mode="once", concurrency_id="asking")
    # Beside the conversation, in which something may have been asked meanwhile: see scripts/asking.js.
    offered = gr.HTML(elem_id="offered", apply_default_css=False, js_on_load=_told("offered"))
    _listen(conversation.focus, rooms.offer, [room, exchanges], offered, concurrency_id="asking")
    _listen(conversation.like, rooms.judge, [room, exchanges], [conversation, line, exchanges])
    _listen(conversation.edit, rooms.correct, [room, exchanges], [conversation, line, exchanges])
    _listen(conversation.clear, rooms.clear, room, [conversation, line, exchanges])


def _lookups(rooms: Rooms, room: gr.Textbox, term: str) -> None:
    with gr.Tab("Every mention", elem_id="tab-mentions"):
        _lookup("mentions", "A word or name", term, "Find", rooms.mentions, room, MENTIONS)
    with gr.Tab("Check a quote", elem_id="tab-quotation"):
        _lookup("quotation", "The words as you have them", "", "Check", rooms.quotation, room, QUOTATIONS)
    with gr.Tab("Dates", elem_id="tab-timeline"):
        start = gr.Button("Show dates and figures", variant="primary", elem_id="timeline-start")
        _listen([start.click], rooms.timeline, room, _found_in("timeline", TIMELINE))


def _lookup(
    name: str,
    label: str,
    placeholder: str,
    button: str,
    look_up: Callable[[str, str], str],
    room: gr.Textbox,
    introduction: str,
) -> None:
    text = gr.Textbox(label=label, placeholder=placeholder, lines=1, max_lines=8, elem_id=f"{name}-text")
    start = gr.Button(button, variant="primary", elem_id=f"{name}-start")
    found = _found_in(name, introduction)
    _listen([text.submit, start.click], look_up, [room, text], found)


def _found_in(name: str, introduction: str) -> gr.HTML:
    return gr.HTML(
        introduction_html(name, introduction),
        elem_id=f"{name}-found",
        apply_default_css=False,
        js_on_load=_told(f"found-{name}"),
    )


def _told(event: str) -> str:
    """The script of a component that tells the page's scripts of each new value."""
    return f"watch('value', () => document.dispatchEvent(new Event('{event}')));"


def _scripts() -> str:
    """The page's scripts as one function, which Gradio calls once the page is there: they share their names."""
    return "() => {\n" + "\n".join(_read(f"scripts/{name}.js") for name in _SCRIPTS) + "\n}"


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
