"""What a server tells its C library about memory."""

import platform
import subprocess
import sys

import pytest


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_a_large_buffer_that_was_freed_stays_with_the_process() -> None:
    """In a process of its own, since what is set stays set."""
    program = (
        "import resource\n"
        "from imgcat.cli.memory import keep_freed_memory\n"
        "keep_freed_memory()\n"
        "faults = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "bytes(10_000_000)\n"
        "before = faults()\n"
        "for _ in range(20): bytearray(b'x') * 10_000_000\n"
        "print(faults() - before)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert int(told.stdout) < 20 * 10_000_000 / 4096 / 2
