"""The documents tab: what is brought, what is removed, and the table of all; wiring only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web import render, words
from qa.web.gradio import frame
from qa.web.gradio.parts import AT_ONCE, read

if TYPE_CHECKING:
    from qa.web.catalogue import File
    from qa.web.chat_service import Desk


def show(desk: Desk) -> tuple[Any, list[Any]]:
    """Upload, removal with a question before it, and the table; a page to read only has the table alone.

    Returns what says of which state the table is, and the events that change what is in it.
    """
    shown = not desk.read_only
    upload = gr.File(label=words.UPLOAD, file_count="multiple", height=84, elem_id="upload", visible=shown)
    gr.HTML(frame.bringing(desk.largest_upload), elem_id="bringing", visible=shown, js_on_load=read("bringing.js"))
    refused = gr.HTML(elem_id="refused", visible=shown)
    with gr.Row(visible=False, elem_id="removal") as removal:
        question = gr.HTML()
        confirm = gr.Button(words.CONFIRM, variant="stop", size="sm")
        cancel = gr.Button(words.CANCEL, size="sm")

    def files(_: None) -> list[File]:
        return desk.files()

    version = gr.HTML(elem_id="version")
    catalogue = gr.HTML(
        frame.catalogue(), elem_id="catalogue", js_on_load=read("catalogue.js"), server_functions=[files]
    )
    if not shown:
        return version, []
    return version, wire(desk, (upload, refused), catalogue, (removal, question, confirm, cancel))


def wire(desk: Desk, bringing: tuple[Any, Any], catalogue: Any, asking: tuple[Any, Any, Any, Any]) -> list[Any]:  # noqa: ANN401
    """Upload and removal.

    ``bringing`` are the place for uploads and the one that says what was not taken; ``asking`` the row with the
    question before a removal, that question, and its two buttons.
    """
    (upload, refused), (removal, question, confirm, cancel) = bringing, asking
    chosen = gr.State("")

    def offer(event: gr.EventData) -> tuple[Any, str, str]:
        path = str(event.file)
        if not desk.can_remove(path):
            return gr.Row(visible=False), "", ""
        return gr.Row(visible=True), render.notice(words.removing(Path(path).name)), path

    def receive(files: list[str]) -> tuple[None, str]:
        return None, desk.receive(files)

    def remove(path: str) -> tuple[Any, str]:
        said = desk.remove(path)
        return gr.Row(visible=False), said

    catalogue.click(offer, None, [removal, question, chosen], trigger_mode="multiple", **AT_ONCE)
    cancel.click(lambda: gr.Row(visible=False), None, removal, **AT_ONCE)
    return [
        upload.upload(receive, upload, [upload, refused], **AT_ONCE),
        confirm.click(remove, chosen, [removal, refused], **AT_ONCE),
    ]
