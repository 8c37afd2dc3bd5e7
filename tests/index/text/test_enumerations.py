from __future__ import annotations

import pytest

from index.text.enumerations import peers
from index.text.introduced_names import introduced


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("出席：沈立群、马路遥、文图雅", {"沈立群", "马路遥", "文图雅"}),
        ("由沈立群、马路遥、文图雅负责", set()),
        ("由沈立群、马路遥、文图雅、葛洪亮负责", {"马路遥", "文图雅"}),
        ("（电、煤气、自来水）", {"煤气", "自来水"}),
        ("没有并列", set()),
        ("品名：#奶牛；头数：60\n品名：牛奶（万吨）；产量：173\n注：奶制品；详见附表", {"奶牛", "牛奶"}),
        ("", set()),
    ],
)
def test_what_is_enumerated_together_is_named_whole(text: str, names: set[str]) -> None:
    assert set().union(*peers(text)) == names


def test_short_names_are_those_that_a_text_introduces() -> None:
    assert introduced("芦溪物业管理有限公司（以下简称“芦溪物业”）（盖章）") == (("芦溪物业管理有限公司", "芦溪物业"),)
    assert introduced("芦溪物业（集团）有限公司") == ()
