"""The parts of the page and what happens when they are used: wiring only.

Imported when the page is built: Gradio takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import gradio as gr

from index.errors import YinjuError
from qa.evaluation.judgements import Verdict
from qa.web import exports, links, source, words
from qa.web.conversation import Conversation, Message
from qa.web.documents_menu import documents_menu
from qa.web.gradio import checking_tab, files, frame, summary
from qa.web.gradio.parts import AT_ONCE, QUIET, read

if TYPE_CHECKING:
    from qa.web.api import Call
    from qa.web.chat_service import Desk
    from qa.web.checking.service import CheckService
    from qa.web.summaries import Summaries
    from qa.web.view import View

SOURCE_SCRIPTS = (
    "source_head.js", "source_find.js", "source_pages.js", "source_place.js", "preview.js", "source.js",
)  # fmt: skip
ASKING, WAITING = 8, 64
"""Questions answered at the same time, and those that may wait in line; who comes then is told to come again."""

KEPT = "() => conversations.payload()"
"""The open conversation as the browser keeps it, in place of an event's input."""
LOOK_EVERY, LOOK_EVERY_IDLE = 1.0, 10.0
"""Seconds after which an open page looks whether there is something new to show: while there is work, and else."""


def layout(desk: Desk, checks: CheckService, summaries: Summaries | None) -> Any:  # noqa: ANN401 - a gradio.Blocks
    """The parts of the page, wired."""
    with gr.Blocks(title=words.TITLE, fill_height=True, analytics_enabled=False) as page:
        page.queue(max_size=WAITING)
        for call in desk.calls.all():  # before the page's own events, one of which is called ask too
            gr.api(in_words(call), api_name=call.__name__, concurrency_limit=ASKING)
        with gr.Row(elem_id="top"):
            gr.HTML(frame.masthead(), elem_id="masthead")
            with gr.Row(elem_id="doing"):
                fresh = gr.Button(words.NEW_CONVERSATION, size="sm")
                show_export()
        history = gr.HTML(frame.history(), elem_id="history", js_on_load=read("history.js"))
        shelf = gr.HTML(elem_id="shelf")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(words.TAB_ASK, id="ask"):
                chat = gr.Chatbot(
                    label=words.CONVERSATION, show_label=False, container=False, scale=1, elem_id="chat",
                    autoscroll=False, buttons=[], latex_delimiters=[], allow_tags=False, placeholder=frame.welcome(),
                )  # fmt: skip
                examples = gr.Dataset(
                    label=words.EXAMPLES, components=["textbox"], samples=[], visible=False, elem_id="examples"
                )
                summary.show_place(summaries)
                gr.HTML(frame.editing(), elem_id="editing", js_on_load=read("editing.js"))
                with gr.Row(elem_id="line"):
                    show_scope(desk)
                    gr.HTML(frame.working(), elem_id="working", js_on_load=read("counting.js"))
                with gr.Row(elem_id="asking"):
                    box = gr.Textbox(
                        label=words.ASK_LABEL, show_label=False, container=False, placeholder=words.ASK_PLACEHOLDER,
                        submit_btn=words.ASK_BUTTON, max_lines=6, elem_id="ask",
                    )  # fmt: skip
                    halt = gr.Button(words.HALT, size="sm", elem_id="halt")
                    gr.HTML(frame.skip("answer", words.TO_ANSWER), elem_id="to-answer", js_on_load=read("keyboard.js"))
            checking_tab.show_checking(checks, desk.documents)
            with gr.Tab(words.TAB_FILES, id="files", elem_id="files"):
                with gr.Row(elem_id="upkeep"):
                    again = gr.Button(words.REINDEX, size="sm", visible=not desk.read_only)
                    stop = gr.Button(words.STOP, size="sm", visible=False, elem_id="stop")
                version, changes = files.show(desk)
        show_source(desk)
        kept, stops = wire_chat(desk, page, chat, (box, examples), (fresh, halt, history))
        summary.wire_summary(summaries, kept, chat, KEPT, stops)
        look = wire_view(desk, page, [shelf, examples, again, stop, version])
        if not desk.read_only:
            show_feedback(desk)
            started = again.click(desk.upkeep.start, None, None, **AT_ONCE)
            for change in (*changes, started, stop.click(desk.upkeep.stop, None, None, **AT_ONCE)):
                look(change)
    return page


def in_words(call: Call) -> Call:
    """As a call; what cannot be done is told to its caller."""

    @wraps(call)
    def told(*arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - as they came, which the call checks
        try:
            return call(*arguments)
        except YinjuError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return told


def show_source(desk: Desk) -> None:
    """The source view, which is wired in the browser: its script asks for a document when a link to one is followed."""

    def read_document(identity: str) -> dict[str, Any]:
        return desk.sources.read(str(identity))

    def read_pages(identity: str) -> dict[str, Any]:
        return desk.sources.pages(str(identity))

    def read_boxes(wanted: dict[str, Any]) -> dict[str, Any]:
        quote, marked = links.spans_of(wanted["quote"]), links.spans_of(wanted["words"])
        return desk.sources.boxes(str(wanted["id"]), int(wanted["number"]), quote, marked)

    def read_folds(_: None) -> str:
        return source.folds()

    calls = [read_document, read_pages, read_boxes, read_folds]
    script = "\n".join(map(read, SOURCE_SCRIPTS))
    gr.HTML(source.frame(), elem_id="source", js_on_load=script, server_functions=calls)


def show_export() -> None:
    """The menu that hands over the open conversation, wired in the browser as well."""

    def export(wanted: dict[str, Any]) -> dict[str, str]:
        return exports.export(wanted["conversation"], str(wanted["form"]), str(wanted.get("address", "")))

    gr.HTML(frame.export_menu(), elem_id="export", js_on_load=read("exporting.js"), server_functions=[export])


def show_scope(desk: Desk) -> None:
    """The menu of documents to ask, which its script fills with those there are when it is opened."""

    def documents(_: None) -> list[dict[str, str]]:
        return desk.documents()

    menu = documents_menu(words.SCOPE_SAYS["prefix"])
    gr.HTML(menu, elem_id="scope", js_on_load=read("scope.js"), server_functions=[documents])


def show_feedback(desk: Desk) -> None:
    """What people say of answers, wired in the browser."""

    def judge(said: dict[str, Any]) -> None:
        desk.judge(said["conversation"], Verdict(said["verdict"]), str(said["right"]))

    gr.HTML(frame.feedback(), elem_id="feedback", js_on_load=read("feedback.js"), server_functions=[judge])


def wire_chat(desk: Desk, page: Any, chat: Any, asking: tuple[Any, Any], turning: tuple[Any, Any, Any]) -> Any:  # noqa: ANN401
    """Questions go to the desk with the exchanges before them, which the browser keeps.

    Returns the event of keeping, and those at which what is written under the last answer is given up.

    ``asking`` are the box and the examples; ``turning`` the buttons that begin a new conversation and stop an answer,
    and the list of conversations.
    """
    (box, examples), (fresh, halt, history) = asking, turning
    sent, settled = gr.JSON(visible=False), gr.JSON(visible=False)

    def ask(text: str, kept: dict[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
        conversation = Conversation.recall(kept)
        emptied = ""
        for messages in desk.ask(text, conversation, str(kept.get("key", ""))):
            yield emptied, messages, gr.skip()
            emptied = gr.skip()  # what is typed while the answer is on its way stays
        yield gr.skip(), gr.skip(), conversation.keep()

    def show(kept: dict[str, Any]) -> tuple[list[Message], Any]:
        return Conversation.recall(kept).messages(), suggestions(words.EXAMPLES, desk.upkeep.examples)

    def suggest(kept: dict[str, Any]) -> Any:  # noqa: ANN401
        return suggestions(words.NEXT, desk.follow_ups(kept))

    def abandon(kept: dict[str, Any]) -> list[Message]:
        conversation = Conversation.recall(kept)
        if conversation.is_open:
            conversation.fail(words.UNEXPECTED)
        return conversation.messages()

    def stop(kept: dict[str, Any]) -> tuple[list[Message], Any]:
        desk.give_up(str(kept.get("stopped", "")))
        return show(kept)

    asked = box.submit(
        ask, [box, sent], [box, chat, settled], js="(text, _) => [text, conversations.begin(text)]",
        concurrency_limit=ASKING, trigger_mode="multiple", **QUIET,
    )  # fmt: skip
    asked.failure(abandon, sent, chat, js=KEPT, **QUIET)
    kept = asked.success(None, settled, None, js="(kept) => conversations.settle(kept)", **AT_ONCE)
    kept.then(suggest, sent, examples, js=KEPT, **AT_ONCE)
    shown = [chat, examples]
    fresh.click(show, sent, shown, js="() => conversations.startAnew()", **AT_ONCE)
    halt.click(stop, sent, shown, js="() => conversations.giveUp()", **AT_ONCE)
    history.click(show, sent, shown, js=KEPT, trigger_mode="always_last", **AT_ONCE)
    history.expand(show, sent, shown, js="() => conversations.showEarlier()", **AT_ONCE)
    page.load(show, sent, shown, js=KEPT, **AT_ONCE)
    return kept, (box.submit, fresh.click, halt.click, history.click, history.expand)


def suggestions(label: str, questions: Sequence[str]) -> Any:  # noqa: ANN401 - a gradio.Dataset
    """Questions to click, none at all where there are none."""
    return gr.Dataset(label=label, samples=[[question] for question in questions], visible=bool(questions))


def wire_view(desk: Desk, page: Any, outputs: list[Any]) -> Callable[[Any], None]:  # noqa: ANN401
    """``outputs`` (figures, examples, two buttons, the table's version) follow the library and its upkeep.

    Returns what has them follow an event at once, without waiting for the next look.
    """

    def show(before: View | None) -> tuple[Any, ...]:
        view = desk.view(before)

        def news(of: Callable[[View], object], shown: Callable[[], Any]) -> Any:  # noqa: ANN401
            return gr.skip() if before is not None and of(before) == of(view) else shown()

        running = view.work.running
        return (
            news(lambda it: (it.work, it.news, it.status), lambda: desk.shelf(view)),
            news(lambda it: it.examples, lambda: suggestions(words.EXAMPLES, view.examples)),
            news(lambda it: it.work.running, lambda: gr.Button(interactive=not running)),
            news(lambda it: it.work.running, lambda: gr.Button(visible=running and not desk.read_only)),
            news(lambda it: (it.status, it.uploads), lambda: desk.version(view)),
            news(lambda it: it.work.running, lambda: gr.Timer(LOOK_EVERY if running else LOOK_EVERY_IDLE)),
            view,
        )

    shown, timer = gr.State(None), gr.Timer(LOOK_EVERY_IDLE)
    all_of_it = [*outputs, timer, shown]
    page.load(show, shown, all_of_it, **AT_ONCE)
    timer.tick(show, shown, all_of_it, **AT_ONCE)
    return lambda event: event.then(show, shown, all_of_it, **AT_ONCE)
