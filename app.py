"""The chat in the browser: wiring only.

What is shown is made in ``qa.web``, what is answered in ``qa.assistant``. Gradio takes seconds to import, which --help
and a busy port should not cost, so it is imported by the functions that use it.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import YinjuError
from index.settings import BUNDLED, Settings
from qa.web import address, offline, server, words

if TYPE_CHECKING:
    from fastapi import FastAPI

    from qa.web.desk import Desk

HERE = Path(__file__).resolve().parent
FONTS = ["PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the chat until it is stopped. Exit status: 0 stopped, 1 failed with a message, 2 wrong usage."""
    options = parse(arguments)
    words.speak(options.language)
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
    parser = argparse.ArgumentParser(
        prog="app.py", description="引据：在浏览器里向一个文件夹的中文资料提问。", epilog=words.FOR_PROGRAMS
    )
    parser.add_argument("--host", default="127.0.0.1", help="页面的地址（默认 %(default)s，只有本机能打开）")
    parser.add_argument("--port", type=address.port, default=7860, help="页面的端口（默认 %(default)s）")
    parser.add_argument("--documents", nargs="+", type=Path, metavar="DIR", help="资料文件夹（默认 seeds）")
    parser.add_argument("--data", type=Path, default=Path("data"), help="存放资料库的文件夹（默认 %(default)s）")
    parser.add_argument("--auth", type=address.credentials, metavar="USER:PASSWORD", help="打开页面所需的用户名和密码")
    parser.add_argument("--language", choices=["zh", "en"], default="zh", help="界面的语言（默认中文）")
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
    from qa.suggest import examples, follow_ups
    from qa.web.desk import Desk

    library = Library.open(settings)
    desk = Desk(library, Assistant(library), folders, examples, follow_ups)
    desk.upkeep.start()
    desk.attend()
    return desk


def build(desk: Desk, auth: tuple[str, str] | None) -> FastAPI:
    """The page as a web application that keeps to this machine."""
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware import Middleware

    from qa.web import page

    offline.fetch_nothing()
    web: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None, middleware=[Middleware(offline.StayHere)], **tools(desk, auth)),
        page.layout(desk),
        path="/",
        app_kwargs={"openapi_url": None},
        auth=auth,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=desk.largest_upload,
        ssr_mode=False,
        theme=gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=FONTS, font_mono=["monospace"]),
        head=page.head(),
    )
    return web


def tools(desk: Desk, auth: tuple[str, str] | None) -> dict[str, Any]:
    """What has a web application offer the calls for programs as MCP tools; nothing without the package for that."""
    from qa.web.page import ASKING

    try:
        from qa.web.tools import Tools
    except ImportError:  # also where the package is another than the extra asks for
        return {}
    offered = Tools(desk.calls, auth, ASKING)
    return {"routes": offered.routes, "lifespan": offered.lifespan}


if __name__ == "__main__":
    sys.exit(main())
