"""Room on the disk: where there is none left, a person is told so."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import DiskFull

_FULL = {errno.ENOSPC, errno.EDQUOT}
_SAID = re.compile(rf"StorageFull|QuotaExceeded|(?:os error|Errno) (?:{errno.ENOSPC}|{errno.EDQUOT})\b")


def no_room(what: str) -> DiskFull:
    """The error that says that ``what``, in Chinese, could not be written for want of room."""
    return DiskFull(f"磁盘满了，{what}写不下。", "请腾出空间后再试一次；此前写好的都还在。")


def says_full(error: Exception) -> bool:
    """Whether an error of a library written in Rust, whose text is all that it tells, means a full disk."""
    return _SAID.search(str(error)) is not None


@contextmanager
def room_for(what: str) -> Iterator[None]:
    """:raises DiskFull: in place of the system's error, where the disk is full or a quota used up."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise no_room(what) from error
        raise
