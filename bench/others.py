"""``python -m bench.others SET.json --work DIR``: this program and others over the same texts with the same model.

Each runs in a process of its own; the others in an environment that is made in the work folder. README.md beside this
file has the table.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import mkdtemp

from bench.machine import conditions
from bench.peers.task import QUESTIONS, TEXTS
from bench.texts import pick, read_questions
from index.encoding.unpacking import unpack

TORCH = "torch==2.13.0"
PACKAGES = ("sentence-transformers", "faiss-cpu", "numpy")
LLAMAINDEX = ("core", "vector-stores-faiss", "retrievers-bm25", "embeddings-huggingface")
PEERS = {"yinju": "bench.peers.yinju", "LlamaIndex": "bench.peers.llamaindex", "txtai": "bench.peers.txtai_"}


def prepare(folder: Path, given: Path, paragraphs: int, asked: int) -> None:
    """The first paragraphs of a set, a file for each, and some of their questions."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / TEXTS).mkdir(parents=True)
    texts, questions = read_questions([given])
    names = [f"{position:05}.txt" for position in range(min(paragraphs, len(texts)))]
    for name, text in zip(names, texts, strict=False):
        (folder / TEXTS / name).write_text(text, encoding="utf-8")
    about = [(question, names[position]) for question, position in questions if position < len(names)]
    (folder / QUESTIONS).write_text(json.dumps(pick(about, asked), ensure_ascii=False), encoding="utf-8")


def environment(folder: Path) -> Path:
    """The Python of the others' environment, made the first time."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        for packages in ((TORCH,), (*PACKAGES, *(f"llama-index-{part}" for part in LLAMAINDEX), "txtai")):
            subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    return python


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path, help="SQuAD-like JSON file")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--paragraphs", type=int, default=300)
    parser.add_argument("--asked", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    work: Path = given.work.resolve()
    prepare(work / "task", given.set, given.paragraphs, given.asked)
    model, others = unpack(work / "models"), environment(work / "venv")
    print(json.dumps(conditions(), ensure_ascii=False))
    for name, module in list(PEERS.items()) * given.rounds:
        python = sys.executable if name == "yinju" else str(others)
        own = mkdtemp(prefix=f"{name}-", dir=work)
        command = [python, "-W", "ignore", "-m", module, str(work / "task"), str(model), own]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
        print(json.dumps({"who": name} | json.loads(told), ensure_ascii=False), flush=True)
        shutil.rmtree(own)


if __name__ == "__main__":
    main()
