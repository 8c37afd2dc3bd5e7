from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from tests.serving.browsing import ROOT, START

ARENAS = """
import ctypes, sys, threading
from qa.web.gradio import bounds

bounds.share_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(16)

def take() -> None:
    for _ in range(50):
        together.wait()
        libc.malloc(ctypes.c_size_t(100_000))

threads = [threading.Thread(target=take) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
out = libc.fopen(b"/dev/stdout", b"w")
libc.malloc_info(0, ctypes.c_void_p(out))
libc.fclose(ctypes.c_void_p(out))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no arenas")
def test_threads_share_the_memory_of_the_c_library() -> None:
    done = subprocess.run([sys.executable, "-c", ARENAS], cwd=ROOT, capture_output=True, timeout=START, check=True)
    assert 1 <= done.stdout.count(b"<heap nr=") <= 2
