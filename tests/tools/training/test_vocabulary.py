from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

from index.encoding.unpacking import unpack
from index.library import Library
from tools.training.vocabulary import LATIN_PIECES, SPECIAL, cut_tokenizer, kept_pieces

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "江", "江门", "▁2023年", "的な", "и", "или", "the", "zzz", "，「"]


def test_the_rule_keeps_what_chinese_needs() -> None:
    kept = [PIECES[number] for number in kept_pieces(PIECES, [0.0] * len(PIECES))]
    assert kept == ["<s>", "<pad>", "</s>", "<unk>", "▁", "江", "江门", "▁2023年", "и", "the", "zzz", "，「"]


def test_of_latin_pieces_the_likely_ones_are_kept() -> None:
    pieces = [*PIECES[:SPECIAL], *(f"a{number}" for number in range(LATIN_PIECES + 5))]
    scores = [0.0] * SPECIAL + [-float(number) for number in range(LATIN_PIECES + 5)]
    kept = {pieces[number] for number in kept_pieces(pieces, scores)}
    assert "a0" in kept
    assert f"a{LATIN_PIECES + 4}" not in kept


def test_chinese_and_figures_are_cut_as_before(real_library: Library, tmp_path: Path) -> None:
    source = unpack(real_library.settings.data / "models") / "tokenizer.json"
    kept = cut_tokenizer(source, tmp_path / "tokenizer.json")
    whole, cut = Tokenizer.from_file(str(source)), Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    text = "2023年，江门市的总量突破4000亿元，为4022.25亿元，增长5.5%。總部位於臺北市。"
    assert [kept[number] for number in cut.encode(text).ids] == whole.encode(text).ids
