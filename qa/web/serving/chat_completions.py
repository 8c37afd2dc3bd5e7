"""Chat programs for the interface of OpenAI's chat completions, whose model is the library: ``/v1``.

https://platform.openai.com/docs/api-reference/chat: messages in, a message out, all at once or as server-sent events.
The person's messages are the questions; what is said to a language model by others (``system``) and how it is to write
(``temperature``, ``max_tokens``) says nothing to a library and is let pass.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter, to_thread
from pydantic import BaseModel, ValidationError
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from index.errors import QuestionError, YinjuError
from qa.answer_json import as_json
from qa.web import words
from qa.web.api import FAULTS, NotReady, for_clients
from qa.web.completion import completed, pieces
from qa.web.serving.guard import COMPLETIONS, MODELS

if TYPE_CHECKING:
    from starlette.requests import Request

    from qa.answers import Answer, NoAnswer
    from qa.web.api import Calls
    from qa.web.completion import Completion
    from qa.web.serving.logins import Logins

MODEL = "yinju"
WAITING = 64
"""Questions that may wait in line; who comes then is told to come again."""
AGAIN = 5
"""Seconds after which it may be worth to come again."""
_NO_KEY = "密钥不对：API key 写“用户名:密码”，或者它的 Base64。"
_FAULTS = FAULTS | {
    "missing": "没有写",
    "json_invalid": "不是正确的 JSON",
    "model_type": "要是一个对象",
    "model_attributes_type": "要是一个对象",
}
_INVALID, _LATER = "invalid_request_error", "server_error"


class RequestError(YinjuError):
    """What is wrong with a request, with the parameter that it is wrong with, and its code in this interface."""

    def __init__(self, what: str, parameter: str | None = None, code: str | None = None, status: int = 400) -> None:
        super().__init__(what)
        self.parameter, self.code, self.status = parameter, code, status


class Message(BaseModel):
    role: str
    content: Any = None


class StreamOptions(BaseModel):
    include_usage: bool = False


class Asked(BaseModel):
    """The body of a request, as far as it says anything to a library. ``documents`` is ours: the only ones to ask."""

    model: str
    messages: list[Message]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = None
    documents: list[str] = []


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back, in pieces or all at once. Counts of ``usage`` are code points: there are no other tokens."""

    identity: str
    created: int
    outcome: Answer | NoAnswer
    message: Completion
    asked: int

    @property
    def annotations(self) -> list[dict[str, Any]]:
        """Each citation at the first place of its number in the text."""
        return [
            {
                "type": "url_citation",
                "url_citation": {
                    "url": mark.url,
                    "title": mark.citation.title,
                    "start_index": mark.start,
                    "end_index": mark.end,
                },
            }
            for mark in self.message.marks
        ]

    @property
    def usage(self) -> dict[str, int]:
        said = len(self.message.text)
        return {"prompt_tokens": self.asked, "completion_tokens": said, "total_tokens": self.asked + said}

    @property
    def ours(self) -> dict[str, Any]:
        """The outcome as the call ``ask`` gives it, which is no part of the interface."""
        return for_clients(as_json(None, self.outcome))

    def whole(self) -> dict[str, Any]:
        """As a ``chat.completion``."""
        message = {"role": "assistant", "content": self.message.text, "refusal": None, "annotations": self.annotations}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return self._object("chat.completion", [choice]) | {"usage": self.usage, MODEL: self.ours}

    async def events(self, *, with_usage: bool) -> AsyncIterator[str]:
        """As server-sent events of a ``chat.completion.chunk`` each, and the one that says that they are all."""
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
        deltas += [{"content": piece} for piece in pieces(self.message.text)]
        deltas += [{"annotations": self.annotations}] if self.message.marks else []
        for delta in deltas:
            yield _event(self._piece(delta, None))
        yield _event(self._piece({}, "stop") | {MODEL: self.ours})
        if with_usage:
            yield _event(self._object("chat.completion.chunk", []) | {"usage": self.usage})
        yield "data: [DONE]\n\n"

    def _piece(self, delta: Mapping[str, Any], reason: str | None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return self._object("chat.completion.chunk", [choice])

    def _object(self, kind: str, choices: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        return {"id": self.identity, "object": kind, "created": self.created, "model": MODEL, "choices": choices}


class Completions:
    """The interface as routes of a web application.

    :param logins: whom to let in by a Bearer key.
    :param at_once: questions answered at the same time; more wait.
    """

    def __init__(self, calls: Calls, logins: Logins, at_once: int) -> None:
        self._calls = calls
        self._logins = logins
        self._limit = CapacityLimiter(at_once)
        self._since = int(time.time())
        self.routes = [
            Route(MODELS, self._models),
            Route(f"{MODELS}/{{name}}", self._model),
            Route(COMPLETIONS, self._complete, methods=["POST"]),
        ]

    async def _models(self, request: Request) -> Response:
        listed = {"object": "list", "data": [self._described()]}
        return await self._refusal(request) or JSONResponse(listed)

    async def _model(self, request: Request) -> Response:
        if refused := await self._refusal(request):
            return refused
        name = request.path_params["name"]
        return JSONResponse(self._described()) if name == MODEL else _failed(_no_such_model(name))

    async def _complete(self, request: Request) -> Response:
        if refused := await self._refusal(request):
            return refused
        try:
            asked = read(await request.body())
            reply = await self._reply(asked, str(request.base_url))
        except YinjuError as error:
            return _failed(error)
        if not asked.stream:
            return JSONResponse(reply.whole())
        with_usage = asked.stream_options is not None and asked.stream_options.include_usage
        quick = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}  # a proxy is not to gather the pieces
        return StreamingResponse(reply.events(with_usage=with_usage), media_type="text/event-stream", headers=quick)

    async def _reply(self, asked: Asked, address: str) -> Reply:
        """:raises YinjuError: for what its caller, or the library, cannot do."""
        if self._limit.statistics().tasks_waiting >= WAITING:
            raise RequestError(words.PAGE_SAYS["busy"], code="rate_limit_exceeded", status=429)
        history = questions(asked.messages)
        answering = partial(self._calls.outcome, history.pop(), history, asked.documents)
        outcome = await to_thread.run_sync(answering, limiter=self._limit)
        sent = sum(len(text) for message in asked.messages for text in _texts(message.content))
        name = f"chatcmpl-{secrets.token_hex(12)}"
        return Reply(name, int(time.time()), outcome, completed(outcome, address), sent)

    async def _refusal(self, request: Request) -> Response | None:
        """Why a request is not let in, in the interface's own form."""
        refused = await self._logins.refusal(request)
        if refused is None:
            return None
        if refused.status_code == 429:
            said = _failed(RequestError(bytes(refused.body).decode(), code="rate_limit_exceeded", status=429))
        else:
            said = _failed(RequestError(_NO_KEY, code="invalid_api_key", status=refused.status_code))
        for name in ("retry-after", "www-authenticate"):
            if name in refused.headers:
                said.headers[name] = refused.headers[name]
        return said

    def _described(self) -> dict[str, Any]:
        return {"id": MODEL, "object": "model", "created": self._since, "owned_by": MODEL}


def read(body: bytes) -> Asked:
    """What a request asks for.

    :raises RequestError: naming what is not as the interface has it, or what no library can do.
    """
    try:
        asked = Asked.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        wrong = _FAULTS.get(first["type"], "不合要求").format(**first.get("ctx", {}))
        raise RequestError(f"{place or '内容'} {wrong}。", place or None) from None
    if asked.model != MODEL:
        raise _no_such_model(asked.model)
    if asked.n not in (None, 1):
        raise RequestError("n 只能是 1：一个问题只有一个回答。", "n")
    return asked


def questions(messages: Sequence[Message]) -> list[str]:
    """What the person said, oldest first; the last of these is the question.

    :raises RequestError: where there is none, or one is not text.
    """
    said = [
        text_of(message.content, f"messages.{place}.content")
        for place, message in enumerate(messages)
        if message.role == "user"
    ]
    if not said:
        raise RequestError("messages 里没有 role 为 user 的话，不知道要问什么。", "messages")
    return said


def text_of(content: object, place: str) -> str:
    """The text of a message: a string, or the parts of it.

    :raises RequestError: naming the place, where it is anything else.
    """
    found = _texts(content)
    if not found or (isinstance(content, list) and len(found) < len(content)):
        raise RequestError(f"{place} 只能是文字：一个字符串，或者 type 为 text 的几段。", place)
    return "\n".join(found)


def _texts(content: object) -> list[str]:
    """The parts of a message that are text."""
    if isinstance(content, str):
        return [content]
    parts = content if isinstance(content, list) else []
    texts = [part.get("text") for part in parts if isinstance(part, Mapping) and part.get("type") == "text"]
    return [text for text in texts if isinstance(text, str)]


def _no_such_model(name: str) -> RequestError:
    return RequestError(f"没有名为“{name}”的模型，只有 {MODEL}。", "model", "model_not_found", 404)


def _failed(error: YinjuError) -> JSONResponse:
    """An error in the interface's form: what the caller can mend, and what may be otherwise later."""
    wrong = error if isinstance(error, RequestError) else None
    status = wrong.status if wrong else 400 if isinstance(error, QuestionError) else 503
    said = {
        "message": str(error),
        "type": _INVALID if status < 500 else _LATER,
        "param": wrong.parameter if wrong else "messages" if status == 400 else None,
        "code": wrong.code if wrong else "not_ready" if isinstance(error, NotReady) else None,
    }
    headers = {"Retry-After": str(AGAIN)} if isinstance(error, NotReady) else None
    return JSONResponse({"error": said}, status_code=status, headers=headers)


def _event(said: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(said, ensure_ascii=False)}\n\n"
