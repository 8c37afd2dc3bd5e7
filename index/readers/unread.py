"""Pages that nobody could read, and what is said about them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from index.readers.ocr import INSTALL


class Unread(Enum):
    """Why a page's own text is not read."""

    PICTURE = "是扫描件", "是图片"
    GARBLED = "的字体没有说明各是什么字，直接读出来是乱码", "的字体没有说明各是什么字"

    @property
    def whole(self) -> str:
        """What is said of a document."""
        return self.value[0]

    @property
    def page(self) -> str:
        """What is said of pages."""
        return self.value[1]


def remark_on(unread: Mapping[int, Unread], *, tried: bool) -> str:
    """Which pages nobody could read, and what to do about it; empty for none.

    :param tried: whether it was tried to recognise them.
    """
    if unread and tried:
        return f"第 {'、'.join(map(str, unread))} 页没有认出文字。"
    said = [
        f"第 {'、'.join(str(number) for number, why in unread.items() if why is reason)} 页{reason.page}，没有读入。"
        for reason in Unread
        if reason in unread.values()
    ]
    return "".join([*said, INSTALL] if said else [])


def remark_on_layer(pages: int) -> str:
    """What is said of pages whose text is invisible, over the picture of a page: a program recognised it, not as well
    as people read; empty for none."""
    said = "是扫描件，其中的文字是生成文件的程序识别的，可能有错字，请对照原页。"
    return f"有 {pages} 页{said}" if pages else ""
