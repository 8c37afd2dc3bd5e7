"""Word: .docx and, macros aside, .docm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import LxmlError

from index.errors import DamagedDocument
from index.layout.plain import SECTIONS, is_attachment, is_heading, is_heading_by_hand, section_rank
from index.readers import archive
from index.readers.composing import Composer, clean, paragraphs_of
from index.readers.drawings import write_drawn
from index.readers.numbering import qn, write_numbers
from index.readers.table_shapes import is_above_table, is_label
from index.readers.tables import write_table
from index.readers.word_text import boxes_of, inside, is_on, is_prompt, is_struck, join_paragraphs, rows_of, text_of
from index.types import Document, Format

TYPES = "[Content_Types].xml"
MACRO, PLAIN = (
    b"ms-word.document.macroEnabled.main+xml",
    b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
)
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)?$", re.IGNORECASE)
_TITLE = re.compile(r"title$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d$", re.IGNORECASE)
_NOTES = {"/word/footnotes.xml": "w:footnote", "/word/endnotes.xml": "w:endnote"}
BROKEN = (PackageNotFoundError, KeyError, ValueError, TypeError, AttributeError, LxmlError, zipfile.BadZipFile)
TITLES = 3
"""Lines of a title that stand one over the other."""
DEEPEST = 20
"""How deep tables may stand in tables."""


def read(content: bytes, identity: str, name: str) -> Document:
    """A Word document: headings by their styles, lists with their numbers, tables row by row, footnotes where they
    are called for.

    Running heads, the table of contents, hidden and deleted text are left out, and so is what is crossed out, with a
    remark. What charts and diagrams show is read where they stand.

    :raises DocumentError: when it is damaged, encrypted, too large or empty.
    """
    with archive.opened(content) as packed:
        plain = _ordinary(content, packed)
    try:
        opened = docx.Document(io.BytesIO(plain))
        composer = Composer()
        struck = any(is_struck(run) and run.findtext(qn("w:t")) for run in opened.element.body.iter(qn("w:r")))
        _Reader(opened, composer).read()
    except BROKEN as error:
        raise DamagedDocument("Word 文件损坏，读不出来。", "请用 Word 或 WPS 打开后另存。") from error
    remark = "划去的文字（有删除线的）没有读入。" if struck else ""
    return composer.finish(identity, name, Format.WORD, remark)


def _ordinary(content: bytes, packed: zipfile.ZipFile) -> bytes:
    """The archive with a macro document's type, or a strict one's names, said to be an ordinary one's: only its text
    is read anyway."""
    if TYPES not in packed.namelist() or MACRO not in packed.read(TYPES):
        return archive.transitional(content, packed)
    return archive.rewritten(packed, lambda name, part: part.replace(MACRO, PLAIN) if name == TYPES else part)


class _Reader:
    """Goes through the body's XML: python-docx's own paragraphs leave out inserted text and text boxes."""

    def __init__(self, opened: Any, composer: Composer) -> None:  # noqa: ANN401 - python-docx has no type for it
        self._composer = composer
        self._body = opened.element.body
        self._related = opened.part.related_parts
        join_paragraphs(self._body)
        self._levels = {style.style_id: _level(style) for style in opened.styles}
        self._contents = {s.style_id for s in opened.styles if _CONTENTS.match(str(s.name or ""))}
        headings = [p for p in self._body.iter(qn("w:p")) if self._level_of(p) and text_of(p).strip()]
        self._marked = len(headings) > 1 or any(self._level_of(p) > 1 for p in headings)
        self._level = 0
        self._labels = 0
        self._begun = False
        parts = {str(part.partname): part for part in opened.part.package.iter_parts()}
        if numbering := parts.get("/word/numbering.xml"):
            write_numbers(self._body, opened.styles, docx.oxml.parse_xml(numbering.blob), text_of)
        self._notes = {
            (kind, note.get(qn("w:id"))): "\n".join(map(text_of, note.iter(qn("w:p"))))
            for name, kind in _NOTES.items()
            for note in (docx.oxml.parse_xml(parts[name].blob) if name in parts else ())
        }

    def read(self) -> None:
        self._walk(self._body)
        self._composer.close(1)
        for text in self._notes.values():  # those that nothing calls for
            self._composer.paragraph(text)

    def _walk(self, parent: Any, depth: int = 0) -> None:  # noqa: ANN401
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child)
                for box in boxes_of(child):
                    self._walk(box, depth + 1)
                self._drawn(child)
                self._notes_of(child)
            elif child.tag == qn("w:tbl") and depth < DEEPEST:
                self._table(child, depth)
                self._notes_of(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                self._walk(() if is_prompt(child) else child, depth)

    def _drawn(self, paragraph: Any) -> None:  # noqa: ANN401
        for drawing in paragraph.iter(qn("w:drawing")):
            if next(drawing.iterancestors(qn("w:p"))) is paragraph:
                write_drawn(self._composer, drawing, self._part, self._level + 1)

    def _part(self, relation: str) -> bytes | None:
        part = self._related.get(relation)
        return part.blob if part is not None else None

    def _notes_of(self, element: Any) -> None:  # noqa: ANN401
        """The footnotes and endnotes that are called for there and were not yet, as paragraphs."""
        for kind in _NOTES.values():
            for reference in element.iter(qn(f"{kind}Reference")):
                self._composer.paragraph(self._notes.pop((kind, reference.get(qn("w:id"))), ""))

    def _paragraph(self, paragraph: Any) -> None:  # noqa: ANN401
        text = clean(text_of(paragraph))
        if not text or self._style_of(paragraph) in self._contents:
            return
        if is_label(text) and is_above_table(_following(paragraph)):
            self._labels += 1
            self._composer.heading(text, self._level + self._labels)
            return
        lines = paragraphs_of(text)
        level = self._level_of(paragraph)
        if len(lines) > 1 and not level:
            for line in lines:
                self._line(line)
            return
        level = level or (self._title(paragraph, text) if self._marked else self._by_hand(paragraph, text))
        self._begun = self._begun or not level
        if level:
            self._level = level
            self._composer.heading(text, level)
        elif paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None and not text.startswith("第"):
            self._composer.item(text)
        else:
            self._composer.paragraph(text)

    def _line(self, line: str) -> None:
        """A line of what is one paragraph to Word alone; numbered as sections are, it is the heading of one."""
        self._begun = True
        rank = section_rank(line) if not self._marked and is_heading_by_hand(line) else None
        if rank is None:
            self._composer.paragraph(line)
        else:
            self._level = TITLES + 2 + rank
            self._composer.heading(line, self._level)

    def _style_of(self, paragraph: Any) -> str:  # noqa: ANN401
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return str(style.get(qn("w:val"))) if style is not None else ""

    def _level_of(self, paragraph: Any) -> int:  # noqa: ANN401
        """The heading level that a paragraph's outline or style gives it, 0 for none."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        return _outline(paragraph) if own is not None else self._levels.get(self._style_of(paragraph), 0)

    def _title(self, paragraph: Any, text: str) -> int:  # noqa: ANN401
        """1 for the first line of a document that marks its headings, but has its title above them centred by hand."""
        return int(self._composer.is_empty and is_heading_by_hand(text) and _is_centred(paragraph))

    def _by_hand(self, paragraph: Any, text: str) -> int:  # noqa: ANN401
        """The level of a heading in a document without heading styles, 0 for none.

        Centred lines before the text begins are its title, one under the other; what is made bold is a heading, and
        so is what is numbered in Chinese as sections of official documents are (``一、``, ``（二）``).
        """
        if is_attachment(text):
            return TITLES + 1
        if not is_heading_by_hand(text):
            return 0
        if not self._begun and _is_centred(paragraph):
            return min(self._level + 1, TITLES)
        rank = section_rank(text)
        if rank is not None:
            return TITLES + 2 + rank
        runs = [run for run in paragraph.iter(qn("w:r")) if text_of(run).strip()]
        if not runs or not all(is_on(run, "w:b") for run in runs):
            return 0
        return TITLES + 1 if is_heading(text) else TITLES + 2 + SECTIONS

    def _table(self, table: Any, depth: int) -> None:  # noqa: ANN401
        """A table row by row, then what stands in its cells besides text; one of a single cell is a frame around
        ordinary text."""
        rows = list(rows_of(table))
        cells = [cell for cell in table.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tbl"))) is table]
        if len(cells) == 1:
            self._walk(cells[0], depth + 1)
            return
        write_table(self._composer, rows, level=self._level + self._labels + 1)
        if self._labels:
            self._composer.close(self._level + 1)
        self._labels = 0
        for cell in cells:
            self._walk(inside(cell, "w:tbl"), depth + 1)
            for paragraph in inside(cell, "w:p"):
                for box in boxes_of(paragraph):
                    self._walk(box, depth + 1)
                self._drawn(paragraph)


def _is_centred(paragraph: Any) -> bool:  # noqa: ANN401
    alignment = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    return alignment is not None and alignment.get(qn("w:val")) == "center"


def _following(paragraph: Any) -> Iterator[str | bool]:  # noqa: ANN401
    """What comes behind a paragraph, as ``is_above_table`` has it."""
    for following in paragraph.itersiblings(qn("w:p"), qn("w:tbl"), qn("w:sdt")):
        yield clean(text_of(following)) if following.tag == qn("w:p") else bool(following.tag == qn("w:tbl"))


def _level(style: Any) -> int:  # noqa: ANN401
    """The heading level of a style, by its name or outline or those of a style it is based on; 0 for none."""
    for _ in range(DEEPEST):
        if style is None:
            return 0
        name = str(getattr(style, "name", "") or "")
        if found := _HEADING.match(name):
            return int(found[1] or 1)
        if _TITLE.fullmatch(name):
            return 1
        if level := _outline(style.element):
            return level
        style = getattr(style, "base_style", None)
    return 0


def _outline(element: Any) -> int:  # noqa: ANN401
    """The outline level in a paragraph's or a style's own properties, from 1; 0 for running text."""
    outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    value = outline.get(qn("w:val"), "9") if outline is not None else "9"
    return int(value) + 1 if value < "9" else 0
