"""Where the page is opened: host, port and password as a person types them."""

from __future__ import annotations

import argparse
import errno
import ipaddress
import re
import socket

from index.errors import YinjuError
from qa.web.serving.passwords import name_and_password

REASONS = {errno.EADDRINUSE: "已被别的程序占用", errno.EACCES: "没有权限", errno.EADDRNOTAVAIL: "本机没有这个地址"}
BACKLOG = 128
_PATH = re.compile(r"(?:/[\w.~-]+)+", re.ASCII)


class AddressError(YinjuError):
    pass


def port(text: str) -> int:
    """:raises argparse.ArgumentTypeError: unless 0 to 65535; 0 lets the system choose."""
    if not (text.isascii() and text.isdecimal()) or int(text) > 65535:
        raise argparse.ArgumentTypeError("端口是 0 到 65535 之间的整数")
    return int(text)


def credentials(text: str) -> tuple[str, str]:
    """User and password, cut at the first colon.

    :raises argparse.ArgumentTypeError: when one of them is missing.
    """
    try:
        return name_and_password(text)
    except YinjuError as error:
        raise argparse.ArgumentTypeError(error.remedy) from error


def root_path(text: str) -> str:
    """A path without a slash at its end, ``""`` for the root itself.

    :raises argparse.ArgumentTypeError: unless it is a path of plain characters.
    """
    bare = text.rstrip("/")
    if bare and not _PATH.fullmatch(bare):
        raise argparse.ArgumentTypeError("路径以 / 开头，由字母、数字和 - _ . ~ 组成，如 /yinju")
    return bare


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it; a name other than ``localhost`` may be reached by others."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, number: int) -> socket.socket:
    """A socket that takes connections already.

    :raises AddressError: when the host or the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, number), family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        code = error.errno if isinstance(error, OSError) else None
        reason = REASONS.get(code or 0, str(error))
        raise AddressError(
            f"无法在 {host} 的端口 {number} 上打开页面：{reason}。", "请用 --port 换一个端口，或检查 --host。"
        ) from error


def url(listener: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, number = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared with, not bound to
    return f"http://[{host}]:{number}" if ":" in host else f"http://{host}:{number}"
