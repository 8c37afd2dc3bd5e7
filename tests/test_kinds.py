"""Whoever adds a kind of something finds each place that has to know of it: the tables with a row for every one."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

import pytest

from index.readers import READERS
from index.readers.sniffing import ENDINGS
from index.types import Format
from qa.checking.types import Standing
from qa.checking.wording import STANDINGS
from qa.statements import LackKind
from qa.web import english, words
from qa.web.checking.english import ENGLISH as CHECKING_IN_ENGLISH
from qa.web.checking.render import SIGNS
from qa.web.checking.wording import CHINESE as CHECKING
from qa.web.english_statements import ENGLISH
from qa.wording import CHINESE


@pytest.mark.parametrize(
    ("kinds", "known"),
    [
        (Format, READERS),
        (Format, ENDINGS.values()),
        (Format, words.FORMATS),
        (Format, english.FORMATS),
        (LackKind, CHINESE.lacks),
        (LackKind, ENGLISH.lacks),
        (Standing, STANDINGS),
        (Standing, SIGNS),
        (Standing, CHECKING.standings),
        (Standing, CHECKING_IN_ENGLISH.standings),
        (Standing, CHECKING.explained),
        (Standing, CHECKING_IN_ENGLISH.explained),
    ],
)
def test_every_kind_is_known_where_all_are(kinds: type[StrEnum], known: Collection[str]) -> None:
    assert set(known) == set(kinds)
