"""Folders to store: which files are new, changed or gone, and each one's way into the library."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import DocumentError, EmptyDocument, FolderMissing
from index.layout import LAYOUT_VERSION, find_blocks
from index.passages import build_passages
from index.readers import load_bytes, read_bytes
from index.schema import Contents, Failure, Source
from index.settings import Settings
from index.store import Store
from index.tokens import Tokenizer, close_up
from index.types import Block, BlockKind, Document, Matrix, Passage, Progress, content_id, join_spans

PUBLISH_EVERY = 50
"""Documents after which a long sync lets searches see what it has read."""
RECIPE, FOLDERS = "recipe", "folders"


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, by path; ``unchanged`` counts the files that it left as they were."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[Failure, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Workshop:
    """What making a document takes.

    ``encode`` gives ``(n, dim)`` float32, ``encoder_key`` what tells that encoder from others, and ``publish`` lets
    searches see what is in the store.
    """

    store: Store
    tokenizer: Tokenizer
    settings: Settings
    encode: Callable[[Sequence[str]], Matrix]
    encoder_key: Callable[[], str]
    publish: Callable[[], object]


class _Ledger:
    """The outcome of each file, as it becomes known."""

    def __init__(self) -> None:
        self.added: list[str] = []
        self.changed: list[str] = []
        self.removed: list[str] = []
        self.failed: list[Failure] = []
        self.unchanged = 0

    def report(self) -> SyncReport:
        return SyncReport(
            tuple(self.added), tuple(self.changed), tuple(self.removed), tuple(self.failed), self.unchanged
        )


def choose_folders(store: Store, folders: Sequence[Path]) -> list[Path]:
    """The folders given, or those synced before where none is; absolute, each once.

    :raises FolderMissing: when one does not exist.
    """
    roots = list(dict.fromkeys(folder.resolve() for folder in folders)) or known_folders(store)
    for root in roots:
        if not root.is_dir():
            raise FolderMissing(
                f"文件夹 {root} 不存在。",
                "请检查路径，或先建好文件夹再放入文件；不再要它，就用 remove 移除其中的文件。",
            )
    return roots


def sync_folders(workshop: Workshop, roots: Sequence[Path], progress: Progress) -> SyncReport:
    """As ``Library.sync``, for absolute folders that exist; in the order given, files by path."""
    known = known_folders(workshop.store)
    workshop.store.set_all({FOLDERS: json.dumps(sorted({str(root) for root in [*known, *roots]}))})
    _renew(workshop, progress)
    ledger = _Ledger()
    files: dict[Path, str | None] = {}
    unlisted: list[Path] = []
    for root in roots:
        for path in find_files(root, unlisted):
            files.setdefault(path, str(root))
    _take(workshop, files, ledger, progress)
    for folder in unlisted:
        failure = Failure(printable(folder), "系统不让列出这个文件夹。请检查读取权限。")
        workshop.store.fail(failure, printable(folder))
        ledger.failed.append(failure)
    present = {printable(path) for path in [*files, *unlisted]}
    _forget_gone(workshop.store, roots, present, unlisted, ledger)
    return ledger.report()


def add_files(workshop: Workshop, files: Sequence[Path], progress: Progress) -> SyncReport:
    """As ``Library.add``."""
    ledger = _Ledger()
    _take(workshop, {path.resolve(): None for path in files}, ledger, progress)
    return ledger.report()


def find_files(root: Path, unlisted: list[Path]) -> list[Path]:
    """All files below a folder, by path; hidden ones and hidden folders are passed over, links to folders too.

    Folders that the system does not let be listed are put into ``unlisted``.
    """
    found: list[Path] = []

    def note(error: OSError) -> None:
        unlisted.append(Path(error.filename))

    for folder, subfolders, names in os.walk(root, onerror=note):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    return sorted(found)


def known_folders(store: Store) -> list[Path]:
    """The folders synced before, by path; not those that are gone with all that was read from them."""
    known = [Path(folder) for folder in json.loads(str(store.get(FOLDERS) or "[]"))]
    in_use = {source.folder for source in store.sources()}
    return [folder for folder in known if folder.is_dir() or str(folder) in in_use]


def printable(path: Path) -> str:
    """The path as text; bytes of a name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _take(workshop: Workshop, files: Mapping[Path, str | None], ledger: _Ledger, progress: Progress) -> None:
    """Bring each file into the store, or its reason why not."""
    known = {source.path: source for source in workshop.store.sources()}
    failures = {failure.path for failure, _ in workshop.store.failures()}
    stored = 0
    for position, (path, root) in enumerate(files.items()):
        progress("读取文件", position, len(files))
        place = printable(path)
        before = known.get(place)
        folder = root or (before.folder if before else None)
        try:
            if place != str(path):
                raise DocumentError("文件名不是 UTF-8 编码。", "请给文件改个名。")
            content = load_bytes(path, workshop.settings.max_file_bytes)
            source = Source(place, folder, content_id(content))
            if before is not None and before.document_id == source.document_id:
                ledger.unchanged += 1
                if before.folder != folder or place in failures:
                    workshop.store.adopt(source)
                continue
            _store(workshop, source, content, path.name, progress)
        except DocumentError as error:
            kept = "（资料库里仍是它上次可读的内容。）" if before else ""
            failure = Failure(place, f"{error}{kept}")
            if folder or before:  # of a file that was only tried to be added, nothing is kept
                workshop.store.fail(failure, folder)
            ledger.failed.append(failure)
            continue
        (ledger.added if before is None else ledger.changed).append(place)
        stored += 1
        if stored % PUBLISH_EVERY == 0:
            workshop.publish()
    progress("读取文件", len(files), len(files))


def _store(workshop: Workshop, source: Source, content: bytes, name: str, progress: Progress) -> None:
    if workshop.store.has_document(source.document_id):
        workshop.store.put(source, read_bytes(content, name), Contents((), (), {}))
        return
    document, passages = cut(read_bytes(content, name), workshop.tokenizer, workshop.settings)
    if not passages:
        raise EmptyDocument("文件里没有文字，只有标记。")
    workshop.store.put(source, document, _contents(workshop, passages, progress))


def cut(document: Document, tokenizer: Tokenizer, settings: Settings) -> tuple[Document, list[Passage]]:
    """The document with its title filled in, and its passages in order."""
    blocks = find_blocks(document, tokenizer)
    passages = build_passages(document, blocks, settings.passage_characters)
    return replace(document, title=_title(document, blocks)), passages


def _title(document: Document, blocks: Sequence[Block]) -> str:
    """The first heading, letter-spacing closed up; ``""`` without headings, so that it follows the file's name."""
    headings = (block for block in blocks if block.kind is BlockKind.HEADING)
    first = next(headings, None)
    return close_up(join_spans(document.text, first.spans)) if first else ""


def encoded_text(passage: Passage) -> str:
    """What the encoder reads for a passage: the headings above it, then its text."""
    return f"{close_up(passage.context)}\n{passage.text}" if passage.headings else passage.text


def _contents(workshop: Workshop, passages: Sequence[Passage], progress: Progress) -> Contents:
    """Passages with digests, and the vectors that the store does not have yet."""
    key = workshop.encoder_key()
    texts = [encoded_text(passage) for passage in passages]
    digests = [_digest(key, text) for text in texts]
    wanted = dict(zip(digests, texts, strict=True))
    return Contents(passages, digests, _new_vectors(workshop.store, workshop.encode, wanted, progress))


def _new_vectors(
    store: Store, encode: Callable[[Sequence[str]], Matrix], texts: Mapping[str, str], progress: Progress
) -> dict[str, Matrix]:
    """Vectors by digest for those of ``texts``, by digest, that the store does not know."""
    known = store.known_digests(list(texts))
    missing = {digest: text for digest, text in texts.items() if digest not in known}
    return dict(_encode_all(encode, missing, progress))


def _encode_all(
    encode: Callable[[Sequence[str]], Matrix], texts: Mapping[str, str], progress: Progress, batch: int = 8
) -> Iterator[tuple[str, Matrix]]:
    """Vectors by the keys of ``texts``; texts of like length go together, which saves padding.

    A few at a time, since a question that comes meanwhile waits for the encoder.
    """
    order = sorted(texts, key=lambda key: (len(texts[key]), key))
    for start in range(0, len(order), batch):
        progress("计算向量", start, len(order))
        keys = order[start : start + batch]
        yield from zip(keys, encode([texts[key] for key in keys]), strict=True)
    if order:
        progress("计算向量", len(order), len(order))


def _digest(encoder_key: str, text: str) -> str:
    return hashlib.sha256(f"{encoder_key}\n{text}".encode()).hexdigest()[:32]


def _forget_gone(
    store: Store, roots: Sequence[Path], present: set[str], unlisted: Sequence[Path], ledger: _Ledger
) -> None:
    """Take out what lay under the folders and is not there; nothing below a folder that could not be listed."""
    gone = [source for source in store.sources() if source.folder and source.path not in present]
    for source in gone:
        if _lies_under(source.path, roots) and not _lies_under(source.path, unlisted):
            store.forget(source.path)
            ledger.removed.append(source.path)
    for failure, folder in store.failures():
        if folder and failure.path not in present and _lies_under(failure.path, roots):
            store.forget(failure.path)


def _lies_under(path: str, folders: Iterable[Path]) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in folders)


def _renew(workshop: Workshop, progress: Progress) -> None:
    """Cut all documents anew where the rules for it have changed; vectors of unchanged passages are kept."""
    recipe = f"{LAYOUT_VERSION}-{workshop.settings.passage_characters}-{workshop.tokenizer.fingerprint}"
    if workshop.store.get(RECIPE) == recipe:
        return
    ids = workshop.store.document_ids()
    for position, identity in enumerate(ids):
        progress("重新分段", position, len(ids))
        document = workshop.store.document(identity)
        if document is not None:
            document, passages = cut(document, workshop.tokenizer, workshop.settings)
            workshop.store.refill(document, _contents(workshop, passages, progress))
    workshop.store.set_all({RECIPE: recipe})


def stage_all(
    store: Store, encode: Callable[[Sequence[str]], Matrix], encoder_key: str, progress: Progress
) -> dict[str, str]:
    """Encode every passage for another encoder and keep the vectors beside the old ones.

    What an interrupted run has staged already is not encoded again. Returns passage id to new digest.
    """
    digests: dict[str, str] = {}
    for identity in store.document_ids():
        texts = {}
        for passage in store.passages_of(identity):
            text = encoded_text(passage)
            digests[passage.id] = _digest(encoder_key, text)
            texts[digests[passage.id]] = text
        store.stage(_new_vectors(store, encode, texts, progress))
    return digests
