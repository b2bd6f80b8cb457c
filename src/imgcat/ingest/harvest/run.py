"""A harvest: window after window is asked for, and what is fit is in the catalog's folder before the next."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from imgcat.catalog import collections, layout
from imgcat.catalog.records import Records
from imgcat.catalog.writer import canonical, replace
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.ingest.harvest.answer import Answer, Offer
from imgcat.ingest.harvest.candidate import Candidate, candidate_of
from imgcat.ingest.harvest.filing import Change, Filed, Filing
from imgcat.ingest.harvest.journal import Journal
from imgcat.ingest.harvest.manners import Manners
from imgcat.ingest.harvest.outcome import Outcome
from imgcat.ingest.harvest.scene import collection_members, scene_of
from imgcat.ingest.harvest.terms import Reason, Terms
from imgcat.ingest.harvest.upstream import Name, Upstream, opened
from imgcat.ingest.harvest.window import SearchWindow
from imgcat.model.finding import Finding, Severity
from imgcat.model.scene_collection import SCENE_COLLECTIONS

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Harvest:
    """One upstream, brought into one catalog on some terms.

    `folder` is the catalog's; with None nothing is written. `cache` is where answers are kept and what is finished,
    `source` the public address that a local upstream was got from.
    """

    name: Name
    records: Records
    terms: Terms
    folder: Path | None
    cache: Path
    manners: Manners = field(default_factory=Manners)
    source: str | None = None

    def run(self, windows: list[SearchWindow], progress: Progress | None = None) -> Outcome:
        """Bring scenes for the windows into the records, and as they come into the folder.

        What else follows from them is for a build to write. An upstream that fails, or a Ctrl-C, ends the run early,
        and the outcome says so; nothing that came before is lost, and windows that were finished are not asked for
        again by the next run. `progress` is told how many windows are done, and of how many.
        """
        journal = Journal(self.cache / f"{self._question()}.windows")
        todo = [
            window
            for window in windows
            if self.folder is None or window.key not in journal.finished
        ]
        intake = _Intake(self, Outcome(len(windows), done_before=len(windows) - len(todo)))
        outcome = intake.outcome
        try:
            with opened(self.name, self.cache, self.manners, self.source) as upstream:
                for answer in upstream.answers(todo, self.terms) if todo else ():
                    intake.take(answer, upstream)
                    if not answer.failed and self.folder is not None:
                        journal.finish(answer.window.key)
                    if progress:
                        progress(outcome.done_before + outcome.asked, outcome.windows)
        except KeyboardInterrupt:
            outcome.interrupted = True
        except ImgcatError as error:
            outcome.failure = str(error)
        intake.settle()
        if outcome.is_whole and self.folder is not None:
            journal.close()
        return outcome

    def _question(self) -> str:
        """A name for what is asked, of whom and for which folder."""
        asked = f"{self.name.url}\n{self.folder and self.folder.resolve()}\n{self.terms}"
        return hashlib.sha256(asked.encode()).hexdigest()[:32]


class _Intake:
    """Takes answers in: judges what is offered, files what is fit, and writes it."""

    def __init__(self, harvest: Harvest, outcome: Outcome) -> None:
        self.outcome = outcome
        self._harvest, self._records = harvest, harvest.records
        self._filing = Filing(harvest.records)

    def take(self, answer: Answer, upstream: Upstream) -> None:
        outcome = self.outcome
        outcome.asked += 1
        outcome.failed += answer.failed
        outcome.findings += answer.findings
        fit = []
        for candidate in self._candidates(answer.offers):
            objection = self._harvest.terms.objection(candidate, answer.window)
            if objection is None:
                fit.append(candidate)
            else:
                outcome.left_out[objection] += 1
        for candidate in self._nearest(fit, answer.window):
            key = self._filing.acquisition(candidate.body)
            scene = scene_of(candidate, key, self._harvest.name.title)
            self._know_collection(scene["collection"], candidate.body["collection"], upstream)
            change = self._filing.file(scene)
            outcome.known += change.filed is Filed.KNOWN
            self._apply(change)

    def settle(self) -> None:
        """What can be joined only when all has come."""
        for change in self._filing.settle():
            self._apply(change)

    def _candidates(self, offers: Iterable[Offer]) -> list[Candidate]:
        """Those that can be read, each once."""
        found: dict[tuple[str, str], Candidate] = {}
        for offer in offers:
            self.outcome.offered += 1
            try:
                candidate = candidate_of(offer.body, offer.origin, offer.address)
            except InvalidRecord as error:
                self.outcome.broken += 1
                self.outcome.findings.append(
                    Finding(offer.origin, "", Severity.WARNING, "item-broken", str(error))
                )
                continue
            found.setdefault((candidate.body["collection"], candidate.body["id"]), candidate)
        return list(found.values())

    def _nearest(self, fit: list[Candidate], window: SearchWindow) -> list[Candidate]:
        """All that show one of the pictures nearest in time, as many pictures as the terms allow."""
        taken: set[str] = set()
        nearest = []
        for candidate in sorted(fit, key=lambda each: _order(each, window)):
            picture = self._filing.acquisition(candidate.body) or candidate.body["id"]
            if picture in taken or len(taken) < self._harvest.terms.most:
                taken.add(picture)
                nearest.append(candidate)
            else:
                self.outcome.left_out[Reason.FARTHER] += 1
        return nearest

    def _know_collection(self, collection: str, theirs: str, upstream: Upstream) -> None:
        if collection in self._records.collections:
            return
        said = None if collection in SCENE_COLLECTIONS else upstream.collection(theirs)
        members = collection_members(collection, said, self._harvest.name.title)
        self._records.collections[collection] = members
        if self._harvest.folder is not None:
            path = self._harvest.folder / layout.collection_path(collection)
            replace(path, canonical(collections.collection(members, [])))

    def _apply(self, change: Change) -> None:
        """Write the scenes that changed, as they are before a build; then take those away that they stand for."""
        for scene_id in change.written:
            if self._harvest.folder is not None:
                path = self._harvest.folder / layout.item_path(*scene_id)
                replace(path, canonical(self._records.scenes[scene_id]))
        for scene_id in change.removed:
            if self._harvest.folder is not None:
                (self._harvest.folder / layout.item_path(*scene_id)).unlink(missing_ok=True)
            self.outcome.added.discard(scene_id)
            self.outcome.joined.discard(scene_id)
        if change.filed is Filed.ADDED:
            self.outcome.added.add(change.written[0])
        elif change.filed is Filed.JOINED and change.written[0] not in self.outcome.added:
            self.outcome.joined.add(change.written[0])


def _order(candidate: Candidate, window: SearchWindow) -> tuple[object, ...]:
    body = candidate.body
    return window.distance(candidate.span), candidate.span, body["collection"], body["id"]
