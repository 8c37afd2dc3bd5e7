from __future__ import annotations

import re
import threading
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Encoder, SentenceEncoder, is_same_model, probe
from index.errors import EncoderUnavailable
from index.settings import Settings
from index.types import Matrix


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, models: Path | None) -> SentenceEncoder:
    data = tmp_path_factory.mktemp("encoder")
    if models is not None:
        (data / "models").symlink_to(models, target_is_directory=True)
    return SentenceEncoder(Settings(data=data, batch_size=3))


def test_making_an_encoder_loads_nothing(tmp_path: Path) -> None:
    made = SentenceEncoder(Settings(data=tmp_path))
    assert (made.loaded, made.name) == (False, "bundled")
    assert list(tmp_path.iterdir()) == []


def test_vectors_are_unit_float32_in_the_order_of_the_texts(real: SentenceEncoder) -> None:
    texts = ["深江铁路全线开工。", "睦洲派出所民警巡逻。" * 20, "江门", "𠮷㎏", ""]
    vectors = real.encode_documents(texts)
    assert vectors.shape == (5, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    alone = np.stack([real.encode_documents([text])[0] for text in texts])
    assert np.sum(vectors * alone, axis=1) == pytest.approx(1, abs=1e-3)


def test_no_texts_give_no_vectors_of_the_right_width(real: SentenceEncoder) -> None:
    assert real.encode_documents([]).shape == (0, 384)


def test_a_question_is_near_its_answer_and_has_its_own_prompt(real: SentenceEncoder) -> None:
    texts = ["2023年GDP总量为4022.25亿元，增长5.5%。", "民警在村内进行治安巡逻。", "汝窑天青釉三足尊温润如玉。"]
    vectors = real.encode_documents(texts)
    for question, best in [("经济总量是多少？", 0), ("谁在维护治安？", 1), ("哪种瓷器最珍贵？", 2)]:
        query = real.encode_query(question)
        assert query.shape == (384,)
        assert query.dtype == np.float32
        assert int(np.argmax(vectors @ query)) == best
    assert not np.allclose(real.encode_query("江门"), real.encode_documents(["江门"])[0])


def test_a_text_longer_than_the_model_reads_is_cut_and_no_error(real: SentenceEncoder) -> None:
    assert np.linalg.norm(real.encode_query("江门市发展改革局" * 500)) == pytest.approx(1, abs=1e-5)


def test_a_model_is_known_again_by_its_probe(real: SentenceEncoder, fake_encoder: Encoder) -> None:
    assert is_same_model(probe(real), probe(real))
    assert not is_same_model(probe(real), probe(fake_encoder))


def test_another_model_of_the_same_width_is_told_apart(fake_encoder: Encoder) -> None:
    mine = probe(fake_encoder)
    assert is_same_model(mine, (mine * 0.9999).astype(np.float32))
    assert not is_same_model(mine, np.roll(mine, 1))


def test_a_model_that_is_not_there_is_told_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "空模型").mkdir()
    encoder = SentenceEncoder(Settings(data=tmp_path, encoder=str(tmp_path / "空模型")))
    with pytest.raises(EncoderUnavailable, match=r"yinju\.toml"):
        encoder.encode_query("江门")
    assert not encoder.loaded


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells what a mapping holds")
def test_the_weights_stay_in_their_file_and_are_not_copied_into_memory(real: SentenceEncoder) -> None:
    real.encode_query("江门")
    entries = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", Path("/proc/self/smaps").read_text(), flags=re.MULTILINE)
    mapped = [entry for entry in entries if "model.safetensors" in entry]

    def kilobytes(field: str) -> int:
        return sum(int(found) for entry in mapped for found in re.findall(rf"^{field}: +(\d+)", entry, re.MULTILINE))

    assert kilobytes("Size") > 450_000, "the embedding matrix of 250,037 rows is mapped whole"
    assert kilobytes("Anonymous") == 0, "no page of it was copied"


def test_a_question_is_let_in_between_two_parts_of_a_layer_and_changes_nothing(real: SentenceEncoder) -> None:
    texts = ["江门市发展改革局推进重大项目建设。" * 6] * 8
    alone = real.encode_documents(texts)
    answers: list[Matrix] = []

    def let_in(held: threading.Lock) -> None:
        held.release()
        if not answers:
            asking = threading.Thread(target=lambda: answers.append(real.encode_query("江门")))
            asking.start()
            asking.join(20)
        held.acquire()

    real.give_way = let_in
    try:
        together = real.encode_documents(texts)
    finally:
        real.give_way = None
    assert len(answers) == 1
    assert np.array_equal(answers[0], real.encode_query("江门"))
    assert np.allclose(alone, together, atol=1e-6)
