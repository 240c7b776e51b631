"""The page: its components in their places, and the handler of each event."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import gradio as gr

from index import Article
from index.readers import MAX_BYTES, READERS

from .api import Endpoints
from .events import status
from .feedback import Feedback
from .loading import Loading
from .questions import Questions
from .room import Room, Rooms, room_of

_HERE = Path(__file__).parent
_AT_ONCE = 4  # questions answered at the same time; the others wait in the queue
_QUEUE = 32
_SESSIONS = 500  # conversations kept in memory, the latest
# Fonts that the user's computer has, so that none is fetched.
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"]

# The status line says how far a task is, so Gradio need not; and programs are to call the endpoints, not these.
_listen = partial(gr.on, show_progress="hidden", api_visibility="private", concurrency_limit=_AT_ONCE)

_MASTHEAD = """
<a class="skip" href="#article">Go to the article</a>
<header class="masthead"><h1>Ask the article</h1><a class="to-article" href="#article">Read the article</a></header>
"""
_KEYS = '<p class="keys"><kbd>/</kbd> to ask, <kbd>Enter</kbd> to send, <kbd>Esc</kbd> to clear the marks</p>'


def build(article: Article, loading: Loading, questions: Questions, feedback: Feedback | None) -> gr.Blocks:
    """The page for one article, in whose place a user may open files of their own.

    ``feedback`` is None where answers may not be judged.
    """
    rooms = Rooms(room_of(article, loading, questions, feedback), feedback)
    endpoints = Endpoints(loading)
    with gr.Blocks(title=article.title, analytics_enabled=False, fill_width=True) as page, gr.Row(elem_id="room"):
        # Before the handlers, so that the endpoints get their names though a handler is called "ask" too.
        for endpoint in (endpoints.ask, endpoints.retrieve):
            gr.api(endpoint, api_name=endpoint.__name__, concurrency_limit=_AT_ONCE, concurrency_id="asking")
        room = gr.State(None)
        with gr.Column(elem_id="asking", elem_classes="pane"):
            gr.HTML(_MASTHEAD, apply_default_css=False)
            with gr.Tabs(elem_id="ways"):
                with gr.Tab("Ask", elem_id="tab-ask"):
                    conversation, line, exchanges = _conversation(page, rooms, room)
                _lookups(rooms, room, questions.term)
        with gr.Column(elem_id="reading", elem_classes="pane"):
            own = gr.UploadButton(
                "Open your own article", file_count="multiple", file_types=list(READERS), elem_id="own", size="sm"
            )
            reading = gr.HTML(rooms.first.view.html(), apply_default_css=False)
        _listen(own.upload, rooms.bring, own, [line, room, reading, conversation, exchanges])
    page.queue(max_size=_QUEUE, default_concurrency_limit=_AT_ONCE)
    return page


def launch(page: gr.Blocks, host: str, port: int, *, mcp: bool = False) -> str:
    """Serve the page in the background and return its address; OSError when the port cannot be had."""
    address: str
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        mcp_server=mcp,
        prevent_thread_lock=True,
        quiet=True,
        show_error=False,
        share=False,
        max_file_size=MAX_BYTES,
        ssr_mode=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        app_kwargs={"openapi_url": None},
        state_session_capacity=_SESSIONS,
        theme=gr.themes.Base(font=_SANS, font_mono=["monospace"]),
        css_paths=_HERE / "style.css",
        js=_read("page.js"),
    )
    return address


def _conversation(page: gr.Blocks, rooms: Rooms, room: gr.State) -> tuple[gr.HTML, gr.HTML, gr.State]:
    """The conversation, its status line and its exchanges."""
    exchanges = gr.State(())
    conversation = gr.HTML(
        rooms.first.empty, elem_id="conversation", apply_default_css=False, js_on_load=_read("conversation.js")
    )
    with gr.Column(elem_id="dock"):
        line = gr.HTML(status(""), elem_id="status", apply_default_css=False)
        with gr.Row(elem_id="asking-box"):
            question = gr.Textbox(label="Your question", lines=1, max_lines=6, elem_id="question", scale=1)
            ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=80)
        gr.HTML(_KEYS, apply_default_css=False)
    _listen(page.load, rooms.opened, room, line, concurrency_limit=None)
    _listen(
        [question.submit, ask.click, conversation.submit],
        rooms.ask,
        [room, question, exchanges],
        [question, conversation, line, exchanges],
        trigger_mode="once",
        concurrency_id="asking",
    )
    _listen(conversation.like, rooms.judge, [room, exchanges], [conversation, line, exchanges])
    _listen(conversation.edit, rooms.correct, [room, exchanges], [conversation, line, exchanges])
    _listen(conversation.clear, rooms.clear, room, [conversation, line, exchanges])
    return conversation, line, exchanges


def _lookups(rooms: Rooms, room: gr.State, term: str) -> None:
    with gr.Tab("Every mention", elem_id="tab-mentions"):
        _lookup("mentions", "A word or name", term, "Find", rooms.mentions, room)
    with gr.Tab("Check a quote", elem_id="tab-quotation"):
        _lookup("quotation", "The words as you have them", "", "Check", rooms.quotation, room)


def _lookup(
    name: str,
    label: str,
    placeholder: str,
    button: str,
    look_up: Callable[[Room | None, str], str],
    room: gr.State,
) -> None:
    text = gr.Textbox(label=label, placeholder=placeholder, lines=1, max_lines=8, elem_id=f"{name}-text")
    start = gr.Button(button, variant="primary", elem_id=f"{name}-start")
    found = gr.HTML(elem_id=f"{name}-found", apply_default_css=False)
    _listen([text.submit, start.click], look_up, [room, text], found)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
