"""Questions that the library answers, made from its headings and from the facts near an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from index.library import Library
from index.text.sentences import split_sentences
from index.text.tokens import Tokenizer, close_up, fold
from index.types import BlockKind, Passage
from qa.answers import Answer, Citation
from qa.asking.question import content_terms, understand
from qa.assistant import Assistant
from qa.suggesting.facts import Fact, find_facts, reads_well

HEADING_CHARACTERS = (5, 24)
DOCUMENTS = 20
"""Documents whose headings are looked at."""
TRIES = 3
"""Questions asked for each that is wanted."""
NEAR = 4
"""How far from the cited passage, in passages, facts are looked for."""
_OF_WHICH = re.compile("[\u4e00-\u9fff]{2}的[\u4e00-\u9fff]{2,3}$")
"""What ends like 不予减免的情形 names things, whatever it begins with."""
_EAGERLY = re.compile("积极|主动|全面|深入|大力|加快|持续|扎实")
_NUMBERING = re.compile(
    r"(?:第?[一二三四五六七八九十百\d]+(?:[章节条编、]|[.．](?!\d))|[（(][一二三四五六七八九十\d]+[）)])\s*"
)


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


def follow_ups(
    assistant: Assistant,
    answer: Answer,
    documents: Collection[str] = (),
    limit: int = 3,
    history: Sequence[str] = (),
) -> list[str]:
    """At most ``limit`` questions that may be asked next: of facts near the cited passage and of headings nearby.

    Each was tried as it would be asked next, at most ``TRIES`` for each that is wanted: it stands by itself, and what
    answers it is first cited from the same document; where it is of a fact, that stands in the answer.

    :param documents: the only documents that are asked, none for all.
    :param history: the conversation's earlier questions as typed, oldest first, without the one that was answered.
    """
    cited = answer.citations[0].document_id
    tokenizer = assistant.library.tokenizer
    asked = [*history, answer.question.text]
    earlier = [*asked, answer.question.resolved]
    told = {_highlighted(answer.citations[0]), answer.text}
    found: list[str] = []
    tried = 0
    for fact in _next(assistant.library, answer):
        if len(found) == limit or tried == limit * TRIES:
            break
        alone = understand(fact.question, asked, tokenizer).resolved == fact.question
        if not alone or fact.answer in told or _is_asked(fact.question, earlier, tokenizer):
            continue
        earlier.append(fact.question)
        tried += 1
        outcome = assistant.ask(fact.question, asked, documents)
        if isinstance(outcome, Answer) and outcome.citations[0].document_id == cited and fact.answer in outcome.text:
            found.append(fact.question)
            told |= {fact.answer or outcome.text, outcome.text}
    return found


def _is_asked(question: str, earlier: Sequence[str], tokenizer: Tokenizer) -> bool:
    """Whether an earlier question has all the words of this one that carry content."""
    terms = content_terms(question, tokenizer)
    return any(all(term.is_in(fold(asked)) for term in terms) for asked in earlier)


def _highlighted(citation: Citation) -> str:
    """The words of the quote that answer."""
    return "".join(citation.quote[mark.start : mark.end] for mark in citation.marks)


def _next(library: Library, answer: Answer) -> Iterator[Fact]:
    """Two facts, a heading, and so on; those nearest to the answer first. A heading's fact has no answer."""
    citation = answer.citations[0]
    passages = library.passages_of(citation.document_id)
    cited = next((passage for passage in passages if passage.text == citation.quote), None)
    if cited is None:  # the document was changed meanwhile
        return
    near = sorted(passages, key=lambda other: (abs(other.ordinal - cited.ordinal), -other.ordinal))
    facts = _facts(near, cited, answer.sentence, library.tokenizer)
    headings = _headings(near, library.tokenizer)
    while some := [*islice(facts, 2), *islice(headings, 1)]:
        yield from some


def _facts(near: Sequence[Passage], cited: Passage, sentence: str, tokenizer: Tokenizer) -> Iterator[Fact]:
    """Two of each sentence at most: from the one that answers on to the passage's end, then those before it, then
    those of passages near it in the same part of the document."""
    for passage in near:
        far = abs(passage.ordinal - cited.ordinal) > NEAR or passage.headings[:1] != cited.headings[:1]
        if far or passage.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST):
            continue
        of_sentences = find_facts(passage.text, tokenizer)
        before = passage.text[: passage.text.find(sentence)] if passage == cited else ""
        first = len(split_sentences(before))
        for facts in [*of_sentences[first:], *of_sentences[:first]]:
            yield from facts[:2]


def _headings(near: Sequence[Passage], tokenizer: Tokenizer) -> Iterator[Fact]:
    for heading in dict.fromkeys(heading for passage in near for heading in passage.headings[-1:]):
        question = heading_question(heading, tokenizer)
        if reads_well(question):
            yield Fact(question, "")


def _questions(library: Library) -> Iterator[str]:
    seen = {""}
    for listed in library.documents()[:DOCUMENTS]:
        for passage in library.passages_of(listed.id):
            question = heading_question(passage.headings[-1], library.tokenizer) if passage.headings else ""
            if question not in seen:
                seen.add(question)
                yield question


def heading_question(heading: str, tokenizer: Tokenizer) -> str:
    """A heading that says what was done becomes 如何…, one that names a thing …有哪些内容, and …的情形 …有哪些.

    It is asked without its number, and of a couplet the first line, unless the second goes on from it; ``""`` for one
    that is too short or too long.
    """
    first, *rest = re.split(r"\s+", _NUMBERING.sub("", close_up(heading).strip(), count=1), maxsplit=1)
    if rest and all(word.tag.startswith(("v", "d")) for word in tokenizer.tag(fold(rest[0]))):
        first += rest[0]
    low, high = HEADING_CHARACTERS
    if not low <= len(first) <= high:
        return ""
    if _OF_WHICH.search(first):
        return f"{first}有哪些？"
    tags = [word.tag for word in tokenizer.tag(fold(first))[:3]]
    verb = any(tag.startswith("v") for tag in tags) and not tags[0].startswith("n")
    doing = verb or tags[0].startswith(("v", "a", "d", "p")) or _EAGERLY.match(first)
    return f"如何{first}？" if doing else f"{first}有哪些内容？"
