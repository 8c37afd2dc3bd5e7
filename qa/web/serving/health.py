"""``/health`` and ``/metrics``: for programs that watch over this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from index.errors import YinjuError
from qa.web.metrics import CONTENT_TYPE
from qa.web.serving.guard import HEALTH, METRICS

if TYPE_CHECKING:
    from qa.web.chat_service import Desk
    from qa.web.serving.logins import Logins


def routes(desk: Desk, logins: Logins) -> list[Route]:
    """``/health`` is for everyone and says nothing else; ``/metrics`` asks for the password, where there is one."""

    async def health(_request: Request) -> Response:
        reason = await to_thread.run_sync(desk.hindrance)
        said = {"status": "unavailable", "reason": reason} if reason else {"status": "ready"}
        return JSONResponse(said, status_code=503 if reason else 200)

    async def metrics(request: Request) -> Response:
        if refused := await logins.refusal(request):
            return refused
        try:
            figures = await to_thread.run_sync(desk.metrics.render)
        except YinjuError as error:
            return PlainTextResponse(str(error), 503)
        return Response(figures, headers={"Content-Type": CONTENT_TYPE})

    return [Route(HEALTH, health), Route(METRICS, metrics)]
