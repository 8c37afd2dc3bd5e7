"""The characters of a page, in columns of numbers: a page has thousands, and an object of each takes longer to make
than all else that is done with it. Pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.readers.pages.pieces import Piece

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """As so many pieces. ``faces`` are numbers of ``names``; ``inked`` says which are not blank."""

    left: Floats
    top: Floats
    right: Floats
    bottom: Floats
    size: Floats
    texts: Sequence[str]
    faces: Places
    names: Sequence[str]
    inked: Flags

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def middle(self) -> Floats:
        return (self.top + self.bottom) / 2

    def some(self, places: Places) -> Characters:
        """Those at these places, in their order."""
        return Characters(
            self.left[places],
            self.top[places],
            self.right[places],
            self.bottom[places],
            self.size[places],
            [self.texts[place] for place in places.tolist()],
            self.faces[places],
            self.names,
            self.inked[places],
        )

    def pieces(self) -> list[Piece]:
        """A piece for each."""
        columns = (column.tolist() for column in (self.left, self.top, self.right, self.bottom, self.size))
        faces = [self.names[face] for face in self.faces.tolist()]
        return [Piece(*each) for each in zip(*columns, self.texts, faces, strict=True)]

    def moved(self, box: tuple[Floats, Floats, Floats, Floats]) -> Characters:
        """The same with other boxes: left, top, right and bottom of each."""
        left, top, right, bottom = box
        return replace(self, left=left, top=top, right=right, bottom=bottom)


def are_inked(texts: Iterable[str]) -> Flags:
    """Which of these are more than white space."""
    known: dict[str, bool] = {}
    for text in texts:
        if text not in known:
            known[text] = bool(text.strip())
    return np.array([known[text] for text in texts], dtype=np.bool_)
