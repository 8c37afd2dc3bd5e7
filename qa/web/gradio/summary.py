"""Prose under the last answer: wiring only. An event of its own, so that the answer stands whatever comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from qa.web import render, words
from qa.web.gradio.parts import AT_ONCE, QUIET
from qa.web.summaries import AT_ONCE as AT_ONCE_WRITTEN
from qa.web.summaries import Summaries

KEEP = "(kept) => kept && conversations.settle(kept, true)"


def show_place(summaries: Summaries | None) -> None:
    """A line that says where questions and quotes are sent; nothing where nobody writes."""
    if summaries:
        gr.HTML(render.notice(words.WRITER.format(summaries.place)), elem_id="writer")


def wire_summary(
    summaries: Summaries | None,
    settled: Any,  # noqa: ANN401 - gradio's, as the next
    chat: Any,  # noqa: ANN401
    kept: str,
    stops: Sequence[Any],
) -> None:
    """Begin a summary when an answer has been kept by the browser; nothing where nobody writes.

    :param settled: the event behind which the answer is kept.
    :param kept: the script that gives the open conversation.
    :param stops: the events that give a summary up, each as it is listened for.
    """
    if summaries is None:
        return
    follow = summaries.follow
    sent, made = gr.JSON(visible=False), gr.JSON(visible=False)

    def summarize(conversation: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        yield gr.skip(), None
        for shown in follow(conversation):
            yield gr.skip() if shown.messages is None else shown.messages, shown.kept or gr.skip()

    written = settled.then(summarize, sent, [chat, made], js=kept, concurrency_limit=AT_ONCE_WRITTEN, **QUIET)
    written.success(None, made, None, js=KEEP, **AT_ONCE)
    for stop in stops:
        stop(None, None, None, cancels=[written], **AT_ONCE)
