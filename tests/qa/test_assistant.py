from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.errors import QuestionError
from index.library import Library
from index.types import Document, Hit, join_spans
from qa.answer_json import as_json
from qa.answers import Answer, NoAnswer
from qa.assistant import Assistant
from qa.concluding import CITATIONS
from qa.judging.confidence import Verdict, judge
from qa.reading.evidence import Weights
from qa.types import Evidence, Question, Seconds, Stage
from qa.web.references import reference


def test_an_empty_library_says_so_without_a_model(library: Library, encoded: list[str]) -> None:
    outcome = Assistant(library).ask("江门的GDP是多少？")
    assert isinstance(outcome, NoAnswer)
    assert "还没有文档" in outcome.reason
    assert encoded == []


def test_an_answer_quotes_highlights_and_counts(assistant: Assistant) -> None:
    outcome = assistant.ask("2023年江门市GDP总量是多少？")
    assert isinstance(outcome, Answer)
    assert "4022.25亿元" in outcome.text
    first = outcome.citations[0]
    document = assistant.library.document(first.document_id)
    assert join_spans(document.text, first.spans) == first.quote
    assert join_spans(document.text, first.highlight) == "4022.25亿元"
    assert [citation.number for citation in outcome.citations] == [1, 2, 3][: len(outcome.citations)]
    assert len(outcome.citations) <= CITATIONS
    assert outcome.seconds.total == pytest.approx(outcome.seconds.search + outcome.seconds.read, abs=1e-6)


def test_a_highlight_across_a_mended_cut_is_two_spans(assistant: Assistant) -> None:
    by_rule = Assistant(assistant.library)
    by_rule.reader = None  # which finds the four names alone
    outcome = by_rule.ask("哪几个县市被纳入省新一轮产业有序转移承接范围？")
    assert isinstance(outcome, Answer)
    first = outcome.citations[0]
    text = assistant.library.document(first.document_id).text
    assert "市发改局最终争取到台山、开平、鹤山、恩平纳入" in first.quote
    assert first.quote not in text, "the quote runs over a cut of the page"
    assert len(first.highlight) == 2
    assert "台山、开平、鹤山、恩平" in join_spans(text, first.highlight)


def test_what_the_document_does_not_say_is_refused_with_related_passages(assistant: Assistant) -> None:
    outcome = assistant.ask("江门市2024年的GDP是多少？")
    assert isinstance(outcome, NoAnswer)
    assert "2024" in outcome.reason
    assert outcome.citations


def test_words_in_quotation_marks_are_found_as_they_stand_or_nothing_is(assistant: Assistant) -> None:
    found = assistant.ask("「跨境通辦」專區在哪裡啟用？")
    assert isinstance(found, Answer)
    assert all("跨境通办" in evidence.hit.passage.text for evidence in found.evidence)
    refused = assistant.ask("“银龄警务”在哪里启用？")
    assert isinstance(refused, NoAnswer)
    assert "银龄警务" in refused.reason


def test_the_next_answers_where_the_nearest_lacks_what_is_asked_for(assistant: Assistant) -> None:
    by_rule = Assistant(assistant.library)
    by_rule.reader = None  # reading, it would come first at once
    outcome = by_rule.ask("台山市公安局北门派出所的所长叫什么名字？")
    assert isinstance(outcome, Answer)
    assert "黄怀忠" in outcome.citations[0].quote
    scores = [evidence.score for evidence in outcome.evidence]
    assert scores != sorted(scores, reverse=True)


def test_exact_words_are_the_answer_and_their_sentence_is_kept(assistant: Assistant) -> None:
    outcome = assistant.ask("2023年江门市GDP总量是多少？")
    assert isinstance(outcome, Answer)
    assert outcome.sentence in outcome.citations[0].quote
    assert outcome.text in outcome.sentence
    assert outcome.text == "4022.25亿元" != outcome.sentence
    asked = assistant.ask("江门的交通事故在减少，是不是？")
    assert not isinstance(asked, Answer) or asked.text == asked.sentence


def test_without_the_reader_the_answer_is_a_sentence(real_library: Library) -> None:
    by_rule = Assistant(real_library)
    by_rule.reader = None
    outcome = by_rule.ask("2023年江门市GDP总量是多少？")
    assert isinstance(outcome, Answer)
    assert outcome.text == outcome.sentence
    assert all(evidence.reading is None for evidence in outcome.evidence)


def test_a_follow_up_is_answered(assistant: Assistant) -> None:
    outcome = assistant.ask("那增速呢？", ["2023年江门市GDP总量是多少？"])
    assert isinstance(outcome, Answer)
    assert outcome.question.resolved == "2023年江门市GDP增速是多少？"
    assert join_spans(assistant.library.document(outcome.citations[0].document_id).text,
                      outcome.citations[0].highlight) == "5.5%"  # fmt: skip


def test_the_same_question_has_the_same_answer(assistant: Assistant) -> None:
    first, second = assistant.ask("新会有什么称号？"), assistant.ask("新会有什么称号？")
    assert first.citations == second.citations
    assert first.confidence == second.confidence


def test_what_is_removed_answers_no_more(library: Library, documents: Path) -> None:
    (documents / "甲.txt").write_text("试验田收获水稻4022公斤。\n", encoding="utf-8")
    library.sync([documents])
    assistant = Assistant(library)
    assert assistant.ask("试验田收获水稻多少公斤？").citations
    (documents / "甲.txt").unlink()
    library.sync([documents])
    outcome = assistant.ask("试验田收获水稻多少公斤？")
    assert isinstance(outcome, NoAnswer)
    assert outcome.citations == ()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "((((甲",
        "AND OR NOT",
        "field:value^2",
        "\u202e\u0000反",
        "😀是什么？",
        "*" * 400 + "甲",
    ],
)
def test_no_question_breaks_it(text: str, assistant: Assistant) -> None:
    assert isinstance(assistant.ask(text, [text]), Answer | NoAnswer)


def test_a_question_that_is_too_long_is_told(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="10,000 字"):
        assistant.ask("长" * 10_000)


def test_script_in_a_document_is_text(open_library: Callable[..., Library], documents: Path) -> None:
    (documents / "乙.txt").write_text("网页写着<script>alert(1)</script>共3处。\n", encoding="utf-8")
    library = open_library()
    library.sync([documents])
    outcome = Assistant(library).ask("网页写着几处？")
    assert outcome.citations[0].quote == "网页写着<script>alert(1)</script>共3处。"


@pytest.fixture
def pages(library: Library, documents: Path) -> Assistant:
    """The same page three times: twice under another date, and once in the report of another year."""
    sentence = "青龙水库除险加固工程已经全面完工，总投资八千万元，受益农田三万亩。"
    for name, title, date in [("甲", "水利", "10月1日"), ("乙", "水利", "11月1日"), ("丙", "2022年水利", "12月1日")]:
        (documents / f"{name}.md").write_text(f"# {title}\n\n{sentence}发布日期是{date}。\n", encoding="utf-8")
    library.sync([documents])
    return Assistant(library)


def test_a_page_that_differs_in_its_date_is_cited_once_with_both_places(pages: Assistant) -> None:
    outcome = pages.ask("青龙水库除险加固工程总投资多少万元？")
    named = [{c.document, *(other.document for other in c.also)} for c in outcome.citations]
    assert {"甲.md", "乙.md"} in named
    assert {"丙.md"} in named


def test_only_the_chosen_documents_answer(pages: Assistant) -> None:
    ids = {listed.name: listed.id for listed in pages.library.documents()}
    question = "青龙水库除险加固工程总投资多少万元？"
    for chosen in (["丙.md"], ["乙.md"], ["甲.md", "丙.md"]):
        outcome = pages.ask(question, documents=[ids[name] for name in chosen])
        cited = [{citation.document, *(other.document for other in citation.also)} for citation in outcome.citations]
        assert set().union(*cited) == set(chosen)
    assert pages.ask(question, documents=["0" * 16, ids["丙.md"]]).citations[0].document == "丙.md"


def test_quoted_words_are_looked_for_in_the_chosen_documents_only(pages: Assistant) -> None:
    ids = {listed.name: listed.id for listed in pages.library.documents()}
    outcome = pages.ask("“10月1日”发布的工程总投资多少？", documents=[ids["乙.md"]])
    assert isinstance(outcome, NoAnswer)
    assert "10月1日" in outcome.reason
    assert {citation.document for citation in outcome.citations} == {"乙.md"}


def test_chosen_documents_that_are_not_there_have_nothing_to_say(pages: Assistant, library: Library) -> None:
    outcome = pages.ask("青龙水库除险加固工程总投资多少万元？", documents=["0" * 16])
    assert isinstance(outcome, NoAnswer)
    assert "所选的文档" in outcome.reason
    assert "还没有文档" not in outcome.reason
    assert (outcome.citations, outcome.evidence) == ((), ())


def test_stages_come_before_they_begin_and_the_outcome_last(pages: Assistant, encoded: list[str]) -> None:
    question = "青龙水库除险加固工程总投资多少万元？"
    steps = pages.steps(question)
    assert next(steps) is Stage.SEARCH
    *stages, outcome = steps
    assert stages == [Stage.READ, Stage.CHECK]
    assert not isinstance(outcome, Stage)
    asked = pages.ask(question)
    assert replace(outcome, seconds=asked.seconds) == asked
    ids = [listed.id for listed in pages.library.documents() if listed.name == "丙.md"]
    *_, last = pages.steps("投资多少万元？", [question], ids)
    assert not isinstance(last, Stage)
    assert "青龙水库" in last.question.resolved
    assert last.citations[0].document == "丙.md"


def test_upkeep_gives_way_only_while_a_stage_is_worked_at(pages: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way: list[int] = []
    evidence = pages.evidence

    def watched(
        question: Question, hits: Sequence[Hit], documents: Mapping[str, Document], weights: Weights
    ) -> list[Evidence]:
        under_way.append(pages.library.priority._questions)
        return evidence(question, hits, documents, weights)

    monkeypatch.setattr(pages, "evidence", watched)
    between = [pages.library.priority._questions for _ in pages.steps("总投资多少？")]
    assert (under_way, between) == ([1], [0, 0, 0, 0])
    steps = pages.steps("总投资多少？")
    assert [next(steps), next(steps)] == [Stage.SEARCH, Stage.READ]
    steps.close()
    assert pages.library.priority._questions == 0
    with pytest.raises(QuestionError):
        list(pages.steps(" "))
    assert pages.library.priority._questions == 0


@pytest.mark.parametrize("question", ["2023年江门GDP是多少？", "江门2023年的GDP是多少"])
def test_the_sentence_with_the_word_asked_for_answers_not_one_with_just_the_year_and_the_town(
    assistant: Assistant, question: str
) -> None:
    outcome = assistant.ask(question)
    assert isinstance(outcome, Answer)
    assert "4022.25亿元" in outcome.text


def test_citations_of_files_of_one_name_say_in_which_folder_each_lies(library: Library, documents: Path) -> None:
    for year, leader in {"2019级": "邱桐", "2021级": "辛夷"}.items():
        (documents / year).mkdir()
        (documents / year / "班级情况.txt").write_text(f"班级情况\n本班学生52人，班长{leader}。", encoding="utf-8")
    (documents / "章程.txt").write_text("班长由全班学生选举产生。", encoding="utf-8")
    library.sync([documents])
    outcome = Assistant(library).ask("班长是谁？")
    named = {citation.path: citation.name for citation in outcome.citations}
    expected = ("2019级/班级情况.txt", "2021级/班级情况.txt", "章程.txt")
    assert named == {str(documents / name): name for name in expected}
    told = as_json(None, outcome)["citations"]
    assert [(each["document"], each["path"]) for each in told] == [
        (citation.document, citation.path) for citation in outcome.citations
    ]
    assert all(reference(citation).count(citation.name) for citation in outcome.citations if citation.called)


def test_what_another_sense_answers_whole_says_how_long_it_took(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = assistant.ask("2023年江门市GDP总量是多少？")
    assert isinstance(found, Answer)
    timeless = replace(found, seconds=Seconds(0.0, 0.0, 0.0))
    monkeypatch.setattr(assistant, "_better", lambda *_: timeless)
    seconds = assistant.ask("2023年江门市GDP总量是多少？").seconds
    assert seconds.search > 0 < seconds.read
    assert seconds.total == pytest.approx(seconds.search + seconds.read)


def test_a_passage_is_judged_once_for_a_question(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []

    def counted(question: Question, evidence: Evidence, *others: Any) -> Verdict:  # noqa: ANN401
        judged.append(evidence.hit.passage.id)
        return judge(question, evidence, *others)

    for module in ("qa.assistant", "qa.judging.attempt"):
        monkeypatch.setattr(f"{module}.judge", counted)
    outcome = assistant.ask("2023年江门市GDP总量是多少？")
    assert isinstance(outcome, Answer)
    assert len(judged) == len(set(judged)) >= len(outcome.citations)
