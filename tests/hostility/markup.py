"""What HTML that this program writes may be, and payloads that would run if text were taken for HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

TAGS = set(
    "a article aside bdi blockquote button details div h1 h2 h3 h4 h5 h6 header input li mark nav ol p pre progress"
    " section span strong summary sup table tbody td th thead tr ul".split()
)
ATTRIBUTES = set(
    "class href id type title hidden value max open tabindex role placeholder aria-label scope colspan style".split()
)
_WIDTHS = re.compile(r"(?:(?:--)?[a-z-]+: ?(?:auto )?[\d.]+(?:em|%|px)?;? ?)*")
"""A style says how wide a column is, and nothing else."""
VOID = {"input", "br"}
PAYLOADS = tuple(
    line for line in (Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("## ")
)  # fmt: skip
"""One a line; each would call ``alert`` or set ``window.ran`` if it ran."""


class Shown(HTMLParser):
    """Takes HTML apart: ``text`` is what it shows, ``faults`` what stands in it that this program does not write."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.values: list[str] = []
        self._pieces: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        if tag not in VOID:
            self._open.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES and not name.startswith(("data-", "aria-")):
                self.faults.append(f"<{tag} {name}>")
            if name == "style" and not _WIDTHS.fullmatch(value or ""):
                self.faults.append(f"style={value}")
            if name == "href" and not (value or "").startswith("#source/"):
                self.faults.append(f"href={value}")
            self.values.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}")
