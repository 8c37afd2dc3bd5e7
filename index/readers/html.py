"""Web pages: .html, .htm and .xhtml, saved as they are."""

from __future__ import annotations

import codecs
import re

from index.readers.clutter import remove_clutter
from index.readers.composing import Composer
from index.readers.decoding import BYTE_ORDER_MARKS, decode
from index.readers.markup import content_of, inline_text, parse, write_markup
from index.types import Document, Format

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})|encoding=["']([\w-]{2,20})""", re.IGNORECASE
)
_SITE = re.compile(r"(?<!\s)\s*+[-_|–—｜]\s*[^-_|–—｜]{1,20}$")


def read(content: bytes, identity: str, name: str) -> Document:
    """What a page is about: its headings, paragraphs, lists and tables, without menus, scripts, forms and the like.

    The page's title is its first heading where it has none of its own.

    :raises DocumentError: when the bytes are no text or there is nothing to read in it.
    """
    page = parse(decode_page(content))
    composer = Composer()
    main = content_of(page)
    remove_clutter(main)
    headings = list(main.iter("h1"))
    title = page.find(".//title")
    if not headings:
        above = next(iter(page.iter("h1")), None)
        said = (
            inline_text(above) if above is not None else _SITE.sub("", (title.text or "") if title is not None else "")
        )
        composer.heading(said, 1)
    write_markup(composer, main)
    return composer.finish(identity, name, Format.HTML)


def decode_page(content: bytes) -> str:
    """A page's text: by its byte order mark, else as it declares itself, else as ``decode`` finds.

    :raises UndecodableText: when it cannot be told.
    """
    declared = _DECLARED.search(content[:4096])
    if declared and not any(content.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        encoding = (declared[1] or declared[2]).decode().lower()
        encoding = "gb18030" if encoding in ("gb2312", "gbk", "x-gbk") else encoding
        try:
            return content.decode(codecs.lookup(encoding).name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)
