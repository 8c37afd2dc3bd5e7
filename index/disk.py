"""What the disk or the system does not take: a person is told so, whoever was told first.

Python has a number for it, SQLite one of its own, and what is written in Rust has only a text.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import DiskFull, WriteFailed

_FULL = {errno.ENOSPC, errno.EDQUOT}
_DENIED = {errno.EROFS, errno.EACCES, errno.EPERM}
_SAID = re.compile(
    r"(?:os error |Errno |Os \{ code: )(\d+)\b|\b(StorageFull|QuotaExceeded|PermissionDenied|ReadOnlyFilesystem)\b"
)
_NAMED = {
    "StorageFull": errno.ENOSPC,
    "QuotaExceeded": errno.EDQUOT,
    "PermissionDenied": errno.EACCES,
    "ReadOnlyFilesystem": errno.EROFS,
}


def no_room(what: str) -> DiskFull:
    """The error that says that ``what``, in Chinese, could not be written for want of room."""
    return DiskFull(f"磁盘满了，{what}写不下。", "请腾出空间后再试一次；此前写好的都还在。")


def denied(what: str) -> WriteFailed:
    """The error that says that the system does not let ``what``, in Chinese, be written."""
    return WriteFailed(
        f"{what}写不进去：没有写的权限，或者磁盘是只读的。",
        "请检查数据文件夹的权限和所有者，或用 --data 换一个可以写的文件夹。",
    )


def disk_failed(what: str) -> WriteFailed:
    """The error that says that the disk failed over ``what``, in Chinese."""
    return WriteFailed(f"磁盘出错，{what}没有写成。", "请检查磁盘和连接后再试一次；此前写好的都还在。")


def write_failure(error: Exception, what: str) -> WriteFailed | None:
    """What a person should know of an error while ``what``, in Chinese, was written; None for an error of our own."""
    code = error.errno if isinstance(error, OSError) and error.errno else _said(str(error))
    if code in _FULL:
        return no_room(what)
    if code in _DENIED:
        return denied(what)
    return disk_failed(what) if code == errno.EIO else None


def _said(text: str) -> int | None:
    found = _SAID.search(text)
    if found is None:
        return None
    return int(found[1]) if found[1] else _NAMED[found[2]]


@contextmanager
def writing(what: str) -> Iterator[None]:
    """:raises WriteFailed: in place of the system's error, where ``what`` cannot be written."""
    try:
        yield
    except OSError as error:
        if failure := write_failure(error, what):
            raise failure from error
        raise
