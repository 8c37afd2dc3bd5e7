"""What is known of a page that is shown: its size, and its characters with their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of the page's width and height from its upper left corner."""


def around(boxes: Sequence[Box]) -> Box:
    """The box around all of these, of which there are some."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page as it is shown, in points or pixels. ``label`` is the number that the file gives it, ``""`` for none."""

    width: float
    height: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are read in one go, and the box of each; white space is left out.

    ``stands`` is where it stands among others when lines are read, vertical ones laid down: as ``Box``, in sizes of
    the page's own. Of a line that was recognised in a picture, each character has the whole line's box.
    """

    text: str
    boxes: tuple[Box, ...]
    stands: Box

    def __post_init__(self) -> None:
        if not self.text or len(self.text) != len(self.boxes):
            raise ValueError("a run has characters, and a box for each")


@dataclass(frozen=True, slots=True)
class Shown:
    """The runs of a page, and the number that is printed on it, ``""`` for none."""

    runs: tuple[Run, ...]
    printed: str = ""
