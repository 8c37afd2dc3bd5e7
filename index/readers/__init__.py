"""Files to documents: one module a format, found by the file's ending."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path, PurePath

from index.errors import DocumentError, DocumentTooLarge, EmptyDocument, UnsupportedFormat
from index.readers import markdown, text
from index.types import Document, content_id

READERS = {".txt": text.read, ".md": markdown.read, ".markdown": markdown.read}


def read_file(path: Path, max_bytes: int) -> Document:
    """The document in a file.

    :raises DocumentError: with a Chinese message, when the file cannot become one.
    """
    return read_bytes(load_bytes(path, max_bytes), path.name)


def load_bytes(path: Path, max_bytes: int) -> bytes:
    """A file's content, refused before it is read where it is larger than ``max_bytes``.

    :raises DocumentError: when the format is not known, the file is too large or the system does not let it be read.
    """
    _reader_for(path.name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("这不是普通文件。")
        size = status.st_size
        if size > max_bytes:
            raise DocumentTooLarge(
                f"文件有 {size / 1e6:.1f} MB，超过上限 {max_bytes / 1e6:.1f} MB。",
                "请拆成几个文件，或在 yinju.toml 里调高 max_file_bytes。",
            )
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"系统不让读这个文件（{error.strerror}）。", "请检查文件是否存在和读取权限。") from error


def read_bytes(content: bytes, name: str) -> Document:
    """The document in a file's content; ``name`` chooses the reader by its ending.

    :raises DocumentError: as ``read_file``.
    """
    if not content.strip():
        raise EmptyDocument("文件是空的。")
    return _reader_for(name)(content, content_id(content), name)


def _reader_for(name: str) -> Callable[[bytes, str, str], Document]:
    suffix = PurePath(name).suffix
    reader = READERS.get(suffix.lower())
    if reader is None:
        known = "、".join(sorted(READERS))
        raise UnsupportedFormat(f"不支持“{suffix or name}”格式，", f"目前可以读 {known}。")
    return reader
