from __future__ import annotations

import pytest

from index.readers.symbols import set_off, shown


@pytest.mark.parametrize(
    ("code", "font", "sign"),
    [
        (0xF0B3, "Symbol", "≥"),
        (0xF0A3, "SymbolMT", "≤"),
        (0xF06D, "Symbol", "μ"),
        (0xF0B7, "Symbol", "•"),
        (0xF0FE, "Wingdings", "☑"),
        (0xF0A8, "Wingdings-Regular", "□"),
        (0xF052, "Wingdings 2", "☑"),
        (0x6C, "Wingdings", "●"),
        (0xF041, "SimSun", "\uf041"),
        (0xF001, "Wingdings", "\uf001"),
    ],
)
def test_what_a_code_shows(code: int, font: str, sign: str) -> None:
    assert shown(code, font) == sign


@pytest.mark.parametrize(
    ("text", "raised", "said"),
    [("8", True, "⁸"), ("-5", True, "⁻⁵"), ("2", False, "₂"), ("[1]", True, "[1]"), ("", True, "")],
)
def test_raised_figures_are_no_part_of_a_number(text: str, said: str, *, raised: bool) -> None:
    assert set_off(text, raised=raised) == said
