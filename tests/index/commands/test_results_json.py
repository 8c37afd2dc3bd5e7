from __future__ import annotations

from pathlib import Path

from index.commands.results_json import found_as_json
from index.library import Library


def test_a_passage_whose_document_was_removed_since_the_search_is_left_out(library: Library, documents: Path) -> None:
    for name, text in {"经济": "全市GDP总量为4022.25亿元。", "公安": "民警在村内进行治安巡逻。"}.items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    library.sync([documents])
    hits = library.search("民警巡逻和GDP", 2)
    assert len(found_as_json(library, "民警", hits)["hits"]) == 2
    library.remove([hits[0].passage.document_id])
    told = found_as_json(library, "民警", hits)["hits"]
    assert [hit["document_id"] for hit in told] == [hits[1].passage.document_id]


def test_hits_of_two_files_of_one_name_say_where_each_lies(library: Library, documents: Path) -> None:
    for year in ("2019级", "2021级"):
        (documents / year).mkdir()
        (documents / year / "班级情况.txt").write_text(f"{year}学生52人。", encoding="utf-8")
    library.sync([documents])
    hits = found_as_json(library, "学生", library.search("学生"))["hits"]
    assert {hit["path"] for hit in hits} == {str(documents / year / "班级情况.txt") for year in ("2019级", "2021级")}
