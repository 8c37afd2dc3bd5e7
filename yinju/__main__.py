"""``yinju``: every command of the program under one name."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import app
import index.__main__
import qa.__main__
from index.commands.commandline import CommandLine
from index.program import NAME
from yinju import __version__

DESCRIPTION = "引据：对着自己的中文文档提问，答案逐字引用原文，文档没说的就不答。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 the work failed with a message for a person, 2 wrong usage."""
    commands = CommandLine(NAME, DESCRIPTION, __version__)
    app.add_command(commands)
    index.__main__.add_commands(commands)
    qa.__main__.add_commands(commands)
    return commands.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
