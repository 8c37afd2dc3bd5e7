"""What is installed: the wheel has the program and nothing else, and works where there is no project folder."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
TEXT = "水厂简报\n\n2024年，龙湾水厂日供水能力为12.5万吨，比上年增加2万吨。"
QUESTION, ANSWER = "2024年龙湾水厂日供水能力是多少？", "12.5万吨"
USER = """
from pathlib import Path
from typing import assert_type
import yinju

def use(progress: yinju.Progress) -> None:
    with yinju.open(Path("data")) as library:
        assert_type(library.sync(["a", Path("b")], progress=progress), yinju.SyncReport)
        answer = library.ask("?", history=("!",))
        assert_type(answer, yinju.Answer | yinju.NoAnswer)
        assert_type(answer.citations[0].quote, str)
        assert_type([document.text for document in library], list[str])
        assert_type(library.search("?")[0].passage.spans, tuple[yinju.Span, ...])
        library.sync(3)
"""
PATIENCE = 360
"""Seconds for a command, on a machine that others use too."""
slow = pytest.mark.slow


def executed(*command: object, cwd: Path, status: int = 0) -> str:
    """What a command prints, away from the project's folder."""
    arguments = [str(argument) for argument in command]
    done = subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    executed(*build, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


def environment(folder: Path, wheel: Path) -> Path:
    """The programs' folder of a new environment with the wheel in it and nothing else."""
    executed(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet", "--no-deps"]
    executed(*pip, wheel, cwd=folder)
    return folder / "bin"


@pytest.fixture(scope="module")
def alone(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of an environment that has only the wheel."""
    return environment(tmp_path_factory.mktemp("alone"), wheel)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of an environment that has the wheel, and of this one what others made.

    This one's own ``yinju`` is not among it: it lies in the project's folder, which only a .pth file here names, and
    .pth files in a folder that another .pth file names are not read.
    """
    made = environment(tmp_path_factory.mktemp("installed"), wheel)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(executed(made / "python", "-c", code, cwd=made).strip())
    others = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (own / "others.pth").write_text("".join(f"{path}\n" for path in others), encoding="utf-8")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a person is on the first day: with documents, and the weights still as they were installed."""
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "文件夹" / "水厂.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@slow
def test_the_wheel_has_the_program_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {
        *("app.py", "index", "qa", "seeds", "yinju")
    }
    kept = {"yinju/py.typed", "index/py.typed", "qa/py.typed", "qa/model/reader.onnx", "qa/judging/confidence.json"}
    assert kept <= names
    assert "qa/evaluation/fit.py" not in names
    sources = {path.relative_to(ROOT).as_posix() for room in ("index", "qa", "yinju") for path in sources_of(room)}
    assert sources - names == {"qa/evaluation/fit.py"}
    assert {name for name in names if name.endswith(".py")} == sources - {"qa/evaluation/fit.py"} | {"app.py"}


@slow
def test_what_is_installed_answers(installed: Path, folder: Path) -> None:
    yinju = installed / "yinju"
    found = executed(installed / "python", "-c", "import app, yinju; print(app.__file__, yinju.__file__)", cwd=folder)
    assert all(Path(path).is_relative_to(installed.parent) for path in found.split())
    assert "新增 1，" in executed(yinju, "sync", "文件夹", cwd=folder)
    outcome = json.loads(executed(yinju, "ask", QUESTION, "--json", cwd=folder))
    assert (outcome["status"], outcome["citations"][0]["document"]) == ("answered", "水厂.txt")
    assert ANSWER in outcome["answer"]
    code = f"import yinju\nwith yinju.open() as library: print(library.ask({QUESTION!r}).text)"
    assert ANSWER in executed(installed / "python", "-c", code, cwd=folder)


@slow
def test_what_is_installed_serves_the_page(installed: Path, folder: Path) -> None:
    """As far as it is wiring: every module of the page is there, and so are the seeds."""
    code = "import app, qa.web.gradio.page, qa.web.serving.server; print(app.default_documents().is_dir())"
    assert executed(installed / "python", "-c", code, cwd=folder) == "True\n"
    assert "usage: yinju chat" in executed(installed / "yinju", "chat", "--help", cwd=folder)


@slow
def test_its_types_are_there_for_whoever_checks_them(alone: Path, folder: Path) -> None:
    """Where nothing else is installed: mypy would go through all of it."""
    (folder / "program.py").write_text(USER, encoding="utf-8")
    check = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
    said = executed(*check, "--python-executable", alone / "python", "program.py", cwd=folder, status=1)
    assert re.findall(r"^program\.py:(\d+): error", said, re.MULTILINE) == [str(USER.count("\n"))], said


def test_nothing_is_imported_that_is_not_declared() -> None:
    """By a dependency or an extra that a user may have; the dev extra is for who works on the program."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [lines for name, lines in told["optional-dependencies"].items() if name != "dev"]
    lines = [*told["dependencies"], *(line for extra in extras for line in extra)]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    makers = packages_distributions()
    own = {*sys.stdlib_module_names, "app", "index", "qa", "yinju"}
    paths = [ROOT / "app.py", *(path for room in ("index", "qa", "yinju") for path in sources_of(room))]
    undeclared = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in paths
        for name in imported(path) - own
        if not declared & {canonicalize_name(maker) for maker in makers.get(name, [])}
    }
    assert undeclared == {("qa/evaluation/fit.py", "sklearn")}  # which is not in the wheel


def sources_of(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
