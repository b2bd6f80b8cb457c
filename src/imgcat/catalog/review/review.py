"""All that a reviewer wants to know of a change, put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from imgcat.catalog import layout
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records, SceneId
from imgcat.catalog.review.difference import Difference, Fate, differences
from imgcat.catalog.review.duplicates import Suspicion, suspected
from imgcat.catalog.review.flags import Flag, flags
from imgcat.catalog.review.map import place_map
from imgcat.catalog.review.revision import Revision, revision
from imgcat.model.finding import Finding, Severity
from imgcat.model.location import Location


@dataclass(frozen=True)
class Review:
    """A catalog against one of its revisions.

    `findings` are the errors, and of warnings and notes those in files of records that differ. Suspicions are those of
    the whole catalog; `is_new` tells which of them the change brings.
    """

    name: str
    against: Revision
    records: Records
    changes: tuple[Difference, ...]
    suspicions: tuple[Suspicion, ...]
    known: frozenset[Suspicion]
    flags: tuple[Flag, ...]
    findings: tuple[Finding, ...]
    scenes_added: tuple[SceneId, ...]
    scenes_changed: tuple[SceneId, ...]
    scenes_removed: tuple[SceneId, ...]

    def is_new(self, suspicion: Suspicion) -> bool:
        """Whether it was not there in the revision."""
        return suspicion not in self.known

    def maps(self) -> Mapping[str, str]:
        """A map (SVG) of each new place that has a position, by id."""
        return {
            each.record_id: place_map(each.after.title, each.after.position)
            for each in self.changes
            if each.fate is Fate.ADDED and isinstance(each.after, Location) and each.after.position
        }


def review(folder: Path, name: str, findings: Iterable[Finding]) -> Review:
    """Compare the folder with the git revision `name`; `findings` are what a check of the folder found.

    Raises ImgcatError where there is no git, no repository or no such revision.
    """
    against = revision(folder, name)
    old, (new, _) = against.records, read(folder)
    changes = tuple(differences(old, new))
    touched = {layout.item_path(each.collection, each.record_id) for each in changes}
    return Review(
        name=name,
        against=against,
        records=new,
        changes=changes,
        suspicions=tuple(suspected(new)),
        known=frozenset(suspected(old)),
        flags=tuple(flags(changes)),
        findings=tuple(
            each for each in findings if each.severity is Severity.ERROR or each.path in touched
        ),
        scenes_added=tuple(sorted(new.scenes.keys() - old.scenes.keys())),
        scenes_changed=tuple(
            sorted(
                scene
                for scene in new.scenes.keys() & old.scenes.keys()
                if new.scenes[scene] != old.scenes[scene]
            )
        ),
        scenes_removed=tuple(sorted(old.scenes.keys() - new.scenes.keys())),
    )
