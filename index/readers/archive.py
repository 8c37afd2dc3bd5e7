"""Files that are zip archives inside (Word, Excel, PowerPoint, e-books), opened with care."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from index.errors import DamagedDocument, DocumentTooLarge, LockedDocument

MARKUP_BYTES = 60_000_000
"""The most markup (bytes, unpacked) that is built into a tree in memory, which takes some ten times as much."""
ROWS_BYTES = 400_000_000
"""The most markup that is read row by row."""
WHOLE_BYTES = 1_000_000_000
"""The most that anything may unpack to, pictures and all."""
ENTRIES = 20_000
PIECE = 1_000_000
"""Bytes that are unpacked at once where they are only looked at."""
MARKUP = (".xml", ".xhtml", ".html", ".htm", ".rels", ".opf", ".ncx", ".vml")

RELATIONS = "_rels/.rels"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_ENTRY = b"PK\x01\x02"
"""What each entry of an archive's directory begins with."""


def refuse_many(content: bytes) -> None:
    """To be called before an archive is opened: each of its entries is then an object in memory.

    They are counted by what they begin with, since the directory may say any number.

    :raises DocumentTooLarge: when there are more than ``ENTRIES``.
    """
    if content.count(_ENTRY) > ENTRIES:
        raise DocumentTooLarge(f"文件里有 {ENTRIES:,} 个以上的部分，太多了。", "请拆成几个文件。")


@contextmanager
def opened(content: bytes, most: int = MARKUP_BYTES) -> Iterator[zipfile.ZipFile]:
    """The archive, refused where its markup would unpack to more than ``most`` bytes, whatever it is packed to.

    ``zipfile`` reads no more of an entry than its stated size, so the sum of those is a bound. All entries are sound:
    what goes wrong while the archive is open is not for the file's sake.

    :raises DocumentError: when it is damaged, encrypted or a bomb.
    """
    with _sound(content, most) as packed:
        yield packed


def _sound(content: bytes, most: int) -> zipfile.ZipFile:
    """The archive, once each of its entries was unpacked: ``testzip`` looks at one of several that share a name."""
    refuse_many(content)
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        _check(packed.infolist(), most)
        for entry in packed.infolist():
            with packed.open(entry) as part:
                while part.read(PIECE):
                    pass
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DamagedDocument("文件损坏或没有下载完整。", "请重新取得这个文件。") from error
    return packed


def _check(entries: Sequence[zipfile.ZipInfo], most: int) -> None:
    """:raises DocumentError: when there is too much in the entries, or one is encrypted."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise LockedDocument("文件有密码。", "请去掉密码另存后重试。")
    check_size((entry for entry in entries if entry.filename.lower().endswith(MARKUP)), most)
    check_size(entries, WHOLE_BYTES)


def check_size(entries: Iterable[zipfile.ZipInfo], most: int = MARKUP_BYTES) -> None:
    """To be called of entries that are read as markup and may be called anything.

    :raises DocumentTooLarge: when together they unpack to more than ``most`` bytes.
    """
    size = sum(entry.file_size for entry in entries)
    if size > most:
        raise DocumentTooLarge(f"文件解开后有 {size / 1e6:,.0f} MB，太大了。", "请拆成几个文件。")


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
