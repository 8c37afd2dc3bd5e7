"""What a person is told of the library: its figures, and its files one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Self

from index.storage.schema import Failure, Source
from index.types import Format


@dataclass(frozen=True, slots=True)
class Status:
    """The library in figures. ``failed`` are the files that could not be read, ``partial`` those that in part could
    not, by path."""

    documents: int
    passages: int
    characters: int
    generation: int
    encoder: str
    failed: tuple[Failure, ...]
    partial: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """One file that a document stands for. ``bytes`` is the file's size, ``indexed`` when it was read (ISO 8601)."""

    id: str
    name: str
    title: str
    path: str
    characters: int
    format: Format
    passages: int
    bytes: int
    indexed: str

    @classmethod
    def of(cls, source: Source, title: str, format_: Format, characters: int, passages: int) -> Self:
        """From a row of ``Records.listing``."""
        path = PurePath(source.path)
        return cls(
            source.document_id,
            path.name,
            title or path.stem,
            source.path,
            characters,
            format_,
            passages,
            source.bytes,
            source.indexed,
        )


def told_apart(paths: Iterable[str]) -> dict[str, str]:
    """What to call files whose names others have too, by path: as much of its end as no other ends with.

    ``2021/list.txt`` for one of two that are called ``list.txt``. Files whose names are their own are not in it.
    """
    named: dict[str, list[str]] = {}
    for path in paths:
        named.setdefault(PurePath(path).name, []).append(path)
    called: dict[str, str] = {}
    for alike in named.values():
        if len(alike) > 1:
            ends = Counter(end for path in alike for end in _ends(path))
            called |= {path: next((end for end in _ends(path) if ends[end] == 1), path) for path in alike}
    return called


def _ends(path: str) -> Iterator[str]:
    """The name, then the same with one folder more each time."""
    parts = PurePath(path).parts
    return (str(PurePath(*parts[start:])) for start in reversed(range(len(parts))))
