"""``python -m bench.scale SET.json… --work DIR``: libraries of 10 thousand passages and more, and what they cost.

For each size a library is built in one process and measured in another; the figures are printed as JSON and kept in
the work folder. README.md beside this file says what was measured where.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.building import build_by_sync, build_straight
from bench.distribution import Interpolating, encode_once
from bench.machine import conditions
from bench.measuring import measure_library
from bench.texts import PARAGRAPHS, pick, read_passages, read_sets


def main() -> None:
    arguments = _arguments()
    work: Path = arguments.work
    sentences, questions = read_sets(arguments.sets)
    questions = pick(questions, arguments.questions)
    passages = read_passages(arguments.sets, arguments.real)
    real, asked = encode_once(work, arguments.models or work / "models", passages, questions)
    if arguments.stage is None:
        _run_all(arguments)
        return
    encoder = Interpolating(real, passages, asked, questions)
    for size in arguments.passages:
        data = work / f"data-{size}"
        if arguments.stage == "vectors":
            found: dict[str, object] = {"part": encoder.part, "deciles": encoder.comparison()}
        elif arguments.stage == "build":
            build = build_straight if size > arguments.sync_up_to else build_by_sync
            found = build(data, size // PARAGRAPHS, sentences, encoder)
        else:
            found = measure_library(data, encoder, questions)
        place = work / f"{arguments.stage}-{size}.json"
        place.write_text(json.dumps(conditions() | found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(place.read_text(encoding="utf-8"))


def _run_all(arguments: argparse.Namespace) -> None:
    """Each stage of each size in a process of its own, whose memory is its own."""
    for size in arguments.passages:
        for stage in ("vectors", "build", "measure") if size == arguments.passages[0] else ("build", "measure"):
            command = [sys.executable, "-m", "bench.scale", *sys.argv[1:], "--stage", stage, "--passages", str(size)]
            subprocess.run(command, check=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="SQuAD-like JSON files")
    parser.add_argument("--work", type=Path, required=True, help="folder for texts, vectors, libraries and figures")
    parser.add_argument("--models", type=Path, help="folder with the unpacked weights; made in the work folder if none")
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--real", type=int, default=20_000, help="passages that the real model encodes")
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument(
        "--sync-up-to", type=int, default=100_000, help="passages; larger ones go straight to the store"
    )
    parser.add_argument("--stage", choices=["vectors", "build", "measure"], help="only this")
    return parser.parse_args()


if __name__ == "__main__":
    main()
