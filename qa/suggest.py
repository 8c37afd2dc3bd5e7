"""Questions that the library answers, made from its headings."""

from __future__ import annotations

from collections.abc import Iterator

from index.library import Library
from index.tokens import Tokenizer, close_up, fold
from qa.assistant import Assistant
from qa.types import Answer

HEADING_CHARACTERS = (5, 24)
DOCUMENTS = 20
"""Documents whose headings are looked at."""
TRIES = 3
"""Questions asked for each that is wanted."""


def examples(assistant: Assistant, limit: int = 4) -> list[str]:
    """At most ``limit`` questions from headings, in the order of the documents, each tried and answered.

    None for a library without headings.
    """
    answered: list[str] = []
    for tried, question in enumerate(_questions(assistant.library)):
        if len(answered) == limit or tried == limit * TRIES:
            break
        if isinstance(assistant.ask(question), Answer):
            answered.append(question)
    return answered


def _questions(library: Library) -> Iterator[str]:
    seen: set[str] = set()
    for listed in library.documents()[:DOCUMENTS]:
        for passage in library.passages_of(listed.id):
            heading = close_up(passage.headings[-1]).split()[0] if passage.headings else ""
            low, high = HEADING_CHARACTERS
            if low <= len(heading) <= high and heading not in seen:
                seen.add(heading)
                yield _question(heading, library.tokenizer)


def _question(heading: str, tokenizer: Tokenizer) -> str:
    """A heading that says what was done becomes 如何…, one that names a thing …有哪些内容."""
    tags = [word.tag for word in tokenizer.tag(fold(heading))[:3]]
    verb = any(tag.startswith("v") for tag in tags)
    doing = tags[0].startswith(("v", "a", "d", "p")) or (verb and not tags[0].startswith("n"))
    return f"如何{heading}？" if doing else f"{heading}有哪些内容？"
