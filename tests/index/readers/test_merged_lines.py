from __future__ import annotations

from tests.index.readers.test_table_shapes import outline


def test_a_title_merged_over_rows_is_said_once_with_the_remark_beside_it() -> None:
    rows = [
        "物料清单|物料清单|物料清单|总计：1023.35",
        "物料清单|物料清单|物料清单|",
        "机械部分|机械部分|机械部分|",
        "机械部分|机械部分|机械部分|",
    ]
    said = outline(*rows, "名称|数量|单价|", "舵机|18|25.5|", "轴承|18|3.2|")
    assert said == [
        "标题 1 物料清单 总计：1023.35",
        "标题 2 机械部分",
        "名称：舵机；数量：18；单价：25.5",
        "名称：轴承；数量：18；单价：3.2",
    ]


def test_rows_that_say_the_same_are_kept() -> None:
    rows = ["姓名|周一|周二", "柯杰|值班|值班", "柯杰|值班|值班", "段晴|休|休"]
    assert outline(*rows)[:2] == ["姓名：柯杰；周一：值班；周二：值班"] * 2
