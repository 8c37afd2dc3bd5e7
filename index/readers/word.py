"""Word: .docx and, macros aside, .docm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from index.errors import DamagedDocument
from index.layout.plain import is_heading
from index.readers import archive
from index.readers.composing import Composer, clean
from index.readers.tables import Row, write_table
from index.types import Document, Format

TYPES = "[Content_Types].xml"
MACRO, PLAIN = (
    b"ms-word.document.macroEnabled.main+xml",
    b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
)
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)?$", re.IGNORECASE)
_TITLE = re.compile(r"title$", re.IGNORECASE)
_LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr"), qn("w:txbxContent")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
DEEPEST = 20
"""How deep tables may stand in tables."""


def read(content: bytes, identity: str, name: str) -> Document:
    """A Word document: headings by their styles, lists, tables row by row, footnotes at the end.

    Running heads and deleted text are left out.

    :raises DocumentError: when it is damaged, encrypted, too large or empty.
    """
    with archive.opened(content) as packed:
        plain = _without_macros(content, packed)
    try:
        opened = docx.Document(io.BytesIO(plain))
        composer = Composer()
        reader = _Reader(opened, composer)
        reader.walk(opened.element.body)
        reader.notes(opened)
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, LxmlError, zipfile.BadZipFile) as error:
        raise DamagedDocument("Word 文件损坏，读不出来。", "请用 Word 或 WPS 打开后另存。") from error
    return composer.finish(identity, name, Format.WORD)


def _without_macros(content: bytes, packed: zipfile.ZipFile) -> bytes:
    """The archive with a macro document's type said to be an ordinary one's: only its text is read anyway."""
    if TYPES not in packed.namelist() or MACRO not in packed.read(TYPES):
        return content
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in packed.infolist():
            part = packed.read(entry)
            target.writestr(entry, part.replace(MACRO, PLAIN) if entry.filename == TYPES else part)
    return written.getvalue()


class _Reader:
    """Goes through the body's XML: python-docx's own paragraphs leave out inserted text and text boxes."""

    def __init__(self, opened: Any, composer: Composer) -> None:  # noqa: ANN401 - python-docx has no type for it
        self._composer = composer
        self._levels = {style.style_id: _level(style) for style in opened.styles}
        body = opened.element.body
        self._marked = any(self._level_of(paragraph) for paragraph in body.iter(qn("w:p")))
        self._level = 0

    def walk(self, parent: Any, depth: int = 0) -> None:  # noqa: ANN401
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child)
                for box in _boxes(child):
                    self.walk(box, depth + 1)
            elif child.tag == qn("w:tbl") and depth < DEEPEST:
                self._table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                self.walk(child, depth)

    def notes(self, opened: Any) -> None:  # noqa: ANN401
        """Footnotes and endnotes, as paragraphs."""
        for part in opened.part.package.iter_parts():
            if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
                for note in docx.oxml.parse_xml(part.blob):
                    self._composer.paragraph("\n".join(map(text_of, note.iter(qn("w:p")))))

    def _paragraph(self, paragraph: Any) -> None:  # noqa: ANN401
        text = clean(text_of(paragraph))
        level = self._level_of(paragraph) or (0 if self._marked else _by_hand(paragraph, text))
        if text and level:
            self._level = level
            self._composer.heading(text, level)
        elif paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
            self._composer.item(text)
        else:
            self._composer.paragraph(text)

    def _level_of(self, paragraph: Any) -> int:  # noqa: ANN401
        """The heading level that a paragraph's outline or style gives it, 0 for none."""
        outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None and outline.get(qn("w:val"), "9") < "9":
            return int(outline.get(qn("w:val"))) + 1
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._levels.get(style.get(qn("w:val")), 0) if style is not None else 0

    def _table(self, table: Any) -> None:  # noqa: ANN401
        """A table row by row; one of a single cell is a frame around ordinary text."""
        rows = list(_rows(table))
        if len(rows) == 1 and len(rows[0].cells) == 1:
            for cell in table.iter(qn("w:tc")):
                self.walk(cell)
            return
        write_table(self._composer, rows, level=self._level + 1)


def text_of(element: Any) -> str:  # noqa: ANN401
    """What a person reads in a paragraph or a cell, deleted text and text boxes aside."""
    parts: list[str] = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _MARKS:
            parts.append(_MARKS[child.tag])
        elif child.tag not in _LEFT_OUT and child.tag != _FALLBACK and isinstance(child.tag, str):
            parts.append(text_of(child))
            parts.append("\n" if child.tag == qn("w:p") else "")
    return "".join(parts)


def _boxes(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """The contents of the text boxes that hang on a paragraph, each once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield box


def _rows(table: Any) -> Iterator[Row]:  # noqa: ANN401
    """The rows, merged cells repeated in every column and row that they cover."""
    above: list[str] = []
    for number, row in enumerate(table.iter(qn("w:tr")), start=1):
        cells: list[str] = []
        for cell in (cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row):
            properties = cell.find(qn("w:tcPr"))
            span = properties.find(qn("w:gridSpan")) if properties is not None else None
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            text = above[len(cells)] if goes_on and len(cells) < len(above) else text_of(cell)
            cells += [text] * (min(int(span.get(qn("w:val"))), 100) if span is not None else 1)
        if next(row.iterancestors(qn("w:tbl"))) is table:
            above = cells
            yield Row(number, tuple(cells))


def _level(style: Any) -> int:  # noqa: ANN401
    """The heading level of a style, by its name or that of a style it is based on; 0 for none."""
    for _ in range(DEEPEST):
        if style is None:
            return 0
        name = str(getattr(style, "name", "") or "")
        if found := _HEADING.match(name):
            return int(found[1] or 1)
        if _TITLE.fullmatch(name):
            return 1
        style = getattr(style, "base_style", None)
    return 0


def _by_hand(paragraph: Any, text: str) -> int:  # noqa: ANN401
    """A heading that was only made bold, as in documents without heading styles: its level, 0 for none."""
    runs = [run for run in paragraph.iter(qn("w:r")) if text_of(run).strip()]
    bold = runs and all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in runs)
    return 2 if bold and is_heading(text) else 0
