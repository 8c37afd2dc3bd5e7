"""A file that is to be checked, read as the library reads its own, and what came of it written."""

from __future__ import annotations

from pathlib import Path

from index.errors import DocumentError, WriteFailed
from index.readers.loading import load_bytes
from index.readers.process import ReadingProcess
from index.settings import Settings
from index.types import Document


def read_text(path: Path, settings: Settings) -> Document:
    """The document in a file, read in a process of its own where its format calls for that.

    :raises DocumentError: when it is not there, or cannot be read.
    """
    if not path.exists():
        raise DocumentError(f"没有 {path} 这个文件。", "请检查路径。")
    return read_content(load_bytes(path, settings.max_file_bytes).content, path.name)


def read_content(content: bytes, name: str) -> Document:
    """The document in what was uploaded as a file of this name.

    :raises DocumentError: when it cannot become one.
    """
    with ReadingProcess() as reading:
        return reading.read(content, name)


def save(path: Path, content: bytes) -> None:
    """:raises WriteFailed: when it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WriteFailed(f"{path} 写不了：{error.strerror}。", "请检查文件夹和权限。") from error
