from __future__ import annotations

import io
import zipfile

import pytest

from index.errors import DocumentTooLarge
from index.readers import archive, read_bytes
from tests.samples import CONTAINER, PACKAGE


def test_chapters_come_in_the_order_of_the_spine_wherever_their_names_point() -> None:
    items = "".join(
        f'<item id="{n}" href="{href}" media-type="application/xhtml+xml"/>'
        for n, href in [("a", "text/b.xhtml#top"), ("b", "text/a%20a.xhtml"), ("c", "text/none.xhtml")]
    )
    manifest, spine = PACKAGE.index("<manifest>"), '<spine><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/>'
    package = f"{PACKAGE[:manifest]}<manifest>{items}</manifest>{spine}</spine></package>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("META-INF/container.xml", CONTAINER)
        packed.writestr("OEBPS/book.opf", package)
        for name, title in [("a a", "第一章"), ("b", "第二章")]:
            page = f"<html><body><h2>{title}</h2><p>{title}的内容。</p></body></html>"
            packed.writestr(f"OEBPS/text/{name}.xhtml", page)
    document = read_bytes(written.getvalue(), "书.epub")
    assert document.text == "白石县年鉴\n\n第一章\n\n第一章的内容。\n\n第二章\n\n第二章的内容。"
    assert document.remark == "书里缺少这些章节，没有读入：text/none.xhtml。"


def test_a_chapter_that_is_not_called_one_takes_no_more_than_others() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("META-INF/container.xml", CONTAINER)
        packed.writestr("OEBPS/book.opf", PACKAGE.replace("text/one.xhtml", "text/one.bin"))
        packed.writestr("OEBPS/text/one.bin", b"<p>" + b" " * archive.MARKUP_BYTES)
    with pytest.raises(DocumentTooLarge):
        read_bytes(written.getvalue(), "书.epub")
