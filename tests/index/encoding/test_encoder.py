from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoding.bundled_encoder import BundledEncoder, cores
from index.encoding.encoder import Encoder, is_same_model, open_encoder, probe
from index.encoding.sentence_encoder import SentenceEncoder
from index.encoding.unpacking import GRAPH, TENSORS, unpack
from index.errors import EncoderUnavailable
from index.settings import Settings
from index.types import Matrix

ROOT = Path(__file__).resolve().parents[3]
MAPPED = """
import sys
from pathlib import Path
from index.encoding.bundled_encoder import BundledEncoder, cores

encoder = BundledEncoder(Path(sys.argv[1]))
encoder.encode_query("江门")
print(Path("/proc/self/smaps").read_text())
"""


@pytest.fixture(scope="module")
def real(models: Path) -> BundledEncoder:
    return BundledEncoder(models)


def test_the_settings_name_the_encoder(tmp_path: Path) -> None:
    assert isinstance(open_encoder(Settings(data=tmp_path)), BundledEncoder)
    assert isinstance(open_encoder(Settings(data=tmp_path, encoder="某个/模型")), SentenceEncoder)


def test_making_an_encoder_unpacks_and_loads_nothing(tmp_path: Path) -> None:
    assert BundledEncoder(tmp_path / "models").name == "bundled"
    assert list(tmp_path.iterdir()) == []


def test_it_is_the_model_that_sentence_transformers_opens(real: BundledEncoder, models: Path) -> None:
    """But for the rounding of its whole numbers, which turns no vector by more than three degrees."""
    texts = ["2023年，江门市地区生产总值4022.25亿元，同比增长5.5%。", "睦洲派出所民警巡逻。" * 60, "𠮷㎏", ""]
    real.load()
    other = SentenceEncoder(Settings(encoder=str(unpack(real.models))))
    for mine, theirs in zip(real.encode_documents(texts), other.encode_documents(texts), strict=True):
        assert float(mine @ theirs) > 0.9986
    assert float(real.encode_query("经济总量") @ other.encode_query("经济总量")) > 0.9986
    assert is_same_model(probe(real), probe(other))


def test_vectors_are_unit_float32_in_the_order_of_the_texts(real: BundledEncoder) -> None:
    texts = ["深江铁路全线开工。", "睦洲派出所民警巡逻。" * 20, "江门", "𠮷㎏", ""]
    vectors = real.encode_documents(texts)
    assert vectors.shape == (5, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    alone = np.stack([real.encode_documents([text])[0] for text in texts])
    assert np.array_equal(vectors, alone), "what stands beside a text has no part in its vector"


def test_no_texts_give_no_vectors_of_the_right_width(real: BundledEncoder) -> None:
    assert real.encode_documents([]).shape == (0, 384)


def test_a_question_is_near_its_answer_and_has_its_own_prompt(real: BundledEncoder) -> None:
    texts = ["2023年GDP总量为4022.25亿元，增长5.5%。", "民警在村内进行治安巡逻。", "汝窑天青釉三足尊温润如玉。"]
    vectors = real.encode_documents(texts)
    for question, best in [("经济总量是多少？", 0), ("谁在维护治安？", 1), ("哪种瓷器最珍贵？", 2)]:
        query = real.encode_query(question)
        assert query.shape == (384,)
        assert query.dtype == np.float32
        assert int(np.argmax(vectors @ query)) == best
    assert not np.allclose(real.encode_query("江门"), real.encode_documents(["江门"])[0])


def test_a_text_longer_than_the_model_reads_is_cut_and_no_error(real: BundledEncoder) -> None:
    assert np.linalg.norm(real.encode_query("江门市发展改革局" * 500)) == pytest.approx(1, abs=1e-5)


def test_a_model_is_known_again_by_its_probe(real: BundledEncoder, fake_encoder: Encoder) -> None:
    assert is_same_model(probe(real), probe(real))
    assert not is_same_model(probe(real), probe(fake_encoder))


def test_another_model_of_the_same_width_is_told_apart(fake_encoder: Encoder) -> None:
    mine = probe(fake_encoder)
    assert is_same_model(mine, (mine * 0.9999).astype(np.float32))
    assert not is_same_model(mine, np.roll(mine, 1))


def test_files_that_are_damaged_are_told_to_a_person(real: BundledEncoder, tmp_path: Path) -> None:
    real.load()
    whole = unpack(real.models)
    for name in (GRAPH, TENSORS):
        folder = tmp_path / name / whole.name
        shutil.copytree(whole, folder, ignore=shutil.ignore_patterns(TENSORS))
        (folder / TENSORS).write_bytes(b"")
        (folder / name).write_bytes(b"damaged")
        with pytest.raises(EncoderUnavailable, match=f"{name} 损坏了.*repair"):
            BundledEncoder(folder.parent).encode_query("江门")


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells what a mapping holds")
def test_the_embedding_matrix_stays_in_its_file_and_is_not_copied_into_memory(real: BundledEncoder) -> None:
    command = [sys.executable, "-c", MAPPED, str(real.models)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    entries = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", done.stdout, flags=re.MULTILINE)
    mapped = [entry for entry in entries if TENSORS in entry]

    def kilobytes(field: str) -> int:
        return sum(int(found) for entry in mapped for found in re.findall(rf"^{field}: +(\d+)", entry, re.MULTILINE))

    assert kilobytes("Size") > 350_000, "the embedding matrix of 250,037 rows is mapped whole"
    assert kilobytes("Rss") < 20_000, "only the rows in use are read"
    assert kilobytes("Anonymous") == 0, "no page of it was copied"


def test_a_question_is_let_in_between_two_rows_of_texts_and_changes_nothing(real: BundledEncoder) -> None:
    texts = ["江门市发展改革局推进重大项目建设。" * 6] * (2 * cores() + 1)
    alone = real.encode_documents(texts)
    answers: list[Matrix] = []
    real.give_way = lambda: answers.append(real.encode_query("江门"))
    try:
        together = real.encode_documents(texts)
    finally:
        real.give_way = None
    assert len(answers) == 2
    assert np.array_equal(answers[0], real.encode_query("江门"))
    assert np.array_equal(alone, together)
