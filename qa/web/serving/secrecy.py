"""A password on the command line, which every user of the machine can read in the list of processes."""

from __future__ import annotations

import os
import sys

from qa.web.serving.passwords import VARIABLE

OPTION = "--auth"


def hide_password() -> None:
    """Begin this program anew with the password in its environment, which only its own user can read.

    Returns only where the system cannot put a program in the place of another, or the password stands elsewhere.
    """
    arguments = list(sys.orig_argv)
    given = os.environ.copy()
    for place, argument in enumerate(arguments):
        name, equals, password = argument.partition("=")
        if name != OPTION:
            continue
        if not equals:
            password = arguments.pop(place + 1)
        del arguments[place]
        if os.name == "posix":
            os.execve(sys.executable, arguments, {**given, VARIABLE: password})  # noqa: S606 - itself
        return
