from __future__ import annotations

import hashlib
import io
import os
import stat
from pathlib import Path

import pytest

from index.errors import YinjuError
from qa.__main__ import main
from qa.web.serving import passwords
from qa.web.serving.passwords import FILE, VARIABLE, Passwords, PasswordsDamaged, hash_password, taken_from_environment


def test_a_password_is_admitted_and_nothing_else(data: Path) -> None:
    kept = Passwords({})
    kept.put("张三", "江门:4022")
    kept.save(data)
    loaded = Passwords.load(data)
    assert loaded.admits("张三", "江门:4022")
    for name, password in [("张三", "江门"), ("李四", "江门:4022"), ("", ""), ("张三", "\ud800")]:
        assert not loaded.admits(name, password)


def test_no_password_stands_in_the_file_and_none_but_the_owner_reads_it(data: Path) -> None:
    kept = Passwords({})
    for name in ("甲", "乙"):
        kept.put(name, "一样的密码")
    kept.save(data)
    written = (data / FILE).read_text(encoding="utf-8")
    assert "一样的密码" not in written
    assert len({line.partition(":")[2] for line in written.splitlines()}) == 2
    assert stat.S_IMODE((data / FILE).stat().st_mode) == 0o600
    assert [path.name for path in data.iterdir()] == [FILE]


def test_a_name_that_nobody_has_costs_a_hash_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Passwords({"张三": hash_password("密码")})
    assert not kept.admits("没有", "x")  # makes what it is compared with
    hashed: list[bytes] = []

    def counted(password: bytes, **cost: object) -> bytes:
        hashed.append(password)
        return hashlib.scrypt(password, **cost)  # type: ignore[arg-type]

    monkeypatch.setattr(passwords, "hashlib", type("counted", (), {"scrypt": staticmethod(counted)}))
    for name in ("张三", "没有"):
        kept.admits(name, "错")
    assert len(hashed) == 2


@pytest.mark.parametrize(
    "line",
    ["张三", "张三:密码", "张三:scrypt$1$2$3", "张三:scrypt$16384$8$1$?$?", "张三:scrypt$1073741824$8$1$AA==$AA=="],
)
def test_a_line_that_was_not_written_here_is_named(data: Path, line: str) -> None:
    data.mkdir()
    (data / FILE).write_text(f"李四:{hash_password('x')}\n{line}\n", encoding="utf-8")
    with pytest.raises(PasswordsDamaged, match="第 2 行"):
        Passwords.load(data)


def test_the_environment_gives_one_and_keeps_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "张三:a:b")
    assert taken_from_environment() == ("张三", "a:b")
    assert VARIABLE not in os.environ
    assert taken_from_environment() is None
    monkeypatch.setenv(VARIABLE, "张三")
    with pytest.raises(YinjuError, match="用户名:密码"):
        taken_from_environment()


def test_the_command_sets_and_takes_out(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str, typed: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main(["password", *arguments, "--data", str(data)])

    assert run("张三", typed="密码\n") == 0
    assert Passwords.load(data).admits("张三", "密码")
    assert run("张三", typed="另一个\n") == 0
    assert not Passwords.load(data).admits("张三", "密码")
    assert run("李四", typed="\n") == 1
    assert run("李:四", typed="密码\n") == 1
    assert run("张三", "--remove") == 0
    assert len(Passwords.load(data)) == 0
    assert run("张三", "--remove") == 1
    assert "没有名为“张三”的用户" in capsys.readouterr().err
