"""Reading in a process of its own: a file that crashes its parser, or lets it eat memory, takes nothing else along.

The process is started for the first file that needs it and reads one after the other. A request is a line of JSON
with the name and the length, followed by so many bytes; a reply is a line of JSON.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from index.errors import DamagedDocument, DocumentError, DocumentTooLarge
from index.layout.structure import dump_document, load_document
from index.processes import raised, replies, start, told
from index.readers import read_bytes
from index.readers.limits import COMPUTING_SECONDS, begin_file
from index.readers.sniffing import find_format
from index.types import Document, Format

SECONDS = 7_200.0
"""A file that takes longer to read is given up."""
SAFE = {Format.TEXT, Format.MARKDOWN}
"""Formats that are nothing but decoded, which needs no other process."""


class ReadingProcess:
    """Reads files one at a time; to be closed. Not thread-safe."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if one runs."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def read(self, content: bytes, name: str) -> Document:
        """As ``read_bytes``.

        :raises DocumentError: also when the process dies over the file, or takes too long.
        """
        if not content.strip() or find_format(content, name) in SAFE:
            return read_bytes(content, name)
        reply = self._ask(content, name)
        if "document" in reply:
            return load_document(reply["document"])
        raise raised(reply)

    def _ask(self, content: bytes, name: str) -> dict[str, str]:
        """The reply; where there is none in time, the process is ended and the file given up."""
        process = self._started()
        late = threading.Event()
        timer = threading.Timer(self._seconds, _give_up, (process, late))
        timer.start()
        try:
            line = _exchange(process, name, content)
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            reply: dict[str, str] = json.loads(line)
            if "spent" in reply:
                self.close()  # what a file that was too large leaves behind is not to stand in the way of the next
            return reply
        ended = process.wait()
        self.close()
        if late.is_set() or ended == -getattr(signal, "SIGXCPU", 0):
            seconds = self._seconds if late.is_set() else COMPUTING_SECONDS
            raise DocumentTooLarge(f"读了 {seconds:.0f} 秒还没有读完，放弃了。", "请拆成几个文件。")
        raise DamagedDocument("读取这个文件的程序中途退出了，文件可能损坏或过于复杂。", "请另存一份后重试。")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = start("index.readers.process")
        return self._process


def _give_up(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], name: str, content: bytes) -> bytes:
    """One request and the line that answers it; less than a line where the process ends meanwhile."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps({"name": name, "length": len(content)}).encode() + b"\n" + content)
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline()


def serve() -> None:
    """The process's side: answer requests until there are no more."""
    answers, requests = replies(), sys.stdin.buffer
    while line := requests.readline():
        asked = json.loads(line)
        reply = _answer(requests.read(asked["length"]), asked["name"])
        answers.write(json.dumps(reply).encode() + b"\n")
        answers.flush()


def _answer(content: bytes, name: str) -> dict[str, str]:
    try:
        begin_file()
        return {"document": dump_document(read_bytes(content, name))}
    except DocumentError as error:
        return told(error)
    except (MemoryError, RecursionError):
        reason = {"what": "文件太大或太复杂，内存不够读。", "remedy": "请拆成几个文件。"}
        return {"error": "DocumentTooLarge", **reason, "spent": "yes"}


if __name__ == "__main__":
    serve()
