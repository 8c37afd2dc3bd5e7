"""E-books: .epub."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from index.errors import DamagedDocument, LockedDocument
from index.readers import archive
from index.readers.composing import Composer
from index.readers.html import decode_page
from index.readers.markup import content_of, parse, write_markup
from index.readers.xml_parts import parse_xml
from index.types import Document, Format

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html")


def read(content: bytes, identity: str, name: str) -> Document:
    """A book's chapters in its reading order, under its title.

    :raises DocumentError: when it is damaged, protected, too large or empty.
    """
    composer = Composer()
    missing: list[str] = []
    with archive.opened(content) as packed:
        names = set(packed.namelist())
        _refuse_protected(packed, names)
        package, title, chapters = _chapters(packed, names)
        composer.heading(title, 1)
        paths = {chapter: _path(package, chapter) for chapter in chapters}
        archive.check_size(packed.getinfo(path) for path in set(paths.values()) & names)
        for chapter in chapters:
            if paths[chapter] in names:
                write_markup(composer, content_of(parse(decode_page(packed.read(paths[chapter])))), 1)
            else:
                missing.append(chapter)
    remark = f"书里缺少这些章节，没有读入：{'、'.join(missing)}。" if missing else ""
    return composer.finish(identity, name, Format.BOOK, remark)


def _path(package: str, chapter: str) -> str:
    """The name of a chapter's entry, from how the package file calls it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(chapter)))


def _refuse_protected(packed: zipfile.ZipFile, names: set[str]) -> None:
    """Fonts may be garbled for their makers' sake; where chapters are, the book is locked."""
    if ENCRYPTION in names:
        uris = [element.get("URI") or "" for element in parse_xml(packed.read(ENCRYPTION)).iter("{*}CipherReference")]
        if any(uri.lower().endswith((".xhtml", ".html", ".htm", ".xml")) for uri in uris):
            raise LockedDocument("这本电子书有版权保护，读不了。", "请换用没有加密的版本。")


def _chapters(packed: zipfile.ZipFile, names: set[str]) -> tuple[str, str, list[str]]:
    """The package file's path, the book's title and its chapters' paths, in reading order."""
    root = next(parse_xml(packed.read(CONTAINER)).iter("{*}rootfile"), None)
    package = str(root.get("full-path")) if root is not None else ""
    if package not in names:
        raise DamagedDocument("电子书缺少目录文件。", "请重新取得这个文件。")
    archive.check_size([packed.getinfo(package)])
    tree = parse_xml(packed.read(package))
    title = next((element.text or "" for element in tree.iter("{http://purl.org/dc/elements/1.1/}title")), "")
    items = {item.get("id"): item for item in tree.iter("{*}item")}

    def spine() -> Iterator[str]:
        for reference in tree.iter("{*}itemref"):
            item = items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in PAGES or "nav" in (item.get("properties") or "").split():
                continue
            yield str(item.get("href") or "").partition("#")[0]

    return package, title, list(spine())
