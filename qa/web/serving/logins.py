"""Who is let in: the page's form, and the Basic or Bearer authentication of programs, by the same passwords and limits.

A Bearer key is ``name:password`` as it stands, or in Base64 where a client takes only ASCII for a key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.responses import PlainTextResponse, Response

from qa.web import words
from qa.web.serving.attempts import Attempts

if TYPE_CHECKING:
    from starlette.requests import Request

    from qa.web.serving.passwords import Passwords

REMEMBERED = 1_000
"""Headers that were let in once, which need no hashing again."""


class Logins:
    """Names and passwords as the page and the programs' doors ask for them."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords
        self._attempts = Attempts()
        self._key = secrets.token_bytes()
        self._seen: dict[bytes, None] = {}

    @property
    def needed(self) -> bool:
        """Whether anyone is asked at all."""
        return len(self._passwords) > 0

    async def admits(self, name: str, password: str) -> bool:
        """Whether the password is this name's. Hashing is slow on purpose, hence in a thread."""
        return await to_thread.run_sync(partial(self._passwords.admits, name, password))

    def begin(self, address: str) -> Response | None:
        """Why an address may not try now, None where it may; the attempt counts as failed until ``succeeded``."""
        wait = self._attempts.begin(address)
        if not wait:
            return None
        seconds = ceil(wait)
        return PlainTextResponse(words.too_many_attempts(seconds), 429, headers={"Retry-After": str(seconds)})

    def succeeded(self, address: str) -> None:
        self._attempts.succeeded(address)

    async def refusal(self, request: Request) -> Response | None:
        """Why a program's request is not let in by its Basic or Bearer authentication, None where it is."""
        if not self.needed:
            return None
        given = request.headers.get("authorization", "")
        seen = hmac.digest(self._key, given.encode("utf-8", "surrogateescape"), hashlib.sha256)
        if seen in self._seen:
            return None
        name_and_password = _given(given)
        if name_and_password is not None:
            address = address_of(request)
            if refused := self.begin(address):
                return refused
            if await self.admits(*name_and_password):
                self.succeeded(address)
                self._remember(seen)
                return None
        return PlainTextResponse(status_code=401, headers={"WWW-Authenticate": 'Basic charset="UTF-8"'})

    def _remember(self, seen: bytes) -> None:
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        self._seen[seen] = None


def address_of(request: Request) -> str:
    """Of the machine that asks, or of the proxy before it."""
    return request.client.host if request.client else ""


def _given(header: str) -> tuple[str, str] | None:
    """Name and password of a header of Basic or Bearer authentication, None for anything else."""
    scheme, _, key = header.partition(" ")
    key = key.strip()
    plain = scheme.lower() == "bearer" and ":" in key  # which Base64 has not
    try:
        if scheme.lower() not in ("basic", "bearer"):
            return None
        # Starlette reads headers as Latin-1; who sends more than ASCII, sends UTF-8.
        text = (key.encode("latin-1") if plain else base64.b64decode(key, validate=True)).decode()
    except (binascii.Error, ValueError):
        return None
    name, colon, password = text.partition(":")
    return (name, password) if colon else None
