"""Every Chinese word of the page in one place. Plain text: whoever puts it into HTML escapes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

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

TAB_ASK = "问答"
TAB_FILES = "资料"
UPLOAD = "把文件拖到这里，或点击选择（可以多选）"
STOP = "停止"
STOPPED = "已停止，做完的都已保存；再按“重新索引”会接着做。"
CONFIRM = "确认移除"
CANCEL = "取消"
COLUMNS = ("名称", "格式", "大小", "段落", "读入时间", "状态", "")
ACTIONS = {"preview": "预览", "remove": "移除"}
READ, WAITING_TO_BE_READ, LEAVING = "可用", "等待读入", "正在移除"
FORMATS = {
    "text": "文本", "markdown": "Markdown", "html": "网页", "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV",
    "pptx": "PPT", "epub": "EPUB", "srt": "字幕", "eml": "邮件", "image": "图片",
}  # fmt: skip
NO_FILES = "还没有文件。"
CUT = "（只显示开头部分）"
GONE = "这份文件已不在资料库里。"

LOADING = "正在载入模型…"
SEARCHING = "检索中…"
WAITING = "资料库正在建立，稍候作答…"
UNEXPECTED = "程序出错了，这个问题没有得到处理。详情在启动程序的终端里。"

EVIDENCE = "依据"
SEE_ALSO = "另见"
NOTHING_FOUND = "没有找到答案"
RELATED = "相关段落（不是答案）"

OPEN_TO_NETWORK = "注意：页面对网络开放却没有设密码，能连到这台机器的人都能读资料库。可加 --auth 用户名:密码。"
CLOSING = "正在停止：手头的一步做完就退出，做完的都已保存…"
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
    return f"资料库里还没有文件。请在“{TAB_FILES}”页上传文件，或把文件放进 {folders}，再按“{REINDEX}”。"


def size(number: int) -> str:
    """A file's size; ``""`` where it is not known."""
    if not number:
        return ""
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{max(number / 1e3, 0.1):.1f} KB"


def moment(text: str) -> str:
    """A time in ISO 8601 as the clock here shows it; ``""`` where there is none."""
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M") if text else ""


def removing(name: str) -> str:
    return f"要移除“{name}”吗？上传的文件会被删除，之后再也搜不到、引不到它。"


def also_in(places: Sequence[str]) -> str:
    return f"同样的话也见于：{'、'.join(places)}"


def unreadable(count: int) -> str:
    return f"有 {count:,} 份文件没能读入，其余照常可用"


def synced(added: int, changed: int, renamed: int, removed: int) -> str:
    """One line on what a sync did; nothing done is said as well."""
    counts = {"新增": added, "更新": changed, "改名": renamed, "移除": removed}
    parts = [f"{verb} {count:,} 份" for verb, count in counts.items() if count]
    return f"索引完成：{'，'.join(parts)}。" if parts else "索引完成：文件没有变化。"


def stage(line: str) -> str:
    """A line of progress; ``line`` is Chinese already, ``""`` where there is none yet."""
    return f"正在索引：{line}" if line else "正在索引…"
