"""The calls that programs are offered: ask, check, search, read a document; knows nothing of how they come in.

What a call and its parameters say of themselves is shown to programs and to those who write them, hence Chinese.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

from pydantic import Field, TypeAdapter, ValidationError, validate_call

from index.commands.results_json import found_as_json
from index.errors import YinjuError
from qa.answer_json import as_json
from qa.answers import Answer, NoAnswer
from qa.asking.question import MAX_CHARACTERS, in_one_line
from qa.checking.checked_json import as_json as checked_json
from qa.checking.checker import MOST_CHARACTERS, Checker
from qa.checking.types import ClaimKind
from qa.statements import Remark
from qa.types import Stage
from qa.web.unread import minding

if TYPE_CHECKING:
    from index.library import Library
    from qa.assistant import Assistant
    from qa.web.metrics import Metrics

P = ParamSpec("P")
R = TypeVar("R")
Call = Callable[..., dict[str, Any]]

Documents = Annotated[list[str], Field(description="只在这几份文件里找，写它们的 document_id；空着就是全部。")]
CHARACTERS = 20_000
"""Characters of a document that one call reads at most."""
HITS = 50
"""Passages that one search gives at most."""
FAULTS = {
    "missing_argument": "没有写",
    "unexpected_keyword_argument": "没有这个参数",
    "string_type": "要是一段文字",
    "string_too_long": "不能超过 {max_length} 字",
    "string_too_short": "是空的",
    "bool_type": "要是 true 或 false",
    "bool_parsing": "要是 true 或 false",
    "list_type": "要是文字的列表",
    "int_type": "要是整数",
    "int_parsing": "要是整数",
    "int_from_float": "要是整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
}
"""What is wrong with an argument, by pydantic's name for it."""


class CallError(YinjuError):
    pass


class NotReady(CallError):
    pass


def checked(call: Callable[P, R]) -> Callable[P, R]:
    """As ``call``, which is run only with the arguments that its annotations ask for.

    :raises CallError: naming the parameters that are not as they should be.
    """
    validated = validate_call(call)
    names = list(signature(call).parameters)

    @wraps(call)
    def run(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return validated(*arguments, **named)
        except ValidationError as error:
            raise CallError(f"参数不对：{'；'.join(faults(error, names))}。") from None

    return run


def faults(error: ValidationError, names: Sequence[str]) -> list[str]:
    """What is wrong with the arguments, in Chinese, each thing once; ``names`` are the parameters' in order."""
    found = []
    for fault in error.errors():
        place, *within = fault["loc"]
        name = names[place] if isinstance(place, int) else place
        wrong = FAULTS.get(fault["type"], "不合要求").format(**fault.get("ctx", {}))
        found.append(f"{name} 的每一项{wrong}" if within else f"{name} {wrong}")
    return list(dict.fromkeys(found))


def parameters(call: Call) -> dict[str, Any]:
    """The JSON schema of the object of a call's arguments."""
    return TypeAdapter(call).json_schema()  # type: ignore[arg-type]  # a function's schema is that of its arguments


class Calls:
    """Asking, checking, searching and reading for programs: arguments and results are JSON. Thread-safe.

    Every call raises ``YinjuError`` for what its caller, or the library, cannot do.

    :param filling: whether the first documents are still being read, and what is missing may come yet.
    :param metrics: counts the questions.

    ``summarize`` puts prose under what was answered, ``unread`` says what is still to be read; as long as nobody sets
    them, they do nothing.
    """

    def __init__(self, library: Library, assistant: Assistant, filling: Callable[[], bool], metrics: Metrics) -> None:
        self._library = library
        self._assistant = assistant
        self.checker = Checker(assistant)
        self._filling = filling
        self._metrics = metrics
        self.summarize: Callable[[Answer | NoAnswer], Answer | NoAnswer] = lambda outcome: outcome
        self.unread: Callable[[], Remark | None] = lambda: None

    def all(self) -> tuple[Call, ...]:
        return self.ask, self.search, self.read_document, self.check

    @checked
    def ask(
        self,
        question: Annotated[str, Field(description=f"一个问题，{MAX_CHARACTERS} 字以内。")],
        history: Annotated[
            list[str], Field(description="这次对话里以前的问题，原样，早的在前；追问（“那增速呢？”）据此补全。")
        ] = [],  # noqa: B006 - never changed
        documents: Documents = [],  # noqa: B006 - never changed
    ) -> dict[str, Any]:
        """向资料库提问。答案是资料里的原话，逐字核对过；资料没说的不答（status 为 no_answer），reason 说明原因。

        每条引文的 quote 等于把 document_id 那份文件的 spans 各段接起来，可用 read_document 核对；引用时请照抄 quote，
        一个字都不要改。no_answer 时的 citations 只是相关段落，不是答案。
        indexing 不是 null 时资料还在索引：files 份文件读入了 read 份，没有读入的不在回答之内。
        结果与 yinju ask --json 相同，只是 path 在这里叫 file。
        """
        return for_clients(as_json(None, self.outcome(question, history, documents)))

    def outcome(self, question: str, history: Sequence[str], documents: Sequence[str]) -> Answer | NoAnswer:
        """As ``Assistant.ask``, counted and summarized.

        :raises NotReady: while there is nothing to answer from yet.
        """
        self._look_in()
        remark = self.unread()
        *_, outcome = self._metrics.count(self._assistant.steps(question, history, documents))
        assert not isinstance(outcome, Stage)
        return self.summarize(minding(outcome, remark))

    @checked
    def check(
        self,
        text: Annotated[
            str,
            Field(description=f"要核对的文字，{MOST_CHARACTERS} 字以内。", min_length=1, max_length=MOST_CHARACTERS),
        ],
        documents: Documents = [],  # noqa: B006 - never changed
        figures_only: Annotated[bool, Field(description="只核对数值和引语。")] = False,
    ) -> dict[str, Any]:
        """核对一篇文字：逐句拆成说法（数值、引语、陈述），每一处在资料库里找依据。

        standing 是 supported（有据）、contradicted（不符，differences 列出哪几个字、原文是什么）、unseen（未见，
        citations 只是最接近的）或 disputed（出处不一）。span 和 sentence 是在 text 里的位置，按码点数，左闭右开。
        citations 与 ask 的相同，逐字核对过。结果与 yinju check --json 相同，只是 path 在这里叫 file。
        """
        self._look_in()
        kinds = (ClaimKind.FIGURE, ClaimKind.QUOTATION) if figures_only else ()
        made: dict[str, Any] = for_clients(checked_json(self.checker.check(text, "", documents, kinds)))
        return made

    @checked
    def search(
        self,
        question: Annotated[str, Field(description=f"要找的内容，{MAX_CHARACTERS} 字以内，写成问题或几个词都行。")],
        top: Annotated[int, Field(description="最多返回几段。", ge=1, le=HITS)] = 5,
        documents: Documents = [],  # noqa: B006 - never changed
    ) -> dict[str, Any]:
        """在资料库里检索段落，只找不答，最接近的在前；库里有内容就总有结果，接近不等于回答了问题。

        每段的 text 是原文，等于把 document_id 那份文件的 spans 各段接起来。
        结果与 yinju search --json 相同，只是 path 在这里叫 file。
        """
        self._look_in()
        line = in_one_line(question)
        found = self._library.search(line, top, documents=documents)
        return for_clients(found_as_json(self._library, line, found))

    @checked
    def read_document(
        self,
        document_id: Annotated[str, Field(description="文件的编号，即别的结果里的 document_id。", max_length=64)],
        start: Annotated[int, Field(description="从第几个字读起，从 0 数。", ge=0)] = 0,
        end: Annotated[int, Field(description="读到第几个字之前；0 表示读到文件末尾。", ge=0)] = 0,
    ) -> dict[str, Any]:
        """读一份文件的原文：text 是第 start 到第 end 个字（按 Unicode 码点数，左闭右开，与 spans 的数法相同）。

        一次最多 20000 字；没有读完时 next 是接着读的 start，读完了是 null。characters 是全文的字数。
        """
        document = self._library.document(document_id)
        length = len(document.text)
        if start > length or 0 < end < start:
            raise CallError(f"没有从 {start} 到 {end or length} 这一段：这份文件有 {length:,} 字。")
        wanted = min(end or length, length)
        until = min(wanted, start + CHARACTERS)
        return {
            "document": document.name,
            "document_id": document.id,
            "title": document.title,
            "characters": length,
            "start": start,
            "end": until,
            "text": document.text[start:until],
            "next": until if until < wanted else None,
        }

    def _look_in(self) -> None:
        """:raises NotReady: while there is nothing to answer from yet."""
        if self._filling():
            raise NotReady("资料库正在建立，还没有可以回答的内容。", "请过一会儿再来。")


def for_clients(made: dict[str, Any]) -> dict[str, Any]:
    """JSON with ``file`` for ``path``: what has a ``path`` Gradio's own client takes for a file to download."""
    return {"file" if name == "path" else name: _within(value) for name, value in made.items()}


def _within(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return for_clients(value)
    return [_within(each) for each in value] if isinstance(value, list) else value
