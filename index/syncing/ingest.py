"""One document's way into the store: read, cut into passages, encoded, written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.errors import EmptyDocument
from index.layout import LAYOUT_VERSION, find_blocks
from index.layout.passages import build_passages
from index.readers import ability
from index.readers.process import ReadingProcess
from index.settings import Settings
from index.storage.changes import Changes
from index.storage.schema import Contents, Source
from index.syncing.encoded import encoded_texts
from index.text.tokens import Tokenizer, close_up
from index.types import Block, BlockKind, Document, Matrix, Passage, Progress, join_spans

Encode = Callable[[Sequence[str]], Matrix]
"""Texts to ``(n, dim)`` float32."""
Gathers = Callable[[], int]
"""How many texts an encoder wants together, of several documents where one has fewer; 0: one document at a time."""
RECIPE = "recipe"
AT_ONCE = 8
"""Texts encoded together, unless the encoder wants more: a question that comes meanwhile waits for them."""
STAGE_EVERY = 64
"""Passages of one document after which its vectors are put by: a stopped sync loses no more than these."""
READING, ENCODING, CUTTING = "读取文件", "计算向量", "重新分段"
"""The stages that progress speaks of: files, passages of one document, documents."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What making a document takes.

    ``encoder_key`` gives what tells the encoder from others, and ``publish`` lets searches see what is in the store.
    """

    store: Changes
    tokenizer: Tokenizer
    settings: Settings
    encode: Encode
    encoder_key: Callable[[], str]
    gathers: Gathers
    publish: Callable[[], object]
    reading: ReadingProcess


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is read and cut, and not in the store yet."""

    source: Source
    document: Document
    passages: list[Passage]


def read_in(workshop: Workshop, source: Source, content: bytes, name: str) -> Draft | None:
    """The document in ``content``, for ``put_in``; None where the library has it, and ``source`` stands for it now.

    :raises DocumentError: when it cannot become one; nothing is changed then.
    """
    if workshop.store.ability_of(source.document_id) == ability() and workshop.store.attach(source):
        return None
    document, passages = cut(workshop.reading.read(content, name), workshop.tokenizer, workshop.settings)
    if not passages:
        raise EmptyDocument("文件里没有文字，只有标记。")
    return Draft(source, document, passages)


def put_in(workshop: Workshop, drafts: Sequence[Draft], progress: Progress) -> None:
    """Encode documents and write them into the store; of several the vectors first, all together."""
    if len(drafts) > 1:
        everything = [passage for draft in drafts for passage in draft.passages]
        workshop.store.stage(_contents(workshop, everything, progress).vectors)
    for draft in drafts:
        contents = _contents(workshop, draft.passages, progress)
        workshop.store.put(draft.source, draft.document, contents, ability())


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


def recut_all(workshop: Workshop, progress: Progress) -> None:
    """Cut all documents anew where the rules for it have changed; vectors of unchanged passages are kept."""
    recipe = f"{LAYOUT_VERSION}-{workshop.settings.passage_characters}-{workshop.tokenizer.fingerprint}"
    if workshop.store.get(RECIPE) == recipe:
        return
    ids = workshop.store.document_ids()
    for position, identity in enumerate(ids):
        progress(CUTTING, position, len(ids))
        document = workshop.store.document(identity)
        if document is not None:
            document, passages = cut(document, workshop.tokenizer, workshop.settings)
            workshop.store.refill(document, _contents(workshop, passages, progress))
    workshop.store.set_all({RECIPE: recipe})


def stage_all(store: Changes, encode: Encode, encoder_key: str, gathers: Gathers, progress: Progress) -> dict[str, str]:
    """Encode every passage for another encoder and keep the vectors beside the old ones.

    What an interrupted run has staged already is not encoded again. Returns passage id to new digest.
    """
    digests: dict[str, str] = {}
    texts: dict[str, str] = {}
    for identity in store.document_ids():
        passages = store.passages_of(identity)
        of_document = encoded_texts(passages)
        keys = _digests(encoder_key, of_document)
        digests.update(zip((passage.id for passage in passages), keys, strict=True))
        texts.update(zip(keys, of_document, strict=True))
        if len(texts) >= gathers():
            store.stage(_new_vectors(store, encode, texts, gathers, progress))
            texts = {}
    if texts:
        store.stage(_new_vectors(store, encode, texts, gathers, progress))
    return digests


def _contents(workshop: Workshop, passages: Sequence[Passage], progress: Progress) -> Contents:
    """Passages with digests, and the vectors that the store does not have yet."""
    key = workshop.encoder_key()
    texts = encoded_texts(passages)
    digests = _digests(key, texts)
    wanted = dict(zip(digests, texts, strict=True))
    vectors = _new_vectors(workshop.store, workshop.encode, wanted, workshop.gathers, progress)
    return Contents(passages, digests, vectors, key)


def _new_vectors(
    store: Changes, encode: Encode, texts: Mapping[str, str], gathers: Gathers, progress: Progress
) -> dict[str, Matrix]:
    """Vectors by digest for those of ``texts``, by digest, that the store does not know.

    Of a long document all but the last are staged in the store, and not returned.
    """
    known = store.known_digests(list(texts))
    missing = {digest: text for digest, text in texts.items() if digest not in known}
    vectors: dict[str, Matrix] = {}
    for digest, vector in _encode_all(encode, missing, gathers, progress):
        vectors[digest] = vector
        if len(vectors) == STAGE_EVERY:
            store.stage(vectors)
            vectors = {}
    return vectors


def _encode_all(
    encode: Encode, texts: Mapping[str, str], gathers: Gathers, progress: Progress
) -> Iterator[tuple[str, Matrix]]:
    """Vectors by the keys of ``texts``; texts of like length go together, which saves padding.

    ``AT_ONCE`` at a time, or as many as the encoder ``gathers``, which may change with the first that it is given.
    """
    order = sorted(texts, key=lambda key: (len(texts[key]), key))
    start = 0
    while start < len(order):
        progress(ENCODING, start, len(order))
        keys = order[start : start + (gathers() or AT_ONCE)]
        yield from zip(keys, encode([texts[key] for key in keys]), strict=True)
        start += len(keys)
    if order:
        progress(ENCODING, len(order), len(order))


def _digests(encoder_key: str, texts: Sequence[str]) -> list[str]:
    """That of each text."""
    return [hashlib.sha256(f"{encoder_key}\n{text}".encode()).hexdigest()[:32] for text in texts]
