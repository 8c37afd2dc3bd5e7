"""Every Chinese word of the page in one place. Plain text: whoever puts it into HTML escapes it."""

from __future__ import annotations

TITLE = "引据"
SUBTITLE = "只用资料里的原话回答，每句都能查到出处。资料里没有的，就说没有。"
WELCOME = "请在下面提问。答案会附上原文，点开就能核对。"
ASK_LABEL = "问题"
ASK_PLACEHOLDER = "向资料库提问，按回车发送"
ASK_BUTTON = "提问"
EXAMPLES = "可以这样问"
CONVERSATION = "对话"
NEW_CONVERSATION = "新对话"
REINDEX = "重新索引"

LOADING = "正在载入模型…"
SEARCHING = "检索中…"
WAITING = "资料库正在建立，稍候作答…"
UNEXPECTED = "程序出错了，这个问题没有得到处理。详情在启动程序的终端里。"

EVIDENCE = "依据"
SEE_ALSO = "另见"
NOTHING_FOUND = "没有找到答案"
RELATED = "相关段落（不是答案）"

OPEN_TO_NETWORK = "注意：页面对网络开放却没有设密码，能连到这台机器的人都能读资料库。可加 --auth 用户名:密码。"
STARTING = "引据正在启动，第一次要建立资料库，会久一些…"


def opened(address: str) -> str:
    return f"引据已打开：{address} （按 Ctrl+C 停止）"


def understood(resolved: str) -> str:
    return f"理解为：{resolved}"


def assurance(confidence: float) -> str:
    """How sure the answer is, in words; ``confidence`` is a probability between 0 and 1."""
    if confidence >= 0.8:
        return "把握较大"
    return "把握一般，请核对原文" if confidence >= 0.5 else "把握较小，请核对原文"


def took(seconds: float) -> str:
    return f"用时 {seconds:.2f} 秒"


def figures(documents: int, passages: int, characters: int) -> str:
    return f"资料库：{documents:,} 份文件 · {passages:,} 段 · {characters:,} 字"


def empty_library(folders: str) -> str:
    return f"资料库里还没有文件。请把 .txt 或 .md 文件放进 {folders}，再按“{REINDEX}”。"


def unreadable(count: int) -> str:
    return f"有 {count:,} 份文件没能读入，其余照常可用"


def synced(added: int, changed: int, removed: int) -> str:
    """One line on what a sync did; nothing done is said as well."""
    counts = {"新增": added, "更新": changed, "移除": removed}
    parts = [f"{verb} {count:,} 份" for verb, count in counts.items() if count]
    return f"索引完成：{'，'.join(parts)}。" if parts else "索引完成：文件没有变化。"


def stage(name: str, done: int, total: int) -> str:
    """A line of progress. ``name`` is Chinese already; ``""`` and a ``total`` of 0 where there is none yet."""
    counted = f" {done:,}/{total:,}" if total else ""
    return f"正在索引：{name}{counted}" if name else "正在索引…"
