"""Made-up bulletins with questions about their figures: annual reports say dozens of alike numbers, and which is which
is what people ask of them. Encyclopaedias, on which the public question sets are, have few such passages.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_QUANTITIES = [
    ("地区生产总值", "亿元", ("第一产业增加值", "第二产业增加值", "第三产业增加值")),
    ("规模以上工业增加值", "亿元", ("采矿业", "制造业", "电力热力供应业", "高技术制造业")),
    ("固定资产投资", "亿元", ("工业投资", "房地产开发投资", "基础设施投资", "民间投资")),
    ("社会消费品零售总额", "亿元", ("商品零售额", "餐饮收入", "网上零售额", "城镇消费品零售额", "乡村消费品零售额")),
    ("进出口总额", "亿元", ("出口额", "进口额", "一般贸易进出口额", "对东盟进出口额")),
    ("一般公共预算收入", "亿元", ("税收收入", "非税收入", "增值税", "企业所得税")),
    ("一般公共预算支出", "亿元", ("教育支出", "卫生健康支出", "社会保障支出", "科学技术支出")),
    ("居民人均可支配收入", "元", ("城镇居民人均可支配收入", "农村居民人均可支配收入")),
    ("粮食总产量", "万吨", ("稻谷产量", "小麦产量", "玉米产量", "大豆产量")),
    ("常住人口", "万人", ("城镇人口", "乡村人口", "男性人口", "女性人口", "65岁及以上人口")),
    ("城镇新增就业人数", "万人", ("失业人员再就业人数", "困难人员就业人数", "高校毕业生就业人数")),
    ("接待游客", "万人次", ("过夜游客", "入境游客", "一日游游客")),
    ("旅游总收入", "亿元", ("国内旅游收入", "国际旅游收入")),
    ("货物运输总量", "万吨", ("铁路货运量", "公路货运量", "水路货运量", "民航货运量")),
    ("公路通车里程", "公里", ("高速公路里程", "农村公路里程", "国道里程")),
    ("发电量", "亿千瓦时", ("火力发电量", "水力发电量", "风力发电量", "太阳能发电量")),
    ("专利授权量", "件", ("发明专利授权量", "实用新型专利授权量", "外观设计专利授权量")),
    ("在校学生", "万人", ("普通高校在校学生", "普通高中在校学生", "小学在校学生", "幼儿园在园幼儿")),
    ("医疗卫生机构", "个", ("医院", "乡镇卫生院", "社区卫生服务中心", "村卫生室")),
    ("卫生技术人员", "万人", ("执业医师", "注册护士", "药师")),
    ("金融机构存款余额", "亿元", ("住户存款余额", "企业存款余额", "财政性存款余额")),
    ("新开工项目", "个", ("省重点项目", "亿元以上项目", "技术改造项目", "民生项目")),
    ("规模以上企业", "家", ("高新技术企业", "专精特新企业", "上市公司", "外资企业")),
    ("房屋竣工面积", "万平方米", ("住宅竣工面积", "办公楼竣工面积", "商业用房竣工面积")),
    ("营业收入", "亿元", ("主营业务收入", "海外收入", "软件业务收入", "服务收入")),
    ("研发经费投入", "亿元", ("基础研究经费", "应用研究经费", "企业研发经费")),
]
"""What is measured, in which unit, and what it is made up of."""
_SHARES = (
    "城镇化率",
    "森林覆盖率",
    "空气质量优良天数比例",
    "城镇登记失业率",
    "义务教育巩固率",
    "污水处理率",
    "自来水普及率",
    "毛利率",
)
_RISES, _FALLS = ("增长", "同比增长", "比上年增长", "较上年提高", "增幅"), ("下降", "同比下降", "比上年减少")
_OF_VALUE = (
    "{what}是多少？",
    "{what}有多少？",
    "{what}多少{unit}？",
    "{what}达到多少？",
    "{what}达多少{unit}？",
    "{what}为多少？",
    "{what}一共是多少{unit}？",
)
_OF_RATE = ("{what}是多少？", "{what}达到多少？", "{what}为多少？")
_OF_CHANGE = (
    "{what}增长了多少？",
    "{what}的增速是多少？",
    "{what}同比增长多少？",
    "{what}增幅是多少？",
    "{what}比上年增长百分之几？",
    "{what}增长率是多少？",
)
_OF_FALL = ("{what}下降了多少？", "{what}的降幅是多少？", "{what}同比下降百分之几？")
_OF_SHARE = ("{what}占{whole}的比重是多少？", "{what}占{whole}的百分之几？", "{what}占{whole}多大比例？")
_OF_PLACE = ("{what}在全省排第几？", "{what}排名第几位？", "{what}居全省第几位？")
_STATES = {True: ("", "", "为", "达", "达到", "完成", "实现"), False: ("", "达", "为", "达到")}
"""What stands between a quantity and its amount, of money and of other things."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A text and questions about it, each with the place of its answer in it, ``(-1, -1)`` where it has none."""

    text: str
    questions: tuple[tuple[str, int, int], ...]


class _Writer:
    def __init__(self, chance: random.Random, places: Sequence[str]) -> None:
        self._chance = chance
        self._places = places
        self._year = chance.randint(1995, 2026)
        self._place = chance.choice(places)
        self.text = ""
        self.questions: list[tuple[str, int, int]] = []

    def say(self, words: str) -> None:
        self.text += words

    def figure(self, words: str, forms: Sequence[str], **names: str) -> None:
        """Say a figure, and ask for it."""
        start = len(self.text)
        self.text += words
        self.questions.append((self._chance.choice(forms).format(**names), start, len(self.text)))

    def amount(self, unit: str) -> str:
        """An amount as such texts write them: whole things and yuan, the rest with up to two decimals."""
        chance = self._chance
        if unit in ("个", "家", "件", "公里"):
            return f"{chance.randint(3, 9000)}{unit}"
        if unit == "元":
            return f"{chance.randint(3000, 99000)}{unit}"
        return f"{chance.uniform(1, 10 ** chance.randint(1, 4)):.{chance.choice((0, 1, 2, 2))}f}{unit}"

    def percent(self) -> str:
        return f"{self._chance.uniform(0.1, 40):.{self._chance.choice((0, 1, 1, 2))}f}%"

    def change(self, what: str) -> None:
        falls = self._chance.random() < 0.25
        self.say("，" + self._chance.choice(_FALLS if falls else _RISES))
        self.figure(self.percent(), _OF_FALL if falls else _OF_CHANGE, what=what)

    def quantity(self, what: str, unit: str, named: str) -> None:
        """One quantity: how much, and often how much more than the year before and which place in the province."""
        chance = self._chance
        self.say(what + chance.choice(_STATES[unit.endswith("元")]))
        self.figure(self.amount(unit), _OF_VALUE, what=named, unit=unit)
        if chance.random() < 0.7:
            self.change(named)
        if chance.random() < 0.15:
            self.say("，总量居全省")
            self.figure(f"第{chance.randint(1, 21)}位", _OF_PLACE, what=named)

    def paragraph(self) -> None:
        """What a bulletin says of one subject."""
        chance = self._chance
        whole, unit, parts = chance.choice(_QUANTITIES)
        time = f"{self._year}年"
        here = f"{time}，{self._place}", f"{time}{self._place}"
        opening = chance.choice((*here, "全年", f"截至{time}底，{self._place}", "全市"))
        self.say(opening)
        self.quantity(whole, unit, chance.choice(("", time, self._place, f"{time}{self._place}")) + whole)
        self.say(chance.choice(("。其中，", "。", "，其中", "；")))
        for number, part in enumerate(chance.sample(parts, chance.randint(1, len(parts)))):
            self.say("；" if number else "")
            self.quantity(part, unit, chance.choice(("", "", time, self._place)) + part)
            if chance.random() < 0.25:
                self.say(f"，占{whole}的{chance.choice(('', '比重为'))}")
                self.figure(self.percent(), _OF_SHARE, what=part, whole=whole)
        self.say("。")
        if chance.random() < 0.3:
            share = chance.choice(_SHARES)
            self.say(share + chance.choice(("为", "达到", "达")))
            self.figure(self.percent(), _OF_RATE, what=share)
            self.say(f"，比上年{chance.choice(('提高', '下降'))}{chance.uniform(0.1, 3):.1f}个百分点。")

    def unanswered(self) -> Iterator[tuple[str, int, int]]:
        """Questions that the text does not answer: of another year, another place, and what it does not speak of."""
        chance = self._chance
        for question, _, _ in chance.sample(self.questions, min(3, len(self.questions))):
            other_year = str(self._year + chance.choice((-3, -2, -1, 1, 2)))
            for old, new in ((str(self._year), other_year), (self._place, chance.choice(self._places))):
                if old in question and new != old and new not in self.text:
                    yield question.replace(old, new), -1, -1
        whole, unit, parts = chance.choice(_QUANTITIES)
        what = chance.choice((whole, *parts))
        if what not in self.text:
            yield chance.choice((*_OF_VALUE, *_OF_CHANGE)).format(what=what, unit=unit), -1, -1


def write_bulletins(chance: random.Random, places: Sequence[str], count: int) -> Iterator[Bulletin]:
    """So many made-up bulletins; the same for the same ``chance``. ``places``: names to choose from."""
    for _ in range(count):
        writer = _Writer(chance, places)
        for _ in range(chance.randint(1, 3)):
            writer.paragraph()
        named = Counter(question for question, _, _ in writer.questions)
        certain = [each for each in writer.questions if named[each[0]] == 1]
        yield Bulletin(writer.text, (*certain, *writer.unanswered()))
