"""Keeping the program away from networks."""

from __future__ import annotations

import os
from pathlib import Path


def isolate(incoming: Path, *, hub: bool) -> None:
    """Tell the libraries imported after this call to fetch and report nothing; with ``hub`` a model may be fetched.

    :param incoming: where Gradio puts what is being uploaded, in place of a folder that all programs share.
    """
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
    os.environ["GRADIO_TEMP_DIR"] = str(incoming)
    if not hub:
        os.environ["HF_HUB_OFFLINE"] = "1"
