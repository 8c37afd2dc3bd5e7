"""The chat in the browser: wiring only.

What is shown is made in ``qa.web``, what is answered in ``qa.assistant``. Gradio takes seconds to import, which --help
and a busy port should not cost, so it is imported by the functions that use it.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import YinjuError
from index.program import command, in_parts
from index.settings import BUNDLED, Settings
from index.storage.server.address import HELP
from qa.web import patches, words
from qa.web.gradio import bounds, offline
from qa.web.serving import address, secrecy, server
from qa.web.serving.passwords import Passwords, taken_from_environment

if TYPE_CHECKING:
    from fastapi import FastAPI

    from index.commands.commandline import CommandLine
    from qa.web.chat_service import Desk
    from qa.web.checking.service import CheckService
    from qa.web.serving.logins import Logins
    from qa.web.summaries import Summaries

DESCRIPTION = "在浏览器里向一个文件夹的中文资料提问"
HERE = Path(__file__).resolve().parent
FONTS = ["PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif"]


@dataclass(frozen=True)
class Extras:
    """What the page offers besides asking: texts checked, and summaries where somebody writes them."""

    checks: CheckService
    summaries: Summaries | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the chat until it is stopped. Exit status: 0 stopped, 1 failed with a message, 2 wrong usage."""
    with in_parts():
        options = parse(arguments)
        try:
            return chat(Settings.load(options.data, options.library), options)
        except YinjuError as error:
            print(error, file=sys.stderr)
            return 1


def add_command(commands: CommandLine) -> None:
    """Have a program offer the chat."""
    add_options(commands.add_bare("chat", chat, DESCRIPTION))


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line's options; exits with status 2 where they are wrong."""
    parser = argparse.ArgumentParser(prog="app.py", description=f"引据：{DESCRIPTION}。")
    add_options(parser)
    return parser.parse_args(arguments)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the chat's options."""
    parser.epilog = words.FOR_PROGRAMS
    parser.allow_abbrev = False  # so that a password on the command line is found by its option's name
    parser.add_argument("--host", default="127.0.0.1", help="页面的地址（默认 %(default)s，只有本机能打开）")
    parser.add_argument("--port", type=address.port, default=7860, help="页面的端口（默认 %(default)s）")
    parser.add_argument("--documents", nargs="+", type=Path, metavar="DIR", help="资料文件夹（默认 seeds）")
    parser.add_argument("--data", type=Path, default=Path("data"), help="存放资料库的文件夹（默认 %(default)s）")
    parser.add_argument("--library", metavar="地址", help=HELP)
    protection = parser.add_mutually_exclusive_group()
    protection.add_argument(
        "--auth", type=address.credentials, metavar="USER:PASSWORD",
        help=f"打开页面所需的用户名和密码；更好的办法：{command('qa', 'password')} 用户名，或环境变量 YINJU_AUTH",
    )  # fmt: skip
    protection.add_argument("--no-auth", action="store_true", help="对网络开放（--host）也不要密码")
    parser.add_argument("--read-only", action="store_true", help="只供提问和阅读：不能上传、移除、重新索引、评对错")
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="名字", help="页面还可以用这个名字打开，可以写几次"
    )
    parser.add_argument(
        "--root-path", type=address.root_path, default="", metavar="路径",
        help="页面在反向代理后面的路径，如 /yinju（代理转来时去掉它）",
    )  # fmt: skip
    parser.add_argument("--language", choices=["zh", "en"], default="zh", help="界面的语言（默认中文）")


def chat(settings: Settings, options: argparse.Namespace) -> int:
    """Serve the chat until Ctrl+C, which gives 0.

    :raises YinjuError: as ``find_passwords`` and ``serve``.
    """
    if options.auth:
        secrecy.hide_password()
    words.speak(options.language)
    with contextlib.suppress(KeyboardInterrupt):
        serve(options, settings, find_passwords(options))
    return 0


def find_passwords(options: argparse.Namespace) -> Passwords:
    """Who may open the page: those of the data folder, the environment and the command line; none for everyone.

    :raises YinjuError: when the page would be open to a network without a password, and nobody said that it should.
    """
    of_environment = taken_from_environment()
    if options.no_auth:
        return Passwords({})
    found = Passwords.load(options.data)
    for given in (of_environment, options.auth):
        if given:
            found.put(*given)
    if not found and not address.is_loopback(options.host):
        raise address.AddressError(words.OPEN_WITHOUT_LOGIN, words.HOW_TO_SET_ONE.format(command("qa", "password")))
    return found


def serve(options: argparse.Namespace, settings: Settings, passwords: Passwords) -> None:
    """Open the library and the page; returns when the server is stopped.

    The port is taken first, so that a busy one is known at once and a browser that comes early waits.

    :raises YinjuError: when the port cannot be had or the library cannot be opened.
    """
    started = time.monotonic()
    # Millions of objects are made while modules and the model load, and none become garbage: looking for some takes
    # a seventh of the start.
    gc.disable()
    bounds.share_memory()
    with address.listen(options.host, options.port) as listener:
        loopback = address.is_loopback(options.host)
        if not (passwords or loopback):
            print(words.OPEN_TO_NETWORK, file=sys.stderr)
        print(words.STARTING, flush=True)
        offline.isolate(settings.incoming, hub=settings.encoder != BUNDLED)
        desk, extras = open_desk(settings, options.documents or [default_documents()], read_only=options.read_only)
        import gradio  # noqa: F401 - seconds, in which the model loads in its thread

        desk.wait(started)
        web = build(desk, extras, passwords, options.allow_host, loopback=loopback, root=options.root_path)
        gc.freeze()
        gc.enable()
        print(words.opened(address.url(listener)), flush=True)
        try:
            server.run(web, listener)
        finally:
            if desk.upkeep.work.running:
                print(words.CLOSING, flush=True)
            extras.checks.close()
            desk.close()


def default_documents() -> Path:
    """``seeds`` where one started the program, or else the one that came with it."""
    here = Path("seeds")
    return here if here.is_dir() else HERE / "seeds"


def open_desk(settings: Settings, folders: Sequence[Path], *, read_only: bool) -> tuple[Desk, Extras]:
    """The library and its assistant, with a first sync begun; the model is loaded meanwhile.

    :raises YinjuError: when the library cannot be opened, or the writer's key cannot be sent.
    """
    from index.library import Library
    from qa.assistant import Assistant
    from qa.checking.markdown_export import as_markdown
    from qa.checking.word_export import as_word
    from qa.suggesting.questions import examples, follow_ups
    from qa.web.chat_service import Desk
    from qa.web.checking.service import CheckService
    from qa.web.summaries import Summaries
    from qa.writing.client import VARIABLE
    from qa.writing.summarizing import Summarizer

    library = Library.open(settings)
    assistant = Assistant(library)
    desk = Desk(library, assistant, folders, examples, follow_ups, read_only=read_only)
    summarizer = Summarizer.of(desk.calls.checker)
    os.environ.pop(VARIABLE, None)  # the programs that this one starts read strangers' files, and need no key
    desk.upkeep.start()
    desk.attend()
    if summarizer:
        desk.calls.summarize = summarizer.summarized
    summaries = Summaries(summarizer.summarized, summarizer.place) if summarizer else None
    forms = {"docx": as_word, "md": lambda checked: as_markdown(checked).encode("utf-8", "replace")}
    return desk, Extras(CheckService(desk.calls.checker, forms), summaries)


def build(
    desk: Desk, extras: Extras, passwords: Passwords, names: Collection[str], *, loopback: bool, root: str
) -> FastAPI:
    """The page as a web application behind its guard, which keeps to this machine.

    :param names: by which the page may be asked for, besides its own.
    :param loopback: whether only this machine can reach it.
    :param root: the path below which a proxy offers it, ``""`` for none.
    """
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware import Middleware

    from qa.web.gradio import page
    from qa.web.gradio.parts import FIRST, GROUND, head, read
    from qa.web.serving import health, originals
    from qa.web.serving.chat_completions import Completions
    from qa.web.serving.guard import Guard, Limits
    from qa.web.serving.logins import Logins

    patches.take_uploads_only()
    patches.style_at_once(read(FIRST))
    logins = Logins(passwords)
    guard = Middleware(Guard, logins, Limits(names, desk.largest_upload_request), loopback=loopback)
    parts = tools(desk, logins)
    completions = Completions(desk.calls, logins, page.ASKING).routes
    offered = [*originals.routes(desk.sources, logins), *completions, *parts.pop("routes", [])]
    routes = [*health.routes(desk, logins), *offered]
    theme = gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=FONTS, font_mono=["monospace"])
    shown = page.layout(desk, extras.checks, extras.summaries)
    patches.bound(shown)
    web: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None, middleware=[guard], routes=routes, **parts),
        shown,
        path="/",
        root_path=root or None,
        app_kwargs={"openapi_url": None},
        auth=logins.admits if logins.needed else None,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=desk.largest_upload,
        ssr_mode=False,
        theme=theme.set(**GROUND),
        head=head(read_only=desk.read_only),
    )
    patches.count_as_launched(shown)
    desk.metrics.count_waiting(lambda: patches.waiting(shown))
    return web


def tools(desk: Desk, logins: Logins) -> dict[str, Any]:
    """What has a web application offer the calls for programs as MCP tools; nothing without the package for that."""
    from qa.web.gradio.page import ASKING

    try:
        from qa.web.serving.mcp_tools import Tools
    except ImportError:  # also where the package is another than the extra asks for
        return {}
    offered = Tools(desk.calls, logins, ASKING)
    return {"routes": offered.routes, "lifespan": offered.lifespan}


if __name__ == "__main__":
    sys.exit(main())
