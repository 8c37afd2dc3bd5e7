from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from index.encoding.sentence_encoder import SentenceEncoder
from index.encoding.unpacking import unpack
from index.errors import EncoderUnavailable
from index.settings import Settings
from index.types import Matrix


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, models: Path) -> SentenceEncoder:
    """An ordinary folder of sentence-transformers: the one that the bundled model is unpacked into."""
    data = tmp_path_factory.mktemp("encoder")
    return SentenceEncoder(Settings(data=data, encoder=str(unpack(models)), batch_size=3))


def test_making_an_encoder_loads_nothing(tmp_path: Path) -> None:
    made = SentenceEncoder(Settings(data=tmp_path, encoder="某个/模型"))
    assert made.name == "某个/模型"


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


def test_questions_have_their_own_prompt(real: SentenceEncoder) -> None:
    query = real.encode_query("江门")
    assert query.shape == (384,)
    assert query.dtype == np.float32
    assert not np.allclose(query, real.encode_documents(["江门"])[0])


def test_a_model_that_is_not_there_is_told_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "空模型").mkdir()
    encoder = SentenceEncoder(Settings(data=tmp_path, encoder=str(tmp_path / "空模型")))
    with pytest.raises(EncoderUnavailable, match=r"yinju\.toml"):
        encoder.encode_query("江门")


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
