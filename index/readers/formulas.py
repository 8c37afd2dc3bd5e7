"""Formulas of Word and PowerPoint as a line of text, as Word itself writes them down: ``a/b``, ``√(x)``, ``x²``. Pure.

What their signs do not say by themselves is said by marks and brackets: a fraction's two halves are not one number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from index.readers.symbols import set_off

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULA = f"{MATH}oMath"
DEEPEST = 60
"""What stands deeper in a formula is read without its structure."""
_ONE = re.compile(r"[\d.,]+[%％°]?|[^\W\d]\w*|[(（\[{][^()（）\[\]{}]*[)）\]}]")
"""What needs no brackets to be one thing."""
_RUNS_ON = re.compile(r"[\w(（\[{√∑∏∫]")
"""What begins so may be taken for a part of a fraction right before it."""
_OVER = "\u0305"
"""A bar over the letter before it."""
_WIDE = "\u0302"
"""What stands over a letter where a formula names no other mark: ``x̂``."""


def formula_text(element: Any, depth: int = 0) -> str:  # noqa: ANN401 - lxml has no types
    """What a formula, or a part of one, says."""
    if depth > DEEPEST:
        return "".join(element.itertext())
    parts: list[str] = []
    fractions: list[bool] = []
    for child in element:
        if not isinstance(child.tag, str) or child.tag.endswith("Pr"):
            continue
        name = child.tag.removeprefix(MATH)
        if name in ("t", child.tag) and child.tag.endswith("}t"):
            parts.append(child.text or "")
        else:
            parts.append(_WAYS.get(name, formula_text)(child, depth + 1))
        fractions.append(name == "f")
    return "".join(_apart(parts, fractions))


def _apart(parts: list[str], fractions: list[bool]) -> Iterator[str]:
    """The parts of a formula, each fraction in brackets that might run together with what stands beside it."""
    before = ""
    for place, (part, fraction) in enumerate(zip(parts, fractions, strict=True)):
        after = next(filter(None, parts[place + 1 :]), "") if fraction else ""
        beside = fraction and (re.match(r"[\w)）\]}]", before[-1:]) or _RUNS_ON.match(after))
        yield f"({part})" if beside else part
        before = part or before


def _part(element: Any, name: str, depth: int) -> str:  # noqa: ANN401
    found = element.find(f"{MATH}{name}")
    return formula_text(found, depth) if found is not None else ""


def _property(element: Any, name: str, otherwise: str) -> str:  # noqa: ANN401
    """The value of a property of an element (``fPr/type``); ``otherwise`` where it is not given."""
    properties = element.find(f"{MATH}{element.tag.removeprefix(MATH)}Pr")
    found = properties.find(f"{MATH}{name}") if properties is not None else None
    return str(found.get(f"{MATH}val", "")) if found is not None else otherwise


def _one(text: str) -> str:
    """A part as one thing: in brackets, if it is not one by itself."""
    return text if _ONE.fullmatch(text) else f"({text})"


def _fraction(element: Any, depth: int) -> str:  # noqa: ANN401
    mark = "¦" if _property(element, "type", "bar") == "noBar" else "/"
    return f"{_one(_part(element, 'num', depth))}{mark}{_one(_part(element, 'den', depth))}"


def _set_off(text: str, *, raised: bool) -> str:
    """What stands above or below the line; by a mark, where it has no characters of its own."""
    off = set_off(text, raised=raised)
    return off if off != text or not text.strip() else f"{'^' if raised else '_'}{_bounded(text)}"


def _bounded(text: str) -> str:
    """A part in brackets, which it may have of its own: what follows is none of it."""
    return text if text[:1] in "([" and _ONE.fullmatch(text) else f"({text})"


def _scripted(element: Any, depth: int) -> str:  # noqa: ANN401
    base = _part(element, "e", depth)
    low, high = _part(element, "sub", depth), _part(element, "sup", depth)
    marks = f"{_set_off(low, raised=False)}{_set_off(high, raised=True)}"
    return f"{_one(base) if base else ''}{marks}"


def _root(element: Any, depth: int) -> str:  # noqa: ANN401
    degree = _part(element, "deg", depth).strip()
    return f"{set_off(degree, raised=True)}√({_part(element, 'e', depth)})"


def _over_all(element: Any, depth: int) -> str:  # noqa: ANN401
    """A sum, a product or an integral."""
    low, high = _part(element, "sub", depth), _part(element, "sup", depth)
    bounds = (f"_{_bounded(low)}" if low else "") + (f"^{_bounded(high)}" if high else "")
    return f"{_property(element, 'chr', '∫')}{bounds} {_part(element, 'e', depth)}"


def _bracketed(element: Any, depth: int) -> str:  # noqa: ANN401
    inner = (formula_text(each, depth) for each in element.findall(f"{MATH}e"))
    begin, between, end = (_property(element, *each) for each in (("begChr", "("), ("sepChr", "|"), ("endChr", ")")))
    return f"{begin}{between.join(inner)}{end}"


def _limit(element: Any, depth: int) -> str:  # noqa: ANN401
    mark = "_" if element.tag.endswith("limLow") else "^"
    return f"{_part(element, 'e', depth)}{mark}{_bounded(_part(element, 'lim', depth))}"


def _called(element: Any, depth: int) -> str:  # noqa: ANN401
    return f"{_part(element, 'fName', depth)} {_part(element, 'e', depth)}"


def _lines(element: Any, depth: int) -> str:  # noqa: ANN401
    return "\n".join(formula_text(each, depth) for each in element.findall(f"{MATH}e"))


def _matrix(element: Any, depth: int) -> str:  # noqa: ANN401
    rows = ([formula_text(each, depth) for each in row.findall(f"{MATH}e")] for row in element.findall(f"{MATH}mr"))
    return "; ".join(", ".join(row) for row in rows)


def _marked(element: Any, depth: int) -> str:  # noqa: ANN401
    mark = _property(element, "chr", _WIDE) if element.tag.endswith("acc") else _OVER
    return f"{_part(element, 'e', depth)}{mark}"


_WAYS: dict[str, Callable[[Any, int], str]] = {
    "f": _fraction,
    "sSup": _scripted,
    "sSub": _scripted,
    "sSubSup": _scripted,
    "rad": _root,
    "nary": _over_all,
    "d": _bracketed,
    "limLow": _limit,
    "limUpp": _limit,
    "func": _called,
    "eqArr": _lines,
    "m": _matrix,
    "acc": _marked,
    "bar": _marked,
}
