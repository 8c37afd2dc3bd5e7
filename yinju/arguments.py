"""What a caller may give, checked: nothing is guessed, and no string is taken for the letters in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qa.checking.types import ClaimKind

Paths = str | Path | Iterable[str | Path]
"""One path or several."""


def as_path(name: str, given: str | Path) -> Path:
    """:raises TypeError: for anything but a string or a ``Path``.
    :raises ValueError: for an empty string, which as a ``Path`` would be the current folder.
    """
    if not isinstance(given, str | Path):
        raise TypeError(f"{name} 要的是路径（str 或 Path），不是 {type(given).__name__}。")
    if given == "":
        raise ValueError(f'{name} 是空的路径。当前文件夹写成 "."。')
    return Path(given)


def as_paths(name: str, given: Paths) -> list[Path]:
    """In order. Raises as ``as_path``.

    :raises ValueError: also where there is none.
    """
    if isinstance(given, str | Path) or not isinstance(given, Iterable):
        return [as_path(name, given)]
    if not (paths := [as_path(name, each) for each in given]):
        raise ValueError(f"{name} 里一个路径也没有。")
    return paths


def as_text(name: str, given: str) -> str:
    """:raises TypeError: for anything but a string."""
    if not isinstance(given, str):
        raise TypeError(f"{name} 要的是字符串，不是 {type(given).__name__}。")
    return given


def as_texts(name: str, given: Iterable[str]) -> tuple[str, ...]:
    """In order, none for none.

    :raises TypeError: for a string, which would be taken for its letters, and for anything but strings in the sequence.
    """
    if isinstance(given, str):
        raise TypeError(f"{name} 要的是几个字符串，不是一个：一个也要写成 [{given!r}]。")
    if not isinstance(given, Iterable):
        raise TypeError(f"{name} 要的是几个字符串，不是 {type(given).__name__}。")
    return tuple(as_text(f"{name} 的每一项", each) for each in given)


def as_chosen(name: str, given: Iterable[str] | None) -> tuple[str, ...]:
    """The ids that a search is confined to, none for all documents. Raises as ``as_texts``.

    :raises ValueError: where there is none in what was given: nothing chosen is not everything.
    """
    if given is None:
        return ()
    if not (chosen := as_texts(name, given)):
        raise ValueError(f"{name} 里一个编号也没有；要在全部文档里找，就不写 {name}。")
    return chosen


def as_kinds(name: str, given: Iterable[ClaimKind]) -> tuple[ClaimKind, ...]:
    """In order, none for none; a kind may be given by its value.

    :raises ValueError: for what is no kind.
    """
    known, wanted = [kind.value for kind in ClaimKind], as_texts(name, given)
    if wrong := [each for each in wanted if each not in known]:
        raise ValueError(f"{name} 里没有 {wrong[0]!r} 这一种，只有 {'、'.join(known)}。")
    return tuple(map(ClaimKind, wanted))


def as_count(name: str, given: int) -> int:
    """:raises TypeError: for anything but a whole number.
    :raises ValueError: for one below 1.
    """
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError(f"{name} 要的是整数，不是 {type(given).__name__}。")
    if given < 1:
        raise ValueError(f"{name} 要大于 0，不是 {given}。")
    return given
