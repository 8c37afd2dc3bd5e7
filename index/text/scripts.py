"""What a Han character is, as a part of patterns: ``[{HAN}]``."""

from __future__ import annotations

BASIC_HAN = "\u3400-\u9fff"
"""Those of the first plane: nearly every text has no others."""
ALL_HAN = f"{BASIC_HAN}\uf900-\ufaff\U00020000-\U000323af"
HAN = f"{ALL_HAN}\u3007"
"""With 〇, which is written among them."""
