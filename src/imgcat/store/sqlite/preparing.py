"""Parts of sources made ready for the index: in this process, or in several side by side."""

import gc
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context

from imgcat.store.compression import Codec
from imgcat.store.entry import Part
from imgcat.store.sqlite.batch import Batch, Loading, prepare

_FEW = 8
"""So many parts are ready sooner than other processes would have started."""
_AHEAD = 2
"""Parts that wait for each process, so that none is ever idle and memory stays bounded."""


def prepared(
    parts: Iterable[Part], loading: Loading, dictionary: bytes, workers: int
) -> Generator[Batch, None, None]:
    """The batches of the parts, in their order; from `workers` processes where there are more than a few."""
    rest = iter(parts)
    first = list(islice(rest, _FEW + 1 if workers > 1 else 0))
    if len(first) <= _FEW:
        codec = Codec(dictionary)
        for part in chain(first, rest):
            with _uncollected():
                batch = prepare(part, loading, codec)
            yield batch
        return
    # Not forked: a thread that shows progress may hold a lock at that moment.
    executor = ProcessPoolExecutor(workers, get_context("spawn"), _start, (loading, dictionary))
    try:
        waiting: deque[Future[Batch]] = deque()
        for part in chain(first, rest):
            waiting.append(executor.submit(_prepare, part))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles: parsed JSON has none, and looking for them takes as long again as parsing it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Process:
    """What a process that makes parts ready needs for each of them."""

    loading: Loading
    codec: Codec


def _start(loading: Loading, dictionary: bytes) -> None:
    # Ctrl-C goes to all processes; this one is told to stop by the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _Process.loading, _Process.codec = loading, Codec(dictionary)


def _prepare(part: Part) -> Batch:
    return prepare(part, _Process.loading, _Process.codec)
