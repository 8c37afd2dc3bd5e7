"""All that is changed in others' packages, or used of them, beyond what they promise to keep; why, and since when.

Each function says in which version what it touches was found. A part that a later version no longer has stops the
program with a message (``replaced``): a page that fetches for strangers, or grows without end, must not open quietly.
``tests/qa/web/test_patches.py`` sees what each patch is for. What is read of openpyxl below its rows is in
``index/readers/workbook_parts.py``, and what the page's scripts change in the browser in ``stream.js``.
"""

from __future__ import annotations

import asyncio
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import h11
from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol

from index.errors import YinjuError
from qa.web import words

SESSIONS = 500
"""Pages and calls of which something is kept, those used last; an open page looks for news each second, and is."""
HEAD_SECONDS = 20.0
"""In which a connection has to send the head of a request, or twice that."""


class PartMissing(YinjuError):
    pass


def replaced(owner: Any, name: str, value: object) -> Any:  # noqa: ANN401 - others' modules and objects
    """Put a value in the place of a part of gradio, and return what was there.

    :raises PartMissing: where there is no such part, as in a version that this was not written for.
    """
    if not hasattr(owner, name):
        where = getattr(owner, "__name__", type(owner).__name__)
        raise PartMissing(*words.part_missing("gradio", version("gradio"), f"{where}.{name}"))
    before = getattr(owner, name)
    setattr(owner, name, value)
    return before


def take_uploads_only() -> None:
    """Have Gradio refuse what a request names as a file elsewhere, or on this machine, and did not upload.

    It would fetch the one before any call is made, and copy the other. Since gradio 6.31:
    ``processing_utils.async_ssrf_protected_download`` and ``_check_allowed``, which have no setting.
    """
    import gradio as gr
    from gradio import processing_utils
    from gradio.exceptions import InvalidPathError

    async def refuse(url: str, cache_dir: str) -> str:  # noqa: ARG001 - as Gradio calls it
        raise gr.Error(words.NOTHING_FETCHED, print_exception=False)

    def check_quietly(path: str | Path, check_in_upload_folder: bool) -> None:
        try:
            check(path, check_in_upload_folder)
        except InvalidPathError as error:
            raise gr.Error(words.NOTHING_FETCHED, print_exception=False) from error

    replaced(processing_utils, "async_ssrf_protected_download", refuse)
    check = replaced(processing_utils, "_check_allowed", check_quietly)


def style_at_once(sheet: str) -> None:
    """Have the page bring a sheet with it, before the framework has drawn anything; the sheets in its head come later.

    Without it the page is drawn as the framework would have it, and moves when those come. Since gradio 6.31:
    ``routes.templates``, of jinja2's templates, and that the page's begins its head with ``<head>``.
    """
    from gradio import routes

    def source(*asked: Any) -> tuple[str, *tuple[Any, ...]]:  # noqa: ANN401 - as jinja2 calls it
        text, *rest = load(*asked)
        return text.replace("<head>", f"<head>{{% raw %}}<style>{sheet}</style>{{% endraw %}}", 1), *rest

    owner = routes.templates.env.loader if hasattr(routes, "templates") else routes
    load = replaced(owner, "get_source", source)


def count_as_launched(page: Any) -> None:  # noqa: ANN401 - a gradio.Blocks, which has no types
    """Have Gradio check the files that a request names, which it does only of pages that it has launched itself.

    Since gradio 6.31: ``Blocks.has_launched``. Without it any file of this machine counts as uploaded.
    """
    replaced(page, "has_launched", True)


def bound(page: Any) -> None:  # noqa: ANN401 - a gradio.Blocks, which has no types
    """Keep what Gradio keeps of pages and calls in bounds, and have it say in words that its line is full.

    Each call of a program counts as a session: of 10,000 of them Gradio keeps what their page looks like, tens of
    kilobytes each, and for good that they had a call. After each call it makes a table of the last 10,000 and how long
    they took, which nobody looks at: ``/metrics`` says it. Before the page is served. Since gradio 6.31:
    ``Blocks.state_session_capacity``, and of its ``_queue`` what is named here.
    """
    from gradio.utils import LRUCache

    line = page._queue
    replaced(page, "state_session_capacity", SESSIONS)
    replaced(line, "pending_event_ids_session", LRUCache(SESSIONS))
    replaced(line, "ANALYTICS_MAX_EVENTS", 1)
    replaced(line, "ANAYLTICS_CACHE_FREQUENCY", sys.maxsize)  # sic

    async def push_or_say_why(**call: Any) -> tuple[bool, Any, str]:  # noqa: ANN401 - as Gradio calls it
        taken, told, state = await push(**call)
        return taken, words.PAGE_SAYS["busy"] if state == "queue_full" else told, state

    push = replaced(line, "push", push_or_say_why)


def waiting(page: Any) -> int:  # noqa: ANN401 - a gradio.Blocks, which has no types
    """How many calls wait in line. Since gradio 6.31: the length of ``Blocks._queue``."""
    return len(page._queue)


def is_logged_in(request: Request) -> bool:
    """Whether a request comes from the page of someone who has logged in, as Gradio itself tells by its cookie.

    Since gradio 6.31: ``App.tokens`` and ``App.cookie_id``, and how a cookie is called.
    """
    from gradio.routes import App

    page = next((mount.app for mount in request.app.routes if isinstance(getattr(mount, "app", None), App)), None)
    if page is None:
        raise PartMissing(*words.part_missing("gradio", version("gradio"), "routes.App"))
    names = (f"access-token{unsecure}-{page.cookie_id}" for unsecure in ("", "-unsecure"))
    return any(request.cookies.get(name) in page.tokens for name in names if request.cookies.get(name))


class Connection(H11Protocol):
    """One connection, which is closed when it neither asks for anything nor waits for an answer.

    uvicorn waits without end for the head of a first request. Since uvicorn 0.54: the protocol's ``transport``,
    ``loop``, ``conn`` and ``cycle``.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(HEAD_SECONDS, self._look, None)

    def _look(self, seen: object) -> None:
        """Close it where it has been without a request since the last look.

        :param seen: the last request at that time; the first look comes with none.
        """
        if self.transport.is_closing():
            return
        waits = self.conn.their_state is h11.IDLE and (self.cycle is None or self.cycle.response_complete)
        if waits and seen is (self.cycle or self):
            self.transport.close()
            return
        self.loop.call_later(HEAD_SECONDS, self._look, (self.cycle or self) if waits else None)
