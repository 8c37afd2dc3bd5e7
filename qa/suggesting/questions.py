"""Questions that the library answers, made from its headings and from the facts near an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from index.library import Library
from index.text.sentences import split_sentences
from index.text.tokens import Tokenizer, Word, close_up, fold
from index.types import BlockKind, Passage
from qa.answers import Answer, Citation
from qa.asking.question import content_terms, understand
from qa.assistant import Assistant
from qa.suggesting.facts import Fact, find_facts, reads_well
from qa.suggesting.specific import is_specific
from qa.suggesting.told import of_rows, of_rules, of_title

HEADING_CHARACTERS = (5, 24)
DOCUMENTS = 20
"""Documents of which examples are made."""
TRIES = 3
"""Questions asked for each that is wanted."""
NEAR = 4
"""How far from the cited passage, in passages, facts are looked for."""
_OF_WHICH = re.compile("[\u4e00-\u9fff]{2}的[\u4e00-\u9fff]{2,3}$")
"""What ends like 不予减免的情形 names things, whatever it begins with."""
HOW, WHICH = "如何", "有哪些？"
MOSTLY = 0.5
"""The share of a document's headings that say what is done, from which on those that look like it are taken for it."""
LEAST_OBJECT = 4
"""Characters of what is done something to: two after a verb are mostly the thing itself, as in 办理流程."""
_EAGERLY = re.compile("(?:积极|主动|全面|深入|大力|加快|持续|扎实)+")
_NUMBERING = re.compile(
    r"(?:第?[一二三四五六七八九十百\d]+(?:[章节条编、]|[.．](?!\d))|[（(][一二三四五六七八九十\d]+[）)])\s*"
)


def examples(assistant: Assistant, limit: int = 4) -> list[str]:
    """At most ``limit`` questions, one of each document in order as long as there are documents, each tried and
    answered as it should be.

    None for an empty library.
    """
    documents = assistant.library.documents()[:DOCUMENTS]
    offered = [(listed.id, of_document(assistant.library, listed.id)) for listed in documents]
    found: list[str] = []
    tries = limit * TRIES
    while offered and len(found) < limit and tries > 0:
        for identity, facts in list(offered):
            fact = next(facts, None)
            if fact is None:
                offered.remove((identity, facts))
            elif fact.question not in found and len(found) < limit and tries > 0:
                tries -= 1
                if is_answered(assistant, fact, identity):
                    found.append(fact.question)
    return found


def of_document(library: Library, identity: str) -> Iterator[Fact]:
    """What may be asked of a document, each kind in turn; not tried yet."""
    document, tokenizer = library.document(identity), library.tokenizer
    passages = library.passages_of(identity)
    stated = (fact for passage in passages for facts in find_facts(passage.text, tokenizer) for fact in facts)
    kinds = [
        (fact for fact in stated if is_specific(fact.question, tokenizer, document.title)),
        of_rules(document, tokenizer),
        _headings([passage for passage in passages if passage.headings[-1:] != (document.title,)], tokenizer),
        of_rows(document, tokenizer),
        of_title(document, tokenizer),
    ]
    seen: set[str] = set()
    while kinds:
        for kind in list(kinds):
            fact = next((fact for fact in kind if fact.question not in seen), None)
            if fact is None:
                kinds.remove(kind)
            else:
                seen.add(fact.question)
                yield fact


def is_answered(assistant: Assistant, fact: Fact, identity: str) -> bool:
    """Whether a question is answered from the document it was made of, with the words that it asks for."""
    outcome = assistant.ask(fact.question)
    if not isinstance(outcome, Answer) or outcome.citations[0].document_id != identity:
        return False
    if fact.question.endswith(WHICH) and len(outcome.parts) < 2:
        return False  # one thing, or a paragraph, is no list
    return fact.answer in outcome.text or outcome.text in fact.answer


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
    """Of the headings that name things; and of those that say what is done, where those beside them do as well."""
    headings = list(dict.fromkeys(heading for passage in near for heading in passage.headings[-1:]))
    doing = sum(_is_doing(_bare(heading, tokenizer), tokenizer) for heading in headings)
    for heading in headings:
        question = heading_question(heading, tokenizer)
        alike = doing > 1 and doing >= MOSTLY * len(headings)
        if question and reads_well(question) and (alike or not question.startswith(HOW)):
            yield Fact(question, "")


def heading_question(heading: str, tokenizer: Tokenizer) -> str:
    """A heading that says what was done becomes 如何…, and …的情形 …有哪些; ``""`` for any other.

    It is asked without its number, and of a couplet the first line, unless the second goes on from it.
    """
    bare = _bare(heading, tokenizer)
    if _OF_WHICH.search(bare) and not bare.startswith("关于"):  # which is the title of a paper
        return f"{bare}{WHICH}"
    return f"{HOW}{bare}？" if _is_doing(bare, tokenizer) else ""


def _bare(heading: str, tokenizer: Tokenizer) -> str:
    """What of a heading is asked for; ``""`` where that is too short or too long."""
    first, *rest = re.split(r"\s+", _NUMBERING.sub("", close_up(heading).strip(), count=1), maxsplit=1)
    if rest and all(word.tag.startswith(("v", "d")) for word in tokenizer.tag(fold(rest[0]))):
        first += rest[0]
    low, high = HEADING_CHARACTERS
    return first if low <= len(first) <= high else ""


def _is_doing(bare: str, tokenizer: Tokenizer) -> bool:
    """Whether it begins with what is done, a verb or how it is done, and goes on with what that is done to."""
    words = tokenizer.tag(fold(bare))
    number = 0
    while number < len(words) - 1 and _is_manner(words[number]):
        number += 1
    if not words or words[number].tag != "v":
        return False
    return len(bare) - words[number].end >= LEAST_OBJECT and not any(word.tag.startswith("u") for word in words)


def _is_manner(word: Word) -> bool:
    return word.tag in ("d", "ad", "a", "vd") or bool(_EAGERLY.fullmatch(word.text))
