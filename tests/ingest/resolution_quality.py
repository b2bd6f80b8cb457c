"""How well captions are resolved: precision and recall at 1 and 5 over a labelled set.

    python -m tests.ingest.resolution_quality

Recall at k: of the pictures whose scene is known, how many have it among the first k candidates for their date.
Precision at k: of the candidates that are proposed as the picture, among the first k, how many are it. Nearest public
scenes of commercial pictures are not proposals.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from imgcat.ingest.resolve import (
    Answer,
    Candidate,
    MatchClass,
    Question,
    StoreSearch,
    at_point,
    of_text,
    resolve,
)
from imgcat.model.position import Position
from imgcat.model.scene import scene_from_id
from imgcat.store import Store
from imgcat.store.entry import Entry
from imgcat.store.sqlite import SqliteStore, build
from tests.ingest.resolution_cases import CASES, PLACES, Case

SCENES = Path(__file__).with_name("resolution_scenes.ndjson")


@dataclass
class Tally:
    """What came out of the cases."""

    pictures: int = 0
    found: Counter[int] = field(default_factory=Counter)
    proposed: Counter[int] = field(default_factory=Counter)
    right: Counter[int] = field(default_factory=Counter)
    classes: dict[MatchClass, list[bool]] = field(default_factory=lambda: defaultdict(list))
    misses: list[str] = field(default_factory=list)

    def recall(self, k: int) -> float:
        return self.found[k] / self.pictures

    def precision(self, k: int) -> float:
        return self.right[k] / self.proposed[k]


def scenes() -> Iterator[dict[str, Any]]:
    """The Items of the real ids."""
    for line in SCENES.read_bytes().splitlines():
        row = orjson.loads(line)
        item = scene_from_id(row["id"])
        if "geometry" in row:
            item["geometry"] = row["geometry"]
        if "cloud" in row:
            item["properties"]["eo:cloud_cover"] = row["cloud"]
        yield item


@contextmanager
def indexed(items: Iterable[dict[str, Any]]) -> Iterator[SqliteStore]:
    """An index of the Items."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite"
        build(path, [], [Entry(item["id"], item) for item in items], default_collection="scenes")
        store = SqliteStore(path)
        try:
            yield store
        finally:
            store.close()


def place(name: str) -> Position:
    """A place of the cases."""
    lon, lat, uncertainty = PLACES[name]
    return at_point(lon, lat).model_copy(update={"uncertainty_m": float(uncertainty)})


def question(case: Case) -> Question:
    return of_text(case.text, place(case.place), case.published)


def measured(store: Store, cases: Sequence[Case] = CASES) -> Tally:
    """The cases resolved, and compared with what is known."""
    tally = Tally()
    search = StoreSearch(store)
    for case in cases:
        answer = resolve(question(case), [search])
        _count(case, answer, tally)
    return tally


def _count(case: Case, answer: Answer, tally: Tally) -> None:
    groups = _by_picture(answer)
    proposals = [] if answer.kind is MatchClass.NONE_PUBLIC else groups
    for k in (1, 5):
        offered = [each for group in proposals for each in group[:k]]
        tally.proposed[k] += len(offered)
        tally.right[k] += sum(any(map(each.holds, case.scenes)) for each in map(_Held, offered))
    firsts = [any(map(_Held(group[0]).holds, case.scenes)) for group in proposals]
    tally.pictures += len(case.scenes)
    for scene in case.scenes:
        ranks = [
            rank
            for group in groups
            for rank, each in enumerate(group, 1)
            if _Held(each).holds(scene)
        ]
        rank = min(ranks, default=None)
        for k in (1, 5):
            tally.found[k] += rank is not None and rank <= k
        if rank != 1:
            tally.misses.append(f"{case.about}: {case.text!r}: rank {rank}, class {answer.kind}")
    if not case.scenes:
        expected = MatchClass.NONE_PUBLIC if case.about == "commercial" else MatchClass.UNKNOWN
        if answer.kind is not expected:
            tally.misses.append(f"{case.about}: {case.text!r}: class {answer.kind}")
        tally.classes[answer.kind].append(answer.kind is expected)
    else:
        tally.classes[answer.kind].append(bool(firsts) and all(firsts))


@dataclass(frozen=True)
class _Held:
    candidate: Candidate

    def holds(self, scene: str) -> bool:
        """Whether the scene is of the candidate's pass."""
        return any(each.found.item["id"] == scene for each in self.candidate.sightings)


def _by_picture(answer: Answer) -> list[list[Candidate]]:
    """The candidates for each picture of the caption, in their order."""
    pictures = answer.question.pictures or [()]
    groups = [
        [each for each in answer.candidates if each.when is None or each.when in readings]
        for readings in pictures
    ]
    return [group for group in groups if group] or (
        [list(answer.candidates)] if answer.candidates else []
    )


def main() -> None:
    """Print the measures, the classes and what was missed."""
    with indexed(scenes()) as store:
        tally = measured(store)
    print(
        f"{len(CASES)} captions, {tally.pictures} pictures with a known scene, {len(list(scenes()))} scenes"
    )
    for k in (1, 5):
        print(f"at {k}: precision {tally.precision(k):.3f}, recall {tally.recall(k):.3f}")
    print("class: captions, of which the first candidate (or the absence of one) is right")
    for kind in MatchClass:
        if tally.classes[kind]:
            print(f"  {kind}: {len(tally.classes[kind])}, {sum(tally.classes[kind])}")
    print("missed:")
    for miss in tally.misses:
        print(f"  {miss}")


if __name__ == "__main__":
    main()
