"""What an answer says of files that were not read yet when it was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answers import Answer, NoAnswer
from qa.statements import Remark, RemarkKind
from qa.types import Silence

if TYPE_CHECKING:
    from index.library import Library
    from qa.web.upkeep import Upkeep


def unread(upkeep: Upkeep, library: Library) -> Remark | None:
    """That a sync is running and has not brought in all of its files, and how many; None where nothing is missing.

    What searches find counts, and not what is read and not yet to be found; a file that cannot be read is done with.
    """
    work = upkeep.work
    if not (work.running and work.files):
        return None
    read = len(library.documents()) + len(library.status().failed)
    return Remark(RemarkKind.INDEXING, count=work.files, shown=read) if read < work.files else None


def minding(outcome: Answer | NoAnswer, remark: Remark | None) -> Answer | NoAnswer:
    """An outcome that says so first; what is said to a greeting has nothing to do with it."""
    if remark is None or (isinstance(outcome, NoAnswer) and outcome.kind is Silence.GREETING):
        return outcome
    return replace(outcome, remarks=(remark, *outcome.remarks))
