"""``python -m bench.reading [--json]``: documents made in every format, read, and scored.

``README.md`` beside this folder says what was measured. Without a Chromium its prints are left out, with a remark.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench.reading import office, plain, web
from bench.reading.content import Made
from bench.reading.paper import write_paper
from bench.reading.scoring import Score, score
from bench.reading.shapes import SHAPES, make
from index.errors import DocumentError
from index.layout import find_blocks
from index.readers import read_bytes
from index.text.tokens import Tokenizer

Written = tuple[str, bytes, Made, bool]
"""The name of a file, its content, what of the document it says, and whether with its tables."""
FORMATS = ("paper", "print", "docx", "xlsx", "pptx", "html", "epub", "eml", "md", "txt", "csv")


def main() -> None:
    arguments = _arguments()
    began = time.perf_counter()
    tokenizer = Tokenizer()
    totals: dict[str, Score] = {}
    by_shape: dict[str, Score] = {}
    files = 0
    for format_, (name, content, made, tables) in written(arguments):
        files += 1
        found = measure(name, content, made, tokenizer, tables=tables)
        totals[format_] = totals.get(format_, Score()) + found
        by_shape[f"{format_} {made.shape}"] = by_shape.get(f"{format_} {made.shape}", Score()) + found
        if arguments.keep:
            (arguments.keep / name).write_bytes(content)
    whole = sum(totals.values(), Score())
    figures = {name: found.figures() for name, found in (totals | {"all": whole}).items()}
    if arguments.shapes:
        figures |= {name: found.figures() for name, found in sorted(by_shape.items())}
    if arguments.json:
        print(json.dumps({"files": files, "figures": figures}, ensure_ascii=False, indent=1))
    else:
        _print(figures)
        print(f"{files} files, {time.perf_counter() - began:.0f} s")


def measure(name: str, content: bytes, made: Made, tokenizer: Tokenizer, *, tables: bool = True) -> Score:
    """How well a file is read; one that cannot be read at all has lost everything."""
    try:
        document = read_bytes(content, name)
    except DocumentError:
        return score(made, "", [], tables=tables)
    return score(made, document.text, find_blocks(document, tokenizer), tables=tables)


def written(arguments: argparse.Namespace) -> Iterator[tuple[str, Written]]:
    """The files of the formats, shapes and copies asked for, with the format of each."""
    with ExitStack() as stack:
        writers = dict(WRITERS)
        if "print" in arguments.formats:
            try:
                printer = stack.enter_context(web.printer())
            except FileNotFoundError:
                print("no Chromium: its prints are left out", file=sys.stderr)
            else:
                writers["print"] = lambda name, made, _: [(f"{name}-print.pdf", printer.write(made), made, True)]
        for name, made in make(arguments.only, arguments.copies):
            for format_ in arguments.formats:
                if format_ in writers:
                    copy = int(name.removeprefix(made.shape))
                    yield from ((format_, written) for written in writers[format_](name, made, copy))


def _sheets(name: str, made: Made, _copy: int) -> list[Written]:
    return [(f"{name}.xlsx", *office.write_sheets(made), True)] if made.tables() else []


def _values(name: str, made: Made, _copy: int) -> list[Written]:
    tables = [table for table in made.tables() if made.shape not in ("stacked", "form")][:1]
    said = [plain.with_one_header(table) for table in tables]
    return [
        (f"{name}.csv", plain.write_csv(table), Made(made.shape, (replace(table, title="", unit=""),)), True)
        for table in said
    ]


WRITERS: dict[str, Callable[[str, Made, int], list[Written]]] = {
    "paper": lambda name, made, _: [(f"{name}-paper.pdf", write_paper(made), made, True)],
    "docx": lambda name, made, _: [(f"{name}.docx", office.write_word(made), made, True)],
    "xlsx": _sheets,
    "pptx": lambda name, made, _: [(f"{name}.pptx", *office.write_slides(made), True)],
    "html": lambda name, made, _: [(f"{name}.html", web.write_page(made).encode(), made, True)],
    "epub": lambda name, made, _: [(f"{name}.epub", *web.write_book(made), True)],
    "eml": lambda name, made, copy: [(f"{name}.eml", web.write_mail(made, plain=copy % 2 == 0), made, copy % 2 == 1)],
    "md": lambda name, made, _: [(f"{name}.md", plain.write_markdown(made), plain.as_markdown(made), True)],
    "txt": lambda name, made, copy: [(f"{name}.txt", plain.write_text(made, wrapped=copy % 2 == 1), made, False)],
    "csv": _values,
}
"""What is written of a document with this name in a format, given its number among those of its shape."""


def _print(figures: dict[str, dict[str, float | None]]) -> None:
    columns = ("kept", "invented", "order", "headings", "cells")
    print(f"{'':24}" + "".join(f"{column:>10}" for column in columns))
    for name, found in figures.items():
        shown = ("–" if found[column] is None else f"{found[column]:.4f}" for column in columns)
        print(f"{name:24}" + "".join(f"{each:>10}" for each in shown))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--copies", type=int, default=2, help="documents of each shape")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--only", nargs="+", choices=list(SHAPES), default=list(SHAPES), help="shapes")
    parser.add_argument("--shapes", action="store_true", help="figures of each shape in each format too")
    parser.add_argument("--keep", type=Path, help="folder for the files")
    return parser.parse_args()


if __name__ == "__main__":
    main()
