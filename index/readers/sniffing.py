"""Which format a file has: by its content where that says so, else by its name's ending."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from index.errors import DamagedDocument, LockedDocument, UnsupportedFormat
from index.readers.archive import refuse_many
from index.types import Format

ENDINGS = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.WORD,
    ".docm": Format.WORD,
    ".xlsx": Format.SHEET,
    ".xlsm": Format.SHEET,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".pptx": Format.SLIDES,
    ".pptm": Format.SLIDES,
    ".epub": Format.BOOK,
    ".srt": Format.SUBTITLES,
    ".vtt": Format.SUBTITLES,
    ".eml": Format.MAIL,
    ".png": Format.IMAGE,
    ".jpg": Format.IMAGE,
    ".jpeg": Format.IMAGE,
    ".bmp": Format.IMAGE,
    ".tif": Format.IMAGE,
    ".tiff": Format.IMAGE,
    ".webp": Format.IMAGE,
}
OUTDATED = {".doc": ".docx", ".wps": ".docx", ".rtf": ".docx", ".xls": ".xlsx", ".et": ".xlsx", ".ppt": ".pptx"}
"""Endings whose files are read only where they hold something newer, and what to save them as otherwise."""
_BINARY = {Format.PDF, Format.WORD, Format.SHEET, Format.SLIDES, Format.BOOK, Format.IMAGE}
_PARTS = [
    ("word/document.xml", Format.WORD),
    ("xl/workbook.xml", Format.SHEET),
    ("ppt/presentation.xml", Format.SLIDES),
    ("META-INF/container.xml", Format.BOOK),
]
_IMAGE = re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.DOTALL)
_MARKUP = re.compile(
    rb"\s*+(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s++html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_known(name: str) -> bool:
    """Whether a file of this name may be readable."""
    ending = PurePath(name).suffix.lower()
    return ending in ENDINGS or ending in OUTDATED


def check_known(name: str) -> None:
    """:raises UnsupportedFormat: when no file of this name can be read."""
    if not is_known(name):
        known = "、".join(ENDINGS)
        raise UnsupportedFormat(f"不支持“{PurePath(name).suffix.lower() or name}”格式，", f"目前可以读 {known}。")


def find_format(content: bytes, name: str) -> Format:
    """The format of a file; what the content says goes before what the name says.

    :raises DocumentError: when it is none that can be read, or the content is not what the name promises.
    """
    ending = PurePath(name).suffix.lower()
    check_known(name)
    found = _by_content(content)
    if found is not None:
        return found
    named = ENDINGS.get(ending)
    if named is None:
        raise UnsupportedFormat(f"这是旧版的 {ending} 文件。", f"请用 Office 或 WPS 另存为 {OUTDATED[ending]} 后重试。")
    if named in _BINARY:
        raise DamagedDocument(f"文件内容不是 {ending} 格式，可能没有下载完整，或扩展名不对。", "请重新取得这个文件。")
    return named


def _by_content(content: bytes) -> Format | None:
    """What the first bytes (of an archive, its entries) say; None for text and for what is not known."""
    head = content[:1024]
    if b"%PDF-" in head:
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        return _archived(content)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise LockedDocument("文件有密码。", "请去掉密码另存后重试。")
        raise UnsupportedFormat("这是旧版 Office 文件。", "请用 Office 或 WPS 另存为 .docx、.xlsx 或 .pptx 后重试。")
    if head.startswith(b"{\\rtf"):
        raise UnsupportedFormat("这是 RTF 文件。", "请用 Office 或 WPS 另存为 .docx 后重试。")
    if _IMAGE.match(head):
        return Format.IMAGE
    return Format.HTML if _MARKUP.match(head) else None


def _archived(content: bytes) -> Format:
    refuse_many(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedDocument("文件损坏或没有下载完整。", "请重新取得这个文件。") from error
    for part, found in _PARTS:
        if part in names:
            return found
    raise UnsupportedFormat("这是压缩包，不是文档。", "请解压后再放进来。")
