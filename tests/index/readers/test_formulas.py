from __future__ import annotations

import pytest
from lxml import etree

from index.readers.formulas import MATH, formula_text


def formula(inner: str) -> str:
    return formula_text(etree.fromstring(f'<m:oMath xmlns:m="{MATH[1:-1]}">{inner}</m:oMath>'))


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(over: str, under: str) -> str:
    return f"<m:f><m:num>{over}</m:num><m:den>{under}</m:den></m:f>"


RAISED = f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>"


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (run("a=") + fraction(run("1"), run("2")), "a=1/2"),
        (run("得分=") + fraction(run("基准价"), run("报价")) + run("×30"), "得分=基准价/报价×30"),
        (fraction(run("a+b"), run("2c")) + run("-1"), "(a+b)/(2c)-1"),
        (run("3") + fraction(run("1"), run("2")), "3(1/2)"),
        (fraction(run("1"), run("z")) + run("dz"), "(1/z)dz"),
        (RAISED, "x²"),
        (f"<m:sSub><m:e>{run('k')}</m:e><m:sub>{run('甲')}</m:sub></m:sSub>" + run("b"), "k_(甲)b"),
        (f"<m:sSup><m:e>{run('a+b')}</m:e><m:sup>{run('n-k')}</m:sup></m:sSup>", "(a+b)^(n-k)"),
        (f"<m:rad><m:deg/><m:e>{run('x+1')}</m:e></m:rad>", "√(x+1)"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{run("i=1")}</m:sub><m:sup>{run("n")}</m:sup>'
            f"<m:e>{RAISED}</m:e></m:nary>",
            "∑_(i=1)^(n) x²",
        ),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{run("a")}</m:e></m:d>', "[a]"),
    ],
)
def test_a_formula_is_a_line_that_says_the_same(inner: str, said: str) -> None:
    assert formula(inner) == said


def test_a_formula_that_is_nested_without_end_is_read() -> None:
    assert formula("<m:d><m:e>" * 100 + run("a") + "</m:e></m:d>" * 100).strip("()") == "a"
