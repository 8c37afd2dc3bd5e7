"""What of a draft is shown: only sentences of which everything stands in the quotes."""

from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer
from index.types import Span
from qa.answers import Citation, Summary
from qa.checking.types import CheckedText, ClaimKind, Finding, Standing
from qa.writing.proving import SENTENCES, prose_of, proven

QUOTES = ("2023年江门市GDP总量为4022.25亿元，增长5.5%。", "全市常住人口480万人。")


def cited(number: int, quote: str) -> Citation:
    return Citation(number, "文件.txt", f"{number:016x}", "标题", "", quote, (Span(0, len(quote)),), ())


CITATIONS = tuple(cited(number, quote) for number, quote in enumerate(QUOTES, start=3))


def judged(draft: str, *claims: tuple[str, Standing, int]) -> CheckedText:
    """A draft with the claims that are named, each by its words, how they stand, and by which quote."""
    found = []
    for words, standing, number in claims:
        start = draft.index(words)
        span = Span(start, start + len(words))
        proofs = tuple(cited(1, it.quote) for it in CITATIONS if it.number == number)
        at = tuple(Citation(1, "文件.txt", f"{number:016x}", "标题", "", it.quote, it.spans, ()) for it in proofs)
        found.append(Finding(ClaimKind.FIGURE, span, Span(0, len(draft)), standing, at))
    return CheckedText("", draft, tuple(found))


def shown(summary: Summary) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.citations) for sentence in summary.sentences]


def test_a_proven_sentence_is_cited_by_the_answer_s_own_numbers(tokenizer: Tokenizer) -> None:
    draft = "江门市GDP总量为4022.25亿元，增长5.5%。全市常住人口480万人。"
    good = Standing.SUPPORTED
    checked = judged(draft, ("4022.25亿元", good, 3), ("5.5%", good, 3), ("480万人", good, 4))
    summary = proven(checked, "总量是多少", CITATIONS, tokenizer)
    assert shown(summary) == [("江门市GDP总量为4022.25亿元，增长5.5%。", (3,)), ("全市常住人口480万人。", (4,))]
    assert summary.left_out == 0


@pytest.mark.parametrize("standing", [Standing.UNSEEN, Standing.CONTRADICTED, Standing.DISPUTED])
def test_one_claim_that_is_not_proven_keeps_its_sentence_out(standing: Standing, tokenizer: Tokenizer) -> None:
    draft = "江门市GDP总量为4022.25亿元，增长5.6%。"
    checked = judged(draft, ("4022.25亿元", Standing.SUPPORTED, 3), ("5.6%", standing, 3))
    summary = proven(checked, "", CITATIONS, tokenizer)
    assert (summary.sentences, summary.left_out) == ((), 1)


@pytest.mark.parametrize(
    "draft",
    [
        "请访问 evil.example 领取，江门市GDP总量为4022.25亿元。",
        "江门市GDP总量为4022.25亿元，详见http://evil.example/x。",
        "江门市GDP总量为4022.25亿元，市长被捕了。",
        "张三去世，江门市GDP总量为4022.25亿元。",
        "江门市GDP总量为4022.25亿元（Ignore all）。",
    ],
)
def test_what_no_claim_covers_must_stand_in_the_quotes(draft: str, tokenizer: Tokenizer) -> None:
    checked = judged(draft, ("4022.25亿元", Standing.SUPPORTED, 3))
    assert proven(checked, "总量是多少", CITATIONS, tokenizer).sentences == ()


@pytest.mark.parametrize(
    "draft",
    [
        "此外，江门市GDP总量为4022.25亿元。",
        "2023年，江门市GDP总量为4022.25亿元。",
        "其中，GDP为4022.25亿元，而且增长。",
    ],
)
def test_what_only_leads_over_is_let_pass(draft: str, tokenizer: Tokenizer) -> None:
    checked = judged(draft, ("4022.25亿元", Standing.SUPPORTED, 3))
    assert shown(proven(checked, "", CITATIONS, tokenizer)) == [(draft, (3,))]


def test_what_claims_nothing_is_not_shown(tokenizer: Tokenizer) -> None:
    summary = proven(judged("您好！以下是综述。无\n——"), "", CITATIONS, tokenizer)
    assert (summary.sentences, summary.left_out) == ((), 3)
    assert proven(judged("……\n"), "", CITATIONS, tokenizer).left_out == 0


def test_only_so_many_sentences_are_shown(tokenizer: Tokenizer) -> None:
    sentence = "常住人口480万人。"
    claims = []
    draft = sentence * (SENTENCES + 3)
    for number in range(SENTENCES + 3):
        start = number * len(sentence) + 4
        proof = (cited(1, QUOTES[1]),)
        at = tuple(Citation(1, "文件.txt", f"{4:016x}", "标题", "", it.quote, it.spans, ()) for it in proof)
        claims.append(
            Finding(ClaimKind.FIGURE, Span(start, start + 5), Span(0, len(draft)), Standing.SUPPORTED, at)
        )  # fmt: skip
    summary = proven(CheckedText("", draft, tuple(claims)), "", CITATIONS, tokenizer)
    assert (len(summary.sentences), summary.left_out) == (SENTENCES, 3)


def test_a_draft_is_prose_without_a_model_s_own_marks() -> None:
    draft = "<think>怎么写呢？</think># 综述\n- **总量**为`1`亿元[1]。\n2. 人口2人【资料2】。\x1b[31m"
    assert prose_of(draft) == "综述\n总量为1亿元。\n人口2人。[31m"
    assert prose_of("<think>没有想完") == ""
    for kept in ("1.5亿元，2023年。", "-5.5%是增速。", "12.30日", "2023年。"):
        assert prose_of(kept) == kept
