"""The dictionary as jieba itself reads it, which is slower."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import jieba
import pytest
from jieba.posseg import POSTokenizer

from index.text.dictionary import read_dictionary
from index.text.tokens import Tokenizer


@pytest.mark.slow
def test_it_is_what_jieba_makes_of_it_and_no_file_of_others_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jieba.setLogLevel(logging.WARNING)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    mine = Tokenizer()
    mine.prepare()
    assert list(tmp_path.iterdir()) == [], "nothing is kept where anybody may put another"
    theirs = jieba.Tokenizer()
    theirs.initialize()
    assert mine._jieba.FREQ == theirs.FREQ
    assert mine._jieba.total == theirs.total
    assert mine._tagger.word_tag_tab == POSTokenizer(theirs).word_tag_tab


def test_beginnings_of_words_are_there_and_of_a_word_twice_the_last_counts() -> None:
    read = read_dictionary("江门市 3 ns\n江门市 5 n\n\n市 2 n\n".encode())
    assert read.frequencies == {"江": 0, "江门": 0, "江门市": 5, "市": 2}
    assert read.total == 10
    assert read.tags == {"江门市": "n", "市": "n"}


@pytest.mark.parametrize("content", ["江门 3\n", "江 门 3 ns\n", "江门 ns 3\n"])
def test_another_form_is_an_error(content: str) -> None:
    with pytest.raises(ValueError, match=r"three fields|invalid literal"):
        read_dictionary(content.encode())
