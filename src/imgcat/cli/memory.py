"""How a server's memory is kept."""

import ctypes
import platform

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
"""Parameters of glibc's `mallopt`, as malloc.h numbers them."""
_MEBIBYTE = 2**20


def keep_freed_memory() -> None:
    """Let the process keep up to 64 MiB that it has freed, for the next answer, instead of giving it back each time.

    By default glibc takes each large buffer anew from the kernel, which clears it page by page: a quarter of the work
    for an answer of 700 KB (decision record 0093). Does nothing where the C library is another.
    """
    if platform.libc_ver()[0] != "glibc":
        return
    mallopt = ctypes.CDLL(None).mallopt
    for parameter, size in ((_MMAP_THRESHOLD, 32), (_TRIM_THRESHOLD, 64), (_TOP_PAD, 8)):
        mallopt(parameter, size * _MEBIBYTE)
