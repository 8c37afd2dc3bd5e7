"""What ``bench.checking.articles`` measures: its claims, and what each is called."""

from __future__ import annotations

from bench.checking.articles import Written, claims, outcome, report
from index.types import Span
from qa.answers import Citation
from qa.checking.types import CheckedText, ClaimKind, Difference, Finding, Standing

CITATION = Citation(1, "a", "0" * 16, "a", "", "增长5%。", (Span(0, 5),), ())


def checked(*standings: Standing, differing: tuple[int, int] = (2, 4)) -> CheckedText:
    text = "增长6%。"
    differences = (Difference(Span(*differing), "5%"),)
    findings = (
        Finding(ClaimKind.FIGURE, Span(2, 4), Span(0, 5), each, (CITATION,), differences * (each in AGAINST))
        for each in standings
    )
    return CheckedText("", text, tuple(findings))


AGAINST = (Standing.CONTRADICTED, Standing.DISPUTED)
TRUE, FALSE = Written("A", "a", "增长6%。", "", ""), Written("A", "a", "增长6%。", "figure", "6")


def test_a_claim_is_called_by_all_of_its_findings() -> None:
    assert outcome(TRUE, checked(Standing.SUPPORTED, Standing.SUPPORTED)) == "supported"
    assert outcome(TRUE, checked(Standing.SUPPORTED, Standing.UNSEEN)) == "unseen"
    assert outcome(TRUE, checked()) == "unseen"
    assert outcome(FALSE, checked(Standing.SUPPORTED, Standing.CONTRADICTED)) == "shown"
    assert outcome(FALSE, checked(Standing.CONTRADICTED, differing=(0, 2))) == "contradicted"


def test_the_report_counts_true_and_false_ones() -> None:
    lines = report("A", [(TRUE, "supported"), (TRUE, "unseen"), (FALSE, "shown"), (FALSE, "supported")]).splitlines()
    assert lines[0] == "half A: true 2, false 2"
    assert lines[1].endswith("1/2 = 0.500")
    assert lines[3].endswith("1/2 = 0.500")


def test_the_claims_are_two_hundred_and_each_false_one_has_its_words() -> None:
    written = claims()
    assert sum(not each.wrong for each in written) == 110
    assert sum(bool(each.wrong) for each in written) == 90
    assert all(each.wrong in each.text for each in written)
    documents = {half: {(each.document) for each in written if each.half == half} - {"seed"} for half in "AB"}
    assert not documents["A"] & documents["B"]
