"""What a person should know of the errors of a server that speaks MySQL's protocol."""

from __future__ import annotations

from index.errors import LibraryBusy, LibraryDamaged, LibraryUnreachable, YinjuError
from index.storage.server.address import PASSWORD, Address

LOST = {2002, 2003, 2006, 2013, 0}
"""MySQL's codes for a connection that could not be made or is gone; the last is what PyMySQL says ever after."""
REFUSED, UNKNOWN = {1044, 1045, 1142, 1227}, {1049}
REBUILT = {1146}
"""A table is not there: while what is searched is made anew, it is not for a moment."""
LOCKED = 1205
WAITED = {LOCKED, 4012, 6235}
"""Too long for another's change, too long at all, and a snapshot that another's change stands against."""


def is_lost(error: Exception) -> bool:
    """Whether the connection is gone, or was never made."""
    return isinstance(error, OSError) or error.args[:1] in {(code,) for code in LOST}


def trouble(error: Exception, address: Address) -> YinjuError:
    """What a person should know of an error of PyMySQL's."""
    code = error.args[0] if error.args and isinstance(error.args[0], int) else -1
    if is_lost(error):
        return LibraryUnreachable(
            f"连不上资料库服务器 {address}，或者它没有回答。",
            "请检查服务器是否在运行、网络是否通畅，再试一次；做完的都已保存。",
        )
    if code in REFUSED:
        return LibraryUnreachable(
            f"资料库服务器 {address} 不让这个用户进来。", f"请检查用户名、权限和密码（环境变量 {PASSWORD}）。"
        )
    if code in UNKNOWN:
        create = f"CREATE DATABASE {address.database} DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin"
        return LibraryUnreachable(f"资料库服务器上没有数据库 {address.database}。", f"请先建好它：{create}。")
    if code in REBUILT:
        return LibraryBusy("检索表正在重建，", "请稍后再试。")
    if code in WAITED:
        return LibraryBusy("别的进程正在更新资料库，", "请稍后再试。")
    return LibraryDamaged(f"资料库服务器 {address} 出错：{error}。", "请查看服务器的日志。")
