"""``/source/…``: a document's pages as pictures, and its file; for who is let in to the page, and for programs.

A file is never given as anything that a browser would run: to be kept it is a download without a type, to be looked at
it is plain text or a picture of points, and either way it is told to be shown without scripts.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from index.errors import DocumentError
from index.readers.decoding import decode
from index.types import Format
from qa.web import patches, words
from qa.web.sources import LOOKED_AT

if TYPE_CHECKING:
    from starlette.requests import Request

    from qa.web.serving.logins import Logins
    from qa.web.sources import Sources

APART = {"content-security-policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"}
"""Whatever it is, it is nothing of the page's, and runs nothing."""
KEPT = {"cache-control": "private, max-age=3600"}
"""A page of a document never changes: another content has another id."""
WIDTH = 1_400
"""Pixels of a page's picture, where no width is asked for."""
PICTURES = {
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
    b"BM": "image/bmp",
}
"""What browsers show of the picture files that are read, by their first bytes."""


def routes(sources: Sources, logins: Logins) -> list[Route]:
    """The pages' pictures, files to keep, and files to look at."""

    async def picture(request: Request) -> Response:
        if refused := await _refusal(request, logins):
            return refused
        number, wide = request.path_params["number"], request.query_params.get("width", "")
        width = int(wide) if wide.isdecimal() and len(wide) < 6 else WIDTH
        try:
            drawn = await to_thread.run_sync(partial(sources.picture, request.path_params["identity"], number, width))
        except DocumentError as error:
            return PlainTextResponse(str(error), 404)
        return Response(drawn, media_type="image/webp", headers=APART | KEPT)

    async def file(request: Request) -> Response:
        if refused := await _refusal(request, logins):
            return refused
        try:
            found = await to_thread.run_sync(partial(sources.original, request.path_params["identity"]))
        except DocumentError as error:
            return PlainTextResponse(str(error), 404)
        return FileResponse(found.path, media_type="application/octet-stream", filename=found.path.name, headers=APART)

    async def look(request: Request) -> Response:
        if refused := await _refusal(request, logins):
            return refused
        try:
            content, format_ = await to_thread.run_sync(partial(sources.content, request.path_params["identity"]))
            return _looked_at(content, format_)
        except DocumentError as error:
            return PlainTextResponse(str(error), 404)

    return [
        Route("/source/{identity}/{number:int}.webp", picture),
        Route("/source/{identity}/file", file),
        Route("/source/{identity}/look", look),
    ]


async def _refusal(request: Request, logins: Logins) -> Response | None:
    """Why a request is not let in: neither from the page of someone who logged in, nor with a password of its own.

    A browser is not told to ask for one: the page does that.
    """
    if not logins.needed or patches.is_logged_in(request):
        return None
    if "authorization" not in request.headers:
        return PlainTextResponse(words.NOT_LET_IN, 401)
    return await logins.refusal(request)


def _looked_at(content: bytes, format_: Format) -> Response:
    """:raises DocumentError: for a file that is no text in an encoding that is known."""
    if format_ is Format.IMAGE:
        kind = next((kind for begins, kind in PICTURES.items() if content.startswith(begins)), "")
        return Response(content, media_type=kind, headers=APART) if kind else PlainTextResponse(words.NOT_HERE, 404)
    if format_ in LOOKED_AT:
        return PlainTextResponse(decode(content), headers=APART)
    return PlainTextResponse(words.NOT_HERE, 404)
