"""The chat as a person meets it."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from qa.web import words
from tests.serving.browsing import ANSWER, START, Server, ask, needs_browser, serving, visiting

QUESTION = "2023年江门市GDP总量是多少？"
HOSTILE = "<script>alert(1)</script> *星* _下_ $x$ $$y$$ `码` # 号 ${1+1} {{value}} &lt;"

pytestmark = needs_browser


def test_a_question_is_answered_with_a_quote_from_the_source(page: Page, server: Server) -> None:
    ask(page, QUESTION)
    expect(page.locator("#chat .asked")).to_have_text(QUESTION)
    expect(page.locator("#chat .answer")).to_contain_text("4022.25亿元")
    citation = page.locator("#chat .citation").first
    expect(citation).to_have_attribute("open", "")
    expect(citation.locator("mark")).to_have_text("4022.25亿元")
    expect(citation.locator(".document")).to_have_text(next(path.name for path in server.documents.iterdir()))
    expect(citation.locator(".heading")).to_contain_text("壮大县域经济 推动区域协调发展")
    sources = [path.read_text(encoding="utf-8") for path in server.documents.iterdir()]
    assert any(citation.locator("blockquote").inner_text().strip() in source for source in sources)


def test_a_citation_unfolds(page: Page) -> None:
    ask(page, QUESTION)
    first, second = page.locator("#citation-1-1"), page.locator("#citation-1-2")
    expect(second.locator("blockquote")).to_be_hidden()
    second.locator("> summary").click()
    expect(second.locator("blockquote")).to_be_visible()
    first.locator("> summary").click()
    expect(first.locator("blockquote")).to_be_hidden()
    ask(page, "江门市长是谁？")
    expect(first.locator("blockquote")).to_be_hidden()
    expect(second.locator("blockquote")).to_be_visible()
    ids = page.locator("#chat [id]").evaluate_all("elements => elements.map((element) => element.id)")
    assert len(ids) == len(set(ids))


def test_what_a_person_types_is_shown_as_typed(page: Page) -> None:
    ask(page, HOSTILE)
    expect(page.locator("#chat .asked")).to_have_text(HOSTILE)
    assert page.locator("#chat .asked *").count() == 0


@pytest.mark.parametrize("question", ["   ", "？！…"])
def test_a_question_that_cannot_be_asked_gets_a_sentence(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator("#chat .problem")).to_have_text(re.compile("问题.*。"))


def test_an_example_is_asked_by_a_click_and_a_new_conversation_is_empty(page: Page) -> None:
    example = page.locator("#examples button").first
    text = example.inner_text()
    example.click()
    expect(page.locator("#chat .asked")).to_have_text(text)
    expect(page.locator("#chat .reply .part:not(.also)")).to_have_count(1, timeout=ANSWER * 1000)
    page.get_by_role("button", name="新对话").click()
    expect(page.locator("#chat .asked")).to_have_count(0)


@pytest.mark.parametrize("page", [(390, 844)], indirect=True)
def test_a_phone_shows_all_of_it_without_scrolling_sideways(page: Page) -> None:
    ask(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.get_by_label("问题")).to_be_in_viewport()


def test_reindexing_takes_in_new_files_and_names_those_it_cannot_read(page: Page, server: Server) -> None:
    (server.documents / "<b>危险.txt").write_text(
        f"危险品目录\n\n青龙桥仓库的危险品编号是{HOSTILE}，由专人保管。\n", encoding="utf-8"
    )
    (server.documents / "坏.txt").write_bytes(b"")
    found = re.search(r"资料库：(\d+) 份文件", page.locator("#shelf").inner_text())  # other tests add some, too
    assert found
    page.get_by_role("tab", name=words.TAB_FILES).click()
    page.get_by_role("button", name=words.REINDEX).click()
    expect(page.locator("#shelf")).to_contain_text("新增 1 份", timeout=ANSWER * 1000)
    expect(page.locator("#shelf")).to_contain_text(f"资料库：{int(found[1]) + 1} 份文件")
    page.locator("#shelf .failures summary").click()
    expect(page.locator("#shelf .failures li")).to_contain_text("坏.txt：")
    page.get_by_role("tab", name=words.TAB_ASK).click()
    ask(page, "青龙桥仓库的危险品编号是什么？")
    expect(page.locator("#citation-1-1 .document")).to_have_text("<b>危险.txt")
    expect(page.locator("#citation-1-1 blockquote")).to_contain_text(HOSTILE)


HELD_END = """
// The end of each stream of events arrives only when the next event has been put in line, as it does by chance.
const send = window.fetch;
let release = () => {};
window.fetch = async (resource, options) => {
  const response = await send(resource, options);
  const address = resource.url ?? resource;
  if (address.includes("/queue/join")) {
    const read = response.json.bind(response);
    response.json = async () => { const joined = await read(); setTimeout(release); return joined; };
  }
  if (!address.includes("/queue/data")) return response;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const encoder = new TextEncoder();
  return new Response(new ReadableStream({ async pull(stream) {
    const { value, done } = await reader.read();
    if (done) return stream.close();
    const end = value.includes('"close_stream"') ? value.lastIndexOf("data:") : value.length;
    stream.enqueue(encoder.encode(value.slice(0, end)));
    if (end === value.length) return;
    await new Promise((resolve) => { release = resolve; });
    stream.enqueue(encoder.encode(value.slice(end)));
  } }), response);
};
"""


def test_a_question_asked_while_the_one_before_is_being_ended_is_answered(browser: Browser, server: Server) -> None:
    with visiting(browser, server, script=HELD_END) as page:
        for _ in range(3):
            ask(page, QUESTION)


def test_questions_one_right_after_the_other_are_answered(page: Page) -> None:
    """Also while questions to ask next are still being looked for."""
    for question in (QUESTION, "北门派出所所长是谁？", "江门市长是谁？") * 3:
        ask(page, question)


def test_the_page_names_no_other_machine(server: Server) -> None:
    page = httpx.get(server.url)
    loaded = re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']?([^\"'\s>]+)", page.text)
    assert loaded
    assert [place for place in loaded if "//" in place] == []
    assert httpx.get(f"{server.url}/openapi.json").status_code == 404
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_an_empty_folder_behind_a_password(browser: Browser, tmp_path: Path) -> None:
    """Before the password nothing is shown, after it what to do about the empty folder."""
    (empty := tmp_path / "空").mkdir()
    # The page is still open when the server ends, which has to be quiet all the same.
    with browser.new_context() as visit, serving(tmp_path, empty, "--auth", "张三:口令") as server:
        assert words.SUBTITLE not in httpx.get(server.url).text
        assert httpx.get(f"{server.url}/config").status_code == 401
        entry = visit.request.post(f"{server.url}/login", form={"username": "张三", "password": "口令"})
        assert entry.ok
        page = visit.new_page()
        page.goto(server.url)
        expect(page.locator("#shelf")).to_contain_text(f"把文件放进 {empty}", timeout=START * 1000)
        ask(page, QUESTION)
        expect(page.locator("#chat .unanswered")).to_contain_text("没有")
