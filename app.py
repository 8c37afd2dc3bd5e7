"""The chat in the browser: wiring only.

What is shown is made in ``qa.web``, what is answered in ``qa.assistant``. Gradio takes seconds to import, which --help
and a busy port should not cost, so it is imported by the functions that use it.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import YinjuError
from index.readers.sniffing import ENDINGS
from index.settings import BUNDLED, Settings
from qa.web import address, offline, render, server, words
from qa.web.conversation import Conversation, Message

if TYPE_CHECKING:
    from fastapi import FastAPI

    from qa.web.desk import Desk, View

HERE = Path(__file__).resolve().parent
WEB = HERE / "qa" / "web"
SCRIPTS = ("stream.js", "page.js")
FONTS = ["PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif"]
ASKING = 8
"""Questions answered at the same time; more wait in line."""

# Events show their own progress, and nothing of the page is offered as an API.
QUIET = {"show_progress": "hidden", "api_visibility": "private"}
# What is answered in no time needs no place in the line of the questions.
AT_ONCE = {**QUIET, "queue": False}
LOOK_EVERY = 1.0
"""Seconds after which an open page looks whether there is something new to show."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the chat until it is stopped. Exit status: 0 stopped, 1 failed with a message, 2 wrong usage."""
    options = parse(arguments)
    try:
        serve(options, Settings.load(options.data))
    except YinjuError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line's options; exits with status 2 where they are wrong."""
    parser = argparse.ArgumentParser(prog="app.py", description="引据：在浏览器里向一个文件夹的中文资料提问。")
    parser.add_argument("--host", default="127.0.0.1", help="页面的地址（默认 %(default)s，只有本机能打开）")
    parser.add_argument("--port", type=address.port, default=7860, help="页面的端口（默认 %(default)s）")
    parser.add_argument("--documents", nargs="+", type=Path, metavar="DIR", help="资料文件夹（默认 seeds）")
    parser.add_argument("--data", type=Path, default=Path("data"), help="存放资料库的文件夹（默认 %(default)s）")
    parser.add_argument("--auth", type=address.credentials, metavar="USER:PASSWORD", help="打开页面所需的用户名和密码")
    return parser.parse_args(arguments)


def serve(options: argparse.Namespace, settings: Settings) -> None:
    """Open the library and the page; returns when the server is stopped.

    The port is taken first, so that a busy one is known at once and a browser that comes early waits.

    :raises YinjuError: when the port cannot be had or the library cannot be opened.
    """
    started = time.monotonic()
    # Millions of objects are made while modules and the model load, and none become garbage: looking for some takes
    # a seventh of the start.
    gc.disable()
    with address.listen(options.host, options.port) as listener:
        if not (options.auth or address.is_loopback(options.host)):
            print(words.OPEN_TO_NETWORK, file=sys.stderr)
        print(words.STARTING, flush=True)
        offline.isolate(hub=settings.encoder != BUNDLED)
        desk = open_desk(settings, options.documents or [default_documents()])
        # Waiting comes first: built while the model loads in its thread, the page makes both slower.
        desk.wait(started)
        web = build(desk, options.auth)
        gc.freeze()
        gc.enable()
        print(words.opened(address.url(listener)), flush=True)
        try:
            server.run(web, listener)
        finally:
            if desk.upkeep.work.running:
                print(words.CLOSING, flush=True)
            desk.close()


def default_documents() -> Path:
    """``seeds`` where one started the program, or else the one that came with it."""
    here = Path("seeds")
    return here if here.is_dir() else HERE / "seeds"


def open_desk(settings: Settings, folders: Sequence[Path]) -> Desk:
    """The library and its assistant, with a first sync begun; the model is loaded meanwhile."""
    import gradio  # noqa: F401 - before the thread that imports the model's libraries: two threads import no faster

    from index.library import Library
    from qa.assistant import Assistant
    from qa.suggest import examples
    from qa.web.desk import Desk

    library = Library.open(settings)
    desk = Desk(library, Assistant(library), folders, examples)
    desk.upkeep.start()
    desk.attend()
    return desk


def build(desk: Desk, auth: tuple[str, str] | None) -> FastAPI:
    """The page as a web application that keeps to this machine."""
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware import Middleware

    web: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None, middleware=[Middleware(offline.StayHere)]),
        layout(desk),
        path="/",
        app_kwargs={"openapi_url": None},
        auth=auth,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=desk.largest_upload,
        ssr_mode=False,
        theme=gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=FONTS, font_mono=["monospace"]),
        css_paths=[WEB / "style.css"],
        head="".join(f"<script>{(WEB / name).read_text(encoding='utf-8')}</script>" for name in SCRIPTS),
    )
    return web


def layout(desk: Desk) -> Any:  # noqa: ANN401 - a gradio.Blocks, which has no types
    """The parts of the page, wired."""
    import gradio as gr

    with gr.Blocks(title=words.TITLE, fill_height=True, analytics_enabled=False) as page:
        with gr.Row(elem_id="top"):
            gr.HTML(render.masthead(), elem_id="masthead")
            fresh = gr.Button(words.NEW_CONVERSATION, size="sm")
            again = gr.Button(words.REINDEX, size="sm")
            stop = gr.Button(words.STOP, size="sm", visible=False, elem_id="stop")
        shelf = gr.HTML(elem_id="shelf")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(words.TAB_ASK, id="ask"):
                chat = gr.Chatbot(
                    label=words.CONVERSATION, show_label=False, container=False, scale=1, elem_id="chat",
                    autoscroll=False, buttons=[], latex_delimiters=[], allow_tags=False, placeholder=render.welcome(),
                )  # fmt: skip
                examples = gr.Dataset(
                    label=words.EXAMPLES, components=["textbox"], samples=[], visible=False, elem_id="examples"
                )
                box = gr.Textbox(
                    label=words.ASK_LABEL, show_label=False, container=False, placeholder=words.ASK_PLACEHOLDER,
                    submit_btn=words.ASK_BUTTON, max_lines=6, elem_id="ask",
                )  # fmt: skip
            with gr.Tab(words.TAB_FILES, id="files", elem_id="files"):
                upload = gr.File(
                    label=words.UPLOAD, file_count="multiple", file_types=sorted(ENDINGS), height=150, elem_id="upload"
                )
                with gr.Row(visible=False, elem_id="removal") as removal:
                    question = gr.HTML()
                    confirm = gr.Button(words.CONFIRM, variant="stop", size="sm")
                    cancel = gr.Button(words.CANCEL, size="sm")
                catalogue = gr.HTML(elem_id="catalogue", js_on_load=(WEB / "catalogue.js").read_text(encoding="utf-8"))
                preview = gr.HTML(elem_id="preview", js_on_load='watch("value", () => element.scrollIntoView())')
        wire_chat(desk, chat, box, examples, fresh)
        wire_files(desk, upload, catalogue, preview, (removal, question, confirm, cancel))
        again.click(desk.upkeep.start, None, None, **AT_ONCE)
        stop.click(desk.upkeep.stop, None, None, **AT_ONCE)
        wire_view(desk, page, [shelf, examples, again, stop, catalogue])
    return page


def wire_files(desk: Desk, upload: Any, catalogue: Any, preview: Any, asking: tuple[Any, Any, Any, Any]) -> None:  # noqa: ANN401
    """Upload, preview and removal. ``asking`` is the row with the question before a removal and its two buttons."""
    import gradio as gr

    removal, question, confirm, cancel = asking
    chosen = gr.State("")

    def act(event: gr.EventData) -> tuple[Any, Any, Any, str]:
        action, path = str(event.action), str(event.file)
        if action == "remove" and desk.uploads.holds(path):
            return "", gr.Row(visible=True), render.notice(words.removing(Path(path).name)), path
        return desk.preview(path), gr.Row(visible=False), "", ""

    # Gradio tells by the type that an event is wanted; the name is local, so the annotation alone says nothing.
    act.__annotations__["event"] = gr.EventData

    def receive(files: list[str]) -> None:
        desk.receive(files)

    def remove(path: str) -> Any:  # noqa: ANN401
        desk.remove(path)
        return gr.Row(visible=False)

    catalogue.click(act, None, [preview, removal, question, chosen], trigger_mode="multiple", **AT_ONCE)
    upload.upload(receive, upload, upload, **AT_ONCE)
    confirm.click(remove, chosen, removal, **AT_ONCE)
    cancel.click(lambda: gr.Row(visible=False), None, removal, **AT_ONCE)


def wire_chat(desk: Desk, chat: Any, box: Any, examples: Any, fresh: Any) -> None:  # noqa: ANN401
    """Questions, typed or chosen, go to the desk; each page has a conversation of its own."""
    import gradio as gr

    def ask(text: str, conversation: Conversation) -> Iterator[tuple[Any, list[Message]]]:
        emptied = ""
        for messages in desk.ask(text, conversation):
            yield emptied, messages
            emptied = gr.skip()  # what is typed while the answer is on its way stays

    def ask_example(example: list[str], conversation: Conversation) -> Iterator[list[Message]]:
        yield from desk.ask(example[0], conversation)

    def abandon(conversation: Conversation) -> list[Message]:
        conversation.abandon()
        return conversation.messages()

    def clear(conversation: Conversation) -> list[Message]:
        conversation.clear()
        return conversation.messages()

    conversation = gr.State(Conversation())
    for event in (
        box.submit(ask, [box, conversation], [box, chat], concurrency_limit=ASKING, **QUIET),
        examples.click(ask_example, [examples, conversation], chat, concurrency_limit=ASKING, **QUIET),
    ):
        event.failure(abandon, conversation, chat, **QUIET)
    fresh.click(clear, conversation, chat, **QUIET)


def wire_view(desk: Desk, page: Any, outputs: list[Any]) -> None:  # noqa: ANN401
    """``outputs`` (figures, examples, two buttons, table) follow the library and its upkeep, whoever moves them."""
    import gradio as gr

    def show(before: View | None) -> tuple[Any, ...]:
        view = desk.view(before)

        def news(of: Callable[[View], object], shown: Callable[[], Any]) -> Any:  # noqa: ANN401
            return gr.skip() if before is not None and of(before) == of(view) else shown()

        running, samples = view.work.running, [[example] for example in view.examples]
        return (
            news(lambda it: (it.work, it.news, it.status), lambda: desk.shelf(view)),
            news(lambda it: it.examples, lambda: gr.Dataset(samples=samples, visible=bool(samples))),
            news(lambda it: it.work.running, lambda: gr.Button(interactive=not running)),
            news(lambda it: it.work.running, lambda: gr.Button(visible=running)),
            news(lambda it: (it.status, it.uploads), lambda: desk.catalogue(view)),
            view,
        )

    shown = gr.State(None)
    page.load(show, shown, [*outputs, shown], **AT_ONCE)
    gr.Timer(LOOK_EVERY).tick(show, shown, [*outputs, shown], **AT_ONCE)


if __name__ == "__main__":
    sys.exit(main())
