"""``python -m bench.shared SET.json… --work DIR``: a library in a data folder and the same one on a seekdb server.

Both in one run, the server on this machine over a unix socket: how fast it takes the library over, how long a search
takes dense, by words and fused, for one client and eight; and, with ``--hits``, how often the paragraph that a question
was asked about comes first.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.building import build_straight
from bench.distribution import Interpolating, encode_once
from bench.machine import conditions, measure, percentiles
from bench.measuring import ask, ask_together
from bench.models import lend
from bench.texts import PARAGRAPHS, pick, read_passages, read_questions, read_sets
from index.encoding.encoder import Encoder, open_encoder
from index.library import Library
from index.searching.bm25 import weights
from index.settings import Settings
from index.storage.server.storage import Shared
from index.syncing.copying import copy_library
from index.text.question_words import searched_words
from index.text.terms import terms_of
from index.types import ignore_progress
from tests.endurance.ledger import memory_of
from tests.inside import embedded
from tests.seekdb import PARAMETERS, Seekdb, database, running

SERVER = {**PARAMETERS, "memory_budget": "6G", "datafile_size": "4G", "log_disk_size": "4G"}
CANDIDATES = 100


def main() -> None:
    arguments = _arguments()
    for row in rows(arguments):
        print(json.dumps(row, ensure_ascii=False), flush=True)


def rows(arguments: argparse.Namespace) -> Iterator[object]:
    """What is measured, one after the other."""
    yield conditions()
    shutil.rmtree(arguments.work / "seekdb", ignore_errors=True)
    with running(arguments.work / "seekdb", SERVER) as server:
        if arguments.hits:
            yield from _hits(arguments, server)
        for size in arguments.passages:
            yield from _compare(arguments, size, server)


def _compare(arguments: argparse.Namespace, size: int, server: Seekdb) -> Iterator[object]:
    work: Path = arguments.work
    sentences, questions = read_sets(arguments.sets)
    questions = pick(questions, arguments.questions)
    passages = read_passages(arguments.sets, arguments.real)
    real, asked = encode_once(work, arguments.models or work / "models", passages, questions)
    encoder = Interpolating(real, passages, asked, questions)
    data = work / f"data-{size}"
    if not data.exists():
        yield build_straight(data, size // PARAGRAPHS, sentences, encoder)
    with _both(data, encoder, server) as (here, there, seconds):
        yield {"passages": size, "taken over in s": round(seconds, 1), "passages/s": round(size / seconds)}
        for name, library in (("data folder", here), ("server", there)):
            library.tokenizer.prepare()
            yield {"where": name, "fused": percentiles(ask(library, questions))}
            for side, search in _sides(library).items():
                search(questions[0])
                yield {"where": name, side: percentiles([measure(lambda: search(q)) for q in questions])}  # noqa: B023
            yield {"where": name, "8 clients": percentiles(ask_together(library, questions))}
        yield {
            "same first": _agreement(here, there, questions, 1),
            "same first 10": _agreement(here, there, questions, 10),
        }
        yield {"server MB": memory_of(server.process.pid) // 1_000_000}


def _hits(arguments: argparse.Namespace, server: Seekdb) -> Iterator[object]:
    """With the real encoder, over the paragraphs of the first set."""
    paragraphs, asked = read_questions(arguments.sets[:1])
    folder, data = arguments.work / "paragraphs", arguments.work / "data-paragraphs"
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(paragraphs):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    lend(data, arguments.models)
    encoder = open_encoder(Settings(data=data))
    with Library.open(Settings(data=data), encoder) as library:
        library.sync([folder])
    asked = asked[:: arguments.every]
    with _both(data, encoder, server) as (here, there, _):
        for name, library in (("data folder", here), ("server", there)):
            right = sum(_first(library, question) == f"{number:05}.txt" for question, number in asked)
            yield {"where": name, "hit@1": round(right / len(asked), 4), "questions": len(asked)}
        questions = [question for question, _ in asked]
        yield {"same first": _agreement(here, there, questions, 1)}


def _first(library: Library, question: str) -> str:
    hits = library.search(question, 1)
    return Path(library.paths_of(hits[0].passage.document_id)[0]).name if hits else ""


@contextmanager
def _both(data: Path, encoder: Encoder, server: Seekdb) -> Iterator[tuple[Library, Library, float]]:
    """The library of a data folder, the same on the server, and the seconds in which it was copied there."""
    with database(server, "yinju") as name:
        settings = Settings(data=data, library=server.url(name))
        seconds = measure(lambda: copy_library(settings, ignore_progress))
        with Library.open(Settings(data=data), encoder) as here, Library.open(settings, encoder) as there:
            yield here, there, seconds


def _sides(library: Library) -> dict[str, Callable[[str], object]]:
    """Each side of a search by itself: the ids of ``CANDIDATES`` passages for a question."""
    if not library.settings.library:
        derived = embedded(library).derived
        return {
            "dense": lambda text: derived.vectors.search(library.encode_query(text), CANDIDATES),
            "words": lambda text: derived.lexical.search(searched_words(text), CANDIDATES),
        }
    assert isinstance(library._storage, Shared)
    searched = library._storage.store.searched

    def words(text: str) -> object:
        terms = terms_of(searched_words(text), library.tokenizer)
        return searched.find_terms(weights(terms, searched.statistics(terms)), CANDIDATES)

    return {"dense": lambda text: searched.find_near(library.encode_query(text), CANDIDATES), "words": words}


def _agreement(here: Library, there: Library, questions: Sequence[str], top: int) -> float:
    """The share of the first passages here that are among the first there."""
    shares = []
    for question in questions:
        mine, theirs = ([hit.passage.id for hit in each.search(question, top)] for each in (here, there))
        shares.append(len(set(mine) & set(theirs)) / max(len(mine), 1))
    return round(sum(shares) / len(shares), 4)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="SQuAD-like JSON files")
    parser.add_argument("--work", type=Path, required=True, help="folder for texts, vectors, libraries and the server")
    parser.add_argument("--models", type=Path, help="folder with the unpacked weights")
    parser.add_argument("--passages", type=int, nargs="*", default=[100_000])
    parser.add_argument("--real", type=int, default=4_000, help="passages that the real model encodes")
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--hits", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="of the questions of hit@1 only every so many")
    return parser.parse_args()


if __name__ == "__main__":
    main()
