"""``make screenshots``: the pictures in the README, of a real page with real answers, light and dark."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from qa.web import words
from tests.paper import Paper
from tests.serving.browsing import CHROMIUM, FLAGS, ROOT, START, Server, ask, serving

QUESTION = "2023年江门市GDP总量是多少？"
OF_PAGE, OF_TABLE = "石门水库的总库容是多少？", "离心机的存放地点是哪里？"
DRAFT = "2023年，全市GDP总量为4022.52亿元，增长5.5%，增速排全省第6。\n县域经济专班由各级机关、高校抽调骨干组成。"
DESKTOP, PHONE = {"width": 1360, "height": 860}, {"width": 390, "height": 844}
OUT = ROOT / "docs"
SETTLING = 2500
"""Milliseconds in which what may be asked next comes in."""
REPORT = {
    "一、工程概况": (
        "石门水库位于青溪河上游，1972年建成，总库容1,280万立方米，灌溉面积2.6万亩，是一座以灌溉为主、兼顾防洪的中型水库。",
        "经过五十多年运行，大坝上游护坡破损，溢洪道消力池底板裂缝，放水涵管漏水，被鉴定为三类坝。",
    ),
    "二、工程任务": (
        "工程任务是消除大坝安全隐患，恢复水库的防洪和灌溉功能。加固后设计洪水标准为百年一遇，校核洪水标准为两千年一遇。",
        "主要建设内容包括大坝防渗加固、溢洪道改建、放水涵管更换和管理设施改善。",
    ),
    "三、投资估算": (
        "工程总投资3,860万元，其中建筑工程2,450万元，机电设备安装310万元，临时工程280万元，独立费用620万元，预备费200万元。",
        "资金来源为中央补助2,316万元，省级配套772万元，其余由县财政承担。",
    ),
}
SHEET = """设备名称,型号,购置日期,金额（元）,存放地点,保管人
液相色谱仪,LC-20A,2021-03-15,"385,000",理化楼302,赵敏
离心机,TG16,2020-11-02,"42,600",理化楼305,钱海
超低温冰箱,DW-86L,2022-06-30,"58,900",生物楼101,孙莉
显微镜,BX53,2019-09-09,"126,000",生物楼204,吴昊
电子天平,ME204,2023-04-18,"18,800",理化楼302,赵敏
"""


def main() -> int:
    """Write ``docs/chat-light.png`` and so on, one picture for each view, in both schemes."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        documents = Path(shutil.copytree(ROOT / "seeds", Path(folder, "资料")))
        (documents / "石门水库可研报告.pdf").write_bytes(report())
        (documents / "实验室设备台账.csv").write_text(SHEET, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serving(Path(folder), documents) as server:
            for scheme in ("light", "dark"):
                on_desktop(browser, server, scheme)
                on_phone(browser, server, scheme)
        browser.close()
    return 0


def report() -> bytes:
    """A page with a title and headings."""
    paper = Paper()
    paper.setFontSize(17)
    paper.drawString(130, paper.y, "石门水库除险加固工程可行性研究报告")
    paper.y -= 48
    for heading, paragraphs in REPORT.items():
        paper.setFontSize(13)
        paper.drawString(60, paper.y, heading)
        paper.y -= 26
        paper.setFontSize(11)
        for paragraph in paragraphs:
            paper.say(paragraph, characters=39)
        paper.y -= 14
    paper.save()
    return paper.written.getvalue()


@contextmanager
def visiting(browser: Browser, server: Server, size: dict[str, int], scheme: str) -> Iterator[Page]:
    page = browser.new_page(viewport=size, locale="zh-CN", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(server.url)
    expect(page.locator("#examples button").first).to_be_visible(timeout=START * 1000)
    yield page
    page.close()


def on_desktop(browser: Browser, server: Server, scheme: str) -> None:
    """The six views of a window in one of the two schemes."""

    def take(name: str) -> None:
        page.screenshot(path=OUT / f"{name}-{scheme}.png")

    with visiting(browser, server, DESKTOP, scheme) as page:
        for question, name, shown in [
            (QUESTION, "source", "#source mark.words"),
            (OF_PAGE, "page", "#source .box.words"),
            (OF_TABLE, "table", "#source td mark.words"),
        ]:
            ask(page, question)
            page.wait_for_timeout(SETTLING)
            if question == QUESTION:
                take("chat")
            open_source(page, shown)
            take(name)
            page.keyboard.press("Escape")
        page.get_by_role("tab", name=words.CHECKING.tab).click()
        page.get_by_label(words.CHECKING.text).fill(DRAFT)
        page.get_by_role("button", name=words.CHECKING.go).click()
        wrong = page.locator("#checking .text button.contradicted").first
        expect(wrong).to_be_visible(timeout=START * 1000)
        wrong.click()
        take("checking")
        page.get_by_role("tab", name=words.TAB_FILES).click()
        expect(page.locator("#catalogue td").first).to_be_visible()
        take("documents")


def on_phone(browser: Browser, server: Server, scheme: str) -> None:
    with visiting(browser, server, PHONE, scheme) as page:
        ask(page, OF_PAGE)
        page.wait_for_timeout(SETTLING)
        open_source(page, "#source .box.words")
        page.screenshot(path=OUT / f"phone-{scheme}.png")


def open_source(page: Page, shown: str) -> None:
    """Follow the newest answer's citation, and wait until its place is marked and what moves stands still."""
    page.locator("#chat .answer").last.locator("a.cite").first.click()
    expect(page.locator(shown).first).to_be_visible(timeout=START * 1000)
    page.wait_for_timeout(600)


if __name__ == "__main__":
    sys.exit(main())
