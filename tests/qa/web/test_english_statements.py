from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answers import Explanation, NoAnswer
from qa.statements import Check, CheckKind, Lack, LackKind, Reason, ReasonKind, Remark, RemarkKind
from qa.types import Expected
from qa.web import english, render, words
from tests.qa.web.test_render import SECONDS, answer, asked, citation


def test_the_english_page_says_in_english_why_not_what_to_mind_and_what_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words, "STATEMENTS", english.STATEMENTS)
    why = Reason(ReasonKind.LACKING, lack=Lack(LackKind.EXPECTED, expected=Expected.TIME))
    refused = render.outcome(NoAnswer(asked(), why, (), 0.1, SECONDS), 1)
    assert "What comes nearest in the documents states no time" in refused
    checks = (Check(CheckKind.VERBATIM), Check(CheckKind.UNIT, ("亩",)))
    cited = replace(citation(), explanation=Explanation((), (), None, None, None, None, 1.0, 1.0, None, checks))
    minded = replace(answer(cited), remarks=(Remark(RemarkKind.OPENING), Remark(RemarkKind.ITEMS, count=3)))
    shown = render.outcome(minded, 1)
    assert "This is how the file begins. Items: 3." in shown
    assert "The quote is word for word in its document. The quote has a number in “亩”." in shown
