"""What is fuzzed, one function an area: it makes case ``number`` of a seed, tries it, and raises where a law is broken.

Whatever a case raises is a finding; what comes of it otherwise is told in a word.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from index.errors import DocumentError, QuestionError
from index.layout import find_blocks
from index.layout.structure import dump_document, load_document
from index.library import Library
from index.readers import read_bytes
from index.readers.sniffing import ENDINGS
from index.settings import Settings
from index.storage.listing import Status
from index.storage.schema import Failure
from index.text.tokens import Tokenizer, fold, fold_with_origins
from index.types import Block, Document, Format, Place, PlaceKind, Span, content_id, join_spans
from qa.answers import Answer, Citation, Elsewhere, NoAnswer
from qa.assistant import Assistant
from qa.plain import escaped
from qa.statements import Remark, RemarkKind, said
from qa.types import Expected, Question, Seconds
from qa.web import render, source
from qa.web.catalogue import listing
from qa.web.exports import Exported, conversation_word
from qa.web.markup import plain
from qa.web.references import as_markdown
from tests.hostility.markup import PAYLOADS, Shown
from tests.hostility.mutations import mutated_file, mutated_text, odd_text
from tests.samples import SAMPLES, cut_up
from tests.weights import lend

ROOT = Path(__file__).resolve().parents[2]
Case = Callable[[random.Random], str]
"""Tries one case; what came of it, in a word."""


class Broken(AssertionError):
    """A law that does not hold."""


def check(holds: object, law: str) -> None:
    """:raises Broken: where it does not hold."""
    if not holds:
        raise Broken(law)


@cache
def tokenizer() -> Tokenizer:
    made = Tokenizer()
    made.prepare()
    return made


@cache
def samples() -> dict[str, bytes]:
    return {name: make() for name, make in SAMPLES.items()}


@cache
def seed_texts() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))


def file_of(chance: random.Random) -> tuple[bytes, str]:
    """A file made from a sample and, at times, under another ending than its own."""
    name = chance.choice(sorted(samples()))
    content = mutated_file(samples()[name], list(samples().values()), chance)
    return content, name if chance.random() < 0.9 else f"改名{chance.choice(sorted(ENDINGS))}"


def read_one(chance: random.Random) -> str:
    """A file is read, or refused in Chinese; what is read obeys the laws."""
    content, name = file_of(chance)
    try:
        document = read_bytes(content, name)
    except DocumentError as error:
        check(any("\u4e00" <= c <= "\u9fff" for c in str(error)), f"a reason in Chinese: {error}")
        return "refused"
    check_document(document)
    return "read"


def lay_out(chance: random.Random) -> str:
    """A text, of a file or of anything, is cut into blocks that cover it and passages that are slices of it."""
    start = chance.randrange(200_000)
    text = chance.choice(seed_texts())
    start %= len(text)
    text = text[start : start + chance.choice((50, 500, 5_000, 20_000))]
    text = mutated_text(text, chance) if chance.random() < 0.7 else odd_text(chance, 300) + text
    text = text.encode("utf-8", "replace").decode()
    if not text.strip():
        return "refused"
    kind = chance.choice((Format.TEXT, Format.TEXT, Format.MARKDOWN))
    check_document(Document(content_id(text.encode()), "文.txt", "文", kind, text))
    return "read"


def check_document(document: Document) -> None:
    """:raises Broken: where a document's text, blocks, passages or tokens are not what they must be."""
    for text in (document.text, document.remark, document.title, *(place.name for place in document.places)):
        text.encode()  # a lone surrogate could not be kept
    check(load_document(dump_document(document)) == document, "a document passes between processes unchanged")
    blocks = find_blocks(document, tokenizer())
    if document.format is not Format.MARKDOWN:
        check_cover(document.text, blocks)
    for passage in cut_up(document, tokenizer()):
        check(passage.text == join_spans(document.text, passage.spans), "a passage is slices of its document")
        check(passage.text.strip() == passage.text != "", "a passage has no white space at its edges")
        folded, origins = fold_with_origins(passage.text)
        check(folded == fold(passage.text) and len(origins) == len(folded) + 1, "every folded character has an origin")
        check(all(token.strip() for token in tokenizer().words(passage.text)), "no token is blank")
        check("".join(tokenizer().cut(folded)) == folded, "words joined are the text")
        tokenizer().grams(passage.text)
    check(not Shown(source.whole(document, tokenizer())).faults, "the source view is HTML of ours")


def check_cover(text: str, blocks: tuple[Block, ...]) -> None:
    """Every character that is not white space is in exactly one block."""
    times = [0] * len(text)
    for block in blocks:
        for span in block.spans:
            for at in range(span.start, span.end):
                times[at] += 1
    wrong = [at for at, count in enumerate(times) if count > 1 or (count == 0 and not text[at].isspace())]
    check(not wrong, f"each character in one block, not so at {wrong[:5]} {[text[at] for at in wrong[:5]]}")


@cache
def assistant() -> Assistant:
    """One over the seeds, in a folder that is deleted with the process."""
    folder = Path(tempfile.mkdtemp(prefix="yinju-fuzz-"))
    lend(folder / "data")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    library = Library.open(Settings(data=folder / "data"))
    library.sync([folder / "seeds"])
    return Assistant(library)


def ask_one(chance: random.Random) -> str:
    """A question is answered with quotes, refused, or cannot be asked; in bounded time."""
    history = [odd_text(chance, 20) for _ in range(chance.choice((0, 0, 1, 3)))]
    question = odd_text(chance, chance.choice((6, 12, 30)))
    return check_question(assistant(), question[:600], history)


def check_question(asked: Assistant, question: str, history: list[str], seconds: float = 15) -> str:
    """What came of it, in a word.

    :raises Broken: where a quote is not in its document, a figure is none, or it takes too long.
    """
    started = time.process_time()
    try:
        result = asked.ask(question, history)
    except QuestionError:
        return "no question"
    check(time.process_time() - started < seconds, "a question takes bounded time")
    check(0 <= result.confidence <= 1, "confidence is a probability")
    for citation in result.citations:
        text = asked.library.document(citation.document_id).text
        check(join_spans(text, citation.spans) == citation.quote, "a quote is slices of its document")
    check(not Shown(render.outcome(result, 1)).faults, "a reply is HTML of ours")
    conversation_word(Exported([(question, result)]))
    return "answered" if isinstance(result, Answer) else "unanswered"


def hostile(chance: random.Random) -> str:
    """A text made to be taken for something else."""
    some = (
        chance.choice(PAYLOADS) if chance.random() < 0.7 else odd_text(chance, 8) for _ in range(chance.choice((1, 3)))
    )
    return "".join(some)[:2_000] or "x"


def show_one(chance: random.Random) -> str:
    """Whatever a document, its name, a heading or a question says, the page shows just that, and nothing of it runs."""
    text = hostile(chance)
    shown = Shown(f"<p>{plain(text)}</p>")
    expected = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
    check(shown.text == expected and not shown.faults, "text is shown as it is")
    citation = _citation(chance, expected)  # a document's text has no halves of characters
    asked = Question(hostile(chance), hostile(chance), Expected.OTHER)
    answer = Answer(
        asked,
        citation.quote,
        (citation,),
        0.9,
        Seconds(0, 0, 0),
        remarks=(Remark(RemarkKind.SAID, (hostile(chance),)),),
    )
    refused = NoAnswer(asked, said(hostile(chance)), (replace(citation, number=2),), 0.1, Seconds(0, 0, 0))
    for result in (answer, refused):
        check_html(render.outcome(result, 1), [citation.document, citation.quote], "a reply")
        as_markdown(result)
        conversation_word(Exported([(hostile(chance), result)]))
    path = f"/资料/{hostile(chance)}"
    check_html(render.question(asked.text, 1), [asked.text], "a question")
    (file,) = listing((), _status(path, hostile(chance)), lambda _: True, (path,))
    if file["name"] != path.rpartition("/")[2]:
        raise AssertionError("a file is listed under another name")
    name = hostile(chance).replace("\0", "").encode("utf-8", "replace").decode()
    document = Document("0" * 16, name, name, Format.SHEET, expected + "中", (), (Place(0, PlaceKind.ROW, 1, name),))
    check_html(source.whole(document, tokenizer()), [], "the source view")
    escaped(text)
    return "shown"


def check_html(html: str, texts: list[str], what: str) -> None:
    """:raises Broken: where the HTML has anything that this program does not write, or does not show the texts."""
    shown = Shown(html)
    check(not shown.faults, f"{what} is HTML of ours: {shown.faults}")
    for text in texts:
        carried = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
        check(carried in shown.text, f"{what} shows {carried!r}")


def _citation(chance: random.Random, quote: str) -> Citation:
    also = (Elsewhere(hostile(chance), "1" * 16, hostile(chance), hostile(chance), hostile(chance)),)
    high = chance.randrange(1, len(quote) + 1)
    spans, marks = (Span(5, 5 + len(quote)),), (Span(5, 5 + high),)
    places = (Place(0, PlaceKind.ROW, 3, hostile(chance)),)
    title, heading = hostile(chance), hostile(chance)
    return Citation(1, hostile(chance), "0" * 16, title, heading, quote, spans, marks, places, also, 4)


def _status(path: str, reason: str) -> Status:
    return Status(0, 0, 0, 1, "", (Failure(path, reason),))


AREAS: dict[str, Case] = {"readers": read_one, "layout": lay_out, "question": ask_one, "rendering": show_one}
