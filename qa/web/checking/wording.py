"""Every word of the tab that checks a text, as ``words`` has those of the page. Here it is Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.checking.types import ClaimKind, Standing
from qa.checking.wording import KINDS, STANDINGS


@dataclass(frozen=True, slots=True)
class Wording:
    """The words in one language; ``{}`` stand for what is filled in, ``says`` are those that the script shows."""

    tab: str
    about: str
    text: str
    placeholder: str
    file: str
    only: str
    go: str
    stop: str
    waiting: str
    progress: str
    stopped: str
    gone: str
    busy: str
    nothing: str
    too_long: str
    too_large: str
    unfit: str
    no_claims: str
    name: str
    took: str
    unchecked: str
    views: Mapping[str, str]
    standings: Mapping[Standing, str]
    explained: Mapping[Standing, str]
    kinds: Mapping[ClaimKind, str]
    columns: tuple[str, ...]
    written: str
    instead: str
    missing: str
    extra: str
    nearest: str
    export: str
    exports: Mapping[str, str]
    says: Mapping[str, str]

    def counted(self, standing: Standing, count: int) -> str:
        return f"{self.standings[standing]} {count:,}"


CHINESE = Wording(
    tab="核对",
    about="写好的文字，逐句与资料库对照：数字、时间、名称、引文在资料里有没有，是不是这样写的。",
    text="要核对的文字",
    placeholder="把要核对的文字粘贴在这里，或者选择文件、把文件拖进来",
    file="选择文件",
    only="只核对数值和引语",
    go="开始核对",
    stop="停止",
    waiting="前面还有 {} 篇在核对，请稍候…",
    progress="正在核对：第 {} 句，共 {} 句",
    stopped="已停止，没有核对完。",
    gone="核对的结果不在了（程序重新启动过，或者后来又核对了很多篇），请再核对一次。",
    busy="等着核对的太多，请过一会儿再来。",
    nothing="还没有要核对的文字。",
    too_long="文字有 {} 字，太长了，最多 {} 字，请分几次核对。",
    too_large="文件有 {} MB，最多 {} MB。",
    unfit="只能核对 {} 文件。",
    no_claims="没有可以核对的句子。",
    name="粘贴的文字",
    took="用时 {} 秒",
    unchecked="后面 {} 字没有核对：一次最多核对前面这些。",
    views={"text": "正文", "table": "列表"},
    standings=STANDINGS,
    explained={
        Standing.SUPPORTED: "资料里有这句话的依据",
        Standing.CONTRADICTED: "资料里写的与此不同",
        Standing.DISPUTED: "几份资料写的不一样",
        Standing.UNSEEN: "资料里没有找到，下面是最接近的",
    },
    kinds=KINDS,
    columns=("判定", "文中写的", "与资料的不同", "资料原文", "出处"),
    written="文中写的",
    instead="资料写的",
    missing="少了“{}”",
    extra="多了“{}”",
    nearest="最接近的原文（不是依据）",
    export="导出",
    exports={"docx": "Word（带批注）", "md": "Markdown"},
    says={
        "running": "正在核对…",
        "done": "核对完了。",
        "lost": "没有连上程序，请再试一次。",
        "unreadable": "浏览器没能读出这个文件。",
        "remove": "不用这个文件",
        "prefix": "范围：",
    },
)
