from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index.errors import SettingsError, YinjuError
from index.settings import Settings, Writer


def load(folder: Path, toml: str) -> Settings:
    (folder / "yinju.toml").write_text(toml, encoding="utf-8")
    return Settings.load(folder)


def test_without_a_file_all_is_default(tmp_path: Path) -> None:
    assert Settings.load(tmp_path) == Settings(data=tmp_path)


def test_a_folder_that_does_not_exist_yet_has_the_defaults_and_is_not_made(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "新") == Settings(data=tmp_path / "新")
    assert not (tmp_path / "新").exists()


@pytest.mark.parametrize(
    ("toml", "name", "value"),
    [
        ('encoder = "本地/模型"', "encoder", "本地/模型"),
        ("max_file_bytes = 5", "max_file_bytes", 5),
        ("passage_characters = [50, 90]", "passage_characters", (50, 90)),
        ("candidates = 7", "candidates", 7),
        ("dense_weight = 0.25", "dense_weight", 0.25),
        ("dense_weight = 1", "dense_weight", 1.0),
        ("batch_size = 3", "batch_size", 3),
        ("reader = false", "reader", False),
        (
            'writer = {url = "http://127.0.0.1:11434/v1/", model = "m"}',
            "writer",
            Writer("http://127.0.0.1:11434/v1", "m"),
        ),
    ],
)
def test_each_setting_can_be_given(tmp_path: Path, toml: str, name: str, value: object) -> None:
    loaded = getattr(load(tmp_path, toml), name)
    assert loaded == value
    assert type(loaded) is type(value)


def test_a_user_dictionary_counts_from_the_data_folder(tmp_path: Path) -> None:
    assert load(tmp_path, 'user_dictionary = "词典.txt"').user_dictionary == tmp_path / "词典.txt"
    assert load(tmp_path, 'user_dictionary = "/绝对/词典.txt"').user_dictionary == Path("/绝对/词典.txt")


def test_an_unknown_setting_is_named_and_the_known_ones_listed(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, "dense_wieght = 0.5")
    assert "dense_wieght" in caught.value.what
    assert "dense_weight" in caught.value.remedy
    assert "data" not in caught.value.remedy.split("：")[1].split("、")


def test_the_data_folder_cannot_name_itself(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="不认识的设置“data”"):
        load(tmp_path, 'data = "别处"')


@pytest.mark.parametrize(
    "toml",
    [
        "encoder = 5",
        'candidates = "100"',
        "candidates = 1.5",
        "candidates = true",
        "reader = 1",
        "dense_weight = true",
        'dense_weight = "0.5"',
        "passage_characters = [1, 2, 3]",
        'passage_characters = ["一", "二"]',
        "passage_characters = [true, 9]",
        "passage_characters = 100",
        "user_dictionary = 1",
        'writer = "http://127.0.0.1/v1"',
        'writer = {url = "http://127.0.0.1/v1"}',
        'writer = {url = 1, model = "m"}',
        'writer = {url = "http://127.0.0.1/v1", model = "m", key = "sk"}',
    ],
)
def test_a_value_of_the_wrong_type_is_refused(tmp_path: Path, toml: str) -> None:
    with pytest.raises(SettingsError, match=toml.split(maxsplit=1)[0]):
        load(tmp_path, toml)


@pytest.mark.parametrize(
    "values",
    [
        {"max_file_bytes": 0},
        {"passage_characters": (0, 10)},
        {"passage_characters": (10, 10)},
        {"passage_characters": (20, 10)},
        {"candidates": 0},
        {"dense_weight": -0.1},
        {"dense_weight": 1.1},
        {"dense_weight": float("nan")},
        {"batch_size": 0},
        {"writer": Writer("http://127.0.0.1/v1", "")},
        {"writer": Writer("", "m")},
        {"writer": Writer("127.0.0.1/v1", "m")},
        {"writer": Writer("ftp://127.0.0.1/v1", "m")},
        {"writer": Writer("http:///v1", "m")},
        {"writer": Writer("http://name:password@127.0.0.1/v1", "m")},
        {"writer": Writer("http://127.0.0.1:99999/v1", "m")},
        {"writer": Writer("http://127.0.0.1/v1?key=sk", "m")},
    ],
)
def test_a_value_out_of_range_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=f"{next(iter(values))}.*不在允许的范围"):
        Settings(**values)


@pytest.mark.parametrize("content", [b"encoder = [", "encoder = '模型'".encode("gb18030"), b"a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "yinju.toml").write_bytes(content)
    with pytest.raises(SettingsError, match="不是正确的 TOML"):
        Settings.load(tmp_path)


def test_a_data_folder_that_is_a_file_is_told_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(YinjuError):
        Settings.load(tmp_path / "文件")


def test_what_may_be_a_password_is_not_told_again(tmp_path: Path) -> None:
    wrong = [
        'library = ["seekdb://u:geheim@h/d"]',
        'writer = {url = "http://u:geheim@h/v1", model = "m"}',
        'writer = {url = "http://h/v1", model = "m", key = "geheim"}',
    ]
    for toml in wrong:
        with pytest.raises(SettingsError) as caught:
            load(tmp_path, toml)
        assert "geheim" not in str(caught.value)
    assert "geheim" not in repr(Settings(library="seekdb://u:geheim@h/d"))
