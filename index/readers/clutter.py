"""What stands around an article on a web page: menus, paths, related links, advertisements, copyright lines."""

from __future__ import annotations

import re
from typing import Any

_NAMES = set(
    "nav navi navbar navigation menu breadcrumb breadcrumbs crumb crumbs footer foot copyright sidebar share sharing"
    " related relevant recommend recommended ad ads adv advert advertisement toolbar pager pagination friendlink"
    " friendlinks".split()
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_LEGAL = re.compile(r"ICP备|公网安备|版权所有|Copyright|©", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|txt|csv|zip|rar|7z)(?:[?#]|\Z)", re.IGNORECASE)
_BLOCKS = ("div", "ul", "ol", "dl", "section", "p")
LINKS = 3
"""From so many links on, elements of little else are menus."""
LINKED = 0.7
SENTENCES = 2
"""What holds more sentences than this outside of links is no clutter, whatever it is called."""
LEGAL_CHARACTERS = 200


def remove_clutter(main: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Take the clutter out of a page's tree, where sentences remain: a page of links alone stays as it is."""
    found = [element for element in main.iterdescendants(*_BLOCKS) if _is_clutter(element)]
    taken = set(found)
    outer = [element for element in found if not any(above in taken for above in element.iterancestors())]
    if _unlinked(main).count("。") - sum(_unlinked(element).count("。") for element in outer) < 1:
        return
    for element in outer:
        element.drop_tree()


def _is_clutter(element: Any) -> bool:  # noqa: ANN401
    if element.find(".//h1") is not None or _unlinked(element).count("。") > SENTENCES:
        return False
    text = _squeezed(element)
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if any(word.lower() in _NAMES for word in _WORDS.findall(named)):
        return True
    return _is_menu(element, text) or (len(text) <= LEGAL_CHARACTERS and bool(_LEGAL.search(text)))


def _is_menu(element: Any, text: str) -> bool:  # noqa: ANN401
    """Whether an element is little but links to other pages; links to files are what the page offers."""
    links = list(element.iter("a"))
    if len(links) < LINKS or any(_FILE.search(link.get("href") or "") for link in links):
        return False
    linked = "".join(map(_squeezed, links))
    return "。" not in linked and len(linked) >= LINKED * len(text)


def _unlinked(element: Any) -> str:  # noqa: ANN401
    """An element's text without that of links."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("a", "script", "style"):
            parts.append(_unlinked(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _squeezed(element: Any) -> str:  # noqa: ANN401
    return "".join("".join(element.itertext()).split())
