"""``python -m bench.analysers SET.json --work DIR``: ways to find passages by words on a seekdb server, and here.

Each paragraph is a row; of each question is searched what ``Library.search`` searches. Needs the development install,
which brings the server; it is started in ``DIR``, over a unix socket only.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.machine import conditions, measure, percentiles
from bench.texts import read_questions
from index.searching.bm25 import Statistics, impacts, scorer, weights
from index.searching.lexical import Lexical
from index.text.question_words import searched_words
from index.text.terms import Term
from index.text.tokens import Tokenizer
from index.types import BlockKind, Passage, Span, content_id
from tests.seekdb import Seekdb, database, running

FOUND, CANDIDATES, BATCH = 10, 100, 100
"""Rows wanted of a question, those that are scored again, and rows of one statement."""
SETTLED = 40
"""Seconds that the server gets to put its statistics in order after a freeze."""
Fields = Mapping[str, str]
Search = Callable[[str], list[int]]


@dataclass(frozen=True)
class Corpus:
    """The paragraphs, their tokens, what BM25 asks of them all, and the questions with their paragraph."""

    texts: Sequence[str]
    fields: Sequence[Fields]
    statistics: Statistics
    tokenizer: Tokenizer
    asked: Sequence[tuple[str, int]]

    def cut(self, text: str) -> dict[str, list[str]]:
        return {"words": self.tokenizer.words(text), "grams": self.tokenizer.grams(text)}

    def terms(self, text: str) -> Counter[Term]:
        return Counter((field, token) for field, tokens in self.cut(text).items() for token in tokens)


def read(path: Path, questions: int) -> Corpus:
    """Of the questions some, evenly spaced."""
    texts, asked = read_questions([path])
    tokenizer = Tokenizer()
    tokenizer.prepare()
    fields = [{"words": " ".join(tokenizer.words(text)), "grams": " ".join(tokenizer.grams(text))} for text in texts]
    tokens: Counter[str] = Counter()
    frequencies: Counter[Term] = Counter()
    for passage in fields:
        for field, joined in passage.items():
            tokens[field] += len(joined.split())
            frequencies.update((field, token) for token in set(joined.split()))
    some = asked[:: max(len(asked) // questions, 1)]
    return Corpus(texts, fields, Statistics(len(texts), tokens, frequencies), tokenizer, some)


def measured(corpus: Corpus, search: Search) -> dict[str, object]:
    """How often the right paragraph comes first, or among ten, and what a question costs."""
    first = among = 0
    seconds = []
    for question, right in corpus.asked:
        text = searched_words(question)
        began = time.perf_counter()
        found = search(text)
        seconds.append(time.perf_counter() - began)
        first += found[:1] == [right]
        among += right in found[:FOUND]
    asked = len(corpus.asked)
    return {"hit@1": round(first / asked, 4), f"hit@{FOUND}": round(among / asked, 4), **percentiles(seconds)}


def ascii_words(field: str, tokens: Sequence[str]) -> str:
    """Tokens as words that no parser splits, folds or drops: ``w`` or ``g``, and UTF-16 in hexadecimal."""
    return " ".join(field[0] + token.encode("utf-16-be").hex() for token in tokens)


class Table:
    """A table on the server with an index, filled and asked."""

    def __init__(self, connection: Any, columns: Mapping[str, str], indexes: Sequence[str]) -> None:  # noqa: ANN401
        """:param columns: their types by name, besides the ``id``."""
        self._connection = connection
        self._columns = tuple(columns)
        declared = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        self.ask("DROP TABLE IF EXISTS t")
        self.ask(f"CREATE TABLE t (id INT PRIMARY KEY, {declared}, {', '.join(indexes)})")

    def ask(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())

    def fill(self, rows: Sequence[Sequence[object]]) -> int:
        """Rows a second."""
        places = ", ".join(["%s"] * (len(self._columns) + 1))
        statement = f"INSERT INTO t (id, {', '.join(self._columns)}) VALUES ({places})"

        def insert() -> None:
            for at in range(0, len(rows), BATCH):
                with self._connection.cursor() as cursor:
                    cursor.executemany(statement, [(at + n, *row) for n, row in enumerate(rows[at : at + BATCH])])

        return round(len(rows) / measure(insert))

    def matching(self, given: Mapping[str, str]) -> list[int]:
        """The best rows by the server's BM25, for what is asked of each column."""
        parts = {column: text for column, text in given.items() if text}
        if not parts:
            return []
        score = " + ".join(f"MATCH({column}) AGAINST(%s)" for column in parts)
        where = " OR ".join(f"MATCH({column}) AGAINST(%s)" for column in parts)
        statement = f"SELECT id, {score} s FROM t WHERE {where} ORDER BY s DESC LIMIT {FOUND}"
        return [row[0] for row in self.ask(statement, [*parts.values(), *parts.values()])]


def tokens_of_ours(corpus: Corpus, connection: Any, together: bool) -> Iterator[dict[str, object]]:  # noqa: ANN401
    """(a) The parser that splits at spaces, over our tokens."""
    kept = " WITH PARSER space PARSER_PROPERTIES=(min_token_size=1, max_token_size=84)"
    names = ("tokens",) if together else ("words", "grams")
    table = Table(connection, dict.fromkeys(names, "LONGTEXT"), [f"FULLTEXT INDEX f{n}({n}){kept}" for n in names])

    def columns(tokens: Mapping[str, Sequence[str]]) -> dict[str, str]:
        each = {field: ascii_words(field, said) for field, said in tokens.items()}
        return {"tokens": " ".join(filter(None, each.values()))} if together else each

    encoded = [columns({field: said.split() for field, said in fields.items()}) for fields in corpus.fields]
    rate = table.fill([[row[name] for name in names] for row in encoded])
    way = f"full text, our tokens, {len(names)} column{'s' * (len(names) > 1)}"
    return settling(corpus, table, {"way": way, "rows/s": rate}, lambda text: table.matching(columns(corpus.cut(text))))


def settling(corpus: Corpus, table: Table, about: Mapping[str, object], search: Search) -> Iterator[dict[str, object]]:
    """Right after the rows came, when the server takes a guess for their mean length, and when it knows it."""
    yield {**about, **measured(corpus, search)}
    table.ask("ALTER SYSTEM MAJOR FREEZE")
    table.ask("ANALYZE TABLE t")
    time.sleep(SETTLED)
    yield {"way": f"{about['way']}, settled", **measured(corpus, search)}


def ik(corpus: Corpus, connection: Any, mode: str) -> Iterator[dict[str, object]]:  # noqa: ANN401
    """(b) The server's own Chinese analyser, over the texts as they stand."""
    index = f"FULLTEXT INDEX f(body) WITH PARSER ik PARSER_PROPERTIES=(ik_mode='{mode}')"
    table = Table(connection, {"body": "LONGTEXT"}, [index])
    rate = table.fill([[text] for text in corpus.texts])
    about = {"way": f"full text, ik {mode}", "rows/s": rate}
    return settling(corpus, table, about, lambda text: table.matching({"body": text}))


def sparse(corpus: Corpus, connection: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401
    """(c) Our weights as sparse vectors, alone and scored again."""
    index = "VECTOR INDEX v(terms) WITH (distance=inner_product, type=sindi, lib=vsag)"
    columns = {"words": "LONGTEXT", "grams": "LONGTEXT", "terms": "SPARSEVECTOR"}
    table = Table(connection, columns, [index])
    rows = [[fields["words"], fields["grams"], written(impacts(fields))] for fields in corpus.fields]
    rate = table.fill(rows)

    def near(text: str, wanted: str, count: int) -> list[tuple[Any, ...]]:
        vector = weights(corpus.terms(text), corpus.statistics)
        order = "ORDER BY negative_inner_product(terms, %s) APPROXIMATE"
        return table.ask(f"SELECT {wanted} FROM t {order} LIMIT {count}", [written(vector)]) if vector else []

    def rescored(text: str) -> list[int]:
        score = scorer(corpus.terms(text), corpus.statistics)
        rows = near(text, "id, words, grams", CANDIDATES)
        found = [(-score({"words": words, "grams": grams}), number) for number, words, grams in rows]
        return [number for _, number in sorted(set(found))][:FOUND]

    way = "sparse vectors of ours"
    yield {"way": way, "rows/s": rate, **measured(corpus, lambda q: [row[0] for row in near(q, "id", FOUND)])}
    yield {"way": f"{way}, {CANDIDATES} scored again", "rows/s": rate, **measured(corpus, rescored)}


def written(vector: Mapping[int, float]) -> str:
    return "{" + ",".join(f"{key}:{value:.6g}" for key, value in vector.items()) + "}"


def tantivy(corpus: Corpus, folder: Path) -> dict[str, object]:
    """(d) The embedded library's words."""
    folder.mkdir(parents=True, exist_ok=True)
    lexical = Lexical(folder, corpus.tokenizer)
    lexical.clear()
    numbers = {content_id(f"{number}".encode()): number for number in range(len(corpus.texts))}
    passages = [
        Passage(identity, "d", number, BlockKind.PARAGRAPH, (), (Span(0, len(text)),), text)
        for (identity, number), text in zip(numbers.items(), corpus.texts, strict=True)
    ]
    cut = lexical.cut(passages)
    rate = round(len(cut) / measure(lambda: lexical.apply([], cut)))
    lexical.turn(1)

    def search(text: str) -> list[int]:
        return [numbers[identity] for identity, _ in lexical.search(text, FOUND)]

    return {"way": "Tantivy, embedded", "rows/s": rate, **measured(corpus, search)}


def ways(corpus: Corpus, work: Path, server: Seekdb) -> Iterator[dict[str, object]]:
    """A row for each way."""
    yield tantivy(corpus, work / "tantivy")
    with database(server, "analysers") as name:
        connection = server.connect(name)
        yield from sparse(corpus, connection)
        for mode in ("smart", "max_word"):
            yield from ik(corpus, connection, mode)
        for together in (True, False):
            yield from tokens_of_ours(corpus, connection, together)
        connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=1_000)
    given = parser.parse_args()
    corpus = read(given.set, given.questions)
    print(json.dumps(conditions() | {"passages": len(corpus.texts), "questions": len(corpus.asked)}))
    with running(given.work / "seekdb") as server:
        for row in ways(corpus, given.work, server):
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
