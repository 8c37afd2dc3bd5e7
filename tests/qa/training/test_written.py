from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import Tokenizer
from qa.training.bulletins import write_bulletins
from qa.training.written import write_questions

TEXT = (
    "老舍1899年2月3日生于北京市西城区，原名舒庆春，是中国现代小说家。"
    "长篇小说《骆驼祥子》发表于1936年，共24章，约15.6万字，写一名人力车夫的三起三落。"
)


@cache
def shared_tokenizer() -> Tokenizer:
    return Tokenizer()


def test_the_answer_stands_where_it_is_said_to_and_not_in_the_question(tokenizer: Tokenizer) -> None:
    made = write_questions(TEXT, tokenizer, random.Random(1), 99)
    answers = {TEXT[written.start : written.end] for written in made}
    assert {"1899年2月3日", "1936年", "骆驼祥子", "24章"} <= answers
    assert all(TEXT[written.start : written.end] not in written.question for written in made)
    assert [written.start for written in made] == sorted(written.start for written in made)


@pytest.mark.parametrize(("answer", "asks"), [("24章", "章"), ("1936年", "哪何几什"), ("骆驼祥子", "什哪")])
def test_the_question_word_is_of_the_answers_kind(answer: str, asks: str, tokenizer: Tokenizer) -> None:
    made = [w for seed in range(9) for w in write_questions(TEXT, tokenizer, random.Random(seed), 99)]
    questions = [w.question for w in made if TEXT[w.start : w.end] == answer]
    assert questions
    assert all(any(word in question for word in asks) or "多少" in question for question in questions)


def test_the_same_seed_writes_the_same(tokenizer: Tokenizer) -> None:
    once, again = (write_questions(TEXT, tokenizer, random.Random(7), 3) for _ in range(2))
    assert once == again
    assert len(once) == 3


@given(st.text(alphabet="年月日1２，。；：、“”《》多少·北京ａ\n 百千", max_size=80))
def test_any_text_gives_places_within_it(text: str) -> None:
    for written in write_questions(text, shared_tokenizer(), random.Random(3), 5):
        assert 0 <= written.start < written.end <= len(text)


def test_a_bulletins_answers_are_figures_of_its_text() -> None:
    for bulletin in write_bulletins(random.Random(5), ["河源市", "云山县"], 40):
        stated = [(question, start, end) for question, start, end in bulletin.questions if start >= 0]
        assert stated
        assert all(any(c.isdigit() for c in bulletin.text[start:end]) for _, start, end in stated)
        assert len({question for question, _, _ in stated}) == len(stated)


def test_what_a_bulletin_does_not_say_it_is_asked_too() -> None:
    made = list(write_bulletins(random.Random(5), ["河源市", "云山县"], 40))
    asked = [(bulletin, question) for bulletin in made for question, start, _ in bulletin.questions if start < 0]
    assert len(asked) > 20
    assert all(question not in {q for q, start, _ in bulletin.questions if start >= 0} for bulletin, question in asked)
