"""Files to documents: one module a format.

Each reader module has ``read(content, identity, name) -> Document``. What it parses with is imported by the module
itself, and the module only when a file of its format comes.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from index.errors import EmptyDocument
from index.readers.loading import load_bytes, signature
from index.readers.ocr import is_installed
from index.readers.sniffing import find_format
from index.types import Document, Format, content_id

READERS = {
    Format.TEXT: "text",
    Format.MARKDOWN: "markdown",
    Format.HTML: "html",
    Format.PDF: "pdf",
    Format.WORD: "word",
    Format.SHEET: "sheet",
    Format.CSV: "csv",
    Format.SLIDES: "slides",
    Format.BOOK: "book",
    Format.SUBTITLES: "subtitles",
    Format.MAIL: "mail",
    Format.IMAGE: "image",
}
READERS_VERSION = "12"
"""Raised with every change to the text that comes out of a file: files are then read anew."""


@cache
def ability() -> str:
    """What files are read by: another value means that a file may say more, or something else, when read again."""
    return f"{READERS_VERSION}+ocr" if is_installed() else READERS_VERSION


def file_signature(path: Path) -> str:
    """What changes when a file, or what can be read of it, does; ``""`` where the system does not say."""
    try:
        return signed(signature(path.stat()))
    except OSError:
        return ""


def signed(signature_: str) -> str:
    """A file's signature with what it was read by."""
    return f"{ability()}:{signature_}"


def read_file(path: Path, max_bytes: int) -> Document:
    """The document in a file.

    :raises DocumentError: with a Chinese message, when the file cannot become one.
    """
    return read_bytes(load_bytes(path, max_bytes).content, path.name)


def read_bytes(content: bytes, name: str) -> Document:
    """The document in a file's content, read in this process.

    :raises DocumentError: as ``read_file``.
    """
    if not content.strip():
        raise EmptyDocument("文件是空的。")
    module = import_module(f"index.readers.{READERS[find_format(content, name)]}")
    document: Document = module.read(content, content_id(content), name)
    return document
