"""What a person reads in the text of slides, from its XML: with the numbers that the program counts by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.readers.formulas import FORMULA, formula_text
from index.readers.numbering import FALLBACK, spelled
from index.readers.symbols import set_off

TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHOSEN = FALLBACK.replace("Fallback", "AlternateContent")
_COUNTING = re.compile(
    r"(arabic|alphaLc|alphaUc|romanLc|romanUc|circleNum|ea1)\w*?(Period|ParenR|ParenBoth|Plain|Minus)$"
)
_KINDS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "circleNum": "decimalEnclosedCircle",
    "ea1": "chineseCounting",
}
_SHOWN = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}", "Minus": "-{}-"}


def paragraphs_of(body: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """The paragraphs of a text that say something, with their numbers; what is struck out is left out."""
    counted: list[tuple[str, int]] = []
    said = []
    for paragraph in body.iter(f"{TEXT}p"):
        text = text_of(paragraph)
        if text.strip():
            said.append(f"{_number(paragraph, counted)}{text}")
    return said


def text_of(paragraph: Any) -> str:  # noqa: ANN401
    """What a paragraph says, raised and lowered figures as such."""
    return "".join(_parts(paragraph))


def _parts(element: Any) -> Iterator[str]:  # noqa: ANN401
    for child in element:
        if child.tag in (f"{TEXT}r", f"{TEXT}fld"):
            yield _run(child)
        elif child.tag == f"{TEXT}br":
            yield "\n"
        elif child.tag == FORMULA:
            yield formula_text(child)
        elif isinstance(child.tag, str) and child.tag not in (FALLBACK, f"{TEXT}pPr", f"{TEXT}endParaRPr"):
            yield from _parts(child)


def _run(run: Any) -> str:  # noqa: ANN401
    text = "".join(each.text or "" for each in run.findall(f"{TEXT}t"))
    properties = run.find(f"{TEXT}rPr")
    if properties is None:
        return text
    if _is_struck(properties):
        return ""
    above = properties.get("baseline", "0").removesuffix("%")
    return text if above.strip("-0.") == "" else set_off(text, raised=not above.startswith("-"))


def _is_struck(properties: Any) -> bool:  # noqa: ANN401
    return bool(properties.get("strike", "noStrike") != "noStrike")


def has_struck(shapes: Any) -> bool:  # noqa: ANN401
    """Whether some text is struck out."""
    return any(_is_struck(each) and _says(each.getparent()) for each in shapes.iter(f"{TEXT}rPr"))


def _says(run: Any) -> bool:  # noqa: ANN401
    return any((each.text or "").strip() for each in run.findall(f"{TEXT}t"))


def _number(paragraph: Any, counted: list[tuple[str, int]]) -> str:  # noqa: ANN401
    """The number that a paragraph shows in front of its text; ``counted`` holds the last of each level so far."""
    properties = paragraph.find(f"{TEXT}pPr")
    depth = properties.get("lvl", "0") if properties is not None else "0"
    counting = properties.find(f"{TEXT}buAutoNum") if properties is not None else None
    level = int(depth) if depth.isdecimal() and len(depth) == 1 else 0
    del counted[level + 1 :]
    counted.extend([("", 0)] * (level + 1 - len(counted)))
    if counting is None:
        counted[level] = ("", 0)
        return ""
    kind, first = counting.get("type", ""), counting.get("startAt", "1")
    start = int(first) if first.isdecimal() and len(first) < len("100000") else 1
    way = f"{kind} {start}"
    number = counted[level][1] + 1 if counted[level][0] == way else start
    counted[level] = (way, number)
    found = _COUNTING.match(kind)
    shown = spelled(number, _KINDS.get(found[1], "decimal")) if found else str(number)
    label = _SHOWN[found[2]].format(shown) if found else f"{number}."
    return f"{label} "


def take_choices(shapes: Any) -> None:  # noqa: ANN401
    """Put what newer programs show (formulas, for one) where a slide offers it beside a picture for older ones."""
    for offered in list(shapes.iter(_CHOSEN)):
        choice = next((child for child in offered if child.tag != FALLBACK), None)
        parent = offered.getparent()
        if choice is not None and parent is not None and not _is_in_text(offered):
            place = list(parent).index(offered)
            parent[place : place + 1] = list(choice)


def _is_in_text(element: Any) -> bool:  # noqa: ANN401
    return next(element.iterancestors(f"{TEXT}p"), None) is not None
