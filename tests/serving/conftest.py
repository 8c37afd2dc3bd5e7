"""The server and the browser that the tests of this folder share."""

from __future__ import annotations

from tests.serving.browsing import browser, locked, page, server

__all__ = ["browser", "locked", "page", "server"]
