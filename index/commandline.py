"""What the command lines of the programs share: options, exit status, progress."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from index.errors import YinjuError
from index.settings import Settings

Run = Callable[[Settings, argparse.Namespace], int]
"""A command: from settings and options to an exit status."""


class CommandLine:
    """A program of several commands, each with ``--data`` and ``--json``."""

    def __init__(self, program: str, description: str) -> None:
        self._parser = argparse.ArgumentParser(prog=program, description=description)
        self._commands = self._parser.add_subparsers(required=True, metavar="命令")

    def add(self, name: str, run: Run, help_: str) -> argparse.ArgumentParser:
        """A command's parser, to add its own options to."""
        added: argparse.ArgumentParser = self._commands.add_parser(name, help=help_, description=help_)
        added.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹（默认 data）")
        added.add_argument("--json", action="store_true", help="输出 JSON")
        added.set_defaults(command=run)
        return added

    def run(self, arguments: Sequence[str] | None) -> int:
        """Exit status: 0 done, 1 the work failed with a message for a person, 2 wrong usage."""
        options = self._parser.parse_args(arguments)
        try:
            status: int = options.command(Settings.load(options.data), options)
            return status
        except YinjuError as error:
            print(error, file=sys.stderr)
            return 1


def positive(text: str) -> int:
    """The argument type of counts.

    :raises argparse.ArgumentTypeError: for anything but a whole number above 0.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"要一个大于 0 的整数，不是“{text}”")
    return int(text)


def show_progress(stage: str, done: int, total: int) -> None:
    """A line on standard error that writes over itself, where that is a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{stage} {done}/{total}", end="" if done < total else "\r\033[K", file=sys.stderr, flush=True)
