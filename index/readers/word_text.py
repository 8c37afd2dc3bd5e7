"""What a person reads in the paragraphs, cells and rows of a Word file, from its XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.readers.formulas import FORMULA, formula_text
from index.readers.numbering import FALLBACK, is_gone, qn
from index.readers.symbols import set_off, shown
from index.readers.table_parts import Row, numbered_rows

_LEFT_OUT = {
    qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:rPr", "w:txbxContent", "w:tbl", "w:rt")
}
_RUN, _RUN_PROPERTIES, _VANISH, _OFF, _VALUE, _CONTROL = map(
    qn, ("w:r", "w:rPr", "w:vanish", "w:vertAlign", "w:val", "w:sdt")
)
_STRUCK = (qn("w:strike"), qn("w:dstrike"))
_MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def text_of(element: Any) -> str:  # noqa: ANN401 - python-docx has no types for it
    """What a person reads in a paragraph or a cell: without what is deleted, hidden or struck out, what a field to be
    filled in says while it is empty, and text boxes."""
    parts: list[str] = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _MARKS:
            parts.append(_MARKS[child.tag])
        elif child.tag == qn("w:sym"):
            parts.append(shown(int(child.get(qn("w:char"), "20"), 16), child.get(qn("w:font"), "")))
        elif child.tag == FORMULA:
            parts.append(formula_text(child))
        elif child.tag == _RUN:
            parts.append(_run(child))
        elif is_prompt(child):
            continue
        elif child.tag not in _LEFT_OUT and child.tag != FALLBACK and isinstance(child.tag, str):
            parts.append(text_of(child))
            parts.append("\n" if child.tag == qn("w:p") else "")
    return "".join(parts)


def _run(run: Any) -> str:  # noqa: ANN401
    properties = run.find(_RUN_PROPERTIES)
    if properties is None or not len(properties):
        return text_of(run)
    if any(_is_on(properties, name) for name in (_VANISH, *_STRUCK)):
        return ""
    off = properties.find(_OFF)
    given = str(off.get(_VALUE)) if off is not None else ""
    return set_off(text_of(run), raised=given[:3] == "sup") if "script" in given else text_of(run)


def _is_on(properties: Any, name: str) -> bool:  # noqa: ANN401
    found = properties.find(name)
    return found is not None and found.get(_VALUE, "1") not in ("0", "false", "off", "none")


def is_on(run: Any, name: str) -> bool:  # noqa: ANN401
    """Whether a run has a property such as bold."""
    properties = run.find(_RUN_PROPERTIES)
    return properties is not None and _is_on(properties, qn(name))


def is_struck(run: Any) -> bool:  # noqa: ANN401
    """Whether a run is crossed out: somebody took back what it says."""
    properties = run.find(_RUN_PROPERTIES)
    return properties is not None and any(_is_on(properties, name) for name in _STRUCK)


def is_prompt(element: Any) -> bool:  # noqa: ANN401
    """Whether a content control shows what is to be filled in there, since nothing was."""
    shows = element.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") if element.tag == _CONTROL else None
    return shows is not None and shows.get(qn("w:val"), "1") not in ("0", "false", "off")


def join_paragraphs(body: Any) -> None:  # noqa: ANN401
    """Put what is left of paragraphs whose end was deleted in front of the next ones, as they show."""
    for paragraph in [each for each in body.iter(qn("w:p")) if is_gone(each)]:
        after = paragraph.getnext()
        if after is None or after.tag != qn("w:p"):
            continue
        first = after.find(qn("w:pPr"))
        place = 0 if first is None else list(after).index(first) + 1
        for child in reversed([each for each in paragraph if each.tag != qn("w:pPr")]):
            after.insert(place, child)
        paragraph.getparent().remove(paragraph)


def boxes_of(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """The contents of the text boxes that hang on a paragraph, each once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            yield box


def inside(cell: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    """The tables or the paragraphs of a cell, also in content controls, but not those in its tables and text boxes."""
    for found in cell.iter(qn(name)):
        if next(found.iterancestors(qn("w:tc"), qn("w:txbxContent"))) is cell:
            yield found


def rows_of(table: Any) -> Iterator[Row]:  # noqa: ANN401
    """The rows, merged cells repeated in every column and row that they cover, columns left out before them empty."""
    return numbered_rows(_cells_of(table))


def _cells_of(table: Any) -> Iterator[tuple[int, list[str], list[int]]]:  # noqa: ANN401
    above: list[str] = []
    above_parts: list[int] = []
    count = 0
    own = (row for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table)
    for number, row in enumerate(own, start=1):
        skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        cells = [""] * (min(int(skipped.get(qn("w:val"))), 100) if skipped is not None else 0)
        parts = [0] * len(cells)
        for cell in (cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row):
            properties = cell.find(qn("w:tcPr"))
            span = properties.find(qn("w:gridSpan")) if properties is not None else None
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            goes_on = goes_on and len(cells) < len(above)
            text = above[len(cells)] if goes_on else text_of(cell)
            count += 1
            wide = min(int(span.get(qn("w:val"))), 100) if span is not None else 1
            parts += [above_parts[len(cells)] if goes_on else count] * wide
            cells += [text] * wide
        above, above_parts = cells, parts
        yield number, cells, parts
