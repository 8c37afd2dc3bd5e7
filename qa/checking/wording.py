"""What came of checking a text, said in Chinese: the names of standings and kinds, and what is said of a finding."""

from __future__ import annotations

from index.text.places import describe
from qa.answers import Citation
from qa.checking.types import CheckedText, ClaimKind, Finding, Standing
from qa.plain import one_line

STANDINGS = {
    Standing.SUPPORTED: "有据",
    Standing.CONTRADICTED: "不符",
    Standing.UNSEEN: "未见",
    Standing.DISPUTED: "出处不一",
}
KINDS = {ClaimKind.FIGURE: "数值", ClaimKind.QUOTATION: "引语", ClaimKind.STATEMENT: "陈述"}
_LEFT_OUT = "（无）"


def summary(checked: CheckedText) -> str:
    """How many claims stand how, and how much was left out."""
    counts = "，".join(f"{name} {checked.count(standing)}" for standing, name in STANDINGS.items())
    rest = f"末尾 {checked.unchecked:,} 字没有核对。" if checked.unchecked else ""
    return f"核对了 {len(checked.findings)} 处：{counts}。{rest}" if checked.findings else f"没有可以核对的说法。{rest}"


def said(finding: Finding, text: str) -> str:
    """What is said of a finding besides its quote: how it stands and, where it differs, what the source has.

    :param text: the checked one.
    """
    name = STANDINGS[finding.standing]
    if finding.standing is Standing.UNSEEN:
        return f"{name}：资料库里没有找到这样说的。{'最接近的是' if finding.citations else ''}"
    differences = [
        f"写的是“{text[each.written.start : each.written.end]}”，原文是“{each.source or _LEFT_OUT}”"
        for each in finding.differences
    ]
    return f"{name}：{'；'.join(differences)}" if differences else name


def reference(citation: Citation) -> str:
    """``《标题》，第 3 段``; the page, slide, row or time where the format has one."""
    file = f"（{citation.called}）" if citation.called else ""
    place = describe(citation.places) or (f"第 {citation.paragraph} 段" if citation.paragraph else "")
    return "，".join(filter(None, (f"《{citation.title}》{file}", place)))


def shortened(citation: Citation, around: int = 60) -> str:
    """The quote, of a long one what is marked in it with so many characters on both sides."""
    marks = citation.marks
    if len(citation.quote) <= 3 * around or not marks:
        return citation.quote
    start, end = max(marks[0].start - around, 0), min(marks[-1].end + around, len(citation.quote))
    before, behind = "…" if start else "", "…" if end < len(citation.quote) else ""
    return f"{before}{citation.quote[start:end]}{behind}"


def as_lines(checked: CheckedText) -> str:
    """All of it as a person reads it at a terminal; what needs no look, last of all, in one line each."""
    lines = [summary(checked)]
    for standing in (Standing.CONTRADICTED, Standing.DISPUTED, Standing.UNSEEN, Standing.SUPPORTED):
        for finding in checked.findings:
            if finding.standing is standing:
                lines += ["", *_lines(finding, checked.text)]
    return "\n".join(lines)


def _lines(finding: Finding, text: str) -> list[str]:
    claimed = one_line(text[finding.span.start : finding.span.end])
    sentence = one_line(text[finding.sentence.start : finding.sentence.end])
    lines = [f"[{STANDINGS[finding.standing]}] {claimed}"]
    lines += [f"    句子：{sentence}"] if sentence != claimed else []
    told = said(finding, text).removeprefix(STANDINGS[finding.standing]).lstrip("：")
    lines += [f"    {told}"] if told else []
    return lines + [f"    “{one_line(shortened(each))}”——{reference(each)}" for each in finding.citations]
