"""What a page shows of the library and its upkeep, to be compared with what it shows already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.web.upkeep import Work

if TYPE_CHECKING:
    from index.library import Status


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows of the library and its upkeep: where two are equal, the page is up to date.

    ``news``: a sync has run since the page was opened. ``uploads`` are the paths of the uploaded files.
    """

    work: Work
    news: bool
    status: Status
    uploads: tuple[str, ...]
    examples: Sequence[str]
