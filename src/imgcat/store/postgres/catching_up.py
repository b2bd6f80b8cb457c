"""Waiting until the replicas of a database have what its primary has."""

import time

from imgcat.store.postgres.hosts import hosts, name_of
from imgcat.store.postgres.watch import INTERVAL, Watch


def behind(url: str, seconds: float) -> list[str]:
    """The names of those servers of an address that have not what the primary has, after so many seconds at most.

    Whoever asks afterwards is answered from that, as every server of the API has looked at the primary meanwhile. It
    is over at once where the address names one server.
    """
    named = hosts(url)
    if len(named) == 1:
        return []
    watches = [Watch(each) for each in named]
    deadline = time.monotonic() + seconds
    try:
        while True:
            time.sleep(1.5 * INTERVAL)
            sights = [watch.sight for watch in watches]
            primaries = [each for each in sights if each is not None and each.timeline is not None]
            newest = max(primaries, key=lambda each: each.timeline or 0, default=None)
            late = [
                name_of(conninfo)
                for conninfo, sight in zip(named, sights, strict=True)
                if newest is None or sight is None or sight.held != newest.held
            ]
            if not late or time.monotonic() > deadline:
                return late
    finally:
        for watch in watches:
            watch.close()
