"""What the command lines of the programs share: options, exit status, progress."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.errors import YinjuError
from index.settings import Settings
from index.storage.server.address import HELP
from index.syncing.progress import Pace, describe_pace

if TYPE_CHECKING:
    from tqdm import tqdm

Run = Callable[[Settings, argparse.Namespace], int]
"""A command: from settings and options to an exit status."""


class CommandLine:
    """A program of several commands. Programs may share commands: each is added to whichever is to have it."""

    def __init__(self, program: str, description: str, version: str = "") -> None:
        self._parser = argparse.ArgumentParser(prog=program, description=description)
        if version:
            self._parser.add_argument("--version", action="version", version=f"%(prog)s {version}")
        self._commands = self._parser.add_subparsers(required=True, metavar="命令")

    def add(self, name: str, run: Run, help_: str) -> argparse.ArgumentParser:
        """A command's parser, with ``--data``, ``--library`` and ``--json``, to add its own options to."""
        added = self.add_bare(name, run, help_)
        added.add_argument("--data", type=Path, default=Path("data"), help="数据文件夹（默认 data）")
        added.add_argument("--library", metavar="地址", help=HELP)
        added.add_argument("--json", action="store_true", help="输出 JSON")
        return added

    def add_bare(self, name: str, run: Run, help_: str) -> argparse.ArgumentParser:
        """A command's parser without any option; those that it is given have to have ``data`` and ``library``."""
        added: argparse.ArgumentParser = self._commands.add_parser(name, help=help_, description=help_)
        added.set_defaults(command=run)
        return added

    def has(self, name: str = "") -> bool:
        """Whether there is a command of this name."""
        return name in self._commands.choices

    def run(self, arguments: Sequence[str] | None) -> int:
        """Exit status: 0 done, 1 the work failed with a message for a person, 2 wrong usage, 130 stopped by Ctrl+C,
        141 where nobody reads the output any more."""
        options = self._parser.parse_args(arguments)
        try:
            status: int = options.command(Settings.load(options.data, options.library), options)
            return status
        except YinjuError as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print("已停止。做完的都已保存，再运行一次会接着做。", file=sys.stderr)
            return 130
        except BrokenPipeError:  # whoever read the output, such as head, has had enough of it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 141


def positive(text: str) -> int:
    """The argument type of counts.

    :raises argparse.ArgumentTypeError: for anything but a whole number above 0.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"要一个大于 0 的整数，不是“{text}”")
    return int(text)


def choose_documents(parser: argparse.ArgumentParser) -> None:
    """Add ``--document``, as often as a person likes: the ids are a list, empty for all documents."""
    parser.add_argument(
        "--document", action="append", default=[], metavar="编号", dest="documents", help="只在这份文件里找，可以写几次"
    )


class TerminalProgress:
    """A bar on standard error, where that is a terminal: files, and the passages of the file at hand with their rate.

    To be used as a progress callable within ``with``.
    """

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._pace = Pace()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._pace.note(stage, done, total)
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            from tqdm import tqdm  # where there is nothing to show, it is not needed

            self._bar = tqdm(total=1, leave=False, file=sys.stderr, bar_format="{bar:20} {desc}")
        self._bar.n = self._pace.share
        self._bar.set_description_str(describe_pace(stage, done, total, self._pace))
        self._bar.refresh()
