"""What reading one file may take of memory and of the processor, in a process that is there for reading only."""

from __future__ import annotations

from pathlib import Path

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

COMPUTING_SECONDS = 120
"""A file that takes more of a processor's time is given up."""
FILE_BYTES = 600_000_000
"""What a file may take beyond what the process has already."""
RECOGNISING_BYTES, PAGE_SECONDS = 1_600_000_000, 60
"""What the process may take once it recognises pages, 1.2 GB for one of small print, and how long for each page."""


def begin_file() -> None:
    """Set the limits for the next file: the system ends a process that computes for longer, and refuses it more memory.

    Nothing where the system has no such limits; where it has stricter ones of its own, these hold.
    """
    if resource is not None:
        _limit(resource.RLIMIT_DATA, min(_taken() + FILE_BYTES, RECOGNISING_BYTES))
        _limit(resource.RLIMIT_CPU, _computed() + COMPUTING_SECONDS)


def begin_page() -> None:
    """Raise the limits for a page that is recognised, in a process that has any."""
    if resource is None or resource.getrlimit(resource.RLIMIT_DATA)[0] == resource.RLIM_INFINITY:
        return
    _limit(resource.RLIMIT_DATA, RECOGNISING_BYTES)
    _limit(resource.RLIMIT_CPU, max(_computed() + PAGE_SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[0]))


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _computed() -> int:
    """The seconds of the processor that the process has had."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime)


def _taken() -> int:
    """Bytes that the process has for itself, as the limit counts them; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    except OSError:
        return 0
