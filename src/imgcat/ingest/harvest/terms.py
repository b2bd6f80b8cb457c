"""What a scene must be like to be taken, and why one is left out."""

from dataclasses import dataclass
from enum import StrEnum

from imgcat.ingest.harvest.candidate import Candidate
from imgcat.ingest.harvest.window import SearchWindow
from imgcat.model.coverage import Coverage, coverage


class Reason(StrEnum):
    """Why a scene that an upstream gave is left out, as the end of the sentence "it ..."."""

    OTHER_COLLECTION = "is of a collection that was not asked for"
    OTHER_TIME = "was taken outside the window"
    NO_FOOTPRINT = "has no footprint"
    NOT_COVERED = "does not hold the place as was asked"
    CLOUDY = "is cloudier than was asked"
    FARTHER = "is farther in time than those taken"
    NO_ADDRESS = "has no public address (give one with --source)"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of scenes.

    `collections` are the upstream's own ids, all when empty; `max_cloud` is in per cent, and a scene that does not
    say is no cloudier than that; `covers` says how much of where the place may lie the footprint must hold; `most`
    is how many are taken for one window, the nearest in time first.
    """

    collections: tuple[str, ...] = ()
    max_cloud: float | None = None
    covers: Coverage = Coverage.WHOLE
    most: int = 10

    def objection(self, candidate: Candidate, window: SearchWindow) -> Reason | None:
        """Why the scene cannot be taken for the window; None when it can."""
        if self.collections and candidate.body["collection"] not in self.collections:
            return Reason.OTHER_COLLECTION
        if candidate.span[1] < window.start or candidate.span[0] > window.end:
            return Reason.OTHER_TIME
        if candidate.footprint is None:
            return Reason.NO_FOOTPRINT
        covered = coverage(candidate.footprint, window.position)
        if covered is None or not covered.is_at_least(self.covers):
            return Reason.NOT_COVERED
        cloud = candidate.cloud_cover
        if self.max_cloud is not None and cloud is not None and cloud > self.max_cloud:
            return Reason.CLOUDY
        return None if candidate.address is not None else Reason.NO_ADDRESS
