from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import app
from index.settings import Settings, Writer
from qa.assistant import Assistant
from qa.checking.checker import Checker
from qa.web.chat_service import Desk
from qa.web.serving import address
from qa.web.upkeep import Upkeep

ROOT = Path(__file__).resolve().parent.parent


def test_usage_is_checked_before_anything_heavy_is_imported() -> None:
    script = "import sys, app; app.parse([]); print({'gradio', 'torch', 'faiss', 'tantivy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_by_default_only_this_machine_can_open_the_page() -> None:
    options = app.parse([])
    assert (options.host, options.port, options.auth, options.data) == ("127.0.0.1", 7860, None, Path("data"))
    assert app.default_documents().resolve() == (Path.cwd() / "seeds").resolve()


def test_the_seeds_beside_the_program_serve_where_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert app.default_documents() == Path(app.__file__).parent / "seeds"


def test_several_folders_may_be_given() -> None:
    assert app.parse(["--documents", "a", "b"]).documents == [Path("a"), Path("b")]


@pytest.mark.parametrize("wrong", [["--auth", "张三"], ["--port", "x"], ["--unknown"], ["--documents"]])
def test_wrong_usage_ends_with_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        app.main(wrong)
    assert ended.value.code == 2


def test_a_busy_port_ends_with_1_and_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with address.listen("127.0.0.1", 0) as listener:
        busy = str(listener.getsockname()[1])
        assert app.main(["--port", busy, "--data", str(tmp_path)]) == 1
    assert f"端口 {busy} 上打开页面：已被别的程序占用" in capsys.readouterr().err


def test_settings_that_cannot_be_read_end_with_1_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "yinju.toml").write_text("encoder = [", encoding="utf-8")
    assert app.main(["--data", str(tmp_path)]) == 1
    assert "不是正确的 TOML" in capsys.readouterr().err


def test_without_a_login_no_password_stays_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINJU_AUTH", "张三:口令")
    assert not app.find_passwords(app.parse(["--no-auth"]))
    assert "YINJU_AUTH" not in os.environ


def test_all_that_checks_texts_on_one_page_has_the_same_checker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Assistant] = []
    make = Checker.__init__

    def count(checker: Checker, assistant: Assistant) -> None:
        made.append(assistant)
        make(checker, assistant)

    monkeypatch.setattr(Checker, "__init__", count)
    monkeypatch.setattr(Upkeep, "start", lambda upkeep: None)
    monkeypatch.setattr(Desk, "attend", lambda desk: None)
    settings = Settings(data=tmp_path, writer=Writer("http://127.0.0.1:9/v1", "m"))
    desk, extras = app.open_desk(settings, [], read_only=True)
    extras.checks.close()
    desk.sources.close()
    made[0].library.close()
    assert extras.summaries is not None
    assert len(made) == 1
