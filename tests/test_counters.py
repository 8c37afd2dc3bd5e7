"""What questions and files cost, counted and not timed: what is done twice, or more with more documents, is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.encoding.encoder import Encoder
from index.library import Library
from index.readers.pages.pieces import Piece
from index.settings import Settings
from index.storage.local.sqlite import Sqlite
from qa.assistant import Assistant
from tests.encoders import FakeEncoder
from tests.paper import read

pytestmark = pytest.mark.usefixtures("shared_tokenizer")
QUESTION = "第3号泵站的设计流量是多少？"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each was called: statements, encodings of questions."""
    calls: Counter[str] = Counter()

    def count(owner: type, name: str) -> None:
        before = getattr(owner, name)

        def called(self: object, *given: object, **named: object) -> object:
            calls[name] += 1
            return before(self, *given, **named)

        monkeypatch.setattr(owner, name, called)

    count(Sqlite, "rows")
    count(FakeEncoder, "encode_query")
    return calls


@pytest.fixture
def asked(
    documents: Path, tmp_path: Path, make_encoder: Callable[..., Encoder], counted: Counter[str]
) -> Iterator[Callable[[int], Counter[str]]]:
    """What a second question costs over so many documents."""
    opened: list[Library] = []

    def ask(count: int) -> Counter[str]:
        for number in range(count):
            text = f"第{number}号泵站\n\n第{number}号泵站的设计流量为{number + 20}立方米每秒，由水务局管理。\n"
            (documents / f"{number}.txt").write_text(text, encoding="utf-8")
        library = Library.open(Settings(data=tmp_path / f"data{count}", reader=False), make_encoder())
        opened.append(library)
        library.sync([documents])
        assistant = Assistant(library)
        assistant.ask("第7号泵站由谁管理？")
        counted.clear()
        library.tokenizer._tagged.cache_clear()
        assistant.ask(QUESTION)
        return counted + Counter(tagged=library.tokenizer._tagged.cache_info().misses)

    yield ask
    for library in opened:
        library.close()


def test_a_question_asks_no_more_of_the_store_where_there_is_more(asked: Callable[[int], Counter[str]]) -> None:
    few, many = asked(20), asked(80)
    assert many["rows"] <= few["rows"]
    assert few["rows"] <= 55


def test_a_question_is_encoded_once_and_tagged_once(asked: Callable[[int], Counter[str]]) -> None:
    cost = asked(20)
    assert cost["encode_query"] == 1
    assert cost["tagged"] == 1


def test_a_pdf_is_read_without_an_object_for_each_character(monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str] = Counter()
    before = Piece.__init__

    def counting(self: Piece, *given: Any, **named: Any) -> None:  # noqa: ANN401 - whatever a piece is made of
        made["pieces"] += 1
        before(self, *given, **named)

    monkeypatch.setattr(Piece, "__init__", counting)
    document = read(lambda paper: paper.say("泵站的设计流量为三十立方米每秒，由水务局管理。" * 20))
    lines = document.text.count("\n") + 1
    assert len(document.text) > 10 * lines
    assert made["pieces"] <= 2 * lines
