"""What a harvest did, and what it left to do."""

from collections import Counter
from dataclasses import dataclass, field

from imgcat.catalog.records import Records, SceneId, Ties
from imgcat.ingest.harvest.candidate import span_of
from imgcat.ingest.harvest.terms import Reason, Terms
from imgcat.ingest.harvest.window import Picture, SearchWindow
from imgcat.model.coverage import Coverage
from imgcat.model.finding import Finding


@dataclass(slots=True)
class Outcome:
    """Counts of a run. `failure` says why it ended before its time, None when it did not."""

    windows: int = 0
    asked: int = 0
    done_before: int = 0
    failed: int = 0
    offered: int = 0
    added: set[SceneId] = field(default_factory=set)
    joined: set[SceneId] = field(default_factory=set)
    known: int = 0
    broken: int = 0
    left_out: Counter[Reason] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    failure: str | None = None
    interrupted: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every window was answered."""
        return not (self.failed or self.failure or self.interrupted)


def without_scene(records: Records, windows: list[SearchWindow], terms: Terms) -> list[Picture]:
    """The pictures of the windows in whose part of the time the catalog has no scene of the place.

    A picture's part of its window is the time it was taken, widened as the window is.
    """
    ties = Ties(records)
    lacking = []
    for window in windows:
        spans = [
            span_of(records.scenes[scene]["properties"])
            for scene in ties.scenes_of_location.get(window.location, ())
            if _holds(ties.locations_of_scene[scene][window.location], terms.covers)
        ]
        lacking += [
            picture
            for picture in window.pictures
            if not any(
                start <= min(window.end, picture.until) and end >= max(window.start, picture.since)
                for start, end in spans
            )
        ]
    return lacking


def _holds(covered: Coverage | None, wanted: Coverage) -> bool:
    return covered is not None and covered.is_at_least(wanted)
