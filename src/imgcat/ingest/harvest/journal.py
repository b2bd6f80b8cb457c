"""Which windows an unfinished run has done, so that the next one goes on where it stopped."""

from pathlib import Path


class Journal:
    """One line a finished window, in a file of its own for each question; it is gone when all of them are."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            lines = path.read_text("utf-8").splitlines(keepends=True)
        except FileNotFoundError:
            lines = []
        # A line that was cut off by a crash is no line.
        self.finished = {line.rstrip("\n") for line in lines if line.endswith("\n")}

    def finish(self, window: str) -> None:
        """Note that all scenes of a window are in the catalog's folder."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{window}\n")
        self.finished.add(window)

    def close(self) -> None:
        """Forget it: the whole question is answered."""
        self._path.unlink(missing_ok=True)
