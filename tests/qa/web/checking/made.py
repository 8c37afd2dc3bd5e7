"""A checked text made by hand: one claim of each standing."""

from __future__ import annotations

from index.types import Place, PlaceKind, Span
from qa.answers import Citation
from qa.checking.types import CheckedText, ClaimKind, Difference, Finding, Standing

TEXT = "一、总量\n2023年总量4022.25亿元，增长5.5%。\n人口480万人。他说“今天天气好”。\n<b>结尾</b>。"


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def cited(number: int, quote: str, highlight: str = "") -> Citation:
    start = 100 * number
    at = start + quote.index(highlight)
    marks = (Span(at, at + len(highlight)),) if highlight else ()
    places = (Place(start, PlaceKind.PAGE, 3),) if number == 2 else ()
    return Citation(
        number, f"文件{number}.txt", "ab12ab12ab12ab12", f"标题{number}", "", quote,
        (Span(start, start + len(quote)),), marks, places, paragraph=number,
    )  # fmt: skip


FIRST, SECOND = place("2023年总量4022.25亿元，增长5.5%。"), place("人口480万人。")
FINDINGS = (
    Finding(
        ClaimKind.FIGURE, place("4022.25亿元"), FIRST, Standing.CONTRADICTED,
        (cited(1, "2023年总量4022.52亿元。", "4022.52"),), (Difference(place("4022.25"), "4022.52"),),
    ),
    Finding(ClaimKind.FIGURE, place("5.5%"), FIRST, Standing.SUPPORTED, (cited(2, "增长5.5%。", "5.5%"),)),
    Finding(ClaimKind.STATEMENT, SECOND, SECOND, Standing.UNSEEN, (cited(3, "人口很多。<script>"),), confidence=0.6),
    Finding(
        ClaimKind.FIGURE, place("480万人"), SECOND, Standing.DISPUTED, (cited(4, "480万"), cited(5, "482万", "482万")),
        (Difference(place("480"), "482"),),
    ),
    Finding(ClaimKind.QUOTATION, place("今天天气好"), place("他说“今天天气好”。"), Standing.UNSEEN),
)  # fmt: skip
CHECKED = CheckedText("稿子.txt", TEXT, FINDINGS, seconds=1.25)
