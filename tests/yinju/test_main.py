"""``yinju``: the commands of all three programs under one name, with the name in what they advise."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import app
import index.__main__
import index.library
import qa.__main__
import yinju
from index.encoding.encoder import Encoder
from index.text.tokens import Tokenizer
from yinju.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
TEXT = "县域经济\n\nGDP总量突破4000亿元，为4022.25亿元，增长5.5%。"


@pytest.fixture
def run(
    data: Path,
    fake_encoder: Encoder,
    shared_tokenizer: Tokenizer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command of a program: exit status, standard output, standard error."""
    monkeypatch.setattr(index.library, "open_encoder", lambda _settings: fake_encoder)

    def call(program: Callable[[list[str]], int], *arguments: object) -> tuple[int, str, str]:
        status = program([*map(str, arguments), "--data", str(data)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


Run = Callable[..., tuple[int, str, str]]


def commands_of(program: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str]) -> set[str]:
    with pytest.raises(SystemExit):
        program(["--help"])
    lines = capsys.readouterr().out.partition("命令\n")[2].partition("\n\n")[0].splitlines()
    return {line.split()[0] for line in lines if line.startswith("    ") and line[4] != " "}


def test_it_has_the_commands_of_both_and_the_chat(capsys: pytest.CaptureFixture[str]) -> None:
    parts = commands_of(index.__main__.main, capsys) | commands_of(qa.__main__.main, capsys)
    assert {"sync", "search", "ask", "evaluate", "doctor", "backup", "copy", "repair"} <= parts
    assert commands_of(main, capsys) == parts | {"chat"}


def test_the_chat_has_the_options_of_app_py(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[argparse.Namespace] = []
    monkeypatch.setattr(app, "serve", lambda options, *_: served.append(options))
    arguments = ["--port", "0", "--documents", "a", "b", "--read-only", "--data", str(tmp_path)]
    assert main(["chat", *arguments]) == 0
    assert app.main(arguments) == 0
    one, other = ({k: v for k, v in vars(each).items() if k != "command"} for each in served)
    assert one == other
    assert one["documents"] == [Path("a"), Path("b")]


def test_the_chat_does_not_guess_what_an_option_is_short_for(capsys: pytest.CaptureFixture[str]) -> None:
    for program in (lambda arguments: main(["chat", *arguments]), app.main):
        with pytest.raises(SystemExit, match="2"):
            program(["--aut", "张三:口令"])
    assert "--aut" in capsys.readouterr().err


def test_the_same_command_does_the_same(run: Run, documents: Path) -> None:
    (documents / "经济.txt").write_text(TEXT, encoding="utf-8")
    assert json.loads(run(main, "sync", documents, "--json")[1])["added"] == [str(documents.resolve() / "经济.txt")]
    for arguments in (["list", "--json"], ["status"], ["search", "GDP", "--json"], ["verify"], ["feedback"]):
        part = qa.__main__.main if arguments == ["feedback"] else index.__main__.main
        assert run(main, *arguments) == run(part, *arguments)


@pytest.mark.parametrize(
    ("program", "said"), [(main, "可用 yinju list 查看"), (index.__main__.main, "可用 python -m index list 查看")]
)
def test_what_is_advised_is_spelled_as_the_person_typed(
    run: Run, program: Callable[[list[str]], int], said: str
) -> None:
    status, _, err = run(program, "remove", "0123")
    assert status == 1
    assert said in err


def test_so_it_is_for_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--host", "0.0.0.0", "--data", str(tmp_path)]
    assert main(["chat", *arguments]) == 1
    assert "请先运行 yinju password 用户名" in capsys.readouterr().err
    assert app.main(arguments) == 1
    assert "请先运行 python -m qa password 用户名" in capsys.readouterr().err


def test_no_message_names_a_command_of_one_part_by_itself() -> None:
    """They go through ``index.program``; what stays is what a module or an option is called, and what tools say."""
    named = {
        path.relative_to(ROOT).as_posix()
        for folder in ("index", "qa")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if ("python -m index " in line or "python -m qa " in line) and "运行" in line
    }
    assert named == set()


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["不认识"], ["chat", "--auth", "张三:口令", "--no-auth"], ["sync", "--unknown"]):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)
        assert "usage: yinju" in capsys.readouterr().err


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"yinju {yinju.__version__}\n"


def test_it_is_a_module_too(data: Path) -> None:
    command = [sys.executable, "-m", "yinju", "remove", "0123", "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "yinju list" in done.stderr


def test_what_a_command_does_not_need_is_not_imported(tmp_path: Path) -> None:
    """Neither the page nor what answers, and no engine of theirs, to say what is in a library."""
    others = ["app", "qa", "gradio", "uvicorn", "asyncio", "onnxruntime", "tqdm", "markdown_it", "email"]
    code = (
        "import sys; from yinju.__main__ import main; "
        f"status = main(['status', '--data', {str(tmp_path / 'data')!r}]); "
        f"print(status, [name for name in {others} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"
