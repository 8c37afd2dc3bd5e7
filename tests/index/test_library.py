from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from index.encoding.encoder import PROBE, Encoder
from index.errors import EncoderChanged, LibraryBusy, UnknownDocument
from index.library import Library
from index.settings import Settings
from index.types import content_id, join_spans

ECONOMY = "县域经济\n\nGDP总量突破4000亿元，为4022.25亿元，增长5.5%。"
POLICE = "公安局\n\n睦洲派出所民警在村内进行治安巡逻，倾听群众心声。"

QUESTIONS = {
    "2023年全市GDP总量是多少？": "4022.25亿元",
    "2023年争取了多少新增债券？": "争取新增债券额度190.4亿元",
    "江门有多少名辅警参与网格工作？": "1390名辅警",
    "哪个工厂项目已经全面动工？": "水暖卫浴“共性工厂”项目已全面动工",
    "广场舞大赛在哪里举行？": "在恩平，一场别具一格的“禁毒杯”广场舞大赛",
}

pytestmark = pytest.mark.contract


@pytest.fixture
def filled(library: Library, documents: Path) -> Library:
    (documents / "经济.txt").write_text(ECONOMY, encoding="utf-8")
    (documents / "公安.txt").write_text(POLICE, encoding="utf-8")
    library.sync([documents])
    return library


def test_an_empty_library_answers_with_nothing_and_encodes_nothing(library: Library, encoded: list[str]) -> None:
    assert library.search("GDP是多少？") == []
    assert library.verify() == []
    assert (library.documents(), library.passages_of("0")) == ([], [])
    status = library.status()
    assert (status.documents, status.passages, status.characters, status.generation) == (0, 0, 0, 0)
    library.warm_up()
    assert encoded == []


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_library_opened_and_left_empty_can_be_filled_later(
    open_library: Callable[..., Library], documents: Path, rounds: int
) -> None:
    for _ in range(rounds):
        open_library().close()
    (documents / "经济.txt").write_text(ECONOMY, encoding="utf-8")
    library = open_library()
    assert len(library.sync([documents]).added) == 1
    assert library.verify() == []
    assert len(library.search("GDP总量")) == 1


def test_the_best_passage_comes_first_with_both_sides_scores(filled: Library) -> None:
    hits = filled.search("GDP总量是多少？")
    assert [filled.document(hit.passage.document_id).name for hit in hits] == ["经济.txt", "公安.txt"]
    best = hits[0]
    assert best.passage.text == ECONOMY.split("\n\n")[1]
    assert best.passage.headings == ("县域经济",)
    assert best.score > hits[1].score
    assert best.lexical is not None
    assert (best.lexical_rank, best.dense_rank) == (1, 1)
    assert best.dense is not None
    assert -1 <= best.dense <= 1


def test_hits_are_slices_of_their_documents(filled: Library) -> None:
    for hit in filled.search("民警"):
        text = filled.document(hit.passage.document_id).text
        assert hit.passage.text == join_spans(text, hit.passage.spans)


@pytest.mark.parametrize("top", [1, 2, 10])
def test_no_more_than_asked_for(filled: Library, top: int) -> None:
    assert len(filled.search("江门", top)) == min(top, 2)


@pytest.mark.parametrize("question", ["", "？", "\n", "zzz", "a" * 5000, "\x00", "' OR 1=1 --", "\ud800"])
def test_any_question_can_be_searched_for(filled: Library, question: str) -> None:
    assert len(filled.search(question)) <= 2


def test_the_same_question_has_the_same_hits_after_reopening(
    filled: Library, open_library: Callable[..., Library]
) -> None:
    questions = ["GDP总量是多少？", "谁在巡逻", "江门", ""]
    before = [filled.search(question) for question in questions]
    filled.close()
    reopened = open_library()
    assert [reopened.search(question) for question in questions] == before


def test_documents_are_listed_by_path_with_their_titles(filled: Library, documents: Path) -> None:
    listed = filled.documents()
    assert [(item.name, item.title, item.characters) for item in listed] == [
        ("公安.txt", "公安局", len(POLICE)),
        ("经济.txt", "县域经济", len(ECONOMY)),
    ]
    assert [item.path for item in listed] == [
        str(documents.resolve() / "公安.txt"),
        str(documents.resolve() / "经济.txt"),
    ]
    assert listed[1].id == content_id(ECONOMY.encode())
    assert filled.document(listed[1].id).text == ECONOMY
    assert [passage.ordinal for passage in filled.passages_of(listed[1].id)] == [0]


def test_status_counts(filled: Library) -> None:
    status = filled.status()
    assert (status.documents, status.passages, status.characters) == (2, 2, len(ECONOMY) + len(POLICE))
    assert (status.generation, status.encoder, status.failed) == (2, "fake", ())


def test_a_document_taken_out_is_not_found_and_its_file_stays(filled: Library, documents: Path) -> None:
    identity = content_id(POLICE.encode())
    assert filled.remove([identity]) == [str(documents.resolve() / "公安.txt")]
    assert [hit.passage.text for hit in filled.search("民警")] == [ECONOMY.split("\n\n")[1]]
    assert (documents / "公安.txt").exists()
    assert filled.verify() == []
    with pytest.raises(UnknownDocument):
        filled.document(identity)
    assert filled.sync([documents]).added == (str(documents.resolve() / "公安.txt"),)


def test_an_unknown_id_among_others_takes_nothing_out(filled: Library) -> None:
    with pytest.raises(UnknownDocument, match="没有编号为“ffff”"):
        filled.remove([content_id(POLICE.encode()), "ffff"])
    assert filled.status().documents == 2
    assert filled.status().generation == 2


def test_files_added_one_by_one_lie_anywhere_and_a_sync_leaves_them(
    library: Library, documents: Path, tmp_path: Path
) -> None:
    lone = tmp_path / "单独.txt"
    lone.write_text(POLICE, encoding="utf-8")
    assert library.add([lone]).added == (str(lone.resolve()),)
    lone.unlink()
    assert library.sync([documents]).removed == ()
    assert library.status().documents == 1
    report = library.add([tmp_path / "没有.txt"])
    assert [failure.path for failure in report.failed] == [str((tmp_path / "没有.txt").resolve())]


def test_encoders_are_asked_for_nothing_while_nothing_is_searched(
    filled: Library, open_library: Callable[..., Library], encoded: list[str]
) -> None:
    filled.close()
    encoded.clear()
    library = open_library()
    library.status()
    library.documents()
    assert library.verify() == []
    assert all("重建" in line for line in library.repair())
    assert encoded == []
    library.search("江门")
    library.search("台山")
    assert encoded == [PROBE]


@pytest.mark.parametrize("change", [{"name": "另一个"}, {"salt": "变了"}, {"dimension": 300}])
def test_another_encoder_is_noticed_and_a_reencoding_sync_cures_it(
    filled: Library,
    open_library: Callable[..., Library],
    make_encoder: Callable[..., Encoder],
    documents: Path,
    change: dict[str, Any],
) -> None:
    filled.close()
    changed = open_library(make_encoder(**change))
    assert changed.verify() == []
    (documents / "新.txt").write_text("新的文件。", encoding="utf-8")
    for work in (lambda: changed.search("GDP"), lambda: changed.sync([documents]), lambda: changed.warm_up()):
        with pytest.raises(EncoderChanged, match="sync --reencode"):
            work()
    assert changed.sync([documents], reencode=True).added == (str(documents.resolve() / "新.txt"),)
    assert changed.verify() == []
    assert changed.search("GDP总量")[0].passage.text == ECONOMY.split("\n\n")[1]
    assert changed.status().encoder == change.get("name", "fake")
    changed.close()
    again = open_library(make_encoder(**change))
    assert again.search("GDP总量")[0].dense_rank == 1
    assert open_library().verify() == []


def test_nothing_changed_needs_no_encoder_even_if_it_is_another(
    filled: Library, open_library: Callable[..., Library], make_encoder: Callable[..., Encoder], documents: Path
) -> None:
    filled.close()
    assert open_library(make_encoder("另一个")).sync([documents]).unchanged == 2


@pytest.mark.parametrize(
    "change", [{"name": "另一个", "salt": "变了"}, {"name": "另一个", "dimension": 300}, {"salt": "变了"}]
)
def test_a_library_that_is_open_while_another_process_reencodes_says_so(
    filled: Library,
    open_library: Callable[..., Library],
    make_encoder: Callable[..., Encoder],
    documents: Path,
    change: dict[str, Any],
) -> None:
    assert filled.search("GDP总量")
    open_library(make_encoder(**change)).sync([documents], reencode=True)
    with pytest.raises(EncoderChanged):
        filled.search("GDP总量")


def test_what_another_process_wrote_is_found_at_the_next_search(
    filled: Library, open_library: Callable[..., Library], documents: Path
) -> None:
    other = open_library()
    (documents / "新.txt").write_text("深江铁路全线开工建设。", encoding="utf-8")
    other.sync([documents])
    assert filled.search("深江铁路")[0].passage.text == "深江铁路全线开工建设。"
    other.remove([content_id(POLICE.encode())])
    assert len(filled.search("民警")) == 2
    assert filled.verify() == []


def test_while_another_process_writes_nothing_can_be_written_and_all_can_be_read(
    filled: Library, open_library: Callable[..., Library], documents: Path, data: Path
) -> None:
    with FileLock(data / "write.lock"):
        for work in (
            lambda: filled.sync([documents]),
            lambda: filled.add([documents / "经济.txt"]),
            lambda: filled.remove([content_id(POLICE.encode())]),
            lambda: filled.repair(),
        ):
            with pytest.raises(LibraryBusy, match="另一个进程正在更新"):
                work()
        assert len(filled.search("民警")) == 2
        assert open_library().search("民警")[0].passage.text == POLICE.split("\n\n")[1]
        assert filled.status().documents == 2
    assert filled.sync([documents]).unchanged == 2


def test_while_this_process_syncs_other_threads_search_and_do_not_write(
    library: Library, documents: Path, make_encoder: Callable[..., Encoder]
) -> None:
    (documents / "经济.txt").write_text(ECONOMY, encoding="utf-8")
    library.sync([documents])
    (documents / "公安.txt").write_text(POLICE, encoding="utf-8")
    inside, finish = threading.Event(), threading.Event()

    def wait(_stage: str, _done: int, _total: int) -> None:
        inside.set()
        assert finish.wait(20)

    thread = threading.Thread(target=lambda: library.sync([documents], wait))
    thread.start()
    assert inside.wait(20)
    try:
        assert len(library.search("民警")) == 1
        with pytest.raises(LibraryBusy, match="正在更新"):
            library.sync([documents])
    finally:
        finish.set()
        thread.join()
    assert len(library.search("民警")) == 2


def test_dense_weight_and_candidates_come_from_the_settings(
    filled: Library, open_library: Callable[..., Library], data: Path
) -> None:
    filled.close()
    few = open_library(settings=Settings(data=data, candidates=1, dense_weight=0.0))
    hits = few.search("民警巡逻")
    assert hits[0].passage.text == POLICE.split("\n\n")[1]
    assert len([hit for hit in hits if hit.dense_rank is not None]) == 1
    assert hits[0].score == pytest.approx(max(hit.score for hit in hits))


def test_phrases_are_found_as_they_stand_or_not_at_all(library: Library, documents: Path) -> None:
    (documents / "甲.txt").write_text("深入开展跨境通办工作。", encoding="utf-8")
    (documents / "乙.txt").write_text("通办跨境的事，境通而办。", encoding="utf-8")
    library.sync([documents])
    assert len(library.search("跨境通办")) == 2
    (hit,) = library.search("什么是跨境通办", phrases=["跨境通辦"])
    assert "跨境通办" in hit.passage.text
    assert library.search("什么是跨境通办", phrases=["跨境办通"]) == []


def test_the_real_encoder_finds_the_seeds_paragraphs(real_library: Library) -> None:
    assert real_library.verify() == []
    best = {question: real_library.search(question, 1)[0].passage.text for question in QUESTIONS}
    missed = [question for question, words in QUESTIONS.items() if words not in best[question]]
    assert missed == []
