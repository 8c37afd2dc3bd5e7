"""How a turn opens that says how it stands to the one before: a correction, another matter, 那 that leads into it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.asking.phrases import ASKS

_CORRECTS = re.compile(
    "^(?:(?:不是|不对|不好意思|抱歉|更正|[搞弄说打写问看]?错)(?:的|了|啦|啊|哦|哈|一下)?[,，。.!！、;；:： ]+)+"
    "(?:我?(?:是|要|想)?(?:问|说|指)的?(?:其实)?是?|应该是|应为|是)?"
    "|^我(?:问|说|指)的(?:其实)?是"
)
"""What takes back the turn before: ``不是，我问的是``, ``打错了，是``."""
_ANOTHER = re.compile(
    "^(?:换一?个|另一个|另外一个|说个别的|问个别的|再换一?个)(?:问题|话题|事情?)?(?:问问?)?[,，:：。 ]+"
)
"""What begins another matter: ``换个问题，``."""
_ASIDE = re.compile(
    "^(?:还有一?个?问题|顺便(?:再?问)?(?:一下|一句)?|我?想?(?:再|另外?)问(?:一下|一?个问题|一句)?)[,，:：。 ]+"
)
"""What only says that there is another question: ``顺便问一下，``."""
_LEADING = re.compile("^那么?[,，]?(?![个家座项里儿条所位边些种样次天年月时份起场段栋间套张件届批名只支])")
"""那 that goes on to the next question, and points at nothing."""

_REFERS = re.compile(
    "^(?:上面|上述|前面|刚才|刚刚|之前|上一?个问题|上一?问|你(?:刚才)?(?:说|提到|讲)|以上)(?:提到|说|讲|列出?|问)?(?:的|里的?|中的?|这些)*[,，]?"
)
"""What points at something said before, which the rest names: ``上一个问题里的第二项``."""
_RECALLS = re.compile(
    r"^(?:你|您)?(?:刚才?|刚刚|之前|前面)(?:你|您)?(?:说|讲|提|答)(?:到|过)?(?:的|了)?[,，]?|来着(?=[?？\s]*$)"
)
"""What asks once more for what was answered: ``刚说晚多久来着``."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A turn without its opening. ``new``: it begins another matter."""

    text: str
    new: bool = False


def opened(text: str) -> Opened:
    """A turn without what says how it stands to the one before; as it is where nothing else would be left."""
    rest = _ASIDE.sub("", text)
    corrects, another = _CORRECTS.match(rest), _ANOTHER.match(rest)
    found = corrects or another
    rest = rest[found.end() :] if found else rest
    if corrects and not ASKS.search(rest):  # it stands for a thing of the turn before, as X呢 does
        rest = f"{rest.rstrip('?？。！! ')}呢"
    if not re.search(r"\w\w", rest.rstrip("呢")):
        return Opened(text)
    return Opened(rest, another is not None)


def without_leading(text: str) -> str:
    """A question in whole words without the 那 before it and the 呢 behind it: ``那谁监督呢？``."""
    match = _LEADING.match(text)
    rest = text[match.end() :] if match else text
    return re.sub("呢(?=[?？ ]*$)", "", rest) if match and ASKS.search(re.sub("呢", "", rest)) else text


def without_reference(text: str) -> str:
    """A turn without the words that only say that it is about what was said before; as it is without more."""
    rest = _RECALLS.sub("", text) if text.rstrip("?？ ").endswith("来着") else text
    return _REFERS.sub("", rest) or text
