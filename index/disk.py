"""Files that are written whole or not at all, and what the disk or the system does not take, told to a person.

Python has a number for the latter, SQLite one of its own, and what is written in Rust has only a text.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from io import BufferedRandom
from pathlib import Path

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


@contextlib.contextmanager
def writing(what: str) -> Iterator[None]:
    """:raises WriteFailed: in place of the system's error, where ``what`` cannot be written."""
    try:
        yield
    except OSError as error:
        if failure := write_failure(error, what):
            raise failure from error
        raise


def replace_file(path: Path, content: bytes, what: str, mode: int = 0o666) -> None:
    """As ``replacing_file``, with this content."""
    with replacing_file(path, what, mode) as file:
        file.write(content)


@contextlib.contextmanager
def replacing_file(path: Path, what: str, mode: int = 0o666) -> Iterator[BufferedRandom]:
    """A file to write: written aside, flushed to disk and renamed at the end, so it is the old one or the new, whole.

    :param what: what the file is called, in Chinese.
    :param mode: who may read and write it, as far as the system's mask lets them.
    :raises WriteFailed: when the disk or the system does not take it.
    """
    aside = path.with_suffix(path.suffix + ".new")
    try:
        with writing(what):
            aside.unlink(missing_ok=True)  # left by a program that was killed, and perhaps for others to read
            with open(aside, "x+b", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, path)
    finally:
        with contextlib.suppress(OSError):  # a disk that took nothing need not let anything be deleted either
            aside.unlink(missing_ok=True)
