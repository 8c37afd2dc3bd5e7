"""How two public recognisers read the same figures, in an environment of their own, on cases on standard input.

``python -m bench.values … --export | OTHER/bin/python bench/values/theirs.py``, where ``OTHER`` has ``cn2an``,
``recognizers-text-number`` and ``emoji<2``. Each figure is read from the words of its place alone.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import cn2an
from recognizers_number import recognize_number


def _by_recognizers(text: str) -> list[str]:
    return [str((found.resolution or {}).get("value")) for found in recognize_number(text, "zh-cn")]


def _by_cn2an(text: str) -> list[str]:
    try:
        return [str(cn2an.cn2an(text, "smart"))]
    except ValueError:
        return []


READERS: Mapping[str, Callable[[str], list[str]]] = {"recognizers": _by_recognizers, "cn2an": _by_cn2an}


def main() -> None:
    right: Counter[tuple[str, str]] = Counter()
    asked: Counter[str] = Counter()
    for line in sys.stdin:
        case: dict[str, Any] = json.loads(line)
        asked[case["table"]] += 1
        for name, read in READERS.items():
            right[case["table"], name] += any(_is(value, case["value"]) for value in read(case["words"]))
    for table, count in asked.items():
        print(table, *(f"{name} {right[table, name]}/{count}" for name in READERS), sep="\t")


def _is(value: str, wanted: str) -> bool:
    try:
        return abs(Decimal(value) - Decimal(wanted)) <= abs(Decimal(wanted)) * Decimal("1e-9")
    except InvalidOperation:
        return False


if __name__ == "__main__":
    main()
