"""Mending beyond the six cuts of the seed: other paragraphs, other topics, and pages on which nothing is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest

from index.layout import find_blocks
from index.text.tokens import Tokenizer, fold
from index.types import BlockKind, Document, Format, join_spans

TOPICS = [
    "昆虫学家在云南西双版纳的热带雨林里发现了一种从未记载过的蝴蝶，它的翅膀在阳光下呈现出金属般的蓝色光泽。"
    "研究人员用三年时间观察了它的生活习性，认为这种蝴蝶只在海拔八百米以上的山谷中繁殖。",
    "宋代的瓷器以素雅著称，汝窑、官窑、哥窑、钧窑、定窑并称五大名窑。其中汝窑烧造时间最短，传世作品不足百件，"
    "历来被收藏家视为珍宝。故宫博物院收藏的汝窑天青釉三足尊，造型仿自汉代铜器，釉色温润如玉。",
    "患者出院以后应当注意休息，避免剧烈运动，按照医生的嘱咐定时服用药物。如果出现胸闷、呼吸困难或者持续发热，"
    "应立即到医院复查。饮食方面以清淡为主，多吃新鲜蔬菜和水果，少吃油腻和辛辣的食物。",
    "本次比赛共有来自二十四个国家和地区的三百多名运动员参加，中国队派出了由老将和新秀组成的阵容。"
    "教练员在赛前接受采访时表示，队员们经过冬季训练，身体状态和技术水平都有明显提高，有信心取得优异成绩。",
    "民法典規定，繼承開始後，按照法定繼承辦理；有遺囑的，按照遺囑繼承或者遺贈辦理。遺產分割前，"
    "繼承人應當清償被繼承人依法應當繳納的稅款和債務，以所得遺產實際價值為限。",
]
HEADINGS = [
    *[
        "加强基层治理",
        "项目背景",
        "一、总体要求",
        "第一章 总则",
        "经济发展",
        "教育改革和发展",
        "工作情况汇报",
        "主要成绩",
    ],
    *[
        "关于加强安全生产工作的通知",
        "江门市人民政府办公室",
        "春节期间天气预报",
        "如何申请护照？",
        "注意事项",
        "办理流程",
    ],
    *["适用范围", "总结与展望", "医疗保障", "科技创新成果", "交通出行", "历史沿革", "地理位置", "产业结构", "生态环境"],
    *["人口", "行政区划", "名胜古迹", "城乡居民收入", "对外贸易", "财政收支", "固定资产投资", "宋代名窑", "比赛结果"],
]
BEFORE, AFTER = "前面的一段话，说的是另外的事情。", "后面的一段话，也说了别的事情，与上文无关。"
GAPS = {
    "blank line": "\n\n",
    "caption": "\n\n↑某某在现场。\n\n",
    "two captions": "\n\n\n↑某某在现场。\n\n←某某在会上发言。\n\n",
    "byline": "\n\n记者 李明 摄\n\n",
    "windows": "\r\n\r\n",
}
PLAIN_CAPTION = "\n\n\n市林业局的作品《守护绿水青山》在全省摄影大赛中获一等奖，实现该奖项“零”的突破。\n\n"

Contents = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def contents(tokenizer: Tokenizer) -> Contents:
    def read(text: str) -> list[str]:
        document = Document("0" * 16, "文.txt", "文", Format.TEXT, text)
        return [join_spans(text, block.spans) for block in find_blocks(document, tokenizer)]

    return read


@pytest.fixture(scope="module")
def paragraphs(seed_document: Document, tokenizer: Tokenizer) -> list[str]:
    """The intact paragraphs of the seed and those of other topics."""
    blocks = find_blocks(seed_document, tokenizer)
    intact = [block.spans for block in blocks if block.kind is BlockKind.PARAGRAPH and len(block.spans) == 1]
    return [join_spans(seed_document.text, spans) for spans in intact] + TOPICS


def cuts(paragraph: str, tokenizer: Tokenizer, inside: bool, count: int) -> Iterator[int]:
    """About ``count`` places inside words, or between words that touch, spread over a paragraph."""
    places: list[int] = []
    start = 0
    for word in tokenizer.cut(fold(paragraph)):
        places += range(start + 1, start + len(word)) if inside else [start]
        start += len(word)
    places = [place for place in places if paragraph[place - 1 : place + 1].isalnum() and 5 < place < start - 5]
    yield from places[:: max(1, len(places) // count)]


def mended(
    contents: Contents, paragraphs: Sequence[str], tokenizer: Tokenizer, gap: str, inside: bool
) -> tuple[list[str], int]:
    """The cuts that are not mended, and how many there were."""
    missed, total = [], 0
    for paragraph in paragraphs:
        for place in cuts(paragraph, tokenizer, inside, 6):
            total += 1
            halves = f"{paragraph[:place]}{gap}{paragraph[place:]}"
            if paragraph not in contents(f"{BEFORE}\n\n{halves}\n\n{AFTER}"):
                missed.append(f"{paragraph[:place][-10:]}|{paragraph[place:][:10]}")
    return missed, total


@pytest.mark.parametrize("gap", GAPS.values(), ids=GAPS)
def test_cuts_inside_words_mend(contents: Contents, paragraphs: list[str], tokenizer: Tokenizer, gap: str) -> None:
    missed, total = mended(contents, paragraphs, tokenizer, gap, inside=True)
    assert total > 200
    assert len(missed) / total <= 0.03, missed


def test_cuts_inside_words_mend_around_a_caption_that_looks_like_a_paragraph(
    contents: Contents, paragraphs: list[str], tokenizer: Tokenizer
) -> None:
    missed, total = mended(contents, paragraphs, tokenizer, PLAIN_CAPTION, inside=True)
    assert len(missed) / total <= 0.12, missed


def test_more_than_half_of_the_cuts_between_words_mend(
    contents: Contents, paragraphs: list[str], tokenizer: Tokenizer
) -> None:
    missed, total = mended(contents, paragraphs, tokenizer, "\n\n", inside=False)
    assert len(missed) / total <= 0.45, missed


def test_headings_are_never_joined_to_what_stands_under_them(contents: Contents, paragraphs: list[str]) -> None:
    joined = [
        f"{heading}|{paragraph[:10]}"
        for heading, paragraph in product(HEADINGS, paragraphs)
        if heading not in contents(f"{BEFORE}\n\n{heading}\n\n{paragraph}\n")
    ]
    assert joined == []


@pytest.mark.parametrize("heading", ["附件1", "表2", "工作总结 2022", "规划2035"])
def test_a_heading_that_ends_in_a_number_is_not_joined_to_a_year_under_it(contents: Contents, heading: str) -> None:
    paragraph = "2023年，江门大型产业集聚区加快建设，获得全省第一档1.2亿元专项资金支持。"
    assert contents(f"{BEFORE}\n\n{heading}\n\n{paragraph}\n") == [BEFORE, heading, paragraph]


def test_complete_paragraphs_are_never_joined(contents: Contents, paragraphs: list[str]) -> None:
    pairs = [pair for pair in product(paragraphs, repeat=2) if contents("\n\n".join(pair)) != list(pair)]
    assert pairs == []


@pytest.mark.parametrize(
    "lines",
    [
        ["姓名：张三", "性别：男", "出生年月：1990年1月", "电话：0750-3123456", "地址：江门市蓬江区"],
        ["姓名 张三", "性别 男", "电话 0750-3123456", "部门 经济发展科", "职务 科长"],
        ["春晓", "春眠不觉晓", "处处闻啼鸟", "夜来风雨声", "花落知多少"],
        ["静夜思", "李白", "床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"],
        ["我是一片云", "飘在天空", "没有人知道", "我的方向", "只有风", "带着我走"],
        ["苹果", "香蕉", "橙子", "葡萄", "西瓜"],
        ["表1 各县区生产总值", "新会 1000亿元", "蓬江 900亿元", "江海 300亿元"],
        ["第一条 为了规范管理，制定本办法。", "第二条 本办法适用于全市", "第三条 本办法自发布之日起施行。"],
        ["各位来宾：", "大家上午好！今天我们举行开工仪式。", "谢谢大家！", "江门市人民政府", "2023年5月1日"],
    ],
    ids=["form", "table", "old poem", "poem with commas", "new poem", "words", "figures", "articles", "letter"],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "blank lines"])
def test_short_lines_that_belong_apart_stay_apart(contents: Contents, lines: list[str], gap: str) -> None:
    assert contents(gap.join(lines)) == lines


def test_a_page_of_two_complete_articles_stays_as_it_is(contents: Contents, paragraphs: list[str]) -> None:
    page = ["宋代名窑", TOPICS[1], "文/图 李明", "汝窑的釉色", *paragraphs[:3]]
    page += ["雨林新种", "云南发现新蝴蝶", TOPICS[0], "文/图 王芳", "生活习性", *paragraphs[3:6], "完"]
    assert contents("\n\n".join(page)) == page
