from __future__ import annotations

from pathlib import Path

from index.library import Library
from qa.assistant import Assistant
from qa.suggest import examples
from qa.types import Answer


def test_examples_come_from_the_headings_and_are_answered(assistant: Assistant) -> None:
    found = examples(assistant)
    assert len(found) == len(set(found)) == 4
    headings = {p.headings[-1] for listed in assistant.library.documents()
                for p in assistant.library.passages_of(listed.id) if p.headings}  # fmt: skip
    for question in found:
        assert any(heading.split()[0] in question for heading in headings)
        assert isinstance(assistant.ask(question), Answer)


def test_no_headings_no_examples(library: Library, documents: Path) -> None:
    assert examples(Assistant(library)) == []
    (documents / "甲.txt").write_text("没有标题，只有一句话。\n", encoding="utf-8")
    library.sync([documents])
    assert examples(Assistant(library)) == []
