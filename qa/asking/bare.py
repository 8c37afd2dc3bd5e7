"""Turns of nothing but question words, made whole by the question before: ``为什么？``, ``还有呢？``."""

from __future__ import annotations

import re

from qa.asking.phrases import ASKED, Phrases

_WHERE_WHEN = "(?:在|于|是)?(?:哪里|哪儿|何处|什么地方|哪一?[年天月]|什么时候|何时|啥时候)"
_BARE_WHERE_WHEN = re.compile(f"^(?:那)?(?P<asked>{_WHERE_WHEN})的?[?？\\s]*$")
_ASKED_WHERE_WHEN = re.compile(_WHERE_WHEN)
_WHY = re.compile(
    r"^(?:那|这(?:是)?|但)?(?:为什么|为啥|为何|怎么会|什么原因|原因(?:呢|是什么|是啥)|理由(?:呢|是什么))(?:这样|呢|呀|啊)?[?？\s]*$"
)
_MORE = re.compile(
    r"^(?:那|都|都还)?(?:还有|另外|除此之?外|别的|其他的?|其它的?)(?:呢|吗|没有?了?|什么|哪些|别的|其他|的)*+[?？\s]*$"
)
_AGAIN = re.compile(
    r"^(?:那|请|能)?(?:再|更)?(?:具体|详细|仔细)(?:一?点|一些|地)?(?:说|讲|介绍)*+(?:说|讲|一?下|呢|吗|点|是什么|内容|怎么样)*[?？\s]*$"
)
_THEN = re.compile(r"^(?:那)?(?:后来|然后|接下来|接着|结果|最后|之后)(?:呢|怎么样(?:了)?|如何)[?？\s]*$")


def goes_on(text: str) -> bool:
    """Whether it asks for more of what was asked before, and so leaves that as it is: ``还有呢？``, ``后来呢？``."""
    return bool(_MORE.match(text) or _AGAIN.match(text) or _THEN.match(text))


def asks_for_more(text: str) -> bool:
    """Whether it asks what else there is: ``还有呢？``."""
    return _MORE.match(text) is not None


def made_whole(text: str, before: Phrases) -> str:
    """A question of nothing but question words, with what was asked before it; ``""`` where it has more."""
    start, end = before.subject
    if _WHY.match(text):
        rest = ASKED.sub("", before.text[end:]).strip("?？。！!，, 的了")
        led = before.asked is not None and re.search("[把在跟向对和与从]$", before.text[: before.asked[0]])
        why = start < end and not led and rest.strip("是有为叫在达的")
        return f"{before.text[start:end]}为什么{rest}？" if why else f"{before.topic}，为什么？"
    again = _BARE_WHERE_WHEN.match(text)
    asked = _ASKED_WHERE_WHEN.search(before.text) if again else None
    if again and asked and asked.start() > 0:
        return before.text[: asked.start()] + again["asked"] + before.text[asked.end() :]
    if _MORE.match(text):
        at = before.asked[0] if before.asked else 0
        return before.text[:at] + ("还" if before.text[at - 1 : at] in ("有", "是") else "还有") + before.text[at:]
    if _AGAIN.match(text):
        return before.text
    if _THEN.match(text):
        return f"{before.topic}，{text}"
    if not re.search(r"\w", re.sub(ASKED, "", text)) and not text.startswith(("呢", "吗")):
        return f"{before.nominal or before.topic}，{text}"
    return ""
