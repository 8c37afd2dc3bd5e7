"""Files that are zip archives inside (Word, Excel, PowerPoint, e-books), opened with care."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import DamagedDocument, DocumentTooLarge, LockedDocument

MARKUP_BYTES = 60_000_000
"""The most markup (bytes, unpacked) that is built into a tree in memory, which takes some ten times as much."""
ROWS_BYTES = 400_000_000
"""The most markup that is read row by row."""
ENTRIES = 20_000


@contextmanager
def opened(content: bytes, most: int = MARKUP_BYTES) -> Iterator[zipfile.ZipFile]:
    """The archive, refused where its markup would unpack to more than ``most`` bytes, whatever it is packed to.

    ``zipfile`` reads no more of an entry than its stated size, so the sum of those is a bound.

    :raises DocumentError: when it is damaged, encrypted or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise LockedDocument("文件有密码。", "请去掉密码另存后重试。")
            unpacked = sum(
                entry.file_size
                for entry in entries
                if entry.filename.endswith((".xml", ".xhtml", ".html", ".htm", ".rels", ".opf", ".ncx", ".vml"))
            )
            if len(entries) > ENTRIES or unpacked > most:
                raise DocumentTooLarge(
                    f"文件解开后有 {unpacked / 1e6:,.0f} MB 文字标记，超过上限 {most / 1e6:,.0f} MB。",
                    "请拆成几个文件。",
                )
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise DamagedDocument("文件损坏或没有下载完整。", "请重新取得这个文件。") from error
