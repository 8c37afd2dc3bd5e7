"""XML within a file, parsed with care: entities are left alone, and nothing is fetched."""

from __future__ import annotations

from typing import Any

from lxml import etree

from index.errors import DamagedDocument


def parse_xml(content: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """The root element of an XML file.

    :raises DamagedDocument: when it is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise DamagedDocument("文件内部的 XML 损坏。", "请重新取得这个文件。") from error
