from __future__ import annotations

import io
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

import index.readers.image
import index.readers.pdf
from index.errors import DamagedDocument, ExtraMissing
from index.readers import image, ocr, pdf
from index.readers.pages.pieces import Piece
from tests.paper import Paper, read
from tests.samples import FIRST

LINES = ["白石县二〇二三年经济运行情况", "全年实现地区生产总值812.36亿元", "同比增长5.7%，清溪铁路正在铺轨"]


def font() -> Path | None:
    if shutil.which("fc-match") is None:
        return None
    command = ["fc-match", "--format=%{file}", "Noto Sans CJK SC:lang=zh-cn"]
    found = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found if "CJK" in found.name else None


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    """A page of three lines, as a scanner would give it."""
    file = font()
    if file is None:
        pytest.skip("没有中文字体：apt-get install fonts-noto-cjk")
    page = Image.new("RGB", (900, 420), "white")
    for number, line in enumerate(LINES):
        ImageDraw.Draw(page).text((60, 60 + 110 * number), line, "black", ImageFont.truetype(str(file), 42))
    return page


def saved(page: Image.Image, kind: str) -> bytes:
    written = io.BytesIO()
    page.save(written, kind)
    return written.getvalue()


@pytest.fixture(scope="session")
def recognition() -> None:
    """What reads characters in pictures, whose weights a test loads."""
    if not ocr.is_installed():
        pytest.skip("没有 OCR 组件：pip install '.[ocr]'")


@pytest.mark.usefixtures("recognition")
@pytest.mark.parametrize(("kind", "name"), [("PNG", "扫描.png"), ("JPEG", "扫描.jpg"), ("PDF", "扫描.pdf")])
def test_a_scan_is_read(scan: Image.Image, kind: str, name: str) -> None:
    reader = pdf if kind == "PDF" else image
    text = "".join(reader.read(saved(scan, kind), "00", name).text.split())
    assert "812.36亿元" in text
    assert "清溪铁路正在铺轨" in text


def test_without_the_extra_the_reason_says_what_to_install(scan: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.readers.image, "is_installed", lambda: False)
    monkeypatch.setattr(index.readers.pdf, "is_installed", lambda: False)
    with pytest.raises(ExtraMissing, match=r"pip install 'yinju\[ocr\]'"):
        image.read(saved(scan, "PNG"), "00", "扫描.png")
    with pytest.raises(ExtraMissing, match=r"扫描件.*pip install"):
        pdf.read(saved(scan, "PDF"), "00", "扫描.pdf")


def test_text_that_its_font_does_not_tell_is_recognised_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(paper: Paper, *, whole: bool) -> None:
        paper.setFont("Helvetica", 11)
        for line in range(6):
            paper.drawString(60, 700 - 18 * line, "! $ # - * ( ) & ' ; < = > ? @ [ ] ^ " * 2)
        if not whole:
            paper.turn()
            paper.say(FIRST)

    monkeypatch.setattr(index.readers.pdf, "is_installed", lambda: False)
    with pytest.raises(ExtraMissing, match=r"乱码.*pip install"):
        read(partial(draw, whole=True))
    document = read(partial(draw, whole=False))
    assert document.remark.startswith("第 1 页的字体没有说明各是什么字，没有读入。")
    assert "$" not in document.text
    monkeypatch.setattr(index.readers.pdf, "is_installed", lambda: True)
    monkeypatch.setattr(index.readers.pdf, "recognise", lambda _: [Piece(100, 100, 400, 130, 30, "青石镇供水标准")])
    assert read(partial(draw, whole=True)).text == "青石镇供水标准"


@pytest.mark.skipif(not ocr.is_installed(), reason="没有 OCR 组件：pip install '.[ocr]'")
def test_a_damaged_picture_is_told(scan: Image.Image) -> None:
    with pytest.raises(DamagedDocument):
        image.read(saved(scan, "PNG")[:200], "00", "半张.png")
