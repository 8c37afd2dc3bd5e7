"""``python -m bench.reading.long [--pages 500] [--keep FILE] [--profile]``: what reading one long PDF takes.

Chapters in the shapes of this bench, running heads, numbers of pages, tables with and without lines, every fourth in
two columns; always the same. Seconds are of a processor, so that other work on the machine counts for little.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import pstats
import time
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

import pypdfium2 as pdfium

from bench.machine import conditions
from bench.reading.content import Made
from bench.reading.paper import write_paper
from bench.reading.shapes import SHAPES
from bench.reading.words import Words
from index.readers import read_bytes

SEED = 30
NAME = "long.pdf"
COLUMNS = 4
"""Every so many-th chapter is in two columns."""
PARTS = 3
"""A chapter says what so many documents of its shape say: else most of its pages would be the last, half empty."""


def chapters() -> Iterator[Made]:
    """Without end; what is in two columns has no wide tables."""
    words = Words(SEED)
    shapes = [make for name, make in SHAPES.items() if name not in ("columns", "sidebar")]
    for number in count(1):
        narrow = number % COLUMNS == 0
        make = SHAPES["columns"] if narrow else shapes[number % len(shapes)]
        parts = [make(words) for _ in range(PARTS)]
        elements = tuple(element for part in parts for element in part.elements)
        yield Made("long", elements, head=f"资料汇编第{number}编", columns=2 if narrow else 1)


def write_long(pages: int) -> bytes:
    """A PDF of so many pages."""
    whole = pdfium.PdfDocument.new()
    try:
        for made in chapters():
            chapter = pdfium.PdfDocument(write_paper(made))
            wanted = range(min(len(chapter), pages - len(whole)))
            whole.import_pages(chapter, list(wanted))
            chapter.close()
            if len(whole) == pages:
                break
        written = io.BytesIO()
        whole.save(written)
    finally:
        whole.close()
    return written.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="the file: read where it is there, else written")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    given = parser.parse_args()
    content = given.keep.read_bytes() if given.keep and given.keep.exists() else write_long(given.pages)
    if given.keep and not given.keep.exists():
        given.keep.write_bytes(content)
    profile = cProfile.Profile()
    began = time.process_time()
    if given.profile:
        profile.enable()
    document = read_bytes(content, NAME)
    profile.disable()
    seconds = time.process_time() - began
    said = repr((document.text, document.blocks, document.places, document.remark))
    figures = {"processor s": round(seconds, 2), "characters": len(document.text), "blocks": len(document.blocks)}
    told = sha256(said.encode()).hexdigest()[:16]
    print(json.dumps({**conditions(), **figures, "read": told}, ensure_ascii=False))
    if given.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
