from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import pytest

from index.commands.commandline import CommandLine, TerminalProgress, positive
from index.errors import YinjuError
from index.settings import Settings


@pytest.fixture
def commands() -> CommandLine:
    def fail(_settings: Settings, _options: argparse.Namespace) -> int:
        raise YinjuError("做不成。", "再试。")

    made = CommandLine("yinju", "试")
    made.add("good", lambda settings, options: 0 if options.json and settings.data == Path("d") else 3, "好")
    made.add("bad", fail, "坏")
    return made


def test_a_command_gets_settings_and_options_and_gives_the_status(commands: CommandLine) -> None:
    assert commands.run(["good", "--json", "--data", "d"]) == 0
    assert commands.run(["good"]) == 3


def test_what_did_not_work_is_told_and_exits_1(commands: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(["bad"]) == 1
    assert "做不成。" in capsys.readouterr().err


def test_wrong_usage_exits_2(commands: CommandLine) -> None:
    with pytest.raises(SystemExit) as stopped:
        commands.run(["unheard-of"])
    assert stopped.value.code == 2


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", ""])
def test_a_count_is_above_zero(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        positive(text)
    assert positive("12") == 12


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with TerminalProgress() as progress:
        progress("读取文件", 1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with TerminalProgress() as progress:
        progress("读取文件", 1, 2)
    assert "读取文件 1/2" in capsys.readouterr().err


def test_ctrl_c_says_that_what_is_done_stays(commands: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(_settings: Settings, _options: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    commands.add("stop", stop, "停")
    assert commands.run(["stop"]) == 130
    assert "已停止" in capsys.readouterr().err


def test_a_reader_that_has_had_enough_is_no_error(commands: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def go_on(_settings: Settings, _options: argparse.Namespace) -> int:
        for number in range(100_000):
            print(number, flush=True)
        return 0

    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as broken:
        monkeypatch.setattr("sys.stdout", broken)
        commands.add("go-on", go_on, "没完没了")
        assert commands.run(["go-on"]) == 141
