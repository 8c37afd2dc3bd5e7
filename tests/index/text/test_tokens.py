from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SettingsError
from index.text.tokens import Tokenizer, close_up, fold, fold_with_origins
from index.text.values import find_values


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("㎏ＧＤＰ專區", "kggdp专区"),
        ("臺山、開平、鶴山", "台山、开平、鹤山"),
        ("５．５％", "5.5%"),
        ("ﬁ①Ⅳ", "fi(1)iv"),
        ("ß", "ss"),
        ("𠮷野家", "𠮷野家"),
        ("江门　蓬江", "江门 蓬江"),
        ("", ""),
    ],
)
def test_folding_unites_width_case_and_script(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(data=st.data())
def test_every_folded_character_knows_where_it_came_from(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str]
) -> None:
    text = data.draw(chinese_texts)
    folded, origins = fold_with_origins(text)
    assert folded == fold(text)
    assert len(origins) == len(folded) + 1
    assert origins[-1] == len(text)
    assert all(before <= after for before, after in pairwise(origins))
    for place, character in enumerate(text):
        mine = [folded[i] for i, origin in enumerate(origins[:-1]) if origin == place]
        assert "".join(mine) == fold(character)


@given(data=st.data())
def test_folding_a_slice_is_a_slice_of_the_folded_text(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str]
) -> None:
    text = data.draw(chinese_texts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    folded, origins = fold_with_origins(text)
    low = next(i for i, origin in enumerate(origins) if origin >= start)
    high = next(i for i, origin in enumerate(origins) if origin >= end)
    assert folded[low:high] == fold(text[start:end])


def test_text_with_half_a_surrogate_pair_is_folded_and_does_not_fail() -> None:
    assert fold("江\ud800门").startswith("江")


def test_letter_spaced_headings_are_closed_up_and_other_spaces_stay() -> None:
    assert close_up("市 公 安 局") == "市公安局"
    assert close_up("市\u3000公\u3000安\u3000局") == "市公安局"
    assert close_up("百千万 奇迹") == "百千万 奇迹"
    assert close_up("推动珠江口东西两岸 融合互动发展") == "推动珠江口东西两岸 融合互动发展"
    assert close_up("陈 敏锐") == "陈 敏锐"


def test_words_are_folded_searchable_and_carry_their_numbers_as_values(tokenizer: Tokenizer) -> None:
    words = tokenizer.words("GDP總量突破四千亿元。")
    assert {"gdp", "总量", "突破"} <= set(words)
    assert "=400000000000" in words
    assert not any(word in "。，、" for word in words)


def test_search_mode_gives_the_words_inside_a_word_too(tokenizer: Tokenizer) -> None:
    words = tokenizer.words("国家发展和改革委员会")
    assert {"委员", "委员会", "改革"} <= set(words)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("四千亿元", "4000亿元"),
        ("百分之五点五", "５．５％"),
        ("市 公 安 局", "市公安局"),
        ("專區", "专区"),
        ("ＲＣＥＰ", "rcep"),
    ],
)
def test_what_is_written_differently_meets_in_a_token(tokenizer: Tokenizer, left: str, right: str) -> None:
    assert set(tokenizer.words(left)) & set(tokenizer.words(right))


def test_grams_are_characters_bigrams_and_whole_runs_of_the_rest(tokenizer: Tokenizer) -> None:
    assert tokenizer.grams("珠肇高铁") == ["珠", "肇", "高", "铁", "珠肇", "肇高", "高铁"]
    assert tokenizer.grams("大湾区RCEP中心2023") == [
        *["大", "湾", "区", "大湾", "湾区"],
        "rcep",
        "中",
        "心",
        "中心",
        "2023",
        "=2023",
    ]
    assert set(tokenizer.grams("四千亿")) & set(tokenizer.grams("4000亿")) >= {"=400000000000"}
    assert tokenizer.grams("江门，台山") == ["江", "门", "江门", "台", "山", "台山"]
    assert tokenizer.grams("𠮷野") == ["𠮷", "野", "𠮷野"]
    assert tokenizer.grams("。，！ \n") == []


@given(data=st.data())
def test_tokens_hold_no_white_space_and_words_cut_from_a_text_make_the_text(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], tokenizer: Tokenizer
) -> None:
    text = data.draw(chinese_texts)
    folded = fold(text)
    assert all(token and not any(map(str.isspace, token)) for token in [*tokenizer.words(text), *tokenizer.grams(text)])
    assert "".join(tokenizer.cut(folded)) == folded
    assert {f"={value.key}" for value in find_values(close_up(folded))} <= set(tokenizer.words(text))


@settings(max_examples=60)
@given(data=st.data())
def test_tagged_words_cover_the_text_at_their_offsets(
    data: st.DataObject, chinese_texts: st.SearchStrategy[str], tokenizer: Tokenizer
) -> None:
    folded = fold(data.draw(chinese_texts))
    words = tokenizer.tag(folded)
    assert "".join(word.text for word in words) == folded
    assert all(folded[word.start : word.end] == word.text for word in words)


def test_places_come_from_the_dictionary(tokenizer: Tokenizer) -> None:
    assert tokenizer.is_place("江门")
    assert tokenizer.is_place("广东")
    assert not tokenizer.is_place("发展")
    assert not tokenizer.is_place("江门台山")


@pytest.mark.parametrize("place", ["恩平", "恩平市", "北京", "天河区", "西藏", "香港", "越南", "欧洲", "滨河路"])
def test_what_is_on_the_map_is_a_place(place: str, tokenizer: Tokenizer) -> None:
    assert tokenizer.is_place(place)


@pytest.mark.parametrize(
    "word", ["上门", "上山", "馆藏", "台阁", "白跑", "挪窝", "扎堆", "礼拜", "惠及", "温泉", "长度", "馆里"]
)
def test_what_the_dictionary_only_takes_for_one_is_none(word: str, tokenizer: Tokenizer) -> None:
    assert not tokenizer.is_place(word)


@pytest.fixture
def with_dictionary(tmp_path: Path) -> Callable[[bytes], Tokenizer]:
    def make(content: bytes) -> Tokenizer:
        (tmp_path / "词典.txt").write_bytes(content)
        return Tokenizer(tmp_path / "词典.txt")

    return make


@pytest.mark.parametrize(
    "line", ["百千万工程 1000 nz", "百千萬工程 nz", "百千万工程", "\ufeff百千万工程 1000\r\n江门 5 ns"]
)
def test_a_user_dictionary_gives_words_however_its_lines_are_written(
    tokenizer: Tokenizer, with_dictionary: Callable[[bytes], Tokenizer], line: str
) -> None:
    assert "百千万工程" not in tokenizer.cut("实施百千万工程以来")
    assert "百千万工程" in with_dictionary(line.encode()).cut("实施百千万工程以来")


def test_a_user_dictionary_tells_what_a_word_is(with_dictionary: Callable[[bytes], Tokenizer]) -> None:
    made = with_dictionary("银湖湾滨海新区 500 ns\n".encode())
    assert made.is_place("银湖湾滨海新区")
    assert ("银湖湾滨海新区", "ns") in [(word.text, word.tag) for word in made.tag("与深圳在银湖湾滨海新区规划建设")]


def test_a_user_dictionary_changes_the_fingerprint_and_its_place_does_not(
    tokenizer: Tokenizer, with_dictionary: Callable[[bytes], Tokenizer]
) -> None:
    first = with_dictionary("江门市发改局".encode())
    assert first.fingerprint == with_dictionary("江门市发改局".encode()).fingerprint
    assert len({first.fingerprint, tokenizer.fingerprint, with_dictionary("江门市".encode()).fingerprint}) == 3


@pytest.mark.parametrize("content", [None, "词典".encode("gb18030")])
def test_a_user_dictionary_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "词典.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match="用户词典"):
        Tokenizer(path)


def test_threads_share_a_tokenizer(with_dictionary: Callable[[bytes], Tokenizer]) -> None:
    made = with_dictionary("百千万工程".encode())
    results: list[list[str]] = []
    threads = [threading.Thread(target=lambda: results.append(made.cut("实施百千万工程以来"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [["实施", "百千万工程", "以来"]] * 4
