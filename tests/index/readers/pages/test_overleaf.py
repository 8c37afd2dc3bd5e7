from __future__ import annotations

import pytest

from index.readers.pages.overleaf import _is_cut

LONG = "负责单位预算编制与执行情况的检查"


@pytest.mark.parametrize(
    ("above", "below", "cut"),
    [
        (("财务处", LONG, "张三"), ("", "和监督。", ""), True),
        (("财务处", LONG, "张三"), ("", "负责票据管理", "李四"), False),
        (("财务处", LONG + "。", "张三"), ("", "负责票据管理", ""), False),
        (("财务处", LONG, "张三"), ("", "", ""), False),
        (("财务处", LONG, "张三"), ("人事处", "负责招聘", "李四"), False),
    ],
)
def test_a_row_is_cut_where_every_cell_that_goes_on_is(
    above: tuple[str, ...], below: tuple[str, ...], cut: bool
) -> None:
    assert _is_cut(above, below) is cut
