"""A file's bytes, whole and of one moment."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from index.errors import DocumentError, DocumentTooLarge
from index.readers.sniffing import check_known

ATTEMPTS = 3
"""How often a file that changes while it is read is read again."""
_WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe without a writer would be waited for; opened this way it is told from a file at once."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's bytes, the ``signature`` it had meanwhile, and when it was last ``changed`` (Unix seconds)."""

    content: bytes
    signature: str
    changed: float


def signature(status: os.stat_result) -> str:
    """What changes when a file does: size, times of change (nanoseconds) and where it lies on its disk."""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}-{status.st_ino}"


def last_touched(status: os.stat_result) -> float:
    """When a file was last changed, renamed or given other rights (Unix seconds)."""
    return max(status.st_mtime, status.st_ctime)


def load_bytes(path: Path, max_bytes: int) -> Loaded:
    """A file's content, refused before it is read where it is larger than ``max_bytes``.

    :raises DocumentError: when the format is not known, the file is too large, keeps changing, or the system does not
        let it be read.
    """
    check_known(path.name)
    try:
        for _ in range(ATTEMPTS):
            before = _checked(path.stat(), max_bytes)
            with os.fdopen(os.open(path, _WITHOUT_WAITING), "rb") as file:
                content = file.read(max_bytes + 1)
                after = os.fstat(file.fileno())
            if signature(before) == signature(after) and len(content) == after.st_size:
                return Loaded(content, signature(after), last_touched(after))
    except FileNotFoundError as error:
        raise DocumentError("文件不在了，可能刚被移走、改名或删除。", "请再同步一次。") from error
    except PermissionError as error:
        raise DocumentError("系统不让读这个文件：没有读取权限。", "请检查它的权限和所有者。") from error
    except OSError as error:
        raise DocumentError(f"系统不让读这个文件（错误 {error.errno}）。", "请检查磁盘和连接后再同步一次。") from error
    raise DocumentError("文件正在被写入。", "请等写完后再同步。")


def _checked(status: os.stat_result, max_bytes: int) -> os.stat_result:
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("这不是普通文件。")
    if status.st_size > max_bytes:
        raise DocumentTooLarge(
            f"文件有 {status.st_size / 1e6:.1f} MB，超过上限 {max_bytes / 1e6:.1f} MB。",
            "请拆成几个文件，或在 yinju.toml 里调高 max_file_bytes。",
        )
    return status
