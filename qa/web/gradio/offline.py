"""Keeping the program away from networks."""

from __future__ import annotations

import os
from pathlib import Path

from qa.web import words


def isolate(incoming: Path, *, hub: bool) -> None:
    """Tell the libraries imported after this call to fetch and report nothing; with ``hub`` a model may be fetched.

    :param incoming: where Gradio puts what is being uploaded, in place of a folder that all programs share.
    """
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
    os.environ["GRADIO_TEMP_DIR"] = str(incoming)
    if not hub:
        os.environ["HF_HUB_OFFLINE"] = "1"


def take_uploads_only() -> None:
    """Have Gradio refuse what a request names as a file elsewhere, or on this machine, and did not upload.

    It would fetch the one before any call is made, and copy the other; of the latter it asks only pages that have been
    launched.
    """
    import gradio as gr
    from gradio import processing_utils
    from gradio.exceptions import InvalidPathError

    check = processing_utils._check_allowed

    async def refuse(url: str, cache_dir: str) -> str:  # noqa: ARG001 - as Gradio calls it
        raise gr.Error(words.NOTHING_FETCHED, print_exception=False)

    def check_quietly(path: str | Path, check_in_upload_folder: bool) -> None:
        try:
            check(path, check_in_upload_folder)
        except InvalidPathError as error:
            raise gr.Error(words.NOTHING_FETCHED, print_exception=False) from error

    processing_utils.async_ssrf_protected_download = refuse
    processing_utils._check_allowed = check_quietly
