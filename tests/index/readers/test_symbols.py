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
    ("text", "said"), [("8", "⁸"), ("-5", "⁻⁵"), ("[1]", "[1]"), ("注", "注"), (" ", " "), ("", "")]
)
def test_raised_figures_are_no_part_of_a_number(text: str, said: str) -> None:
    assert set_off(text, raised=True) == said


def test_lowered_figures_are_lowered() -> None:
    assert set_off("2", raised=False) == "₂"
