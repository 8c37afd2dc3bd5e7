from __future__ import annotations

import pytest

from index.readers.symbols import shown


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
