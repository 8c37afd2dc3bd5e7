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
