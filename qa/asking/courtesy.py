"""What is said to the program and asks nothing of the documents: greetings, thanks, who are you, what can you do."""

from __future__ import annotations

import re

from index.text.tokens import fold
from qa.statements import Reason, ReasonKind

_PARTS: dict[str, str] = {
    "greeting": "[你您]好|大家好|嗨|哈[喽啰罗]|hello|hi|hey|早安|早|(?:早上|上午|中午|下午|晚上)好|在吗|在不在|有人吗"
    "|我?(?:想|要)?(?:问|请教|咨询|打听)(?:你|您)?(?:一下|[一几]?[个件点])?(?:事情?|问题)儿?(?:行|可以)?",
    "thanks": "(?:非常|十分|太|多|真是?|实在)?(?:感谢|多谢|谢{1,4}+)[你您]?(?:的?(?:帮助|帮忙|回答|解答))?"
    "|thanks|thankyou|(?:你|您)?辛苦(?:你|您)?|麻烦(?:你|您)|(?:很|太|真|非常)?(?:有帮助|有用|好用|不错|厉害|棒|清楚)|帮(?:了)?大忙|太好",
    "farewell": "再见|拜拜|回头见|下次见|晚安|bye|先这样|没有?(?:别的)?(?:问题|事)",
    "assent": "好|行|嗯|哦|噢|ok|可以|收到|明白|知道|懂|了解|原来如此|原来是这样|是的|对|没错",
    "identity": "(?:请问)?(?:你|您)(?:到底|究竟)?(?:是谁|是什么|是哪位|叫什么(?:名字)?|叫啥"
    "|是(?:ai|机器人|真人|人工|人工智能|人)吗)"
    "|(?:请)?(?:自我介绍|介绍)(?:一下)?(?:你自己|自己)?",
    "ability": "(?:请问)?(?:你|您)(?:都|还)?(?:能|会|可以)(?:够)?(?:帮我|帮忙|为我)?"
    "(?:做|干|回答|查|问|解决)?(?:些|点)?(?:什么|啥|哪些)"
    "(?:事情?|问题|忙|东西)?|(?:你|您)有(?:什么|啥|哪些)(?:用处?|功能|本事)|(?:你|您)?(?:怎么|如何)(?:使用|用|提问)(?:你|您)?"
    "|我?(?:能|可以)(?:问|向你问)(?:你|您)?(?:些|点)?(?:什么|啥|哪些)(?:问题)?",
}
_TAILS = "了啦啊呀哈呢吧嘛的咯哟"
"""What may stand behind a courtesy."""
_TAIL = f"[{_TAILS}]*+"
_ONE = re.compile("|".join(_PARTS.values()))
LONGEST = 30
"""Letters of one courtesy, at most."""
_KINDS = [
    ("greeting", re.compile(f"(?:{_PARTS['greeting']}){_TAIL}$")),
    ("thanks", re.compile(f"(?:{_PARTS['thanks']}){_TAIL}$")),
    ("farewell", re.compile(f"(?:{_PARTS['farewell']}){_TAIL}$")),
    ("assent", re.compile(f"(?:{_PARTS['assent']}){_TAIL}$")),
    ("identity", re.compile(f"(?:{_PARTS['identity']}){_TAIL}$")),
    ("ability", re.compile(f"(?:{_PARTS['ability']}){_TAIL}$")),
]
_LEADING = re.compile(
    r"(?:(?:{}){}[,.!。！~\s]++)+".format("|".join(_PARTS[kind] for kind in ("greeting", "thanks", "assent")), _TAIL)
)


def courtesy_reply(text: str) -> Reason | None:
    """A helpful sentence where nothing is asked of the documents, None where something is.

    Of several courtesies the last decides: ``你好，你是谁？`` is answered with who it is.
    """
    bare = re.sub(r"[^\w]+", "", fold(text))
    if not _is_courtesy(bare):
        return None
    ends = {kind: match for kind, pattern in _KINDS if (match := pattern.search(bare))}
    return Reason(ReasonKind(max(ends, key=lambda kind: len(ends[kind].group())))) if ends else None


def without_courtesy(text: str) -> str:
    """A question without the greeting or thanks that leads into it; whole where nothing else is left."""
    match = _LEADING.match(fold(text))
    rest = text[match.end() :] if match and len(fold(text)) == len(text) else text
    return rest if re.search(r"\w", rest) else text


def _is_courtesy(bare: str) -> bool:
    """Whether a folded text without marks is courtesies, one behind another, and nothing else.

    From each place that courtesies lead to the next ones are looked for, once: however they can be parted, that takes
    no longer.
    """
    reached = {0}
    for start in range(len(bare)):
        ends = range(start + 1, min(start + LONGEST, len(bare)) + 1) if start in reached else ()
        reached.update(len(bare) - len(bare[end:].lstrip(_TAILS)) for end in ends if _ONE.fullmatch(bare, start, end))
    return bool(bare) and len(bare) in reached
