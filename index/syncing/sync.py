"""Folders to store: which files are new, changed, renamed or gone, and what became of each."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index.errors import DocumentError
from index.readers import file_signature, signed
from index.readers.loading import last_touched, load_bytes
from index.storage.schema import Failure, Source
from index.syncing.folders import find_files, leads_out, lies_under, note_folders, printable
from index.syncing.ingest import READING, Draft, Workshop, put_in, read_in, recut_all
from index.types import Progress, content_id

PUBLISH_EVERY = 50
"""Documents after which a long sync lets searches see what it has read."""
SETTLED_SECONDS = 2.0
"""A file touched less than this before it was read is read again next time: it may change within one clock tick."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, by path; ``unchanged`` counts the files that it left as they were.

    ``renamed`` are pairs of the old and the new path of a file whose content stayed.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[Failure, ...]
    unchanged: int
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Ledger:
    """The outcome of each file, as it becomes known: added and removed ones by path, with their content's id."""

    added: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    removed: dict[str, str] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)
    unchanged: int = 0

    def report(self) -> SyncReport:
        renamed: list[tuple[str, str]] = []
        waiting: defaultdict[str, deque[str]] = defaultdict(deque)
        for path, identity in self.added.items():
            waiting[identity].append(path)
        for path, identity in self.removed.items():
            if waiting[identity]:
                renamed.append((path, waiting[identity].popleft()))
        before, after = {old for old, _ in renamed}, {new for _, new in renamed}
        added = tuple(path for path in self.added if path not in after)
        removed = tuple(path for path in self.removed if path not in before)
        return SyncReport(added, tuple(self.changed), removed, tuple(self.failed), self.unchanged, tuple(renamed))


def sync_folders(workshop: Workshop, roots: Sequence[Path], progress: Progress) -> SyncReport:
    """As ``Library.sync``, for absolute folders that exist; in the order given, files by path."""
    note_folders(workshop.store, roots)
    recut_all(workshop, progress)
    ledger = _Ledger()
    files: dict[Path, str | None] = {}
    unlisted: list[Path] = []
    for root in roots:
        for path in find_files(root, unlisted):
            files.setdefault(path, str(root))
    sources = workshop.store.sources()
    _take_all(workshop, _touched(workshop, files, sources, ledger), sources, ledger, progress)
    for folder in unlisted:
        failure = Failure(printable(folder), "系统不让列出这个文件夹。请检查读取权限。")
        workshop.store.fail(failure, printable(folder))
        ledger.failed.append(failure)
    present = {printable(path) for path in [*files, *unlisted]}
    _forget_gone(workshop, roots, present, unlisted, ledger)
    workshop.store.settle()
    return ledger.report()


def add_files(workshop: Workshop, files: Sequence[Path], progress: Progress) -> SyncReport:
    """As ``Library.add``."""
    ledger = _Ledger()
    paths = {path.resolve(): None for path in files}
    sources = workshop.store.sources_at([printable(path) for path in paths])
    _take_all(workshop, paths, sources, ledger, progress)
    workshop.store.settle()
    return ledger.report()


def _touched(
    workshop: Workshop, files: Mapping[Path, str | None], known: Sequence[Source], ledger: _Ledger
) -> dict[Path, str | None]:
    """Those files that have to be read: all but those that nobody touched since they were."""
    sources = {source.path: source for source in known}
    failures = {failure.path: failure for failure, _ in workshop.store.failures()}
    touched: dict[Path, str | None] = {}
    for path, root in files.items():
        place = printable(path)
        now = file_signature(path)
        source, failure = sources.get(place), failures.get(place)
        if failure is not None and now and failure.signature == now:
            ledger.failed.append(failure)
        elif root and leads_out(path, Path(root)):  # which the library may have followed before it looked at links
            touched[path] = root
        elif failure is None and source is not None and now and (source.signature, source.folder) == (now, root):
            ledger.unchanged += 1
        else:
            touched[path] = root
    return touched


def _has_settled(touched: float) -> bool:
    """Whether a file was last touched (Unix seconds) long enough ago that a further change would show."""
    return datetime.now(UTC).timestamp() - touched > SETTLED_SECONDS


def _is_settled(path: Path) -> bool:
    try:
        return _has_settled(last_touched(path.stat()))
    except OSError:
        return False


def _take_all(
    workshop: Workshop,
    files: Mapping[Path, str | None],
    sources: Iterable[Source],
    ledger: _Ledger,
    progress: Progress,
) -> None:
    """Bring each file into the store, or its reason why not; documents wait for others until they are enough to encode.

    :param sources: what those of the files that are known stand for now.
    """
    known = {source.path: source for source in sources}
    waiting: list[Draft] = []
    stored = 0
    for position, (path, root) in enumerate(files.items()):
        progress(READING, position, len(files))
        before = known.get(printable(path))
        folder = root or (before.folder if before else None)
        try:
            changed, draft = _take(workshop, path, folder, before)
        except DocumentError as error:
            ledger.failed.append(_note_failure(workshop, path, folder, before, error))
            continue
        waiting += [draft] if draft else []
        if waiting and sum(len(draft.passages) for draft in waiting) >= workshop.gathers():
            put_in(workshop, waiting, progress)
            waiting = []
        if before is not None and not changed:
            ledger.unchanged += 1
            continue
        if before is None:
            ledger.added[printable(path)] = changed
        else:
            ledger.changed.append(printable(path))
        stored += 1
        if stored % PUBLISH_EVERY == 0:
            workshop.publish()
    put_in(workshop, waiting, progress)
    if files:
        progress(READING, len(files), len(files))


def _take(workshop: Workshop, path: Path, folder: str | None, before: Source | None) -> tuple[str, Draft | None]:
    """Read one file: its content's id, ``""`` where it is what the path stood for before, and what is to be stored."""
    place = printable(path)
    if place != str(path):
        raise DocumentError("文件名不是 UTF-8 编码。", "请给文件改个名。")
    if folder and leads_out(path, Path(folder)):
        raise DocumentError("这是一个链接，指向文件夹以外的文件。", "请把文件本身放进文件夹，或者索引它所在的文件夹。")
    loaded = load_bytes(path, workshop.settings.max_file_bytes)
    identity = content_id(loaded.content)
    now = datetime.now(UTC)
    noted = signed(loaded.signature) if _has_settled(loaded.changed) else ""
    same = before is not None and before.document_id == identity
    indexed = before.indexed if before is not None and same else now.isoformat(timespec="seconds")
    source = Source(place, folder, identity, noted, len(loaded.content), indexed)
    return "" if same else identity, read_in(workshop, source, loaded.content, path.name)


def _note_failure(
    workshop: Workshop, path: Path, folder: str | None, before: Source | None, error: DocumentError
) -> Failure:
    kept = "（资料库里仍是它上次可读的内容。）" if before else ""
    failure = Failure(printable(path), f"{error}{kept}", file_signature(path) if _is_settled(path) else "")
    if folder or before:  # of a file that was only tried to be added, nothing is kept
        workshop.store.fail(failure, folder)
    return failure


def _forget_gone(
    workshop: Workshop, roots: Sequence[Path], present: set[str], unlisted: Iterable[Path], ledger: _Ledger
) -> None:
    """Take out what lay under the folders and is not there; nothing below a folder that could not be listed."""
    store, unlisted = workshop.store, list(unlisted)
    for source in store.sources():
        gone = source.folder and source.path not in present and lies_under(source.path, roots)
        if gone and not lies_under(source.path, unlisted):
            store.forget(source.path)
            ledger.removed[source.path] = source.document_id
    for failure, folder in store.failures():
        if folder and failure.path not in present and lies_under(failure.path, roots):
            store.forget(failure.path)
