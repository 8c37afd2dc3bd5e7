"""Who may open the page: names with hashed passwords, in a file of the data folder.

Passwords are hashed by scrypt (Percival and Josefsson, RFC 7914) with a salt each; a line of the file is
``name:scrypt$n$r$p$salt$hash``, the last two in Base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from index.disk import replace_file, writing
from index.errors import YinjuError

FILE, CALLED = "passwords", "密码文件"
VARIABLE = "YINJU_AUTH"
"""The environment variable that may give one name and password, as ``name:password``."""
COST = {"n": 2**14, "r": 8, "p": 1}
"""16 MB and some hundredths of a second for each attempt."""
SALT_BYTES = 16
MEMORY = 64_000_000
"""Bytes that hashing may take; a file that asks for more is refused."""


class PasswordsDamaged(YinjuError):
    pass


class Passwords:
    """Names and the hashes of their passwords."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = dict(hashes)

    @classmethod
    def load(cls, data: Path) -> Self:
        """Those of a data folder; none where there is no file.

        :raises PasswordsDamaged: naming the line, when the file is not as ``save`` writes it.
        """
        path = data / FILE
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return cls({})
        except (OSError, UnicodeDecodeError) as error:
            raise PasswordsDamaged(
                f"密码文件 {path} 读不了：{error}。", "请检查文件的权限，或重新设置密码。"
            ) from error
        hashes = {}
        for number, line in enumerate(lines, start=1):
            name, _, stored = line.partition(":")
            try:
                _parse(stored)
            except ValueError as error:
                raise PasswordsDamaged(
                    f"密码文件 {path} 第 {number} 行不对。", "请删掉这一行，重新设置密码。"
                ) from error
            hashes[name] = stored
        return cls(hashes)

    def __len__(self) -> int:
        return len(self._hashes)

    def admits(self, name: str, password: str) -> bool:
        """Whether the password is this name's; in the same time for every name."""
        stored = self._hashes.get(name)
        matches = _matches(password, stored or self._nobody)
        return matches and stored is not None

    @cached_property
    def _nobody(self) -> str:
        """What an unknown name is compared with, so that it takes as long to refuse as a known one."""
        return hash_password(secrets.token_hex())

    def put(self, name: str, password: str) -> None:
        """Give a name a password, in place of the one it has.

        :raises YinjuError: for a name that cannot stand in the file, or in a browser's question for it.
        """
        if not name or ":" in name or not name.isprintable():
            raise YinjuError("用户名不能是空的，也不能有冒号和换行。")
        self._hashes[name] = hash_password(password)

    def take_out(self, name: str) -> bool:
        """Whether there was such a name to be taken out."""
        return self._hashes.pop(name, None) is not None

    def save(self, data: Path) -> None:
        """Write the file, which only its owner may read.

        :raises YinjuError: when the disk does not take it.
        """
        lines = "".join(f"{name}:{stored}\n" for name, stored in sorted(self._hashes.items()))
        with writing(CALLED):
            data.mkdir(parents=True, exist_ok=True)
        replace_file(data / FILE, lines.encode(), CALLED, 0o600)


def taken_from_environment() -> tuple[str, str] | None:
    """Name and password from the environment, which has them no more; None where there are none.

    :raises YinjuError: when one of the two is missing.
    """
    text = os.environ.pop(VARIABLE, "")
    return name_and_password(text) if text else None


def name_and_password(text: str) -> tuple[str, str]:
    """Cut at the first colon.

    :raises YinjuError: when one of the two is missing.
    """
    name, _, password = text.partition(":")
    if not name or not password:
        raise YinjuError("用户名和密码", "请写成 用户名:密码。")
    return name, password


def hash_password(password: str) -> str:
    """With a new salt."""
    salt = secrets.token_bytes(SALT_BYTES)
    cost = "$".join(str(value) for value in COST.values())
    return f"scrypt${cost}${_text(salt)}${_text(_scrypt(password, salt, **COST))}"


def _matches(password: str, stored: str) -> bool:
    cost, salt, digest = _parse(stored)
    return hmac.compare_digest(_scrypt(password, salt, **cost), digest)


def _parse(stored: str) -> tuple[dict[str, int], bytes, bytes]:
    """Cost, salt and hash.

    :raises ValueError: when this is not what ``hash_password`` gives.
    """
    scheme, n, r, p, salt, digest = stored.split("$")
    cost = {"n": int(n), "r": int(r), "p": int(p)}
    if scheme != "scrypt" or min(cost.values()) < 1 or 128 * cost["n"] * cost["r"] * cost["p"] > MEMORY:
        raise ValueError(stored)
    return cost, base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    given = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(given, salt=salt, n=n, r=r, p=p, maxmem=MEMORY, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
