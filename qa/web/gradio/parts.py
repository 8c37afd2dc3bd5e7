"""What the page is built from: its sheets and scripts, and how its events behave."""

from __future__ import annotations

from pathlib import Path

from qa.web import words

WEB = Path(__file__).resolve().parents[1]
SHEETS = (
    "style.css", "chat.css", "frame.css", "asking.css", "documents.css", "history.css", "source.css",
    "checking/checking.css", "print.css",
)  # fmt: skip
GROUND = {
    "body_background_fill": "#f6f5f1", "body_background_fill_dark": "#131615",
    "body_text_color": "#1d2421", "body_text_color_dark": "#e8ebe8",
}  # fmt: skip
"""What the framework writes into the page itself: ``--ground`` and ``--ink`` of ``style.css``, so that nothing flashes
when that comes."""
FIRST = "first.css"
"""What the page brings with it, before its head is read."""
SCRIPTS = (
    "stream.js", "keeping.js", "conversations.js", "viewport.js", "toasts.js", "page.js",
    "documents_menu.js", "acts.js",
)  # fmt: skip

# Events show their own progress, and nothing of the page itself is offered as an API.
QUIET = {"show_progress": "hidden", "api_visibility": "private"}
# What is answered in no time needs no place in the line of the questions, nor what nobody waits for.
AT_ONCE = {**QUIET, "queue": False}


def head(*, read_only: bool) -> str:
    """What stands in the page's head: its sheets and scripts; of a page to read only, one sheet more.

    Sheets given to the framework would stand below its own elements, where they cannot say how those give way.
    """
    language = f'document.documentElement.lang = "{words.LANGUAGE}";'
    scripts = "".join(f"<script>{script}</script>" for script in (language, *map(read, SCRIPTS)))
    names = (*SHEETS, "readonly.css") if read_only else SHEETS
    sheets = "".join(f"<style>{read(name)}</style>" for name in names)
    return f"{sheets}{scripts}"


def read(name: str) -> str:
    """A script or a sheet of the page."""
    return (WEB / name).read_text(encoding="utf-8")
