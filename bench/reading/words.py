"""Invented names, figures and sentences of office Chinese; the same for the same seed."""

from __future__ import annotations

import random

PLACES = "白石 云溪 青峰 柳湾 石桥 清江 南浦 北原 东岭 西河 松坪 梅岗 竹园 桃源镇 双河 金沙 银杏 长堤".split()
SURNAMES = "林 郑 何 孟 岳 苏 唐 陶 高 柳 谭 贺 秦 邵 温 纪 程 顾 曹 韩".split()
GIVEN = "知远 航 北溪 秋白 明川 柏年 雪松 望山 成林 文静 思齐 嘉禾 若水 子安 一鸣 晓东 建国 丽华 国强 海燕".split()
BODIES = "水务局 财政局 教育局 卫生健康局 交通运输局 农业农村局 民政局 档案馆 图书馆 市场监督管理局".split()
THINGS = "供水管网 防汛物资 档案整理 校舍维修 道路养护 粮食收储 养老服务 食品抽检 图书采购 山洪预警 公厕改造".split()
TASKS = "排查登记 现场核验 资料归档 集中培训 专项检查 台账管理 公开公示 跟踪问效 经费拨付 验收移交".split()
_SENTENCES = (
    "{body}今年安排{money}万元用于{thing}，涉及{count}个乡镇，由{person}负责。",
    "截至{month}月底，{place}已完成{thing}{count}处，比去年同期多{few}处。",
    "各单位应当在{month}月{day}日前把{thing}的情况报{body}，逾期不报的予以通报。",
    "经核查，{place}的{thing}完成率为{share}%，比计划高{few}个百分点。",
    "{thing}由{body}牵头，{place}配合，{task}每季度不少于{few}次。",
    "{person}表示，{place}将在{month}月前完成{task}，预计惠及{people}人。",
    "对{task}不到位的单位，{body}将约谈其主要负责人，并在{day}日内督促整改。",
    "{place}新建的{count}处设施已于{month}月{day}日投入使用，总投资{money}万元。",
    "申请人应当提交身份证明和{thing}的有关材料，{body}自受理之日起{day}日内作出决定。",
    "这项工作自{year}年起实行，{place}、{other}两地先行试点，期限为{few}年。",
)


class Words:
    """A source of words that goes on by chance from its seed, and says no sentence twice."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._said: set[str] = set()

    def person(self) -> str:
        return self.chance.choice(SURNAMES) + self.chance.choice(GIVEN)

    def place(self) -> str:
        return self.chance.choice(PLACES)

    def body(self) -> str:
        return f"{self.place()}县{self.chance.choice(BODIES)}"

    def thing(self) -> str:
        return self.chance.choice(THINGS)

    def task(self) -> str:
        return self.chance.choice(TASKS)

    def amount(self) -> str:
        """A sum with two decimals, its thousands marked or not."""
        value = round(self.chance.uniform(3, 99_999), 2)
        return f"{value:,.2f}" if self.chance.random() < 0.5 else f"{value:.2f}"

    def count(self, least: int = 10, most: int = 9_999) -> str:
        return str(self.chance.randint(least, most))

    def share(self) -> str:
        return f"{self.chance.uniform(1, 99):.1f}%"

    def telephone(self) -> str:
        return f"0{self.chance.randint(300, 999)}-{self.chance.randint(2_000_000, 8_999_999)}"

    def date(self) -> str:
        return f"20{self.chance.randint(21, 35)}年{self.chance.randint(1, 12)}月{self.chance.randint(1, 28)}日"

    def some(self, items: list[str], count: int) -> list[str]:
        """So many different ones, in their order."""
        return [items[place] for place in sorted(self.chance.sample(range(len(items)), count))]

    def sentence(self) -> str:
        while True:
            said = self.chance.choice(_SENTENCES).format(
                body=self.body(),
                money=self.chance.randint(12, 9_800),
                thing=self.thing(),
                count=self.chance.randint(3, 48),
                few=self.chance.randint(2, 9),
                person=self.person(),
                place=self.place(),
                other=self.place(),
                month=self.chance.randint(1, 12),
                day=self.chance.randint(3, 28),
                share=round(self.chance.uniform(40, 99), 1),
                task=self.task(),
                people=self.chance.randint(300, 98_000),
                year=self.chance.randint(2021, 2035),
            )
            if said not in self._said:
                self._said.add(said)
                return said

    def paragraph(self, sentences: int = 3) -> str:
        return "".join(self.sentence() for _ in range(sentences))
