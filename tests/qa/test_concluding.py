from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.library import Library
from index.settings import Settings
from index.types import Document, Span
from qa import concluding
from qa.answers import Answer, Citation, NoAnswer, PartStatus
from qa.assistant import Assistant
from qa.statements import Reason, ReasonKind
from qa.types import Question
from qa.whole.answering import Whole

OLD = "停车收费办法（2020年）\n第一条 小型车首小时收费5元，之后每小时2元。\n第二条 本办法自2020年5月1日起施行。\n"
NEW = (
    "停车收费办法（2025年修订）\n第一条 小型车首小时收费8元，之后每小时3元。\n"
    "第二条 本办法自2025年1月1日起施行，2020年发布的停车收费办法同时废止。\n"
)
QUESTION = "小型车首小时收费多少元？"

Ask = Callable[..., Answer | NoAnswer]


@pytest.fixture
def ask(real_library: Library, tmp_path: Path) -> Iterator[Ask]:
    opened: list[Library] = []

    def asked(question: str, *texts: str, disagreement: str = "newest") -> Answer | NoAnswer:
        data = tmp_path / f"data{len(opened)}"
        folder = data / "文件"
        folder.mkdir(parents=True)
        (data / "models").symlink_to(real_library.settings.data / "models", target_is_directory=True)
        for text in texts:
            (folder / f"{text.partition(chr(10))[0]}.txt").write_text(text, encoding="utf-8")
        library = Library.open(Settings(data=data, disagreement=disagreement))
        opened.append(library)
        library.sync([folder])
        return Assistant(library).ask(question)

    yield asked
    for library in opened:
        library.close()


def test_what_repeals_the_other_comes_first_and_the_other_is_marked(ask: Ask) -> None:
    outcome = ask(QUESTION, OLD, NEW)
    assert isinstance(outcome, Answer)
    assert outcome.text == "8元"
    assert [("8元" in part.text, part.status) for part in outcome.parts] == [
        (True, PartStatus.STANDS),
        (False, PartStatus.REPEALED),
    ]
    assert [part.citations for part in outcome.parts] == [(1,), (2,)]
    assert "2025年1月1日起施行" in outcome.parts[0].label
    assert "废止" in outcome.remark


def test_a_setting_shows_them_as_found_or_refuses(ask: Ask) -> None:
    dated = [text.replace("，2020年发布的停车收费办法同时废止", "") for text in (OLD, NEW)]
    both = ask(QUESTION, *dated, disagreement="both")
    assert isinstance(both, Answer)
    assert set(both.text.split("；")) == {"5元", "8元"}
    assert {part.status for part in both.parts} == {PartStatus.STANDS}
    refused = ask(QUESTION, *dated, disagreement="refuse")
    assert isinstance(refused, NoAnswer)
    assert "5元" in refused.reason
    assert "8元" in refused.reason
    assert isinstance(ask(QUESTION, OLD, NEW, disagreement="refuse"), Answer)


def test_where_the_question_names_no_place_each_is_shown_and_none_stands_above(ask: Ask) -> None:
    outcome = ask("换热站共计多少座？", "南区情况\n换热站共计31座。\n", "北区情况\n换热站共计26座。\n")
    assert isinstance(outcome, Answer)
    assert set(outcome.text.split("；")) == {"31座", "26座"}
    assert "没有写明" in outcome.remark


def test_what_is_said_alike_or_of_another_thing_is_no_disagreement(ask: Ask) -> None:
    same = ask(QUESTION, OLD, NEW.replace("8元", "5元").replace("之后", "以后"))
    other = ask("大型车首小时收费多少元？", OLD, NEW.replace("小型车", "大型车"))
    assert isinstance(same, Answer)
    assert isinstance(other, Answer)
    assert (same.text, same.parts) == ("5元", ())
    assert (other.text, other.parts) == ("8元", ())


def test_a_later_row_that_cannot_answer_gives_way_to_earlier_prose_no_more_than_once(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_row(_whole: Whole, document: Document, _place: Span) -> bool:
        return "2025" in document.title

    def lack_of(_whole: Whole, _question: Question, document: Document, _place: Span, *, read: bool) -> Reason | None:
        assert read
        return Reason(ReasonKind.TO_BE_RECKONED) if "2025" in document.title else None

    monkeypatch.setattr(Whole, "is_row", is_row)
    monkeypatch.setattr(Whole, "lack_of", lack_of)
    monkeypatch.setattr(concluding, "READ", 0.0)
    monkeypatch.setattr(concluding, "NOT_FAR", 1.0)
    outcome = ask(QUESTION, OLD, NEW)
    assert isinstance(outcome, NoAnswer)
    assert outcome.why == Reason(ReasonKind.TO_BE_RECKONED)


def test_that_documents_differ_is_said_where_one_cannot_be_cited_any_more(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_alone(citations: Sequence[Citation], _library: Library) -> list[Citation]:
        return [citation for citation in citations if citation.number == 1]

    monkeypatch.setattr(concluding, "keep_verbatim", first_alone)
    outcome = ask(QUESTION, *(text.replace("，2020年发布的停车收费办法同时废止", "") for text in (OLD, NEW)))
    assert isinstance(outcome, Answer)
    assert (len(outcome.citations), outcome.parts, outcome.sure) == (1, (), False)
    assert "不一样" in outcome.remark
