"""What is told of how the program fares to whoever asks."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.testclient import TestClient

from index.errors import LibraryError
from qa.web import words
from qa.web.serving import health
from qa.web.serving.logins import Logins
from qa.web.serving.passwords import Passwords
from tests.qa.web.test_chat_service import Clerk, Shelf, desk_with


class Lost(Shelf):
    """A library that cannot be reached any more."""

    def is_empty(self) -> bool:
        raise LibraryError("连不上 seekdb://u:s3cret@inside.example/yinju。")


def test_the_library_is_asked_and_what_is_wrong_with_it_is_not_told() -> None:
    for shelf, status in ((Shelf(), 200), (Lost(), 503)):
        app = Starlette(routes=health.routes(desk_with(shelf, Clerk()), Logins(Passwords({}))))
        reply = TestClient(app).get("/health")
        assert reply.status_code == status
        assert "inside.example" not in reply.text
    assert reply.json() == {"status": "unavailable", "reason": words.UNAVAILABLE}


def test_a_library_that_is_being_built_is_told() -> None:
    shelf = Shelf(count=0)
    desk = desk_with(shelf, Clerk())
    assert desk.hindrance() == ""
    desk.upkeep.start()
    assert desk.hindrance() == words.WAITING
    shelf.arriving.set()
    assert desk.upkeep.wait(10)
