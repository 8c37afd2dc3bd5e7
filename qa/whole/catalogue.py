"""The library itself: which documents it has, and what the headings and the opening of one are, word for word."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Sequence

from index.errors import UnknownDocument
from index.layout import find_blocks
from index.library import Library, Listed
from index.text.tokens import fold
from index.types import Block, BlockKind, Document
from qa.answers import PartKind
from qa.disagreeing.standing import Date, standing_of
from qa.statements import Remark, RemarkKind
from qa.types import Question
from qa.whole.drafts import Draft, Found, Slice

MOST = 60
"""Documents and headings shown, at most."""
DATED = 200
"""So many documents are read for their dates, at most."""
_ALL = re.compile(
    "(?:请问|请|你们?|您|我们?|这里|这儿|目前|现在|一共|总共|都|里面?|中|的|资料库|知识库|文档库|库|能?看到|列出|收录?了|存了)*"
    "(?:有|是)?(?:哪些|什么|哪几[份个篇])(?:文件|文档|资料|材料)(?:可以?[问查看])?[呢啊吗]?[?。]?"
)
_OUTLINE = re.compile(
    "(?:有|分为?|包括|包含)?(?:哪些|哪几个?|几个?|什么)(?:章节|章|小标题|标题|目录|部分)|的?(?:目录|大纲|提纲)(?:是什么)?"
)
_ABOUT = re.compile("(?:主要|大概|大致)?(?:讲|说|写|介绍|是关于|关于)(?:了|的)?(?:是)?(?:什么|哪些)(?:内容|事情?)?")
_SUMMARY = re.compile(
    "(?:总结|概括|概述|归纳|梳理)(?:一下|下)?(?:的?(?:主要|大概|核心)?内容)?|(?:的|有)?(?:主要|核心)?(?:摘要|概要)"
)
_PAPER = "哪一?(?:[份篇版]|个(?:文件|文档|版本))(?:文件|文档|资料|材料)?"
_NEWEST = re.compile(f"{_PAPER}是?最新的?|最新的?(?:一[份篇版])?(?:文件|文档|资料|材料)?的?是?{_PAPER}")
_THIS = re.compile('这[份个篇]?(?:文件|文档|资料|材料)|[《》“”"?。,，的呢请问里中]|文件|文档')


def answer_of_library(question: Question, library: Library, chosen: Collection[str]) -> Found | None:
    """What documents there are, or what one has for headings or opens with; None where nothing of this is asked."""
    text = re.sub(r"\s", "", fold(question.resolved))
    if _ALL.fullmatch(text):
        return _files(library, chosen)
    if match := _NEWEST.search(text):
        return _newest(_THIS.sub("", text.replace(match.group(), "")), library, chosen)
    for pattern, answer in ((_OUTLINE, _outline), (_SUMMARY, _summary), (_ABOUT, _opening)):
        match = pattern.search(text)
        document = _named(_THIS.sub("", text.replace(match.group(), "")), library, chosen) if match else None
        if document:
            return answer(document, library)
    return None


def _files(library: Library, chosen: Collection[str]) -> Found | None:
    listed = _listed(library, chosen)
    drafts = []
    for each in listed[:MOST]:
        with contextlib.suppress(UnknownDocument):  # removed meanwhile
            document = library.document(each.id)
            first = find_blocks(document, library.tokenizer)[:1]
            drafts += [_quoted(document, block, document.name) for block in first]
    kind = RemarkKind.FIRST_FILES if len(listed) > MOST else RemarkKind.FILES
    return Found(tuple(drafts), 1, remarks=(Remark(kind, count=len(listed), shown=MOST),)) if drafts else None


def _listed(library: Library, chosen: Collection[str]) -> list[Listed]:
    return [each for each in library.documents() if not chosen or each.id in chosen]


def _named(left: str, library: Library, chosen: Collection[str]) -> Document | None:
    """The only document that may be meant: whose title or file's name is all that is left of the question."""
    listed = _listed(library, chosen)
    found = {
        each.id
        for each in listed
        if (not left and len(listed) == 1)
        or (left and left in (_bare(each.title), _bare(each.name), _bare(each.name.rpartition(".")[0])))
    }
    with contextlib.suppress(UnknownDocument):  # removed meanwhile
        return library.document(found.pop()) if len(found) == 1 else None
    return None


def _bare(title: str) -> str:
    return _THIS.sub("", re.sub(r"\s", "", fold(title)))


def _outline(document: Document, library: Library) -> Found | None:
    blocks = [block for block in find_blocks(document, library.tokenizer) if block.kind is BlockKind.HEADING]
    drafts = tuple(_quoted(document, block) for block in blocks[:MOST])
    return Found(drafts, 1, remarks=(Remark(RemarkKind.HEADINGS, count=len(blocks)),)) if drafts else None


def _opening(document: Document, library: Library) -> Found | None:
    """The title and the first paragraph."""
    blocks = find_blocks(document, library.tokenizer)
    first: Sequence[Block] = [block for block in blocks if block.kind is BlockKind.PARAGRAPH][:1]
    first = [*[block for block in blocks[:1] if block not in first], *first]
    return Found(
        tuple(_quoted(document, block) for block in first), 1, remarks=(Remark(RemarkKind.OPENING),), sure=False
    )


def _summary(document: Document, library: Library) -> Found | None:
    """The opening, then the headings but for the one it opens with."""
    opening, outline = _opening(document, library), _outline(document, library)
    drafts = [*(opening.drafts if opening else ()), *(outline.drafts if outline else ())]
    found = tuple({draft.slices: draft for draft in drafts}.values())
    return Found(found, 1, remarks=(Remark(RemarkKind.OUTLINE),), sure=False) if found else None


def _newest(left: str, library: Library, chosen: Collection[str]) -> Found | None:
    """What opens the latest document, or the latest of those whose titles have what is ``left`` of the question.

    None where they are too many to be read, or where fewer than two of them give a date.
    """
    listed = {each.id for each in _listed(library, chosen) if left in _bare(each.title) or left in _bare(each.name)}
    if not 1 < len(listed) <= DATED:
        return None
    dated: list[tuple[Date, Document]] = []
    for identity in sorted(listed):
        with contextlib.suppress(UnknownDocument):  # removed meanwhile
            document = library.document(identity)
            dated.append((standing_of(document).date, document))
    dated = [each for each in dated if each[0][0]]
    last = max((date for date, _ in dated), default=None)
    latest = [document for date, document in dated if date == last]
    if len(dated) < 2 or len(latest) > 1:
        return None
    first = find_blocks(latest[0], library.tokenizer)[:1]
    label = f"{latest[0].name}（{standing_of(latest[0]).described}）"
    remark = Remark(RemarkKind.NEWEST, count=len(dated))
    return Found(tuple(_quoted(latest[0], block, label) for block in first), 1, remarks=(remark,)) if first else None


def _quoted(document: Document, block: Block, label: str = "") -> Draft:
    """The first slice of a block, as it stands."""
    span = block.spans[0]
    text = document.text[span.start : span.end]
    return Draft(text, PartKind.QUOTED, (Slice(document, span, (span,)),), label)
