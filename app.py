"""The chat in the browser: wiring only.

Everything shown is made in ``qa.web``, everything answered in ``qa.assistant``. Nothing is fetched from a network, and
the browser is told not to either.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import YinjuError
from index.settings import Settings
from qa.web import render, words
from qa.web.conversation import Conversation, Message
from qa.web.upkeep import Upkeep

if TYPE_CHECKING:
    import gradio as gr
    from starlette.types import ASGIApp, Message as Event, Receive, Scope, Send

    from index.library import Library
    from qa.assistant import Assistant

HERE = Path(__file__).resolve().parent
WEB = HERE / "qa" / "web"
PATIENCE = 12.0
"""Seconds after its start in which the page waits for the model, so that the first answer does not."""

# Gradio compiles its templates in the browser, hence 'unsafe-eval'; what matters is that no other host is named.
POLICY = (
    b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; form-action 'self'; base-uri 'self'"
)
