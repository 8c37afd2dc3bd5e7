"""The characters that deny what follows, as parts of patterns: ``[{DENIALS}]``."""

from __future__ import annotations

DENIALS = "不没未无非勿莫"
"""What words of negation begin with, in anything that is written."""
NOT_SO = "不没未"
"""Those that people say before what does not hold; the rest are of the written language, or parts of nouns (无锡)."""
NOT_YET = "没未"
"""Those before what has not come about: 没达到."""
