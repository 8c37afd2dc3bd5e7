from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import pytest

from index.types import Hit
from qa.reading.model import ReadingModel
from qa.reading.pairing import Text
from qa.reading.reranking import AT_FIRST, READ, READING_WEIGHT, read_evidence
from qa.reading.stretches import Stretches, sentences_of
from qa.types import Evidence, Question, Reading

MakeHit = Callable[..., Hit]
Ask = Callable[..., Question]

TEXT = "老舍生于北京。他于1924年赴英国任教。后来回到山东。"


class Knowing:
    """Finds one phrase, surely where it stands and not at all elsewhere; nothing in an empty passage."""

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.texts: list[Text] = []

    def read(self, question: str, texts: Sequence[Text], stretches: Stretches = sentences_of) -> list[Reading | None]:
        self.texts += texts
        return [self._read(each.text) for each in texts]

    def _read(self, text: str) -> Reading | None:
        start = text.find(self.phrase)
        return Reading((start, start + len(self.phrase)), 12.0, 6.0) if start >= 0 else Reading((0, 1), -12.0, -6.0)


def evidence(make_hit: MakeHit, text: str, score: float) -> Evidence:
    return Evidence(make_hit(text), "", (0, text.index("。") + 1), 0.5, score)


def read(question: Question, found: Sequence[Evidence], model: object) -> list[Evidence]:
    return read_evidence(question, found, {"0" * 16: "老舍年谱"}, {"0" * 16: ""}, cast("ReadingModel", model))


def test_what_answers_comes_first_where_the_rest_is_nearly_as_good(make_hit: MakeHit, ask_for: Ask) -> None:
    near = evidence(make_hit, "老舍写过小说。也写过话剧。", 1.0)
    answering = evidence(make_hit, TEXT, 1.0 - READING_WEIGHT / 2)
    far = evidence(make_hit, "1924年赴英国。", 1.0 - 2 * READING_WEIGHT)
    made = read(ask_for("老舍哪一年去了英国？"), [near, answering, far], Knowing("1924年"))
    assert [item.hit for item in made] == [answering.hit, near.hit, far.hit]


def test_the_sentence_is_that_of_the_words(make_hit: MakeHit, ask_for: Ask) -> None:
    (made,) = read(ask_for("老舍去了哪个国家任教？"), [evidence(make_hit, TEXT, 1.0)], Knowing("英国"))
    assert made.text == "他于1924年赴英国任教。"
    assert made.reading is not None
    assert made.reading.probability > 0.9


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("一类城市有哪些？", "北京、上海"),
        ("二类城市有哪些？", "二类城市指青岛、宁波"),
        ("有哪些城市？", "北京、上海；二类城市指青岛、宁波"),
    ],
)
def test_words_over_clauses_about_several_things_of_a_kind_are_cut_to_the_one_asked_for(
    make_hit: MakeHit, ask_for: Ask, asked: str, words: str
) -> None:
    text = "一类城市指北京、上海；二类城市指青岛、宁波。"
    (made,) = read(ask_for(asked), [evidence(make_hit, text, 1.0)], Knowing("北京、上海；二类城市指青岛、宁波"))
    assert made.reading is not None
    assert text[slice(*made.reading.words)] == words


def test_words_of_any_kind_choose_their_sentence(make_hit: MakeHit, ask_for: Ask) -> None:
    for question, phrase in (("老舍为什么去英国？", "任教"), ("老舍哪一年去了英国？", "1924年")):
        (made,) = read(ask_for(question), [evidence(make_hit, TEXT, 1.0)], Knowing(phrase))
        assert made.text == "他于1924年赴英国任教。"


@pytest.mark.parametrize(("question", "phrase"), [("老舍去过英国吗？", "1924年"), ("老舍去了哪个国家？", "法国")])
def test_the_sentence_stays_where_words_would_not_answer(
    question: str, phrase: str, make_hit: MakeHit, ask_for: Ask
) -> None:
    (made,) = read(ask_for(question), [evidence(make_hit, TEXT, 1.0)], Knowing(phrase))
    assert made.text == "老舍生于北京。"


def test_a_passage_is_read_below_the_title_of_its_document(make_hit: MakeHit, ask_for: Ask) -> None:
    model = Knowing("英国")
    read(ask_for("老舍去了哪个国家？"), [evidence(make_hit, TEXT, 1.0)], model)
    assert model.texts == [Text("老舍年谱", TEXT)]


def test_words_over_two_sentences_have_both(make_hit: MakeHit, ask_for: Ask) -> None:
    (made,) = read(ask_for("老舍在哪里任教？"), [evidence(make_hit, TEXT, 1.0)], Knowing("任教。后来"))
    assert made.text == "他于1924年赴英国任教。后来回到山东。"


def several(make_hit: MakeHit, count: int) -> list[Evidence]:
    """Evidence that lies near together, each with a text of its own: 文。, 文文。, …."""
    step = READING_WEIGHT / 100
    return [evidence(make_hit, "文" * (number + 1) + "。", 2.0 - step * number) for number in range(count)]


def test_only_the_first_are_read(make_hit: MakeHit, ask_for: Ask) -> None:
    model = Knowing("无")
    made = read(ask_for("老舍是谁？"), several(make_hit, READ + 3), model)
    assert len(model.texts) == READ
    assert [item.reading is None for item in made] == [False] * READ + [True] * 3


def test_no_more_are_read_once_one_surely_answers(make_hit: MakeHit, ask_for: Ask) -> None:
    for place, expected in ((0, AT_FIRST), (AT_FIRST - 1, AT_FIRST), (AT_FIRST + 1, AT_FIRST + 2)):
        found = several(make_hit, READ + 3)
        found[place] = evidence(make_hit, "答。", found[place].score)
        model = Knowing("答")
        made = read(ask_for("老舍是谁？"), found, model)
        assert len(model.texts) == expected
        assert made[0].hit == found[place].hit


def test_what_cannot_come_first_is_not_read(make_hit: MakeHit, ask_for: Ask) -> None:
    near, far = (evidence(make_hit, text, score) for text, score in (("甲。", 1.0), ("乙乙。", 0.99 - READING_WEIGHT)))
    made = read(ask_for("老舍是谁？"), [near, far], model := Knowing("乙"))
    assert (len(model.texts), made[0].hit) == (1, near.hit)


def test_nothing_found_reads_nothing(ask_for: Ask) -> None:
    assert read(ask_for("老舍是谁？"), [], Knowing("无")) == []
