"""Processes of this program that do for another what strangers' files may crash: requests in, replies out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

from index import errors
from index.errors import DocumentError

_HOME = Path(__file__).resolve().parents[1]


def start(module: str) -> subprocess.Popen[bytes]:
    """A module of this program, run by itself, with pipes for requests and replies."""
    path = os.pathsep.join(filter(None, [str(_HOME), os.environ.get("PYTHONPATH", "")]))
    return subprocess.Popen(  # noqa: S603 - a module of ours
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "2"},
    )


def replies() -> BinaryIO:
    """The process's side: where its replies go, which what a library prints does not get between."""
    found = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return found


def told(error: DocumentError) -> dict[str, Any]:
    """An error as a reply."""
    return {"error": type(error).__name__, "what": error.what, "remedy": error.remedy}


def raised(reply: dict[str, Any]) -> DocumentError:
    """The error that a reply tells of."""
    kind: type[DocumentError] = getattr(errors, reply["error"])
    return kind(reply["what"], reply["remedy"])
