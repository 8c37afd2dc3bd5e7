from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from index.library import Library
from index.text.tokens import Tokenizer
from index.types import Document, Format, Hit
from qa.answers import Answer, NoAnswer
from qa.asking.question import content_terms
from qa.assistant import Assistant
from qa.judging.confidence import Verdict, judge
from qa.judging.identity import asked_title
from qa.reading.evidence import find_evidence, gram_weights
from qa.types import Question

Rarity = Callable[[Sequence[str]], Mapping[str, float]]
Judge = Callable[..., Verdict]
SUMMARY = "全年开展志愿服务57场，吸收会员103名。"


def filed_at(path: str, text: str) -> Document:
    return Document("0" * 16, Path(path).name, "年度总结", Format.TEXT, text, filed=(path,))


@pytest.fixture
def verdict(
    make_hit: Callable[..., Hit], ask_for: Callable[..., Question], tokenizer: Tokenizer, equal_rarity: Rarity
) -> Judge:
    """``verdict(question, path, passage=SUMMARY, headings=(), cover="")``, of a document that lies there."""

    def make(
        question: str, path: str, passage: str = SUMMARY, headings: tuple[str, ...] = (), cover: str = ""
    ) -> Verdict:
        asked = ask_for(question)
        weights = gram_weights(asked.resolved, tokenizer, equal_rarity)
        (evidence,) = find_evidence(asked, [(make_hit(passage, headings=headings), "")], weights, tokenizer)
        return judge(asked, evidence, filed_at(path, f"{cover}{passage}"), weights, tokenizer)

    return make


@pytest.mark.parametrize(
    ("question", "path", "cover", "where"),
    [
        ("2023年吸收会员多少名？", "资料/2023/年度总结.txt", "", "年份“2023年”见于文件所在的文件夹。"),
        ("2023年吸收会员多少名？", "资料/年度总结2023.txt", "", "年份“2023年”见于文件名。"),
        ("2023年吸收会员多少名？", "资料/总结.txt", "2023年度工作报告\n\n", "年份“2023年”见于文件开头。"),
        ("江门市吸收会员多少名？", "资料/江门市/年度总结.txt", "", "“江门市”见于文件所在的文件夹。"),
        ("第7期吸收会员多少名？", "资料/简报第7期.txt", "", "“第7期”见于文件名。"),
    ],
)
def test_what_only_a_name_of_the_document_says_counts_and_is_remarked_on(
    question: str, path: str, cover: str, where: str, verdict: Judge
) -> None:
    made = verdict(question, path, cover=cover)
    assert made.reason == ""
    assert made.remark == where


@pytest.mark.parametrize(
    ("question", "path", "passage", "headings"),
    [
        ("2022年吸收会员多少名？", "资料/2023/年度总结.txt", SUMMARY, ()),
        ("2023年吸收会员多少名？", "资料/2023/年度总结.txt", f"2022年，{SUMMARY}", ()),  # nearer, and another
        ("2023年吸收会员多少名？", "资料/2023/年度总结.txt", SUMMARY, ("2022年回顾",)),
        ("江门市吸收会员多少名？", "资料/江门市/年度总结.txt", f"广州市{SUMMARY}", ()),
    ],
)
def test_another_year_or_place_there_settles_it_whatever_the_names_say(
    question: str, path: str, passage: str, headings: tuple[str, ...], verdict: Judge
) -> None:
    assert verdict(question, path, passage, headings).settled


def test_the_year_that_a_text_names_most_is_not_that_of_a_document_filed_under_another(verdict: Judge) -> None:
    plans = "明年是2023年。2023年要努力。"
    assert verdict("2023年吸收会员多少名？", "资料/年度总结.txt", cover=plans).reason == ""
    assert verdict("2023年吸收会员多少名？", "资料/2022/年度总结.txt", cover=plans).settled


def test_a_year_that_is_stated_only_behind_the_answer_leaves_it_that_of_the_folder(verdict: Judge) -> None:
    made = verdict("2023年吸收会员多少名？", "资料/2023/年度总结.txt", f"{SUMMARY}2024年计划吸收120名。")
    assert made.reason == ""


def test_the_reading_model_is_told_what_the_question_names_and_no_more(tokenizer: Tokenizer) -> None:
    document = filed_at("资料/东湖协会/2023/年度总结.txt", SUMMARY)
    assert asked_title(document, content_terms("2023年吸收会员多少名？", tokenizer)) == "2023年 年度总结"
    assert asked_title(document, content_terms("吸收会员多少名？", tokenizer)) == "年度总结"


def test_files_of_one_name_in_folders_of_years_are_found_and_told_apart_by_them(
    library: Library, documents: Path
) -> None:
    for year, members in {"2022": 86, "2023": 103}.items():
        (documents / year).mkdir()
        text = f"年度总结\n全年开展志愿服务{members // 2}场，吸收会员{members}名。"
        (documents / year / "年度总结.txt").write_text(text, encoding="utf-8")
    library.sync([documents])
    assistant = Assistant(library)
    for year, counted in {"2022": "86", "2023": "103"}.items():
        outcome = assistant.ask(f"{year}年吸收会员多少名？")
        assert isinstance(outcome, Answer)
        assert outcome.text.startswith(counted)
        assert outcome.citations[0].path == str(documents / year / "年度总结.txt")
        assert f"{year}年”见于文件所在的文件夹" in outcome.remark
    refused = assistant.ask("2021年吸收会员多少名？")
    assert isinstance(refused, NoAnswer)
    assert "2021年" in refused.reason
