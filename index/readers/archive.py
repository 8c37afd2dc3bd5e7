"""Files that are zip archives inside (Word, Excel, PowerPoint, e-books), opened with care."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from index.errors import DamagedDocument, DocumentTooLarge, LockedDocument

MARKUP_BYTES = 60_000_000
"""The most markup (bytes, unpacked) that is built into a tree in memory, which takes some ten times as much."""
ROWS_BYTES = 400_000_000
"""The most markup that is read row by row."""
WHOLE_BYTES = 1_000_000_000
"""The most that anything may unpack to, pictures and all."""
ENTRIES = 20_000
MARKUP = (".xml", ".xhtml", ".html", ".htm", ".rels", ".opf", ".ncx", ".vml")

RELATIONS = "_rels/.rels"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")


@contextmanager
def opened(content: bytes, most: int = MARKUP_BYTES) -> Iterator[zipfile.ZipFile]:
    """The archive, refused where its markup would unpack to more than ``most`` bytes, whatever it is packed to.

    ``zipfile`` reads no more of an entry than its stated size, so the sum of those is a bound.

    :raises DocumentError: when it is damaged, encrypted or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive.infolist(), most)
            if archive.testzip() is not None:
                raise zipfile.BadZipFile
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DamagedDocument("文件损坏或没有下载完整。", "请重新取得这个文件。") from error


def _check(entries: Sequence[zipfile.ZipInfo], most: int) -> None:
    """:raises DocumentError: when there are too many entries, or too much in them, or one is encrypted."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise LockedDocument("文件有密码。", "请去掉密码另存后重试。")
    markup = sum(entry.file_size for entry in entries if entry.filename.lower().endswith(MARKUP))
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES or markup > most or whole > WHOLE_BYTES:
        raise DocumentTooLarge(f"文件解开后有 {whole / 1e6:,.0f} MB，太大了。", "请拆成几个文件。")


def rewritten(packed: zipfile.ZipFile, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive anew, each entry, by its name and content, as ``change`` gives it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in packed.infolist():
            target.writestr(entry, change(entry.filename, packed.read(entry)))
    return written.getvalue()


def transitional(content: bytes, packed: zipfile.ZipFile) -> bytes:
    """An Office file whose names are those that the libraries know: "Strict" ones say the same by other names."""
    if RELATIONS not in packed.namelist() or not _STRICT.search(packed.read(RELATIONS)):
        return content

    def renamed(name: str, part: bytes) -> bytes:
        return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part) if name.endswith(MARKUP) else part

    return rewritten(packed, renamed)
