"""What stands in columns with white space between, as a table: its header, its rows, and what is in which cell.

Pure geometry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from index.readers.pages.cells import said
from index.readers.pages.gutters import COLUMN_LINES, prose_of
from index.readers.pages.order import Edges, Table, lines_of, rows_of
from index.readers.pages.pieces import Piece, is_number
from index.readers.table_headers import FIGURE, may_name

COLUMNS = 3
"""Without lines above and below a table has so many columns at least: two columns may be two columns of text."""
MOST_COLUMNS = 30
GAP = 0.6
"""Between two columns there is at least so much space in every row, in font sizes."""
PROSE_LINES = 5
"""So many lines in a block are text beside a table rather than a cell of it."""
HEADER_CHARACTERS = 20
"""Names of columns are no longer than this."""
NEAR = 0.75
"""Lines that are nearer than this share of the usual space between rows are lines of one row; and at least this share
of columns have names, and of rows more than one cell."""
HALF = 0.45
"""How far a line reaches above and below its middle, in font sizes."""

Line = list[Piece]
Blocks = Mapping[int, set[Piece]]
"""The lines of a page that stand in blocks of at least so many."""


def columns_of(pieces: Sequence[Piece], gap: float, columns: Sequence[Edges] = ()) -> list[Edges]:
    """From where to where something stands, with at least so much space between, in font sizes."""
    found: list[Edges] = []
    size = pieces[0].size if pieces else 1.0
    for left, right in sorted([*columns, *((piece.left, piece.right) for piece in pieces)]):
        if found and left - found[-1][1] < gap * size:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def blocks_of(pieces: Sequence[Piece]) -> dict[int, set[Piece]]:
    """The lines of a page that stand in blocks of so many, short ones and long ones."""
    return {least: prose_of(pieces, least) for least in (COLUMN_LINES, PROSE_LINES)}


def table_of(header: Sequence[Piece], strips: Sequence[Sequence[Piece]], prose: Blocks) -> Table | None:
    """The table of this header and of the rows in these strips; None where they are none.

    :param prose: the ``blocks_of`` the page.
    """
    body = [piece for strip in strips for piece in strip]
    if not header or not body or any(len(piece.text) > HEADER_CHARACTERS for piece in header):
        return None
    columns = columns_of(body, GAP)
    if len(columns) < 2 or len(columns) > MOST_COLUMNS or _is_prose(body, columns, prose):
        return None
    columns = _widened(columns, header)
    rows = [row for strip in strips for row in _rows(strip, columns[0][1], whole=len(strips) > 1)]
    cells = [_cells(part, columns) for row in rows for part in _sharing(row, columns)]
    texts = [_texts(_spread(header, columns)), *map(_texts, cells)]
    if not _is_filled(texts) or _are_items(texts):
        return None
    every = [*header, *body]
    edges = (*(left for left, _ in columns), columns[-1][1])
    top, bottom = min(piece.top for piece in every), max(piece.bottom for piece in every)
    return Table(min(edges[0], *(p.left for p in every)), top, edges[-1], bottom, tuple(texts), edges)


def _is_prose(body: Sequence[Piece], columns: Sequence[Edges], prose: Blocks) -> bool:
    """Whether columns are those of a page: two of which one is in blocks, or more than one in long ones."""
    blocks = prose[COLUMN_LINES if len(columns) < COLUMNS else PROSE_LINES]
    long = [
        place
        for place, (left, right) in enumerate(columns)
        if any(left <= p.left <= right and p in blocks for p in body)
    ]
    return len(long) > int(len(columns) >= COLUMNS)


def _is_filled(texts: Sequence[Sequence[str]]) -> bool:
    """Whether there are a name for most columns, rows that say something in each, and mostly in two at least.

    A single row under its header has figures, and more columns.
    """
    header, rows = texts[0], texts[1:]
    named = sum(map(bool, header)) >= NEAR * len(header) and sum(map(bool, header)) > 1
    if len(rows) == 1:
        figures = sum(FIGURE.match(cell) is not None for cell in rows[0])
        return named and all(rows[0]) and len(header) > COLUMNS and figures > 1 and may_name(header)
    whole = sum(all(row) for row in rows)
    several = sum(sum(map(bool, row)) > 1 for row in rows)
    return named and whole > 1 and several >= NEAR * len(rows)


def _are_items(texts: Sequence[Sequence[str]]) -> bool:
    """Whether two columns are the numbers of items and these themselves."""
    numbers = [row[0] for row in texts if row[0]]
    return len(texts[0]) == 2 and 2 * sum(map(is_number, numbers)) > len(numbers)


def _widened(columns: Sequence[Edges], header: Sequence[Piece]) -> list[Edges]:
    """The columns as wide as the names that stand over one of them alone."""
    wide = list(columns)
    for piece in header:
        over = _over(piece, columns)
        if len(over) == 1:
            left, right = wide[over[0]]
            wide[over[0]] = min(left, piece.left), max(right, piece.right)
    return wide if all(one[1] < other[0] for one, other in pairwise(wide)) else list(columns)


def _over(piece: Piece, columns: Sequence[Edges]) -> list[int]:
    """The columns that a piece stands in; the nearest for one between two."""
    over = [place for place, (left, right) in enumerate(columns) if piece.left < right and left < piece.right]
    middle = (piece.left + piece.right) / 2
    return over or [min(range(len(columns)), key=lambda place: abs(sum(columns[place]) / 2 - middle))]


def _cells(row: Sequence[Piece], columns: Sequence[Edges]) -> list[list[Piece]]:
    cells: list[list[Piece]] = [[] for _ in columns]
    for piece in row:
        for place in _over(piece, columns):
            cells[place].append(piece)
    return cells


def _texts(cells: Sequence[Sequence[Piece]]) -> tuple[str, ...]:
    return tuple(said(lines_of(cell)) if cell else "" for cell in cells)


def _spread(header: Sequence[Piece], columns: Sequence[Edges]) -> list[list[Piece]]:
    """The cells of a header; a name above other names stands over as many of these as it is in the middle of.

    Where that leaves some that need one with none above, names do not stand in the middle, and each is said of what is
    right below.
    """
    lines = rows_of(header)
    lowest = [
        max((piece.middle for piece in header if place in _over(piece, columns)), default=0.0)
        for place in range(len(columns))
    ]
    cells: list[list[Piece]] = [[] for _ in columns]
    for line in lines:
        taken = {place: piece for piece in line for place in _over(piece, columns)}
        low = max(piece.bottom - piece.size / 2 for piece in line)
        below = {place for place, middle in enumerate(lowest) if middle > low}
        runs = []
        for piece in line:
            free = [place for place in below if taken.get(place, piece) is piece]
            runs.append(_middle_run(piece, _over(piece, columns), free, columns))
        bare = below - {place for run in runs for place in run}
        told = not any(_said_twice(place, below, lowest, header, columns) for place in bare)
        for piece, run in zip(line, runs, strict=True):
            for place in run if told else _over(piece, columns):
                cells[place].append(piece)
    return cells


def _said_twice(
    place: int, below: Iterable[int], lowest: Sequence[float], header: Sequence[Piece], columns: Sequence[Edges]
) -> bool:
    """Whether a column has the name of another one in the lowest line of the header: only what is above tells them
    apart."""

    def name(of: int) -> str:
        return "".join(p.text for p in header if p.middle == lowest[of] and of in _over(p, columns))

    return bool(name(place)) and any(name(other) == name(place) for other in below if other != place)


def _middle_run(piece: Piece, over: Sequence[int], free: Sequence[int], columns: Sequence[Edges]) -> range:
    """The neighbouring ``free`` columns, those that a piece is ``over`` among them, whose middle is nearest to its."""
    middle = (piece.left + piece.right) / 2
    first, last = over[0], over[-1]
    best = (abs((columns[first][0] + columns[last][1]) / 2 - middle), range(first, last + 1))
    for start in range(first, -1, -1):
        for end in range(last, len(columns)):
            if all(place in free for place in (*range(start, first), *range(last + 1, end + 1))):
                away = abs((columns[start][0] + columns[end][1]) / 2 - middle)
                if away < best[0] - HALF * piece.size:
                    best = away, range(start, end + 1)
    return best[1]


def _rows(strip: Sequence[Piece], first: float, *, whole: bool) -> list[Line]:
    """The rows of what stands in a strip, told by the space between them.

    :param first: where the first column ends; what has nothing in it and is near to another line goes on from that.
    :param whole: whether there are lines between the rows; a strip is then one, if it has one line in the first column.
    """
    bands: list[Line] = []
    reach = -inf
    for piece in sorted(strip, key=lambda piece: piece.middle - HALF * piece.size):
        if not bands or piece.middle - HALF * piece.size > reach:
            bands.append([])
        bands[-1].append(piece)
        reach = max(reach, piece.middle + HALF * piece.size)
    named = [any(piece.left < first for piece in band) for band in bands]
    if whole and sum(named) <= 1:
        return [list(strip)] if strip else []
    gaps = [_top(below) - _bottom(above) for above, below in pairwise(bands)]
    usual = median([gap for gap, pair in zip(gaps, pairwise(named), strict=True) if all(pair)] or [inf])
    rows: list[Line] = []
    ahead: Line = []
    for place, band in enumerate(bands):
        before = gaps[place - 1] if place else inf
        after = gaps[place] if place < len(gaps) else inf
        if named[place] or min(before, after) >= NEAR * usual:
            rows.append([*ahead, *band])
            ahead = []
        elif before <= after and rows and not ahead:
            rows[-1].extend(band)
        else:
            ahead += band
    if ahead and rows:
        rows[-1].extend(ahead)
    return rows


def _sharing(row: Line, columns: Sequence[Edges]) -> list[Line]:
    """The rows that share a name which stands in the middle of them, level with none: all say something in the same
    columns, figures in two at least. The row itself, where it is one."""
    name = [piece for piece in row if piece.left < columns[0][1]]
    lines = rows_of([piece for piece in row if piece.left >= columns[0][1]])
    if len(name) != 1 or len(lines) < 2:
        return [row]
    cells = [_texts(_cells(line, columns)) for line in lines]
    filled = {tuple(map(bool, texts)) for texts in cells}
    figures = sum(all(FIGURE.match(text) for text in column) for column in zip(*cells, strict=True))
    level = any(abs(line[0].middle - name[0].middle) < 0.25 * name[0].size for line in lines)
    within = lines[0][0].middle < name[0].middle < lines[-1][0].middle
    return [[*name, *line] for line in lines] if len(filled) == 1 and figures > 1 and within and not level else [row]


def _top(band: Line) -> float:
    return min(piece.middle - HALF * piece.size for piece in band)


def _bottom(band: Line) -> float:
    return max(piece.middle + HALF * piece.size for piece in band)
