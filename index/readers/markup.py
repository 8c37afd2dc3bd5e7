"""HTML and XHTML trees to blocks, for web pages, e-books and mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from index.errors import DamagedDocument
from index.layout.plain import SECTIONS, is_heading, is_heading_by_hand, section_rank
from index.readers.composing import Composer, paragraphs_of
from index.readers.symbols import set_off
from index.readers.table_parts import Row, numbered_rows
from index.readers.table_shapes import is_above_table, is_label
from index.readers.tables import write_table

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LEFT_OUT = set(
    "script style noscript template svg iframe object embed nav aside form button input select textarea dialog"
    " head rt rp audio video canvas map".split()
)
_BLOCKS = set(
    "p div section article main header footer blockquote ul ol li dl dt dd table thead tbody tfoot tr td th caption"
    " figure figcaption pre address details summary hr center body fieldset".split()
) | set(HEADINGS)
SET_OFF = {"sup", "sub", "{http://www.w3.org/1999/xhtml}sup", "{http://www.w3.org/1999/xhtml}sub"}
"""What stands above or below the line."""
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff“”‘’…—"
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
DEEPEST = 200
"""Elements that stand deeper than this are read as plain text."""
UNMARKED = 2
"""The level of headings that are marked by hand, and below it that of numbered ones: the title stands above them."""
_BOLD = ("b", "strong")
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
SPANNED = 200
"""A cell covers no more columns or rows than this, whatever it says."""


def parse(text: str) -> Any:  # noqa: ANN401 - lxml has no types
    """The root element of a page; the parser mends what is not well-formed, and fetches nothing.

    :raises DamagedDocument: when there is no element in it.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    try:
        return lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(huge_tree=False, no_network=True))
    except (etree.LxmlError, ValueError) as error:
        raise DamagedDocument("网页里没有可读的内容。", "请用浏览器打开后重新保存。") from error


def content_of(page: Any) -> Any:  # noqa: ANN401
    """The element that holds what the page is about: its one main or article element, where that has most text."""
    body = page.find(".//body")
    body = page if body is None else body
    whole = len("".join(_texts(body)))
    for name in ("main", "article"):
        found = list(body.iter(name))
        if len(found) == 1 and len("".join(_texts(found[0]))) * 2 >= whole:
            return found[0]
    return body


def write_markup(composer: Composer, element: Any, below: int = 0) -> None:  # noqa: ANN401
    """Write down an element's blocks.

    :param below: the level of the heading that all of it stands under; 0 for none.
    """
    marked = any(inline_text(heading) for name in list(HEADINGS)[1:] for heading in element.iter(name))
    _Walk(composer, below, marked=marked).go(element, 0)


def inline_text(element: Any) -> str:  # noqa: ANN401
    """An element's text as a browser shows it on one line, with ``\\n`` for ``<br>``."""
    return _collapsed("".join(_texts(element)))


class _Walk:
    """Gathers the text that runs between block elements, and writes it when one begins or ends."""

    def __init__(self, composer: Composer, below: int, *, marked: bool) -> None:
        self._composer = composer
        self._marked = marked
        self._below = below
        self._level = below
        self._labels = 0
        self._running: list[str] = []
        self._item = False

    def go(self, element: Any, depth: int) -> None:  # noqa: ANN401
        self._running.append(_own_text(element))
        for child in element:
            if isinstance(child.tag, str) and not _is_left_out(child):
                self._child(child, depth)
            self._running.append(child.tail or "")

    def _child(self, child: Any, depth: int) -> None:  # noqa: ANN401
        name = child.tag.rpartition("}")[2].lower()
        if name == "br":
            self._running.append("\x0b")
        elif depth >= DEEPEST:
            self._running += _texts(child)
        elif name not in _BLOCKS:
            self.go(child, depth + 1)
        else:
            self.flush()
            self._block(name, child, depth)
            self.flush()

    def _block(self, name: str, child: Any, depth: int) -> None:  # noqa: ANN401
        if name in HEADINGS:
            self._level = HEADINGS[name] + self._below
            self._composer.heading(inline_text(child), self._level)
        elif name == "pre":
            self._composer.code("".join(_texts(child)).replace("\x0b", "\n"))
        elif name in ("caption", "figcaption"):
            self._composer.caption(inline_text(child))
        elif name == "table" and not _is_frame(child):
            for caption in child.iter("caption"):
                self._composer.heading(inline_text(caption), self._level + self._labels + 1)
            write_table(self._composer, list(_rows(child)), level=self._level + self._labels + 2)
            self._composer.close(self._level + 1)
            self._labels = 0
        elif name == "p" and is_label(inline_text(child)) and is_above_table(_following(child)):
            self._labels += 1
            self._composer.heading(inline_text(child), self._level + self._labels)
        elif name == "p" and (level := 0 if self._marked or self._item else _by_hand(child)):
            self._level = level + self._below
            self._composer.heading(inline_text(child), self._level)
        else:
            outer, self._item = self._item, self._item or name == "li"
            self.go(child, depth + 1)
            self.flush()
            self._item = outer

    def flush(self) -> None:
        text = _collapsed("".join(self._running))
        self._running = []
        lines = paragraphs_of(text)
        if self._item:
            self._composer.item(text)
        elif len(lines) == 1:
            self._composer.paragraph(text)
        for line in lines if len(lines) > 1 and not self._item else ():
            self._line(line)

    def _line(self, line: str) -> None:
        """A line of what is one paragraph by its marks alone; numbered as sections are, it is the heading of one."""
        rank = section_rank(line) if not self._marked and is_heading_by_hand(line) else None
        if rank is None:
            self._composer.paragraph(line)
        else:
            self._level = UNMARKED + rank + self._below
            self._composer.heading(line, self._level)


def _collapsed(text: str) -> str:
    """White space as a browser shows it; a line break in the source between two Chinese characters is none."""
    lines = (_SPACE.sub(" ", _WRAPPED.sub("", line)).strip() for line in text.split("\x0b"))
    return "\n".join(lines).strip("\n")


def _texts(element: Any) -> Iterator[str]:  # noqa: ANN401
    """The pieces of text in an element, ``\\x0b`` for each line break; nothing of what is left out."""
    skipped: Any = None
    for event, found in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start" and skipped is None:
            if found is not element and _is_left_out(found):
                skipped = found
                continue
            yield "\x0b" if found.tag in ("br", "{http://www.w3.org/1999/xhtml}br") else ""
            yield _own_text(found)
        elif event == "end" and found is skipped:
            skipped = None
        if event != "start" and found is not element and skipped is None:
            yield found.tail or ""


def _own_text(element: Any) -> str:  # noqa: ANN401
    """What stands in an element before its first child."""
    text = element.text or ""
    return set_off(text, raised=element.tag[-1] == "p") if text and element.tag in SET_OFF else text


def _is_left_out(element: Any) -> bool:  # noqa: ANN401
    """Navigation, scripts, forms and what is hidden; of headers and footers the page's own."""
    if not isinstance(element.tag, str):
        return True
    name = element.tag.rpartition("}")[2].lower()
    if name in _LEFT_OUT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in _ROLES or _HIDDEN.search(element.get("style") or ""):
        return True
    return name in ("header", "footer") and next(element.iterancestors("article", "main", "section"), None) is None


def _is_frame(table: Any) -> bool:  # noqa: ANN401
    """Whether a table only lays out ordinary content."""
    inner = set(HEADINGS) | {"table", "ul", "ol", "article", "section"}
    cells = list(table.iter("td", "th"))
    return len(cells) <= 1 or any(element is not table for name in inner for element in table.iter(name))


def _by_hand(paragraph: Any) -> int:  # noqa: ANN401
    """The level of a heading in a page that marks none but its title, 0 for none: what is numbered in Chinese as
    sections are, and what is bold."""
    text = inline_text(paragraph)
    if "\n" in text or not is_heading_by_hand(text) or next(paragraph.iterancestors("table"), None) is not None:
        return 0
    rank = section_rank(text)
    if rank is not None:
        return UNMARKED + rank
    bold = sum(len(inline_text(run)) for run in paragraph.iter(*_BOLD) if run.getparent().tag not in _BOLD)
    if bold < len(text) and not _HEAVY.search(paragraph.get("style") or ""):
        return 0
    return UNMARKED if is_heading(text) else UNMARKED + SECTIONS


def _following(paragraph: Any) -> Iterator[str | bool]:  # noqa: ANN401
    """What comes behind a paragraph, as ``is_above_table`` has it."""
    for following in paragraph.itersiblings():
        name = str(following.tag).rpartition("}")[2].lower()
        apart = (following.getprevious().tail or "").strip()
        yield inline_text(following) if name == "p" and not apart else name == "table" and not _is_frame(following)


def _rows(table: Any) -> Iterator[Row]:  # noqa: ANN401
    """The rows, merged cells repeated in every column and row that they cover."""
    return numbered_rows(_cells_of(table))


def _cells_of(table: Any) -> Iterator[tuple[int, list[str], list[int]]]:  # noqa: ANN401
    reaching: dict[int, tuple[int, tuple[str, int]]] = {}
    count = 0
    for number, row in enumerate(table.iter("tr"), start=1):
        cells: list[tuple[str, int]] = []
        begun: dict[int, tuple[int, tuple[str, int]]] = {}
        for cell in row.iterchildren("td", "th"):
            while len(cells) in reaching:
                cells.append(_repeated(reaching, len(cells)))
            count += 1
            said = " ".join(inline_text(cell).split("\n")), count
            for _ in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    begun[len(cells)] = (_span(cell, "rowspan") - 1, said)
                cells.append(said)
        while len(cells) in reaching:
            cells.append(_repeated(reaching, len(cells)))
        reaching |= begun
        yield number, [text for text, _ in cells], [part for _, part in cells]


def rows_of(source: str) -> list[Row]:
    """The rows of a table that is given as HTML; none of what is no table, or only lays something out."""
    try:
        table = next(parse(source).iter("table"), None)
    except DamagedDocument:
        return []
    if table is None or _is_frame(table) or _is_left_out(table) or _says_more(table):
        return []
    captions = [Row(0, (inline_text(caption),)) for caption in table.iter("caption")]
    return [*captions, *_rows(table)]


def _says_more(table: Any) -> bool:  # noqa: ANN401
    """Whether there is text in a table outside of its cells and its caption."""
    cells = sum(map(_letters, table.iter("td", "th", "caption")))
    return _letters(table) > cells


def _letters(element: Any) -> int:  # noqa: ANN401
    return len("".join("".join(_texts(element)).split()))


def _repeated(reaching: dict[int, tuple[int, tuple[str, int]]], column: int) -> tuple[str, int]:
    """The text that reaches down into a column, with the cell that it is of, for one row."""
    left, said = reaching.pop(column)
    if left > 1:
        reaching[column] = (left - 1, said)
    return said


def _span(cell: Any, name: str) -> int:  # noqa: ANN401
    given = (cell.get(name) or "").strip()
    if not (given.isascii() and given.isdecimal() and len(given) < 9):
        return 1
    to_the_end = name == "rowspan" and int(given) == 0
    return SPANNED if to_the_end else min(max(int(given), 1), SPANNED)
