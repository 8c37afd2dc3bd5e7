"""The house rules, read from the sources: who imports whom, and how large things may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    [
        *ROOT.glob("index/**/*.py"),
        *ROOT.glob("qa/**/*.py"),
        *ROOT.glob("yinju/**/*.py"),
        *ROOT.glob("tools/**/*.py"),
        ROOT / "app.py",
    ]
)
TESTS = sorted(ROOT.glob("tests/**/*.py"))
PROGRAMS = {
    "index/__main__.py",
    "index/commands/commandline.py",
    "qa/__main__.py",
    "qa/evaluation/fit.py",
    "app.py",
} | {"tools/training/train.py"}
HOMES = {
    "jieba": {"index/text/tokens.py"},
    "opencc": {"index/text/tokens.py"},
    "sentence_transformers": {"index/encoding/sentence_encoder.py"},
    "transformers": {"index/encoding/sentence_encoder.py", "tools/training/network.py", "tools/training/export.py"},
    "tokenizers": {"index/encoding/pieces.py", "qa/reading/pairing.py"},
    "safetensors": {"index/encoding/unpacking.py"},
    "tantivy": {"index/searching/lexical.py"},
    "faiss": {"index/searching/vectors.py"},
    "sqlite3": {"index/storage/local/sqlite.py"},
    "pymysql": {"index/storage/server/connection.py"},
    "markdown_it": {"index/layout/markdown.py"},
    "filelock": {"index/storage/lock.py"},
    "watchfiles": {"index/syncing/watching.py"},
    "tqdm": {"index/commands/commandline.py", "tools/training/train.py"},
    "pypdfium2": {"index/readers/pdf.py", "index/readers/pdf_characters.py", "index/readers/pdf_lines.py"},
    "docx": {"index/readers/word.py", "qa/checking/word_export.py", "qa/web/exports.py"},
    "openpyxl": {"index/readers/sheet.py", "index/readers/workbook_parts.py"},
    "pptx": {"index/readers/slides.py"},
    "rapidocr": {"index/readers/ocr.py"},
    "PIL": {"index/readers/image.py"},
    "torch": {"tools/training/network.py", "tools/training/train.py", "tools/training/export.py"},
    "onnx": {"index/encoding/graph.py"},
    "onnxruntime": {"index/encoding/bundled_encoder.py", "qa/reading/model.py"},
    "sklearn": {"qa/evaluation/fit.py", "tools/training/examples.py"},
    "matplotlib": {"qa/evaluation/plotting.py"},
    "mcp": {"qa/web/serving/mcp_tools.py"},
    "httpx": {"qa/writing/client.py"},
    "prometheus_client": {"qa/web/metrics.py"},
    "ray": {"index/encoding/ray_workers.py"},
    "pydantic": {"qa/web/api.py", "qa/web/conversation.py", "qa/web/serving/chat_completions.py"},
}
FILE_LINES, FUNCTION_LINES, PARAMETERS = 300, 50, 6

Function = ast.FunctionDef | ast.AsyncFunctionDef


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Everything that a file imports, anywhere in it, by full name; for ``from a import b`` both a and a.b."""
    return tuple(names_imported(path))


def names_imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(path)} has a relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


@cache
def packages(path: Path) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name in imports(path))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def named(path: Path, node: Function | ast.ClassDef) -> str:
    return f"{place(path)}:{node.lineno} {node.name}"


def test_the_sources_are_found() -> None:
    assert {"index", "qa", "app", "yinju"} <= {module_name(path).partition(".")[0] for path in SOURCES}
    assert len(SOURCES) > 30


@pytest.mark.parametrize(
    ("package", "above"),
    [("index", {"qa", "app", "gradio", "tools", "yinju"}), ("qa", {"app", "gradio", "tools", "yinju"})],
)
def test_imports_go_one_way(package: str, above: set[str]) -> None:
    wrong = {place(path): packages(path) & above for path in SOURCES if place(path).startswith(f"{package}/")}
    allowed = {path: found for path, found in wrong.items() if found and not path.startswith("qa/web/")}
    assert allowed == {}


def test_the_door_is_used_by_nothing_and_uses_nothing_but_the_house() -> None:
    assert [place(path) for path in SOURCES if "yinju" in packages(path) and not is_door(place(path))] == []
    used = set().union(*(packages(path) for path in SOURCES if is_door(place(path))))
    assert used - set(sys.stdlib_module_names) == {"app", "index", "qa", "yinju"}


def is_door(path: str) -> bool:
    return path.startswith("yinju/")


def test_what_answers_needs_nothing_of_the_training() -> None:
    users = [place(path) for path in SOURCES if any(name.startswith("tools") for name in imports(path))]
    assert [path for path in users if not path.startswith("tools/")] == []


def test_gradio_is_the_chats_alone() -> None:
    assert [place(path) for path in SOURCES if "gradio" in packages(path) and not is_chat(place(path))] == []


def is_chat(path: str) -> bool:
    return path == "app.py" or path.startswith("qa/web/")


@pytest.mark.parametrize("engine", sorted(HOMES))
def test_every_engine_lives_in_one_file(engine: str) -> None:
    assert {place(path) for path in SOURCES if engine in packages(path)} == HOMES[engine]


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {module_name(path): path for path in SOURCES}
    uses = {name: {found for found in imports(path) if found in names} - {name} for name, path in names.items()}
    # A package's front re-exports its modules: importing one of them is not importing the front.
    uses = {name: {found for found in found_ if not name.startswith(f"{found}.")} for name, found_ in uses.items()}
    while leaves := {name for name, found in uses.items() if not found}:
        uses = {name: found - leaves for name, found in uses.items() if name not in leaves}
    assert uses == {}


def test_no_room_uses_itself_by_way_of_others() -> None:
    """A room is a folder of ``index`` or ``qa``; a file beside the folders (a façade, the types) is one of its own."""
    names = {module_name(path) for path in SOURCES}
    uses: dict[str, set[str]] = {room(name): set() for name in names}
    for path in SOURCES:
        own = room(module_name(path))
        uses[own] |= {room(found) for found in imports(path) if found in names} - {own}
    while leaves := {each for each, found in uses.items() if not found}:
        uses = {each: found - leaves for each, found in uses.items() if each not in leaves}
    assert uses == {}


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_a_library_on_a_server_and_one_in_a_folder_know_nothing_of_each_other() -> None:
    rooms = ("index.storage.local", "index.storage.server")
    mixed = {
        place(path)
        for path in SOURCES
        for own, other in (rooms, rooms[::-1])
        if module_name(path).startswith(own) and any(name.startswith(other) for name in imports(path))
    }
    assert mixed == set()


def test_files_are_short() -> None:
    lines = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*SOURCES, *TESTS]}
    assert {path: count for path, count in lines.items() if count > FILE_LINES} == {}


def test_what_others_do_not_promise_is_touched_in_the_files_for_that() -> None:
    """Names with an underscore of anything but oneself, and modules so named, are others' own."""
    found = {place(path) for path in SOURCES for node in ast.walk(tree(path)) if is_anothers(node)}
    found |= {place(path) for path in SOURCES for name in imports(path) if "._" in name and "__" not in name}
    assert found == {"qa/web/patches.py", "index/readers/workbook_parts.py"}


def is_anothers(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.startswith("__"):
        return False
    own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
    return not own and not (isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "super")


def test_functions_are_short_take_few_parameters_and_are_annotated() -> None:
    assert [fault for path in SOURCES for node in functions(path) for fault in faults_of(path, node)] == []


def faults_of(path: Path, node: Function) -> Iterator[str]:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    counted = [parameter for parameter in parameters if parameter.arg not in ("self", "cls")]
    rest = [parameter for parameter in (node.args.vararg, node.args.kwarg) if parameter is not None]
    bare = [parameter.arg for parameter in [*counted, *rest] if parameter.annotation is None]
    if length > FUNCTION_LINES:
        yield f"{named(path, node)}: {length} lines"
    if len(counted) > PARAMETERS:
        yield f"{named(path, node)}: {len(counted)} parameters"
    if bare or node.returns is None:
        yield f"{named(path, node)}: {bare or 'what it returns'} not annotated"


def test_only_what_is_expected_is_caught() -> None:
    handlers = [
        (path, node) for path in SOURCES for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler)
    ]
    assert [f"{place(path)}:{node.lineno}" for path, node in handlers if catches_all(node)] == []


def catches_all(node: ast.ExceptHandler) -> bool:
    """Whether it catches everything; what it raises again, it may."""
    if node.type is None:
        return True
    caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
    raises = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in node.body)
    return "Exception" in caught or ("BaseException" in caught and not raises)


def test_only_programs_print() -> None:
    printing = {
        place(path)
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing <= PROGRAMS


def test_every_module_says_what_it_is_for() -> None:
    assert [place(path) for path in SOURCES if tree(path).body and ast.get_docstring(tree(path)) is None] == []


def test_what_is_public_and_not_trivial_says_what_it_does() -> None:
    public = [
        (path, node)
        for path in SOURCES
        for node in tree(path).body
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
    ]
    silent = [named(path, node) for path, node in public if not is_trivial(node) and ast.get_docstring(node) is None]
    assert silent == []


def is_trivial(node: ast.stmt) -> bool:
    """An empty error class, an enumeration or record of plain names, or a function of up to three statements."""
    if isinstance(node, ast.ClassDef):
        return all(isinstance(inner, ast.Pass | ast.Assign | ast.AnnAssign) for inner in node.body)
    return isinstance(node, Function) and len(node.body) <= 3 and (node.end_lineno or 0) - node.lineno < 8


def test_no_name_is_one_that_the_design_rules_out() -> None:
    wrong = {"chunk", "node", "doc", "context_manager", "utils", "manager", "pipeline"}
    found = [
        f"{place(path)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, Function | ast.ClassDef) and node.name.lower().strip("_") in wrong | {"indexerror"}
    ]
    assert found == []
    assert [place(path) for path in SOURCES if path.stem in wrong] == []


@pytest.mark.parametrize("command", [["-m", "index", "status"], ["-m", "index", "verify"], ["-m", "yinju", "list"]])
def test_commands_that_need_no_model_import_none(command: list[str], tmp_path: Path) -> None:
    heavy = {"torch", "sentence_transformers", "transformers", "gradio"}
    arguments = [sys.executable, "-X", "importtime", *command, "--data", str(tmp_path / "data")]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "tantivy" in imported
    assert not imported & heavy
