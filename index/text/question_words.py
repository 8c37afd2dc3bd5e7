"""What of a question is searched for: its words but for those that only ask, and phrases as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.tokens import close_up, fold
from index.types import Passage

SOME = "(?<![这那近好前后头过])几"
"""How many, where 几 asks: in 这几 and 好几 it says a few."""
HOW_MANY = f"(?:多少|{SOME})"
HOW_MANY_OF = f"(?:多少|(?<!第){SOME})"
"""As ``HOW_MANY``, but for 第几, which asks for a place."""
OR_NOT = r"(?<![有也都还就么却])没有?(?=[?？!。]*$)"
"""没有 at the end, which asks whether: 续了没有."""
QUESTION_WORDS = re.compile(
    "请问|请教|告诉我|我想知道|有没有人知道|是不是|是否|能不能|能否|可不可以|会不会|有没有|对不对"
    rf"|{OR_NOT}"
    "|为什么|为何|什么样的?|什么时候|什么地方|什么东西|什么|何时|何地|何处|何人|何种|怎么样|怎么|怎样的?|如何"
    "|哪[一二两三四五六七八九十0-9]*[个家座条项位名种类些里儿年月天次件镇县市区所届批级]?|多少|多大|多高|多长|多远|多久|多重"
    rf"|{SOME}[个家座条项位名种类年月天次件所届批级成]|{SOME}(?![何乎])|谁的?|[吗呢呀啊](?=\W|$)|(?<![酒网水贴氧])吧(?=\W|$)"
)
"""In folded text: what asks, with the measure word that goes with it, and what only makes a question of a sentence."""


def searched_words(question: str) -> str:
    """The folded question without its question words; whole where nothing else is in it.

    ``"请问２０２３年GDP是多少？"`` is ``"2023年gdp是?"``, with spaces where words were.
    """
    folded = fold(question)
    rest = QUESTION_WORDS.sub(" ", folded)
    return rest if re.search(r"\w", rest) else folded


def has_phrases(passage: Passage, phrases: Sequence[str]) -> bool:
    """Whether each phrase stands, width, case and traditional characters aside, in the text or a heading above it."""
    folded = fold(f"{close_up(passage.context)}\n{passage.text}") if phrases else ""
    return all(fold(phrase) in folded for phrase in phrases)
