"""Documents as plain text, Markdown and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bench.reading.content import Element, Heading, Made, Record, Role, Table, Text

WIDTH = 36
"""Characters of a line where text is broken into lines."""


def paragraphs(elements: Sequence[Element]) -> Iterator[str]:
    """What the elements say, tables apart; records that follow each other are lines of one."""
    lines: list[str] = []
    for element in elements:
        if lines and not isinstance(element, Record):
            yield "\n".join(lines)
            lines = []
        if isinstance(element, Record):
            lines.append(element.text)
        elif not isinstance(element, Table):
            yield element.text
    if lines:
        yield "\n".join(lines)


def write_text(made: Made, *, wrapped: bool) -> bytes:
    """A document as text: a paragraph a line, or broken into lines of ``WIDTH`` characters and no blank ones."""
    said = list(paragraphs((*made.elements, *made.beside)))
    if not wrapped:
        return ("\n\n".join(said) + "\n").encode()
    headings = {heading.text for heading in made.headings()}
    lines: list[str] = []
    for text in said:
        if text in headings or "\n" in text:
            lines += ["", *text.split("\n")] if text in headings else text.split("\n")
        else:
            indented = f"　　{text}"
            lines += [indented[start : start + WIDTH] for start in range(0, len(indented), WIDTH)]
    return ("\n".join(lines).lstrip() + "\n").encode()


def write_markdown(made: Made) -> bytes:
    parts = []
    records: list[str] = []
    for element in (*made.elements, *made.beside, Text("")):
        if records and not isinstance(element, Record):
            parts.append("\n".join(records))
            records = []
        match element:
            case Heading(text, level):
                parts.append(f"{'#' * level} {text}")
            case Record(text):
                records.append(text)
            case Text(text):
                parts.append(text.replace("[", "\\[") if text else "")
            case Table():
                parts += [line for line in (element.title, element.unit) if line]
                parts.append(_piped(element))
    return "\n\n".join(parts).encode()


def _piped(table: Table) -> str:
    table = with_one_header(table)
    width = len(table.rows[0])
    header = table.rows[0] if table.roles[0] is Role.HEADER else ("",) * width
    lines = [header, ("---",) * width]
    for row, role in list(zip(table.rows, table.roles, strict=True))[table.roles[0] is Role.HEADER :]:
        lines.append((row[0], *("",) * (width - 1)) if role is Role.SECTION else tuple(_once(row, role)))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _once(row: Sequence[str], role: Role) -> Iterator[str]:
    """A row of a form with a merged value said once."""
    for column, cell in enumerate(row):
        yield "" if role is Role.PAIRS and column and cell == row[column - 1] else cell


def with_one_header(table: Table) -> Table:
    """The table with the lines of its header made one, and no cell merged."""
    heads = table.heads()
    if heads < 2:
        return replace(table, merges=())
    header = tuple("".join(dict.fromkeys(parts)) for parts in zip(*table.rows[:heads], strict=True))
    return replace(table, rows=(header, *table.rows[heads:]), roles=table.roles[heads - 1 :], merges=())


def as_markdown(made: Made) -> Made:
    """What Markdown says of a document: its tables have headers of one line."""
    elements = (with_one_header(element) if isinstance(element, Table) else element for element in made.elements)
    return replace(made, elements=tuple(elements))


def write_csv(table: Table) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(with_one_header(table).rows)
    return written.getvalue().encode("utf-8-sig")
