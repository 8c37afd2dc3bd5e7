from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

import qa.doctor
from index.digests import note_digests
from index.library import Library
from index.settings import Settings
from qa.doctor import examine, no_network


def test_no_connection_can_be_opened_inside() -> None:
    with no_network():
        with socket.socket() as connection, pytest.raises(OSError, match="shut"):
            connection.connect(("127.0.0.1", 9))
        with pytest.raises(OSError, match="shut"):
            socket.getaddrinfo("localhost", 80)
        with pytest.raises(OSError, match="shut"):
            socket.create_connection(("127.0.0.1", 9))
    with socket.socket() as server, socket.socket() as connection:
        server.bind(("127.0.0.1", 0))
        server.listen()
        connection.connect(server.getsockname())


def test_a_sound_installation_answers_without_a_network(real_library: Library) -> None:
    checks = examine(real_library.settings)
    assert [check.name for check in checks] == [
        "Python 版本",
        "依赖包",
        "模型",
        "阅读模型",
        "资料库",
        "评价",
        "断网问答",
    ]
    assert all(check.passed for check in checks), checks
    assert "4022.25公斤" in checks[-1].finding


def test_a_missing_package_is_named_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qa.doctor, "PACKAGES", ("numpy", "没有这个包"))
    monkeypatch.setattr(qa.doctor, "_answer", lambda _settings: "")
    monkeypatch.setattr(qa.doctor, "_model", lambda _settings: "")
    packages = next(check for check in examine(Settings(data=tmp_path)) if check.name == "依赖包")
    assert not packages.passed
    assert "没有这个包" in packages.finding
    assert "make setup" in packages.finding


@pytest.mark.slow
def test_a_model_that_does_not_exist_is_named(tmp_path: Path) -> None:
    settings = replace(Settings(data=tmp_path), encoder=str(tmp_path / "没有的模型"))
    checks = {check.name: check for check in examine(settings)}
    assert not checks["断网问答"].passed
    assert "没有的模型" in checks["断网问答"].finding


def test_a_rotten_model_and_rotten_judgements_are_named_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "models" / "某个模型"
    model.mkdir(parents=True)
    (model / "model.safetensors").write_bytes(b"weights")
    note_digests(model)
    (model / "model.safetensors").write_bytes(b"Weights")
    (tmp_path / "feedback.jsonl").write_text("{\n", encoding="utf-8")
    monkeypatch.setattr(qa.doctor, "unpack", lambda _models: model)
    monkeypatch.setattr(qa.doctor, "_answer", lambda _settings: "")
    checks = {check.name: check for check in examine(Settings(data=tmp_path))}
    assert not checks["模型"].passed
    assert "model.safetensors" in checks["模型"].finding
    assert "repair" in checks["模型"].finding
    assert not checks["评价"].passed
    assert "第 1 行" in checks["评价"].finding
