"""What stands around an article on a web page: menus, paths, related links, advertisements, copyright lines."""

from __future__ import annotations

import re
from typing import Any

_NAMES = set(
    "nav navi navbar navigation menu breadcrumb breadcrumbs footer copyright sidebar ad ads adv advert advertisement"
    " toolbar pager pagination friendlink friendlinks".split()
)
_LOOSE_NAMES = set("crumb crumbs foot share sharing related relevant recommend recommended".split())
"""Names that parts of an article have too: what is called so is clutter where half of its text is links."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_LEGAL = re.compile(
    r"ICP备\s*\d|公网安备\s*\d|版权所有\s*[:：©]|©\s*(?:\d{4}|版权)|Copyright\s*(?:©|\(c\)|\d{4})", re.IGNORECASE
)
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
    if element.tag != "p" and element.find(".//table") is None and _is_called_clutter(element, text):
        return True
    legal = len(text) <= LEGAL_CHARACTERS and "。" not in text and bool(_LEGAL.search(text))
    return legal or _is_menu(element, text)


def _is_called_clutter(element: Any, text: str) -> bool:  # noqa: ANN401
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    words = {word.lower() for word in _WORDS.findall(named)}
    linked = sum(len(_squeezed(link)) for link in element.iter("a"))
    return bool(words & _NAMES) or (bool(words & _LOOSE_NAMES) and 2 * linked >= len(text))


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
