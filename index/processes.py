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
_SECRETS = ("YINJU_", "RAY_AUTH_")
"""What the variables of the environment begin with that hold passwords, keys and tokens."""


def start(module: str) -> subprocess.Popen[bytes]:
    """A module of this program, run by itself, with pipes for requests and replies; it is told no secrets."""
    path = os.pathsep.join(filter(None, [str(_HOME), os.environ.get("PYTHONPATH", "")]))
    open_ = {name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)}
    return subprocess.Popen(  # noqa: S603 - a module of ours
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**open_, "PYTHONPATH": path, "OMP_NUM_THREADS": "2"},
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
