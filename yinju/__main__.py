"""``yinju``: every command of the program under one name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

from index.commands.commandline import CommandLine
from index.program import NAME
from yinju import __version__

DESCRIPTION = "引据：对着自己的中文文档提问，答案逐字引用原文，文档没说的就不答。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 the work failed with a message for a person, 2 wrong usage."""
    given = sys.argv[1:] if arguments is None else arguments
    added: list[Callable[[CommandLine], None]] = []
    for add in _parts():
        part = CommandLine(NAME, DESCRIPTION, __version__)
        add(part)
        if part.has(*given[:1]):
            return part.run(given)
        added.insert(0, add)
    every = CommandLine(NAME, DESCRIPTION, __version__)
    for add in added:
        add(every)
    return every.run(given)


def _parts() -> Iterator[Callable[[CommandLine], None]]:
    """What adds commands, one program after the other, imported when its turn comes: ``status`` needs no page."""
    import index.__main__

    yield index.__main__.add_commands
    import qa.__main__

    yield qa.__main__.add_commands
    import app

    yield app.add_command


if __name__ == "__main__":
    sys.exit(main())
