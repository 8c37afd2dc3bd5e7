from __future__ import annotations

from collections.abc import Sequence

import pytest
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from index.readers.numbering import chinese, spelled, write_numbers
from index.readers.word_text import text_of

W = nsdecls("w")
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    of = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{of}</w:lvl>'


def numbered(number: int, depth: int, runs: str = "<w:r><w:t>文</w:t></w:r>", mark: str = "") -> str:
    of = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{of}<w:rPr>{mark}</w:rPr></w:pPr>{runs}</w:p>"


def shown(levels: Sequence[str], paragraphs: Sequence[str], overrides: str = "") -> list[str]:
    """What each paragraph reads in a document with list 1 and, of its family, list 2 with the overrides."""
    numbering = parse_xml(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{overrides}</w:num></w:numbering>'
    )
    body = parse_xml(f"<w:body {W}>{''.join(paragraphs)}</w:body>")
    write_numbers(body, [], numbering, text_of)
    return [text_of(paragraph) for paragraph in body.iter(qn("w:p"))]


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (1, "chineseCounting", "一"),
        (10, "japaneseCounting", "十"),
        (19, "chineseCountingThousand", "十九"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (20, "decimalEnclosedCircle", "⑳"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (5, "decimal", "5"),
        (5, "何种格式", "5"),
    ],
)
def test_a_number_is_spelled_as_its_list_counts(number: int, kind: str, said: str) -> None:
    assert spelled(number, kind) == said


def test_chinese_numbers_are_all_different() -> None:
    assert len({chinese(number) for number in range(1, 10_000)}) == 9_999


@pytest.mark.parametrize(
    ("restart", "last"),
    [("", "第一条 文"), ('<w:lvlRestart w:val="0"/>', "第三条 文"), ('<w:lvlRestart w:val="1"/>', "第一条 文")],
)
def test_articles_run_on_across_chapters_where_their_level_says_so(restart: str, last: str) -> None:
    kind = "chineseCountingThousand"
    levels = [level(0, kind, "第%1章"), level(1, kind, "第%2条", restart)]
    made = shown(levels, [numbered(1, depth) for depth in (0, 1, 1, 0, 1)])
    assert made == ["第一章 文", "第一条 文", "第二条 文", "第二章 文", last]


def test_a_level_begins_anew_only_after_those_that_it_names() -> None:
    levels = [
        level(0, "decimal", "%1"),
        level(1, "decimal", "%2"),
        level(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>'),
    ]
    made = shown(levels, [numbered(1, depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2)])
    assert [made[2], made[4], made[7]] == ["1 文", "2 文", "1 文"]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_paragraph_that_was_deleted_does_not_count(mark: str) -> None:
    gone = numbered(1, 0, mark=f'<w:{mark} w:id="1" w:author="a"/>')
    assert shown([level(0, "decimal", "%1.")], [numbered(1, 0), gone, numbered(1, 0)]) == ["1. 文", "文", "2. 文"]


def test_a_number_does_not_stand_alone_but_in_a_cell() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{numbered(1, 0, '')}</w:tc></w:tr></w:tbl>"
    moved = '<w:moveFrom w:id="1" w:author="a"><w:r><w:t>移走</w:t></w:r></w:moveFrom>'
    paragraphs = [numbered(1, 0, HIDDEN), numbered(1, 0, moved), numbered(1, 0), cell]
    assert shown([level(0, "decimal", "%1.")], paragraphs) == ["", "", "3. 文", "4. "]


def test_a_list_that_begins_at_an_inner_level_begins_the_outer_one_too() -> None:
    starts = [
        f'<w:lvlOverride w:ilvl="{d}"><w:startOverride w:val="{n}"/></w:lvlOverride>' for d, n in ((0, 1), (1, 1))
    ]
    levels = [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")]
    paragraphs = [numbered(number, depth) for number, depth in ((1, 0), (1, 0), (1, 1), (2, 1), (2, 1), (2, 0), (2, 1))]
    assert shown(levels, paragraphs, "".join(starts))[3:] == ["1.1 文", "1.2 文", "2. 文", "2.1 文"]
