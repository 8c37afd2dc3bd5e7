"""The library as programs have it: what it takes, what it refuses, what it gives."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import index.library
import yinju
from index.encoding.encoder import Encoder
from index.text.tokens import Tokenizer
from index.types import content_id

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "经济.txt": "县域经济\n\n2023年GDP总量为4022.25亿元，增长5.5%。",
    "公安.txt": "公安局\n\n睦洲派出所民警在村内进行治安巡逻，倾听群众心声。",
}
IDS = {name: content_id(text.encode()) for name, text in TEXTS.items()}


@pytest.fixture
def library(
    data: Path, fake_encoder: Encoder, shared_tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[yinju.Library]:
    monkeypatch.setattr(index.library, "open_encoder", lambda _settings: fake_encoder)
    with yinju.open(str(data)) as opened:
        yield opened


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """A folder for each of the texts."""
    made = []
    for name, text in TEXTS.items():
        (folder := tmp_path / name[:2]).mkdir()
        (folder / name).write_text(text, encoding="utf-8")
        made.append(folder)
    return made


def names(library: yinju.Library) -> set[str]:
    return {document.name for document in library}


def test_folders_are_one_or_several_strings_or_paths(library: yinju.Library, folders: list[Path]) -> None:
    one, other = folders
    assert len(library.sync(str(one)).added) == 1
    assert len(library.sync([one, str(other)]).added) == 1
    assert library.sync(other).unchanged == 1
    assert library.sync(folder for folder in folders).unchanged == 2
    assert library.folders() == tuple(sorted(folders))
    assert library.sync().unchanged == 2


def test_files_are_one_or_several(library: yinju.Library, folders: list[Path]) -> None:
    one, other = (next(folder.iterdir()) for folder in folders)
    assert len(library.add(str(one)).added) == 1
    assert len(library.add([one, other]).added) == 1


@pytest.mark.parametrize("given", ["", [""], []])
def test_an_empty_path_is_not_the_current_folder_nor_is_none_all(library: yinju.Library, given: object) -> None:
    takers: list[Callable[..., object]] = [library.sync, library.add]
    for take in takers:
        with pytest.raises(ValueError, match="路径"):
            take(given)
    assert library.documents() == ()


@pytest.mark.parametrize("given", [3, b"a", [3], [b"a"], {"a": 1}.items()])
def test_what_is_no_path_is_refused(library: yinju.Library, given: object) -> None:
    with pytest.raises(TypeError, match="路径"):
        library.sync(given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="路径"):
        yinju.open(given)  # type: ignore[arg-type]


def test_a_string_is_not_taken_for_its_letters(library: yinju.Library) -> None:
    for wrong in (
        lambda: library.ask("增速呢？", history="上一问"),
        lambda: library.ask("增速呢？", documents="0123"),
        lambda: library.search("增速", documents="0123"),
        lambda: library.remove("0123"),
    ):
        with pytest.raises(TypeError, match=r"也要写成 \['"):
            wrong()


@pytest.mark.parametrize("given", [3, [3], [{"role": "user", "content": "上一问"}], [None], b"a"])
def test_anything_but_strings_is_refused_where_strings_are_meant(library: yinju.Library, given: object) -> None:
    with pytest.raises(TypeError, match=r"history.*字符串"):
        library.ask("增速呢？", history=given)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [None, 3, b"a", ["a"]])
def test_a_question_is_a_string(library: yinju.Library, given: object) -> None:
    takers: list[Callable[..., object]] = [library.ask, library.search, library.document, library.passages]
    for take in takers:
        with pytest.raises(TypeError, match="要的是字符串"):
            take(given)


@pytest.mark.parametrize(("given", "error"), [(0, ValueError), (-1, ValueError), ("3", TypeError), (True, TypeError)])
def test_how_many_is_a_number_above_zero(library: yinju.Library, given: object, error: type[Exception]) -> None:
    with pytest.raises(error, match="top"):
        library.search("GDP", given)  # type: ignore[arg-type]


def test_nothing_chosen_is_not_everything(library: yinju.Library, folders: list[Path]) -> None:
    library.sync(folders)
    takers: list[Callable[..., object]] = [library.ask, library.search]
    for take in takers:
        with pytest.raises(ValueError, match="documents"):
            take("GDP总量是多少？", documents=[])


def test_a_question_is_answered_and_its_quote_stands_in_the_document(
    library: yinju.Library, folders: list[Path]
) -> None:
    library.sync(folders)
    answer = library.ask("2023年GDP总量是多少？")
    assert isinstance(answer, yinju.Answer)
    assert "4022.25亿元" in answer.text
    (cited, *_) = answer.citations
    assert yinju.join_spans(library.document(cited.document_id).text, cited.spans) == cited.quote
    followed = library.ask("那增速呢？", ("2023年GDP总量是多少？",))
    assert "GDP" in followed.question.resolved
    elsewhere = library.ask("2023年GDP总量是多少？", documents={IDS["公安.txt"]})
    assert isinstance(elsewhere, yinju.NoAnswer)


def test_a_text_or_a_file_is_checked_against_the_documents(
    library: yinju.Library, folders: list[Path], tmp_path: Path
) -> None:
    library.sync(folders)
    (file := tmp_path / "稿.txt").write_text("2023年GDP总量为4022.52亿元。", encoding="utf-8")
    told: list[str] = []
    for given in (file.read_text(encoding="utf-8"), file):
        checked = library.check(given, progress=lambda stage, _done, _of: told.append(stage))
        (finding,) = [each for each in checked.findings if each.standing is yinju.Standing.CONTRADICTED]
        written = [checked.text[each.written.start : each.written.end] for each in finding.differences]
        assert (written, finding.differences[0].source) == (["4022.52"], "4022.25")
        assert {citation.document_id for citation in finding.citations} == {IDS["经济.txt"]}
    assert set(told) == {"核对"}
    assert library.check("只说别的。", kinds=[yinju.ClaimKind.FIGURE]).findings == ()
    with pytest.raises(ValueError, match="没有 'word' 这一种"):
        library.check("文字", kinds=["word"])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        library.check(1)  # type: ignore[arg-type]


def test_what_is_searched_for_comes_best_first(library: yinju.Library, folders: list[Path]) -> None:
    assert library.search("GDP总量") == ()
    library.sync(folders)
    hits = library.search("GDP总量")
    assert [hit.passage.document_id for hit in hits] == [IDS["经济.txt"], IDS["公安.txt"]]
    assert len(library.search("GDP总量", 1)) == 1
    (only,) = library.search("GDP总量", documents=[IDS["公安.txt"]])
    assert only.passage.document_id == IDS["公安.txt"]
    assert library.passages(IDS["公安.txt"]) == (only.passage,)


def test_documents_are_gone_through_each_once(library: yinju.Library, folders: list[Path]) -> None:
    (folders[1] / "又一份.txt").write_text(TEXTS["经济.txt"], encoding="utf-8")
    library.sync(folders)
    assert len(library.documents()) == 3
    assert [document.id for document in library] == [IDS["公安.txt"], IDS["经济.txt"]]
    assert {document.text for document in library} == set(TEXTS.values())
    assert all(document in library and document.id in library for document in library)
    assert "0123" not in library
    assert 3 not in library
    assert library.status().documents == 2


def test_one_that_is_removed_meanwhile_is_left_out(library: yinju.Library, folders: list[Path]) -> None:
    library.sync(folders)
    going_through = iter(library)
    assert next(going_through).id == IDS["公安.txt"]
    assert library.remove([IDS["经济.txt"]]) == (str(folders[0].resolve() / "经济.txt"),)
    assert list(going_through) == []


def test_one_that_is_damaged_is_not_passed_over(
    library: yinju.Library, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.sync(folders)

    def fail(identity: str) -> yinju.Document:
        raise yinju.UnknownDocument(identity)

    monkeypatch.setattr(library._inner, "document", fail)
    with pytest.raises(yinju.UnknownDocument):
        list(library)


def test_what_was_changed_can_be_taken_back_and_kept(
    library: yinju.Library, folders: list[Path], tmp_path: Path
) -> None:
    library.sync(folders)
    library.remove([IDS["经济.txt"]])
    assert names(library) == {"公安.txt"}
    library.rollback()
    assert names(library) == set(TEXTS)
    library.purge()
    with pytest.raises(yinju.NothingKept):
        library.rollback()
    assert library.verify() == ()
    assert all(line.startswith("已从资料库重建") for line in library.repair())
    assert library.backup(str(tmp_path / "备份")).documents == 2
    with yinju.open(tmp_path / "备份") as copy:
        assert names(copy) == set(TEXTS)


def test_progress_is_told_and_may_stop_the_work(library: yinju.Library, folders: list[Path]) -> None:
    told: list[tuple[str, int, int]] = []
    library.sync(folders, progress=lambda *step: told.append(step))
    assert told
    assert all(0 <= done <= total for _, done, total in told)

    def stop(_stage: str, _done: int, _total: int) -> None:
        raise yinju.Stopped("停。")

    (folders[0] / "新的.txt").write_text("新的\n\n这是新的一份。", encoding="utf-8")
    with pytest.raises(yinju.Stopped):
        library.sync(progress=stop)
    assert len(library.sync().added) == 1


def test_what_a_person_can_mend_is_told_and_named_as_the_one_command_is(library: yinju.Library, tmp_path: Path) -> None:
    with pytest.raises(yinju.FolderMissing, match="不存在"):
        library.sync(tmp_path / "没有")
    with pytest.raises(yinju.UnknownDocument, match="yinju list"):
        library.remove(["0123"])
    (tmp_path / "yinju.toml").write_text("不认识 = 1", encoding="utf-8")
    with pytest.raises(yinju.SettingsError):
        yinju.open(tmp_path)


def test_results_cannot_be_changed() -> None:
    records: list[Any] = [getattr(yinju, name) for name in yinju.__all__]
    records = [record for record in records if isinstance(record, type) and dataclasses.is_dataclass(record)]
    assert len(records) > 15
    assert [record.__name__ for record in records if not record.__dataclass_params__.frozen] == []


def test_importing_it_loads_nothing_before_a_name_is_asked_for() -> None:
    code = "import sys, yinju; before = 'numpy' in sys.modules; yinju.Library; print(before, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"


def test_it_has_no_other_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'other'"):
        vars(yinju)["__getattr__"]("other")


def test_its_names_load_no_engine_that_is_slow() -> None:
    slow = ["torch", "gradio", "sentence_transformers", "transformers", "onnx", "onnxruntime", "ray", "lxml", "pandas"]
    code = f"import sys, yinju; yinju.Library; print([name for name in {slow} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
