"""``python -m bench.plots [--out docs]``: the tables of ``bench/README.md`` as pictures, which say nothing else.

``growth.png``: seconds to build, milliseconds of a search and memory, by the number of passages. ``encoding.png``: ways
to run the model, by passages a second. Takes matplotlib, which the extra ``plot`` brings.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).resolve().parent / "README.md"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
BLUE, RED = "#1f5f8b", "#8b1f1f"


def main() -> None:
    """Write the pictures and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=README.parent.parent / "docs", help="folder (default docs)")
    out = parser.parse_args().out
    text = README.read_text(encoding="utf-8")
    for path in (growth(table(text, "Scale"), out / "growth.png"), ways(table(text, "Encoding"), out / "encoding.png")):
        print(path)


def table(text: str, section: str) -> list[list[str]]:
    """The cells of the first table under a heading, row by row, the line below the header left out.

    :raises ValueError: when there is none.
    """
    found = re.search(rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    lines = [line for line in (found[1].splitlines() if found else []) if line.startswith("|")]
    width = next((number for number, line in enumerate(lines) if number and line.startswith("| |")), len(lines))
    if not lines:
        raise ValueError(f"no table under {section}")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:width]]
    return [row for row in rows if not set("".join(row)) <= set("-: ")]


def numbers(cell: str) -> list[float]:
    """The numbers of a cell in order."""
    return [float(each.replace(",", "")) for each in NUMBER.findall(cell)]


def series(rows: Sequence[Sequence[str]], label: str, place: int = 0) -> tuple[list[float], list[float]]:
    """The sizes of the header and, for those with a number there, the one at ``place`` of the row of this label."""
    row = next(row for row in rows[1:] if row[0].startswith(label))
    pairs = [(numbers(size)[0], numbers(cell)[place]) for size, cell in zip(rows[0][1:], row[1:], strict=True) if cell]
    return [size for size, _ in pairs], [value for _, value in pairs]


def growth(rows: Sequence[Sequence[str]], path: Path) -> Path:
    """Three panels over the number of passages, both axes by powers of ten."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    figure, (built, search, memory) = pyplot.subplots(1, 3, figsize=(12, 3.8), layout="constrained")
    built.plot(*series(rows, "built in"), marker="o", color=BLUE)
    for place, name, colour in ((0, "p50", BLUE), (1, "p95", RED)):
        search.plot(*series(rows, "a search", place), marker="o", color=colour, label=name)
    search.legend()
    memory.plot(*series(rows, "resident"), marker="o", color=BLUE)
    titles = ("build without the encoder, s", "a search without the encoder, ms", "resident after asking, MB")
    for panel, title in zip((built, search, memory), titles, strict=True):
        panel.set(xscale="log", yscale="log", xlabel="passages", title=title)
        panel.grid(which="major", color="0.9")
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
    return path


def ways(rows: Sequence[Sequence[str]], path: Path) -> Path:
    """A bar for each way to run the model, as many times as fast as the first row; the product's is red."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    column = next(number for number, name in enumerate(rows[0]) if name.startswith("ratio"))
    figure, panel = pyplot.subplots(figsize=(9, 3.8), layout="constrained")
    names = [row[0].replace("*", "") for row in rows[1:]]
    colours = [RED if row[0].startswith("**") else BLUE for row in rows[1:]]
    bars = panel.barh(names, [numbers(row[column])[0] for row in rows[1:]], color=colours)
    panel.bar_label(bars, padding=3)
    panel.margins(x=0.1)
    panel.set(xlabel="times as fast as the first row")
    panel.invert_yaxis()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
    return path


if __name__ == "__main__":
    main()
