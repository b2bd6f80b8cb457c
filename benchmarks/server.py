"""Processes that are measured: started, waited for, watched and stopped."""

import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of the processes' own, and with them the pages of files that they share (PSS): mostly those of the index,
    which the system takes back when it needs them."""

    own: int
    resident: int


class Server:
    """A server in a process of its own. `others` are the ids of processes that also work for it, such as a database.

    Raises RuntimeError, with the end of what it said, when it does not listen within `patience` seconds.
    """

    def __init__(
        self,
        command: Sequence[str],
        port: int,
        log: Path,
        environment: Mapping[str, str] | None = None,
        others: Sequence[int] = (),
        patience: float = 300,
    ) -> None:
        self.port = port
        self._others = others
        self._log = log
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                command, stdout=file, stderr=subprocess.STDOUT, env=environment
            )
        deadline = time.monotonic() + patience
        while not _listens(port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(
                    f"{command[0]} does not answer. It said: {log.read_text('utf-8', 'replace')[-2000:]}"
                )
            time.sleep(0.05)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process, and wait for it."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def cpu_seconds(self) -> float:
        """The time that its processes have computed, of the user and of the system."""
        return cpu_seconds((self._process.pid, *self._others))

    def memory(self) -> Memory:
        """The memory of its processes."""
        own = resident = 0
        for process in _processes((self._process.pid, *self._others)):
            try:
                found = process.memory_full_info()
            except psutil.NoSuchProcess:
                continue
            own += found.rss - found.shared
            resident += found.pss
        return Memory(own, resident)


def cpu_seconds(roots: Sequence[int]) -> float:
    """The time that processes and all their descendants have computed, of the user and of the system."""
    total = 0.0
    for process in _processes(roots):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        # A descendant that has ended counts with the process that started it.
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _processes(roots: Sequence[int]) -> list[psutil.Process]:
    found = []
    for number in roots:
        try:
            process = psutil.Process(number)
            found += [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
    return found


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
