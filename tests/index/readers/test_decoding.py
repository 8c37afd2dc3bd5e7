from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UndecodableText
from index.readers.decoding import decode

SIMPLIFIED = (
    "江门市发展改革局认真贯彻落实省委部署，加快粤港澳大湾区建设。2023年GDP总量突破4000亿元。\n\n"
    "“警力有限，民力无穷。”这是睦洲派出所一级警长在乡村治理实践中的体悟。\n"
)
TRADITIONAL = (
    "江門市發展改革局認真貫徹落實省委部署，加快粵港澳大灣區建設。總量突破四千億元。\n\n"
    "「警力有限，民力無窮。」這是派出所一級警長在鄉村治理實踐中的體悟。\n"
)
RARE = "𠮷野家的㎏与①，朱镕基、䶮、䴉、㐱等字都在文件里，这是不能丢的。\n"
SIGNATURES = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
]


def decoded(content: bytes) -> str | None:
    """The text, or None for bytes that are told to be no text."""
    try:
        return decode(content)
    except UndecodableText:
        return None


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, RARE, SIMPLIFIED.replace("\n", "\r\n")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_text_is_read_without_being_told_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("mark", "encoding"), SIGNATURES)
@pytest.mark.parametrize("text", [SIMPLIFIED, RARE])
def test_a_byte_order_mark_decides_and_is_no_text(text: str, mark: bytes, encoding: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


def test_a_second_byte_order_mark_is_text() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + "江门".encode()) == "\ufeff江门"


@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL * 100, TRADITIONAL.replace("\n", "")])
def test_big5_is_told_from_gb18030(text: str) -> None:
    assert decode(text.encode("big5")) == text
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("text", ["江门市发展改革局", "市公安局负责全市的治安", "今天天气很好，我们去公园。"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_zero_byte_is_never_read_as_something_else(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    assert 0 not in content
    assert decoded(content) in (text, None)


@given(data=st.data(), signed=st.sampled_from(SIGNATURES))
def test_any_text_behind_a_byte_order_mark_comes_back_exactly(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], signed: tuple[bytes, str]
) -> None:
    text = data.draw(chinese_texts)
    assert decode(signed[0] + text.encode(signed[1])) == text


@given(data=st.data())
def test_any_clean_text_in_utf_8_comes_back_exactly(data: st.DataObject, chinese_texts: st.SearchStrategy[str]) -> None:
    clean = str.maketrans(dict.fromkeys([*range(9), *range(14, 28), 0xFEFF, 0xFFFE, 0xFFFF]))
    text = data.draw(chinese_texts).translate(clean)
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "content",
    [
        SIMPLIFIED.encode()[:-2],
        SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode(),
        SIMPLIFIED.encode("gb18030") + b"\x81",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0\x08\x06\x00\x00\x005\xd1\xdc\xe4",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Length 9>>\nstream\n\x00\x01\x02\x9c\xf3\xff\x80\xfe\x00\nendstream",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdf\xa4\xd2lZ\x01\x00\x00 \x05\x00\x00",
        bytes(range(256)),
        codecs.BOM_UTF8 + b"\xe6\xb1",
        codecs.BOM_UTF16_LE + b"\x5f",
        codecs.BOM_UTF16_LE + b"\x00\xd8\x5f\x6c",
    ],
)
def test_bytes_that_fit_no_encoding_are_an_error_and_never_a_replacement_character(content: bytes) -> None:
    with pytest.raises(UndecodableText) as caught:
        decode(content)
    assert caught.value.what
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize("tail", ["", "a"], ids=["even", "odd"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_stray_zero_byte_does_not_turn_a_text_into_another(encoding: str, tail: str) -> None:
    text = SIMPLIFIED.replace("\n", "") * 3
    content = f"{text}\x00{text}{tail}".encode(encoding)
    read = decoded(content)
    assert read is None or read.replace("\x00", "") == f"{text}{text}{tail}"


def test_the_place_of_a_wrong_byte_counts_from_the_start_of_the_file() -> None:
    with pytest.raises(UndecodableText, match="第 7 个字节"):
        decode(codecs.BOM_UTF8 + "江".encode() + b"\xff")


@given(st.binary(min_size=1, max_size=200))
def test_whatever_the_bytes_there_is_no_replacement_character_that_was_not_there(content: bytes) -> None:
    text = decoded(content) or ""
    assert "\ufffd" not in text or any("\ufffd".encode(name) in content for name in ("utf-8", "utf-16-le", "utf-16-be"))


def test_lines_in_utf_8_and_lines_in_gb18030_make_one_text() -> None:
    one, other = "第一季度全县的生产总值增长了百分之五。\n", "第二季度的数据由统计局在七月公布，供大家使用。\n"
    assert decode(one.encode() + other.encode("gb18030")) == one + other


def test_a_name_in_gb18030_that_could_be_utf_8_is_read_with_the_others() -> None:
    text = "联通\n中国移动的名单在这里。\n"
    assert decode(text.encode("gb18030")) == text
