"""Parts of sources made ready for a store: in this process, or in several side by side."""

import gc
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, TypeVar

from imgcat.store.entry import Part

Made = TypeVar("Made")

_FEW = 8
"""So many parts are ready sooner than other processes would have started."""
_AHEAD = 2
"""Parts that wait for each process, so that none is ever idle and memory stays bounded."""


def prepared(
    parts: Iterable[Part], preparing: Callable[[], Callable[[Part], Made]], workers: int
) -> Generator[Made, None, None]:
    """What is made of the parts, in their order; by `workers` processes where there are more than a few.

    Each process calls `preparing` once, for what makes a part ready.
    """
    rest = iter(parts)
    first = list(islice(rest, _FEW + 1 if workers > 1 else 0))
    if len(first) <= _FEW:
        prepare = preparing()
        for part in chain(first, rest):
            with _uncollected():
                made = prepare(part)
            yield made
        return
    # Not forked: a thread that shows progress may hold a lock at that moment.
    executor = ProcessPoolExecutor(workers, get_context("spawn"), _start, (preparing,))
    try:
        waiting: deque[Future[Made]] = deque()
        for part in chain(first, rest):
            with _undisturbed():
                waiting.append(executor.submit(_prepare, part))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits, and the processes that start meanwhile do not hear it: they would die of it with a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
    """What makes parts ready in this process."""

    prepare: Callable[[Part], Any]


def _start(preparing: Callable[[], Callable[[Part], Any]]) -> None:
    # Ctrl-C goes to all processes; this one is told to stop by the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _Process.prepare = staticmethod(preparing())


def _prepare(part: Part) -> Any:
    return _Process.prepare(part)
