"""No regular expression can be made to run on and on; tests/hostility/patterns.py tries longer texts, and pairs."""

from __future__ import annotations

import re
from datetime import date

import pytest

from index.readers import figures
from index.readers.sniffing import find_format
from tests.hostility.patterns import SOURCES, Seed, Used, all_patterns, texts_for, time_taken
from tests.hostility.timing import bounded

SAMPLE = 50_000
"""Characters: what backtracks over all of them takes a billion steps."""
SECONDS = 1.0


def test_every_pattern_is_found() -> None:
    """As many as the sources have calls of ``re``: a call that is written in another way would not be tried."""
    call = re.compile(r"\bre\.(?:compile|match|search|fullmatch|findall|finditer|subn?|split)\(")
    called = sum(len(call.findall(path.read_text(encoding="utf-8"))) for path in SOURCES)
    assert len(all_patterns()) == called > 100
    assert not [path for path in SOURCES if "from re import" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("used", all_patterns(), ids=lambda used: used.place)
def test_a_pattern_is_done_in_time_with_any_text(used: Used) -> None:
    for seed in texts_for(used.pattern, pairs=False):
        assert time_taken(used, seed.grown(used.length(SAMPLE)), SECONDS) < SECONDS, seed


@pytest.mark.parametrize(
    "pattern", [r"(?:<!--.*?-->\s*)*<html", r"\s*-", r"(?:a|aa)+$", r"[ ]*\n", "(?:a|b|c|d|e|fg?|g)+$"]
)
def test_one_that_runs_on_would_be_noticed(pattern: str) -> None:
    used = Used("", re.compile(pattern, re.DOTALL), ("search",))
    assert any(time_taken(used, seed.grown(SAMPLE), 0.2) > 0.2 for seed in texts_for(used.pattern, pairs=False))


def test_what_is_asked_for_is_what_is_timed() -> None:
    assert Seed("x", "ab", "y").grown(5) == "xababy"


@pytest.mark.parametrize("head", [b"<!---->" * 146, b"<!-- -->\n" * 113, b"<?xml " * 170, b" \n" * 500 + b"<"])
def test_a_files_first_bytes_are_looked_at_in_no_time(head: bytes) -> None:
    """A thousand bytes of comments took the age of the universe: they could be parted in any way."""
    with bounded(1):
        assert find_format(head, "a.txt") == "text"
        assert find_format(head[:500] + b"<!DOCTYPE html><html>", "a.txt") in ("html", "text")


def test_a_format_that_no_spreadsheet_has_is_passed_over() -> None:
    with bounded(1):
        for part in ("[", "0,", "#", '"', "h m"):
            assert figures.shown_number(2.5, part * 100_000) == "2.5"
            assert figures.shown_time(date(2024, 5, 6), part * 100_000) == "2024年5月6日"
