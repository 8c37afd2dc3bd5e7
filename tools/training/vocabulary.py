"""The pieces of the bundled encoder's vocabulary that Chinese text needs.

Kept are the special pieces, every piece that has Han characters and beside them only marks and digits, every piece of
digits and marks, every single character of any script, and of the other ASCII pieces the most probable ones. What is
dropped is written with what is kept, down to single characters; a character that has no piece at all is ``<unk>``,
and still has a place in the text. The order stays, so that the same pieces get the same numbers each time.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from index.text.tokens import HAN

LATIN_PIECES = 10_000
"""How many other pieces of ASCII characters are kept, by their probability."""
SPECIAL = 4
"""The first pieces: ``<s>``, ``<pad>``, ``</s>``, ``<unk>``."""
_CHINESE = re.compile(rf"(?=.*[{HAN}\u3000-\u303f\uff00-\uffef])(?:[{HAN}\u3000-\u303f\uff00-\uffef0-9]|[^\w])+")

_FIGURE = re.compile(r"(?=.*\d)[\d\W]+", re.ASCII)


def kept_pieces(pieces: list[str], scores: list[float]) -> list[int]:
    """The numbers of the kept pieces, ascending. ``scores`` are their log probabilities."""
    bare = [piece.replace("▁", "") for piece in pieces]
    figures = {number for number, piece in enumerate(bare) if _FIGURE.fullmatch(piece)}
    latin = [number for number, piece in enumerate(bare) if piece and piece.isascii() and number not in figures]
    likely = sorted(latin, key=lambda number: (-scores[number], number))[:LATIN_PIECES]
    chosen = {number for number, piece in enumerate(bare) if len(piece) <= 1 or _CHINESE.fullmatch(piece)}
    return sorted({*range(SPECIAL), *chosen, *figures, *likely})


def cut_tokenizer(source: Path, target: Path) -> list[int]:
    """Write the ``tokenizer.json`` in ``source`` with the kept pieces only to ``target``; the kept pieces' numbers."""
    content = json.loads(source.read_text(encoding="utf-8"))
    vocabulary = content["model"]["vocab"]
    real = [(piece, score) for piece, score in vocabulary if not re.fullmatch(r"<extra_\d+>", piece)]
    kept = kept_pieces([piece for piece, _ in real], [score for _, score in real])
    content["model"]["vocab"] = [vocabulary[number] for number in kept]
    content["added_tokens"] = [token for token in content["added_tokens"] if token["id"] < SPECIAL]
    target.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return kept
