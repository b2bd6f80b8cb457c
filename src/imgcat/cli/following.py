"""Looking again and again whether a new index is published, beside the workers that answer."""

import threading
from datetime import UTC, datetime

from imgcat.cli.console import errors
from imgcat.errors import ImgcatError
from imgcat.store.published import Replica


def follow(replica: Replica, seconds: float) -> None:
    """Start to follow; it ends with the process. What is refused is told once, not each time."""
    threading.Thread(target=_follow, args=(replica, seconds), name="replica", daemon=True).start()


def _follow(replica: Replica, seconds: float) -> None:
    waiting, told = threading.Event(), ""
    while not waiting.wait(seconds):
        try:
            new = replica.follow()
            if new is not None:
                _tell(f"a new index of {replica.address} is served: {new.stem}.")
            told = ""
        except (ImgcatError, OSError) as error:
            if str(error) != told:
                told = str(error)
                _tell(f"{told} The index before it goes on being served.")


def _tell(what: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    errors.print(f"{now} imgcat: {what}", markup=False, highlight=False)
