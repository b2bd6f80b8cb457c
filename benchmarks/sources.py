"""What is loaded: scenes, their collection, and imgcat's own records; made where they are read, or written to files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.records import records
from benchmarks.scene_json import collection, items, lines
from benchmarks.scenes import scenes
from imgcat.catalog.sources.json_file import LineReader
from imgcat.model.finding import Finding
from imgcat.store.entry import Entry, Part, entry_of, given

_TOGETHER = 600
"""Scenes of a part: about as many as imgcat reads together from a file."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Scenes number `start` to `end`, as JSON that is made by the process which reads them: no file holds them all."""

    start: int
    end: int
    seed: int
    place: None = None

    def read(self) -> Iterator[Entry | Finding]:
        """The scenes, read as lines of a file are."""
        text = b"\n".join(items(scenes(self.start, self.end, self.seed)))
        return map(entry_of, LineReader(Path("scenes.ndjson")).read_text(text, self.start + 1))


@dataclass(frozen=True, slots=True)
class Sources:
    """So many scenes of a seed, and the records; files of them are kept in the folder, where files are wanted."""

    folder: Path
    count: int
    seed: int

    def parts(self) -> Iterator[Part]:
        """All of them, in parts."""
        yield from given([Entry("collection", collection())], ())
        for start in range(0, self.count, _TOGETHER):
            yield Drawn(start, min(start + _TOGETHER, self.count), self.seed)
        yield from given((), (Entry(each["id"], each) for each in records(self.seed).items()))

    def collection_file(self) -> Path:
        """The collection, in a file."""
        path = self.folder / "collection.json"
        path.write_bytes(orjson.dumps(collection()))
        return path

    def scenes_file(self) -> Path:
        """The scenes as NDJSON, in a file that is written unless it is there: 7 KB a scene."""
        path = self.folder / f"scenes-{self.count}-{self.seed}.ndjson"
        if not path.exists():
            unfinished = path.with_suffix(".part")
            with unfinished.open("wb") as file:
                file.writelines(line + b"\n" for line in lines(self.count, self.seed))
            unfinished.replace(path)
        return path
