"""Pages shown by a process of their own: a file that crashes what draws it, or lets it eat memory, takes nothing along.

The process is started for the first page, keeps the last file open and goes when nobody has looked for a while. A
request is a line of JSON, followed by the file where it opens one; a reply is a line of JSON, followed by a picture
where it has one. As files are read: ``index.readers.process``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from index.errors import DamagedDocument, DocumentError, DocumentTooLarge
from index.processes import raised, replies, start, told
from index.readers.limits import begin_file
from index.types import Format
from index.viewing.opened import Opened, open_file
from index.viewing.runs import PageSize, Run, Shown

SECONDS = 30.0
"""A page that takes longer to draw, or a file to open, is given up."""
RECOGNISING_SECONDS = 90.0
IDLE = 300.0
"""Seconds without a look after which the process goes."""


class ViewingProcess:
    """Looks at one page at a time; to be closed. Thread-safe: who comes meanwhile waits.

    :param seconds: after which a page is given up, in place of what is usual.
    """

    def __init__(self, seconds: float = SECONDS, idle: float = IDLE) -> None:
        self._seconds, self._idle = seconds, idle
        self._one_at_a_time = threading.RLock()
        self._process: subprocess.Popen[bytes] | None = None
        self._open = ""
        self._rest: threading.Timer | None = None

    def close(self) -> None:
        """End the process, if one runs."""
        with self._one_at_a_time:
            if self._rest is not None:
                self._rest.cancel()
            if self._process is not None:
                self._process.kill()
                self._process.communicate()
            self._process, self._open, self._rest = None, "", None

    def pages(self, key: str, load: Callable[[], tuple[bytes, Format]]) -> list[PageSize]:
        """The pages of a file.

        :param key: tells it from others.
        :param load: called for its content where it is not open.
        :raises DocumentError: when it cannot be opened, the process dies over it, or takes too long.
        """
        reply, _ = self._ask(key, load, {"do": "pages"})
        return [PageSize(**page) for page in reply["pages"]]

    def picture(self, key: str, load: Callable[[], tuple[bytes, Format]], number: int, width: int) -> bytes:
        """A page, counted from 1, as WebP. Raises as ``pages``."""
        return self._ask(key, load, {"do": "picture", "number": number, "width": width})[1]

    def shown(
        self, key: str, load: Callable[[], tuple[bytes, Format]], number: int, *, recognise: bool = False
    ) -> Shown:
        """What stands on a page. Raises as ``pages``."""
        reply, _ = self._ask(key, load, {"do": "shown", "number": number, "recognise": recognise})
        runs = (Run(run["text"], tuple(map(tuple, run["boxes"])), tuple(run["stands"])) for run in reply["runs"])
        return Shown(tuple(runs), reply["printed"])

    def _ask(
        self, key: str, load: Callable[[], tuple[bytes, Format]], request: dict[str, Any]
    ) -> tuple[dict[str, Any], bytes]:
        with self._one_at_a_time:
            process = self._started()
            self._stay()
            if self._open != key:
                self._open = ""
                content, format_ = load()
                self._exchange(process, {"do": "open", "format": format_, "length": len(content)}, content)
                self._open = key
            return self._exchange(process, request)

    def _exchange(
        self, process: subprocess.Popen[bytes], request: dict[str, Any], content: bytes = b""
    ) -> tuple[dict[str, Any], bytes]:
        """The reply and what follows it. Where there is none in time the process is ended.

        :raises DocumentError: with what the process says, or that it died.
        """
        assert process.stdin is not None
        assert process.stdout is not None
        seconds = RECOGNISING_SECONDS if request.get("recognise") else self._seconds
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n" + content)
            process.stdin.flush()
            line = process.stdout.readline()
            reply: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
            picture = process.stdout.read(reply.get("length", 0))
        except BrokenPipeError:
            reply, picture = {}, b""
        finally:
            timer.cancel()
        if not reply or len(picture) < reply.get("length", 0):
            self.close()
            raise DamagedDocument("画这一页的程序中途退出了，页面可能损坏或过于复杂。", "请看文字，或下载原文件。")
        if "error" in reply:
            if reply.get("spent"):
                self.close()
            raise raised(reply)
        return reply, picture

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = start("index.viewing.process")
        return self._process

    def _stay(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        self._rest = threading.Timer(self._idle, self.close)
        self._rest.daemon = True
        self._rest.start()


def serve() -> None:
    """The process's side: answer requests until there are no more."""
    answers, requests = replies(), sys.stdin.buffer
    opened: Opened | None = None
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(request.get("length", 0))
        picture = b""
        try:
            if request["do"] == "open":
                if opened:
                    opened.close()
                opened = None
                begin_file()
                opened = open_file(content, Format(request["format"]))
                reply: dict[str, Any] = {"done": True}
            else:
                assert opened is not None
                begin_file()  # the system counts from the start of the process, which many looks may share
                reply, picture = _answer(opened, request)
        except DocumentError as error:
            reply = told(error)
        except RuntimeError:  # pdfium's, of a page that cannot be opened or drawn
            reply = told(DamagedDocument("这一页画不出来，可能损坏了。", "请看文字，或下载原文件。"))
        except MemoryError:
            reply = told(DocumentTooLarge("这一页太大，内存不够画。", "请看文字，或下载原文件。")) | {"spent": True}
        answers.write(json.dumps({**reply, "length": len(picture)}).encode() + b"\n" + picture)
        answers.flush()


def _answer(opened: Opened, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The reply to a request about the open file, and the picture that it asked for.

    :raises RuntimeError: from pdfium.
    """
    if request["do"] == "pages":
        return {"pages": [asdict(page) for page in opened.pages()]}, b""
    if request["do"] == "picture":
        return {"done": True}, opened.picture(request["number"], request["width"])
    shown = opened.shown(request["number"], recognise=request["recognise"])
    runs = [{"text": run.text, "boxes": run.boxes, "stands": run.stands} for run in shown.runs]
    return {"runs": runs, "printed": shown.printed}, b""


if __name__ == "__main__":
    serve()
