"""What files are called, and what is found by it: names and folders as they are now."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library

pytestmark = pytest.mark.contract


def test_files_are_called_by_their_folders_as_long_as_another_has_their_name(library: Library, documents: Path) -> None:
    paths = [documents / year / "名单.txt" for year in ("2019级", "2021级")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(f"{path.parent.name}学生52人。", encoding="utf-8")
    library.sync([documents])
    assert [library.called(str(path)) for path in paths] == ["2019级/名单.txt", "2021级/名单.txt"]
    paths[1].unlink()
    library.sync([documents])
    assert library.called(str(paths[0])) == "名单.txt"


def test_a_copy_of_a_file_is_a_change_that_searches_see(library: Library, documents: Path) -> None:
    (documents / "名单.txt").write_text("学生52人。", encoding="utf-8")
    library.sync([documents])
    before = library.status().generation
    (documents / "副本").mkdir()
    (documents / "副本" / "名单.txt").write_text("学生52人。", encoding="utf-8")
    library.sync([documents])
    assert library.status().generation > before
    assert library.called(str(documents / "名单.txt")) == f"{documents.name}/名单.txt"
    (documents / "副本" / "名单.txt").unlink()
    library.sync([documents])
    assert library.called(str(documents / "名单.txt")) == "名单.txt"


def test_a_document_is_found_by_the_names_of_its_files_and_folders_as_they_are_now(
    library: Library, documents: Path
) -> None:
    for number in range(12):
        (documents / f"{number}.txt").write_text(f"停车月租{200 + number}元。", encoding="utf-8")
    (documents / "翠湖花园").mkdir()
    (documents / "11.txt").rename(documents / "翠湖花园" / "收费.txt")
    library.sync([documents])
    (first, *_) = library.search("翠湖花园停车月租")
    assert first.passage.text == "停车月租211元。"
    (documents / "翠湖花园").rename(documents / "金桂苑")
    library.sync([documents])
    assert library.search("金桂苑停车月租")[0].passage.id == first.passage.id
    assert library.document(first.passage.document_id).filed == (f"{documents.name}/金桂苑/收费.txt",)
    assert library.search("翠湖花园")[0].lexical_rank is None
