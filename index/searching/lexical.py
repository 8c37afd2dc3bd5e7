"""Words: the only place for Tantivy. Derived from the store and rebuilt from it.

BM25 (Robertson and Zaragoza, 2009) over two fields: jieba's words, and single characters with their bigrams. Text is
cut before it gets here and joined by spaces, so Tantivy only splits at white space.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import tantivy

from index.disk import disk_failed, no_room, replace_file, write_failure, writing
from index.searching.bm25 import Statistics
from index.searching.derived_file import CALLED, saved_generation
from index.text.terms import GRAMS, WORDS, Term, fields_of, grams_of, terms_of
from index.text.tokens import Tokenizer
from index.types import Passage, content_id

ABOUT = "lexical.json"
FOLDER = "lexical"
HEAP_BYTES = 64_000_000
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should
NAMED = "词语索引"
_DIED = "index writer was killed"
"""What is said of a writer's own thread that met an error, of the disk most likely."""


class Lexical:
    """BM25 over passages, the headings above them and the names of their documents; higher scores are better.

    A JSON file beside Tantivy's folder carries the generation and the tokenizer it was built with; where that is
    missing, behind or different, the caller applies the changes again, which does no harm where they are in already.
    """

    def __init__(self, folder: Path, tokenizer: Tokenizer, known: Mapping[str, str] | None = None) -> None:
        """:param known: ``files`` of another instance over the same folder, to be taken for read."""
        self._about = folder / ABOUT
        self._path = folder / FOLDER
        self._tokenizer = tokenizer
        self._tantivy: tantivy.Index | None = None
        self._known = known or {}
        self.files: dict[str, str] = {}
        self.generation: int | None = None
        self.load()

    def __len__(self) -> int:
        return self._tantivy.searcher().num_docs if self._tantivy is not None else 0

    def load(self) -> None:
        """Read what lies on disk; ``generation`` is None where it is missing, damaged or of other tokens.

        :raises WriteFailed: when the lock for reading cannot be made, which says nothing of what lies there.
        """
        self._tantivy, self.generation = None, None
        try:
            about = json.loads(self._about.read_text(encoding="utf-8"))
            if about["tokens"] != self._tokenizer.fingerprint:
                return
            if not about["files"].items() <= self._digests(self._known).items():
                return  # what lies there beside them is of no account: a commit that came to nothing
            with self._writing():
                opened = self._open()
            if opened.searcher().num_docs == about["passages"]:
                self._tantivy, self.files = opened, about["files"]
                self.generation = int(about["generation"])
        except (OSError, ValueError, KeyError, TypeError):
            # Whatever is wrong with derived files, the cure is the same: build them again from the store.
            self._tantivy, self.generation = None, None

    def clear(self) -> None:
        """Start anew, from nothing."""
        with writing(NAMED):
            self._about.unlink(missing_ok=True)
        shutil.rmtree(self._path, ignore_errors=True)
        self._tantivy, self.generation, self.files = None, None, {}

    def cut(self, passages: Sequence[Passage], names: Sequence[str] = ()) -> list[tantivy.Document]:
        """A document's passages with the headings above them as ``apply`` takes them; most of the work, and needs no
        lock. ``names`` as in ``fields_of``."""
        cut = []
        for passage in passages:
            fields = fields_of(passage, self._tokenizer, names)
            cut.append(tantivy.Document(id=passage.id, document=passage.document_id, **fields))
        return cut

    def apply(self, removed: Iterable[str], added: Sequence[tantivy.Document]) -> None:
        """Take out the passages of documents by document id, put others in; searches see it after ``turn``.

        :raises WriteFailed: when it cannot be written; searches go on seeing what was there before.
        """
        with self._writing():
            if self._tantivy is None:
                self._path.mkdir(parents=True, exist_ok=True)
                self._tantivy = self._open()
            writer = self._tantivy.writer(HEAP_BYTES, 1)
            try:
                # A commit that came to nothing, or was killed, leaves files whose names the next one would take.
                writer.garbage_collect_files()
                for document_id in removed:
                    writer.delete_documents_by_term("document", document_id)
                for document in added:
                    writer.add_document(document)
                writer.commit()
                writer.wait_merging_threads()
            finally:
                del writer  # a traceback would keep it, and with it the lock on Tantivy's folder

    def turn(self, generation: int) -> None:
        """Let searches see what was applied, as ``generation``.

        :raises WriteFailed: when the lock for reading cannot be made; searches go on seeing what was there before.
        """
        if self._tantivy is None:
            self.apply([], [])
        assert self._tantivy is not None
        with self._writing():
            self._tantivy.reload()
        self.generation = generation

    def save(self) -> None:
        """Note on disk what the files are: without it, the next to open them builds them anew.

        What a killed commit left half written goes; nobody else is writing, since the caller holds the write lock.
        """
        for path in self._path.glob(".tmp*"):
            with contextlib.suppress(OSError):
                path.unlink()
        if self.generation is None or saved_generation(self._about) == self.generation:
            return
        self._note(self.generation)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """:raises WriteFailed: for Tantivy's errors of that meaning; it raises ``ValueError`` for everything."""
        try:
            yield
        except (ValueError, OSError) as error:
            failure = write_failure(error, NAMED)
            if failure is None and _DIED in str(error):
                full = shutil.disk_usage(self._path).free < HEAP_BYTES
                failure = no_room(NAMED) if full else disk_failed(NAMED)
            if failure:
                raise failure from error
            raise

    def _open(self) -> tantivy.Index:
        opened = tantivy.Index(_schema(), str(self._path))
        opened.config_reader("manual")  # otherwise a thread of Tantivy's own reads whatever lies there, when it likes
        opened.reload()
        return opened

    def _digests(self, known: Mapping[str, str]) -> dict[str, str]:
        """The digest of each of Tantivy's files by name. Segments never change, so those ``known`` are not read."""
        digests = {}
        for path in sorted(self._path.iterdir()):
            if path.suffix != ".lock" and not path.name.startswith((".tmp", ".managed")):
                mutable = path.suffix == ".json"
                digest = None if mutable else known.get(path.name)
                digests[path.name] = digest or content_id(path.read_bytes())
        return digests

    def _note(self, generation: int) -> None:
        self.files = self._digests(self.files)
        about = {
            "generation": generation,
            "tokens": self._tokenizer.fingerprint,
            "passages": len(self),
            "files": self.files,
        }
        replace_file(self._about, json.dumps(about).encode(), CALLED)

    def ids(self) -> set[str]:
        """The ids of all passages in here."""
        if self._tantivy is None or not len(self):
            return set()
        searcher = self._tantivy.searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=len(self), count=False).hits
        return {str(searcher.doc(address)["id"][0]) for _, address in hits}

    def search(
        self, text: str, top: int, phrases: Sequence[str] = (), documents: Collection[str] = ()
    ) -> list[tuple[str, float]]:
        """The ``top`` passages for a text as (passage id, BM25), best first, ties by id; nothing for no words.

        :param phrases: only passages with every gram of these; whether they stand there as they are, the caller sees.
        :param documents: only passages of documents with these ids, where there are any; scores are the same as
            without.
        """
        among = tantivy.Query.term_set_query(_schema(), "document", sorted(documents)) if documents else None
        return self._search(text, top, phrases, among)

    def scores(self, text: str, ids: Collection[str], phrases: Sequence[str] = ()) -> list[tuple[str, float]]:
        """As ``search``, of the passages with these ids."""
        if not ids:
            return []
        # Of some dozens each is looked up by itself in less time than a set is looked for among all.
        each = [tantivy.Query.term_query(_schema(), "id", identity, "basic") for identity in sorted(ids)]
        return self._search(text, len(ids), phrases, tantivy.Query.boolean_query([(SHOULD, one) for one in each]))

    def _search(
        self, text: str, top: int, phrases: Sequence[str], among: tantivy.Query | None
    ) -> list[tuple[str, float]]:
        """:param among: what else the passages must be found by, which does not count."""
        terms = terms_of(text, self._tokenizer)
        if self._tantivy is None or not terms:
            return []
        clauses = [(SHOULD, self._term(field, term, count)) for (field, term), count in terms.items()]
        clauses += [(MUST, self._term(GRAMS, gram, 1)) for gram in grams_of(phrases, self._tokenizer)]
        query = tantivy.Query.boolean_query(clauses)
        if among is not None:
            unscored = tantivy.Query.const_score_query(among, 0.0)
            query = tantivy.Query.boolean_query([(MUST, query), (MUST, unscored)])
        searcher = self._tantivy.searcher()
        hits = searcher.search(query, limit=top, count=False).hits
        found = [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def ceiling(self, text: str) -> float:
        """As ``Statistics.ceiling``, for this text."""
        terms = terms_of(text, self._tokenizer)
        return self._statistics(terms).ceiling(terms) if self._tantivy is not None else 0.0

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of BM25 by gram (a token of ``Tokenizer.grams``); 0 or more."""
        if self._tantivy is None:
            return dict.fromkeys(grams, 0.0)
        statistics = self._statistics([(GRAMS, gram) for gram in grams])
        return {gram: statistics.rarity((GRAMS, gram)) for gram in grams}

    def _statistics(self, terms: Collection[Term]) -> Statistics:
        """What is rare; not how long passages are, which Tantivy knows by itself."""
        assert self._tantivy is not None
        searcher = self._tantivy.searcher()
        return Statistics(searcher.num_docs, {}, {term: searcher.doc_freq(*term) for term in terms})

    def _term(self, field: str, term: str, count: int) -> tantivy.Query:
        query = tantivy.Query.term_query(_schema(), field, term, "freq")
        return tantivy.Query.boost_query(query, float(count)) if count > 1 else query


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "document"):
        builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
    for name in (WORDS, GRAMS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
