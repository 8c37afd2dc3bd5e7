"""What is drawn in Word files, slides and sheets and stands in parts of its own: charts, diagrams (SmartArt), boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from index.errors import DamagedDocument
from index.readers.composing import Composer
from index.readers.figures import is_dated, shown_number, shown_time
from index.readers.numbering import FALLBACK
from index.readers.slide_text import TEXT
from index.readers.xml_parts import parse_xml

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
SHEET = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_POINTS = 10_000
"""A chart's points, or a diagram's, beyond this are left out."""
DEEPEST = 50
"""How deep a diagram's points may stand below each other."""
Part = Callable[[str], bytes | None]
"""The content of what a relation's name stands for; None for nothing."""


def write_drawn(composer: Composer, element: Any, part: Part, level: int) -> None:  # noqa: ANN401 - lxml has no types
    """Write what the charts and diagrams below an element say: a chart's title as a heading of that level, over a row
    for each of its categories; a diagram's texts as a list. What cannot be read is passed over.
    """
    for reference in element.iter(f"{CHART}chart", f"{DIAGRAM}relIds"):
        charted = reference.tag == f"{CHART}chart"
        root = _parsed(part(reference.get(f"{RELATION}id" if charted else f"{RELATION}dm", "")))
        if root is None:
            continue
        if charted:
            _write_chart(composer, root, level)
        else:
            for text in _points(root):
                composer.item(text)


def boxes_in(content: bytes) -> list[tuple[int, str]]:
    """The text boxes of a sheet's drawing that say something, with the rows (from 1) where they begin."""
    root = _parsed(content)
    boxes = []
    for anchor in root if root is not None else ():
        row = anchor.findtext(f"{SHEET}from/{SHEET}row", "0")
        for body in anchor.iter(f"{SHEET}txBody"):
            text = "\n".join(_paragraphs(body))
            if text and next(body.iterancestors(FALLBACK), None) is None:
                boxes.append((int(row) + 1 if row.isdecimal() and len(row) < len("10000000") else 1, text))
    return boxes


def _parsed(content: bytes | None) -> Any:  # noqa: ANN401
    try:
        return parse_xml(content) if content else None
    except DamagedDocument:
        return None


def _write_chart(composer: Composer, chart: Any, level: int) -> None:  # noqa: ANN401
    """A chart as the table that it was drawn from: the figures are those that were kept when it was saved."""
    since_1904 = chart.find(f"{CHART}date1904")
    shift = 1462 if since_1904 is not None and since_1904.get("val", "1") in ("1", "true") else 0
    series = []
    for each in chart.iter(f"{CHART}ser"):
        told = [
            next((found for kind in kinds if (found := _said(each.find(f"{CHART}{kind}"), shift))), {})
            for kinds in (("cat", "xVal"), ("val", "yVal"))
        ]
        name = " ".join(_said(each.find(f"{CHART}tx"), shift).values())
        series.append((name, told[0], told[1]))
    if not any(values for _, _, values in series):
        return
    title = chart.find(f"{CHART}chart/{CHART}title")
    text = _text(title) if title is not None else ""
    composer.heading(text, level)
    named = [names for _, names, _ in series if names]
    if all(names == named[0] for names in named):
        for place in sorted({place for _, _, values in series for place in values}):
            said = [(name, values.get(place, "")) for name, _, values in series]
            composer.row(("", named[0].get(place, "") if named else ""), *(each for each in said if each[1]))
    else:
        for name, names, values in series:
            for place, value in sorted(values.items()):
                composer.row(("", name), ("", names.get(place, "")), ("", value))
    if text:
        composer.close(level)


def _said(element: Any, shift: int) -> dict[int, str]:  # noqa: ANN401
    """What a series names or says, by the place of each point."""
    if element is None:
        return {}
    levels = element.findall(f".//{CHART}lvl")
    if levels:
        return _nested([_cached(level, "", shift) for level in reversed(levels)])
    cache = next(iter(element.iter(f"{CHART}strCache", f"{CHART}numCache", f"{CHART}strLit", f"{CHART}numLit")), None)
    if cache is None:
        text = element.findtext(f"{CHART}v") or _text(element)
        return {0: text} if text else {}
    pattern = cache.findtext(f"{CHART}formatCode") or "General"
    return _cached(cache, pattern if cache.tag.startswith(f"{CHART}num") else "", shift)


def _cached(cache: Any, pattern: str, shift: int) -> dict[int, str]:  # noqa: ANN401
    """The points of a cache; figures, where there is a ``pattern``, as it shows them."""
    points: dict[int, str] = {}
    for point in cache.findall(f"{CHART}pt")[:MOST_POINTS]:
        text = (point.findtext(f"{CHART}v") or "").strip()
        index = point.get("idx", "")
        if text and index.isdecimal() and len(index) < len(str(MOST_POINTS)) + 1:
            own = point.get("formatCode") or pattern
            points[int(index)] = _shown(text, own, shift) if pattern else text
    return points


def _nested(levels: list[dict[int, str]]) -> dict[int, str]:
    """Categories in several levels, the outer ones first: these hold until the next."""
    inner = levels[-1]
    named: dict[int, str] = {}
    for place in sorted(inner):
        above = [next((level[at] for at in sorted(level, reverse=True) if at <= place), "") for level in levels[:-1]]
        named[place] = " ".join(filter(None, [*above, inner[place]]))
    return named


def _shown(text: str, pattern: str, shift: int) -> str:
    """A figure as its format shows it, a date where this is one for dates; as it stands where it is none."""
    try:
        value = float(text)
        if is_dated(pattern):
            return shown_time(datetime(1899, 12, 30) + timedelta(days=value + shift), pattern)
        return shown_number(value, pattern) or text
    except (ValueError, OverflowError):
        return text


def _text(element: Any) -> str:  # noqa: ANN401
    """The text of DrawingML below an element, its paragraphs closed up."""
    return " ".join(_paragraphs(element))


def _paragraphs(element: Any) -> Iterator[str]:  # noqa: ANN401
    """The paragraphs of DrawingML below an element that say something."""
    paragraphs = ("".join(each.text or "" for each in p.iter(f"{TEXT}t")) for p in element.iter(f"{TEXT}p"))
    return (text for text in paragraphs if text.strip())


def _points(root: Any) -> Iterator[str]:  # noqa: ANN401
    """The texts of a diagram, those below another right behind it."""
    points = {point.get("modelId"): point for point in root.iter(f"{DIAGRAM}pt")}
    below: dict[str | None, list[tuple[int, str | None]]] = {}
    for link in root.iter(f"{DIAGRAM}cxn"):
        order = link.get("srcOrd", "0")
        if link.get("type", "parOf") == "parOf":
            below.setdefault(link.get("srcId"), []).append((int(order) if order.isdecimal() else 0, link.get("destId")))
    seen: set[str | None] = set()

    def walk(identity: str | None, depth: int) -> Iterator[str]:
        if identity in seen or identity not in points or depth > DEEPEST or len(seen) > MOST_POINTS:
            return
        seen.add(identity)
        text = _text(points[identity])
        if text:
            yield text
        for _, other in sorted(below.get(identity, []), key=lambda each: each[0]):
            yield from walk(other, depth + 1)

    for identity, point in points.items():
        if point.get("type", "node") == "doc":
            yield from walk(identity, 0)
