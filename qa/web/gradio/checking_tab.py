"""The tab that checks a text: wiring only. All of it happens in its script, which asks the functions here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr

from qa.web import words
from qa.web.checking.form import form
from qa.web.checking.service import CheckService
from qa.web.gradio.parts import read


def show_checking(service: CheckService, documents: Callable[[], list[dict[str, str]]]) -> None:
    """The tab, among those of the page.

    :param documents: those that can be checked against.
    """

    def begin(sent: Mapping[str, Any]) -> dict[str, str]:
        return service.begin(sent)

    def look(identity: str) -> dict[str, Any]:
        return service.look(str(identity))

    def beside(wanted: Mapping[str, Any]) -> str:
        return service.beside(str(wanted["id"]), int(wanted["number"]))

    def stop(identity: str) -> None:
        service.stop(str(identity))

    def export(wanted: Mapping[str, Any]) -> dict[str, str]:
        return service.export(str(wanted["id"]), str(wanted["form"]))

    def documents_(_: None) -> list[dict[str, str]]:
        return documents()

    documents_.__name__ = "documents"  # by which the script asks for it
    functions = [begin, look, beside, stop, export, documents_]
    with gr.Tab(words.CHECKING.tab, id="check", elem_id="check"):
        gr.HTML(form(), elem_id="checking", js_on_load=read("checking/checking.js"), server_functions=functions)
