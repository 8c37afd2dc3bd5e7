"""A copy made while others write, and what it is for: the library is there again, in the same place or another."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index.__main__ import main
from index.encoding.encoder import Encoder
from index.errors import BackupRefused, LibraryDamaged, WriteFailed
from index.library import Library
from index.settings import Settings
from index.storage.local.backup import back_up
from tests.endurance.crashes import contents
from tests.test_architecture import ROOT


@pytest.fixture
def filled(library: Library, documents: Path, data: Path) -> Library:
    """Two documents in a folder, one that was uploaded, and one that the last sync took out."""
    for number in range(3):
        (documents / f"{number}.txt").write_text(f"第{number}号文件\n\n深江铁路第{number}标段开工。", encoding="utf-8")
    (data / "uploads").mkdir()
    (data / "uploads" / "上传的.txt").write_text("上传的文件\n\n青峰水库的库容。", encoding="utf-8")
    (data / "uploads" / ".没传完").write_text("半", encoding="utf-8")
    library.sync([documents, data / "uploads"])
    (documents / "2.txt").unlink()
    library.sync([])
    (data / "yinju.toml").write_text('user_dictionary = "词/我的.txt"\n', encoding="utf-8")
    (data / "词").mkdir()
    (data / "词" / "我的.txt").write_text("百千万工程 1000 nz\n", encoding="utf-8")
    (data / "feedback.jsonl").write_text("{}\n", encoding="utf-8")
    return library


def open_at(data: Path, encoder: Encoder) -> Library:
    return Library.open(Settings(data=data), encoder)


def uploaded(library: Library) -> list[str]:
    return [item.path for item in library.documents() if item.name == "上传的.txt"]


def test_a_backup_is_the_library_and_nothing_that_can_be_made_again(
    filled: Library, data: Path, tmp_path: Path, fake_encoder: Encoder, encoded: list[str]
) -> None:
    made = back_up(Settings.load(data), tmp_path / "备份" / "今天")
    files = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()}
    assert files == {"library.sqlite", "uploads/上传的.txt", "yinju.toml", "feedback.jsonl", "词/我的.txt"}
    assert (made.documents, made.uploads) == (3, 1)
    assert made.bytes == sum((made.folder / name).stat().st_size for name in files)
    assert [path.name for path in made.folder.parent.iterdir()] == ["今天"]
    filled.repair()
    encoded.clear()
    with open_at(made.folder, fake_encoder) as restored:
        assert restored.verify() == []
        assert contents(restored) == contents(filled)
        assert len(encoded) <= 2  # what tells the encoder, once a library
        restored.rollback()
        assert len(restored.documents()) == 4


@pytest.mark.parametrize("original", ["there", "gone"])
def test_the_uploads_of_a_copy_are_the_copys_own(
    filled: Library,
    data: Path,
    documents: Path,
    tmp_path: Path,
    fake_encoder: Encoder,
    encoded: list[str],
    original: str,
) -> None:
    made = back_up(Settings(data=data), tmp_path / "备份")
    filled.close()
    if original == "gone":
        shutil.rmtree(data)
    with open_at(made.folder, fake_encoder) as restored:
        place = made.folder.resolve() / "uploads"
        assert uploaded(restored) == [str(place / "上传的.txt")]
        assert restored.folders() == sorted([documents.resolve(), place])
        encoded.clear()
        report = restored.sync([])
        assert (report.added, report.removed, report.unchanged, encoded) == ((), (), 3, [])
        (place / "上传的.txt").unlink()
        assert restored.sync([]).removed == (str(place / "上传的.txt"),)
        restored.rollback()
        assert uploaded(restored) == [str(place / "上传的.txt")]
        assert restored.verify() == []


def test_a_data_folder_that_was_moved_takes_its_uploads_along(
    filled: Library, data: Path, tmp_path: Path, fake_encoder: Encoder
) -> None:
    filled.close()
    moved = data.rename(tmp_path / "搬了家")
    for _ in range(2):
        with open_at(moved, fake_encoder) as library:
            assert uploaded(library) == [str(moved.resolve() / "uploads" / "上传的.txt")]
            assert library.verify() == []


def test_without_its_uploads_a_copy_waits_for_them(
    filled: Library, data: Path, tmp_path: Path, fake_encoder: Encoder
) -> None:
    filled.close()
    (tmp_path / "别处").mkdir()
    shutil.copy(data / "library.sqlite", tmp_path / "别处")
    with open_at(tmp_path / "别处", fake_encoder) as library:
        assert uploaded(library) == [str(data.resolve() / "uploads" / "上传的.txt")]
    shutil.copytree(data / "uploads", tmp_path / "别处" / "uploads")
    with open_at(tmp_path / "别处", fake_encoder) as library:
        assert uploaded(library) == [str((tmp_path / "别处").resolve() / "uploads" / "上传的.txt")]


@pytest.mark.slow
def test_copies_made_while_another_process_syncs_are_each_of_one_moment(
    data: Path, documents: Path, tmp_path: Path, fake_encoder: Encoder, shared_tokenizer: object
) -> None:
    texts = {f"{number:03}.txt": f"第{number}号文件\n\n" + f"第{number}镇开工。\n\n" * 30 for number in range(60)}
    for name, text in texts.items():
        (documents / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "tests.endurance.killed", "sync", str(data), str(documents)]
    made: list[int] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begin\n"
        while process.poll() is None:
            if (data / "library.sqlite").exists():
                made.append(back_up(Settings(data=data), tmp_path / f"备份{len(made)}").documents)
        assert process.returncode == 0
    assert any(0 < count < len(texts) for count in made), made
    assert made == sorted(made)
    for number in {0, len(made) // 2, len(made) - 1}:
        with open_at(tmp_path / f"备份{number}", fake_encoder) as restored:
            assert restored.verify() == []
            assert len(restored.documents()) == made[number]
            assert all(restored.document(item.id).text == texts[item.name] for item in restored.documents())
            restored.sync([documents])
            assert (len(restored.documents()), restored.verify()) == (len(texts), [])


@pytest.mark.parametrize("place", ["inside", "full", "a file"])
def test_a_place_that_would_mix_with_other_files_is_refused(
    filled: Library, data: Path, documents: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "文件").write_text("字", encoding="utf-8")
    target = {"inside": data / "备份", "full": documents, "a file": tmp_path / "文件"}[place]
    before = sorted(path for path in tmp_path.rglob("*"))
    with pytest.raises(BackupRefused) as caught:
        back_up(Settings(data=data), target)
    assert caught.value.remedy.startswith("请")
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_without_a_library_there_is_nothing_to_copy_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="还没有资料库"):
        back_up(Settings(data=tmp_path / "没有"), tmp_path / "备份")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_library_is_not_copied_as_if_it_were_sound(filled: Library, data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "library.sqlite")) as connection, connection:
        connection.execute("UPDATE passages SET text = replace(text, '开工', '完工')")
    with pytest.raises(LibraryDamaged, match="没有备份"):
        back_up(Settings(data=data), tmp_path / "备份")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "documents"]


@pytest.mark.parametrize("function", ["os.fsync", "os.replace"])
def test_a_backup_that_cannot_be_written_leaves_nothing(
    filled: Library, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(f"index.storage.local.backup.{function}", fail)
    with pytest.raises(WriteFailed, match="备份"):
        back_up(Settings(data=data), tmp_path / "备份")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "documents"]


def test_the_command_says_what_was_copied_and_how_it_is_used(
    filled: Library, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空的").mkdir()
    assert main(["backup", str(tmp_path / "空的"), "--data", str(data), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["folder"], told["documents"], told["uploads"]) == (str(tmp_path / "空的"), 3, 1)
    assert main(["backup", str(tmp_path / "空的"), "--data", str(data)]) == 1
    assert "已经有内容" in capsys.readouterr().err
    assert main(["backup", str(tmp_path / "又一个"), "--data", str(data)]) == 0
    assert "--data" in capsys.readouterr().out
