"""Pronouns of a follow-up, and what was talked about in their place: ``它的所长是谁？``."""

from __future__ import annotations

import re

from index.text.tokens import Tokenizer
from qa.asking.phrases import Phrases

_PRONOUN = re.compile(
    "它们?|(?<!其|吉)他们?|她们?|(?<!尤|极|与)其(?!中|他|它|实|余|次|间)|该(?=[局所镇县市区厂校院司馆站队村社项案会])|(?:这|那)(?:个|家|座|项|里|儿|条|所|位|边)(?!月|年|时)"
)


def find_pronoun(text: str, tokenizer: Tokenizer) -> re.Match[str] | None:
    """The first pronoun; a character of one within another word (``土耳其``) is none."""
    starts = {word.start for word in Phrases.of(text, tokenizer).words if word.tag.startswith("r")}
    return next((match for match in _PRONOUN.finditer(text) if match.start() in starts), None)


def filled_in(text: str, match: re.Match[str], before: Phrases, theme: str) -> str:
    """A question with what was talked about in the place of its pronoun, and of the noun that it points at with it."""
    start, end = before.subject
    points = match.group().startswith(("这", "那", "该")) or match.group().endswith("们")
    person = match.group().startswith(("他", "她")) or match.group().startswith("其")
    asked_kind = before.asked is not None and before.text.startswith("什么样", before.asked[0])
    subject = before.nominal if points and not asked_kind else ""
    subject = subject or (before.text[start:end] if person else before.theme) or theme
    if person and before.asked and before.text.startswith("谁", before.asked[0]) and before.asked[0] <= end:
        subject = f"{before.text[: before.asked[0]]}{before.text[before.asked[1] :]}".rstrip("?？。了的 ") + "的人"
    subject = re.sub("的?是$", "", subject)
    if not subject:
        return f"{before.topic}，{text}"
    after = text[match.end() :]
    pointed = re.match("[\u4e00-\u9fff]{1,4}?(?=[的是有在由得叫]|[\u4e00-\u9fff]{2}了)", after) if points else None
    if match.group() == "该":
        after = after[2 if after.startswith("项目") else 1 :]
        subject = subject if before.nominal else theme or subject
    elif pointed and subject.endswith(pointed.group()[-2:]):
        after = after[pointed.end() :]
    possessive = "的" if match.group().startswith("其") and not after.startswith("的") else ""
    return text[: match.start()] + subject + possessive + after
