"""The unpacked weights, lent to the libraries that benches make: unpacking takes a minute, and 500 MB each time."""

from __future__ import annotations

from pathlib import Path


def lend(data: Path, models: Path | None) -> None:
    """Make a data folder, if there is none, with a link to a folder of unpacked weights in it; None for none."""
    data.mkdir(parents=True, exist_ok=True)
    if models is not None and not (data / "models").exists():
        (data / "models").symlink_to(models.resolve())
