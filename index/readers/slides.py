"""Slides: .pptx and, macros aside, .pptm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import pptx
from lxml.etree import LxmlError
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape

from index.errors import DamagedDocument
from index.readers import archive
from index.readers.composing import Composer
from index.readers.drawings import write_drawn
from index.readers.slide_text import TEXT, has_struck, paragraphs_of, take_choices
from index.readers.table_parts import numbered_rows
from index.readers.tables import write_table
from index.types import Document, Format, PlaceKind

TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
RUNNING = {PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.HEADER}
BODIES = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}
DEEPEST = 20
"""How deep groups may stand in groups."""


def read(content: bytes, identity: str, name: str) -> Document:
    """The slides in order: title, text, tables, what charts and diagrams show, and the speaker's notes; hidden slides
    are left out with a remark.

    :raises DocumentError: when it is damaged, encrypted, too large or empty.
    """
    with archive.opened(content) as packed:
        content = archive.transitional(content, packed)
    composer = Composer()
    hidden = 0
    struck = False
    try:
        for number, slide in enumerate(pptx.Presentation(io.BytesIO(content)).slides, start=1):
            if slide.element.get("show") == "0":
                hidden += 1
                continue
            composer.at(PlaceKind.SLIDE, number)
            composer.close(1)
            _write_slide(composer, slide)
            struck = struck or has_struck(slide.element)
    except (
        PythonPptxError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        LxmlError,
        zipfile.BadZipFile,
    ) as error:
        raise DamagedDocument("演示文稿损坏，读不出来。", "请用 PowerPoint 或 WPS 打开后另存。") from error
    remark = f"有 {hidden} 张隐藏的幻灯片没有读入。" if hidden else ""
    remark += "划去的文字（有删除线的）没有读入。" if struck else ""
    return composer.finish(identity, name, Format.SLIDES, remark)


def _write_slide(composer: Composer, slide: Any) -> None:  # noqa: ANN401 - python-pptx's types are not public
    take_choices(slide.element)
    title = slide.shapes.title
    if title is not None:
        composer.heading("\n".join(paragraphs_of(title.element)), 1)
    shapes = [shape for shape in _flat(slide.shapes) if title is None or shape.shape_id != title.shape_id]
    for shape in shapes:
        _write_shape(composer, shape)
        if isinstance(shape, GraphicFrame):
            write_drawn(composer, shape.element, lambda relation: _part(slide, relation), level=2)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = "\n".join(paragraphs_of(slide.notes_slide.notes_placeholder.element)).strip()
        composer.paragraph(f"备注：{notes}" if notes else "")


def _flat(shapes: Any, depth: int = 0) -> Iterator[Any]:  # noqa: ANN401
    """Shapes in reading order, without slide numbers and other running matter; those of a group stay together, where
    the group stands: they have coordinates of their own."""
    for shape in _ordered(shapes):
        if shape.is_placeholder and shape.placeholder_format.type in RUNNING:
            continue
        if isinstance(shape, GroupShape) and depth < DEEPEST:
            yield from _flat(shape.shapes, depth + 1)
        else:
            yield shape


def _ordered(shapes: Any) -> Iterator[Any]:  # noqa: ANN401
    """Shapes from the top down, those beside each other from left to right.

    Beside the first of a row is what begins above its middle.
    """
    row: list[Any] = []
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if row and (shape.top or 0) > (row[0].top or 0) + (row[0].height or 0) // 2:
            yield from sorted(row, key=lambda shape: (shape.left or 0, shape.top or 0))
            row = []
        row.append(shape)
    yield from sorted(row, key=lambda shape: (shape.left or 0, shape.top or 0))


def _write_shape(composer: Composer, shape: Any) -> None:  # noqa: ANN401
    if getattr(shape, "has_table", False) and shape.has_table:
        texts = [
            ["\n".join(paragraphs_of(cell)) for cell in row.findall(f"{TEXT}tc")]
            for row in shape.element.iter(f"{TEXT}tr")
        ]
        write_table(composer, list(numbered_rows(_rows(shape.table, texts))), level=2)
    elif shape.has_text_frame:
        listed = shape.is_placeholder and shape.placeholder_format.type in BODIES
        paragraphs = paragraphs_of(shape.element)
        for text in paragraphs:
            if listed and len(paragraphs) > 1:
                composer.item(text)
            else:
                composer.paragraph(text)


def _rows(table: Any, texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[str], list[tuple[int, int]]]]:  # noqa: ANN401
    """The rows of a table, given the texts of all its cells; a merged one's text is in each cell that it covers."""
    reaching: dict[int, tuple[int, str, tuple[int, int]]] = {}
    for number, row in enumerate(table.rows):
        cells = list(row.cells)
        said = list(texts[number][: len(cells)])
        parts = [(number, column) for column in range(len(said))]
        for column, cell in enumerate(cells):
            if cell.is_merge_origin:
                end = min(column + cell.span_width, len(cells))
                last = number + cell.span_height - 1
                reaching |= dict.fromkeys(range(column, end), (last, said[column], (number, column)))
                parts[column] = number, column
            elif cell.is_spanned and column in reaching and reaching[column][0] >= number:
                _, said[column], parts[column] = reaching[column]
        yield number + 1, said, parts


def _part(slide: Any, relation: str) -> bytes | None:  # noqa: ANN401
    found = slide.part.rels.get(relation)
    return found.target_part.blob if found is not None and not found.is_external else None
