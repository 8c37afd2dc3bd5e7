from __future__ import annotations

import argparse

import pytest

from qa.web.serving import address


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7860", 7860), ("65535", 65535)])
def test_ports(text: str, number: int) -> None:
    assert address.port(text) == number


@pytest.mark.parametrize("text", ["", "-1", "65536", "七", "７８６０", "7860.0"])
def test_what_is_no_port_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="整数"):
        address.port(text)


def test_a_password_may_hold_colons() -> None:
    assert address.credentials("张三:a:b") == ("张三", "a:b")


@pytest.mark.parametrize("text", ["", "张三", "张三:", ":密码"])
def test_credentials_need_both_parts(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="用户名:密码"):
        address.credentials(text)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_loopback(host: str) -> None:
    assert address.is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org", ""])
def test_what_others_can_reach_is_not_loopback(host: str) -> None:
    assert not address.is_loopback(host)


def test_a_busy_port_is_told_with_the_next_thing_to_do() -> None:
    with address.listen("127.0.0.1", 0) as listener:
        number = listener.getsockname()[1]
        assert address.url(listener) == f"http://127.0.0.1:{number}"
        with pytest.raises(address.AddressError, match=f"端口 {number} 上打开页面：已被别的程序占用。请用 --port"):
            address.listen("127.0.0.1", number)


@pytest.mark.parametrize("host", ["203.0.113.7", "a" * 80])
def test_an_address_that_is_not_this_machine_s_is_told(host: str) -> None:
    with pytest.raises(address.AddressError, match="无法在"):
        address.listen(host, 0)


def test_all_addresses_are_opened_at_this_one() -> None:
    with address.listen("0.0.0.0", 0) as listener:
        assert address.url(listener).startswith("http://127.0.0.1:")


@pytest.mark.parametrize(("text", "path"), [("/yinju", "/yinju"), ("/a/b-c/", "/a/b-c"), ("/", ""), ("", "")])
def test_a_root_path_has_no_slash_at_its_end(text: str, path: str) -> None:
    assert address.root_path(text) == path


@pytest.mark.parametrize("text", ["yinju", "//host", "/a b", "/引据", "/<script>", "/a//b", "http://a.cn/x"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        address.root_path(text)
