"""Keeping the program and the browser away from networks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from qa.web import words

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio compiles its templates in the browser, hence 'unsafe-eval'. What counts here is that no other host is named.
POLICY = (
    b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; form-action 'self'"
)


def isolate(*, hub: bool) -> None:
    """Tell the libraries imported after this call to fetch and report nothing; with ``hub`` a model may be fetched."""
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
    if not hub:
        os.environ["HF_HUB_OFFLINE"] = "1"


def fetch_nothing() -> None:
    """Have Gradio refuse what a request names as a file elsewhere, which it would fetch before any call is made."""
    import gradio as gr
    from gradio import processing_utils

    async def refuse(url: str, cache_dir: str) -> str:  # noqa: ARG001 - as Gradio calls it
        raise gr.Error(words.NOTHING_FETCHED, print_exception=False)

    processing_utils.async_ssrf_protected_download = refuse


class StayHere:
    """Middleware: every response tells the browser to load nothing from anywhere else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (b"content-security-policy", POLICY)]
            await send(message)

        await self._app(scope, receive, guarded)
