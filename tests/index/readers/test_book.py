from __future__ import annotations

import io
import zipfile

from index.readers import read_bytes
from tests.samples import CONTAINER, PACKAGE


def test_chapters_come_in_the_order_of_the_spine_wherever_their_names_point() -> None:
    items = "".join(
        f'<item id="{n}" href="{href}" media-type="application/xhtml+xml"/>'
        for n, href in [("a", "text/b.xhtml#top"), ("b", "text/a%20a.xhtml"), ("c", "text/none.xhtml")]
    )
    manifest, spine = PACKAGE.index("<manifest>"), '<spine><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/>'
    package = f"{PACKAGE[:manifest]}<manifest>{items}</manifest>{spine}</spine></package>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        for name, title in [("a a", "第一章"), ("b", "第二章")]:
            page = f"<html><body><h2>{title}</h2><p>{title}的内容。</p></body></html>"
            archive.writestr(f"OEBPS/text/{name}.xhtml", page)
    document = read_bytes(written.getvalue(), "书.epub")
    assert document.text == "白石县年鉴\n\n第一章\n\n第一章的内容。\n\n第二章\n\n第二章的内容。"
    assert document.remark == "书里缺少这些章节，没有读入：text/none.xhtml。"
