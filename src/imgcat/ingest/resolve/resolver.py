"""From a question to an answer: search, collapse to passes, score, classify."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.ingest.resolve import score
from imgcat.ingest.resolve.answer import Answer, MatchClass, Searched, kind_of, weakest
from imgcat.ingest.resolve.candidate import (
    Candidate,
    candidates,
    passes,
    ranked,
    representative,
)
from imgcat.ingest.resolve.question import Question
from imgcat.ingest.resolve.score import Part, Parts
from imgcat.ingest.resolve.search import Found, Search
from imgcat.ingest.resolve.sighting import Sighting, sighting
from imgcat.model.acquisition import key, parse
from imgcat.model.scene import scene_from_id
from imgcat.model.vocabulary import Access, Modality
from imgcat.model.when import When, Window, last_day

MOST_WINDOWS = 12
"""Dates of one caption that are searched for."""

NO_DATE = "The caption gives no day or month of the picture."
NO_PLACE = "Without a place nothing can be searched for."
COMPOSITE = "The picture is put together from many passes, and has no single date."
COMMERCIAL = "The picture is commercial: no public scene is it."
NEAREST = f"{COMMERCIAL} The candidates are the nearest public scenes."
NONE_NEAR = f"{COMMERCIAL} None near its date is known either."
SEVERAL_PICTURES = "The caption gives several dates; the class is that of the least sure."
PRINTED = "printed in the caption"


@dataclass(slots=True)
class _Asked:
    """The catalogs, and what they gave so far."""

    searches: Sequence[Search]
    windows: list[Window] = field(default_factory=list)
    scenes: dict[str, int] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def around(self, question: Question, window: Window) -> list[Sighting]:
        """The scenes over the place within a window, from all the catalogs; one that fails is left out."""
        assert question.position is not None  # noqa: S101 - a question without one is answered before
        self.windows.append(window)
        seen: list[Sighting] = []
        for search in self.searches:
            if search.name in self.failures:
                continue
            try:
                found = list(search.around(question.position, window))
            except ImgcatError as error:
                self.failures[search.name] = str(error)
                continue
            self.scenes[search.name] = self.scenes.get(search.name, 0) + len(found)
            # A server may give more than was asked for.
            seen += [each for each in _sightings(found, question) if each.coverage is not None]
        return seen

    def told(self) -> tuple[Searched, ...]:
        """What was asked."""
        windows = tuple(dict.fromkeys(self.windows))
        return tuple(
            Searched(
                each.name, windows, self.scenes.get(each.name, 0), self.failures.get(each.name)
            )
            for each in self.searches
        )


def resolve(question: Question, searches: Sequence[Search]) -> Answer:
    """The public passes that a picture can be of. It proposes; only a person accepts."""
    printed = _printed(question, searches)
    if printed:
        return Answer(question, MatchClass.STATED, None, tuple(printed))
    commercial = question.caption.access is Access.COMMERCIAL
    none = MatchClass.NONE_PUBLIC if commercial else MatchClass.UNKNOWN
    pictures = [
        readings
        for readings in question.pictures[:MOST_WINDOWS]
        if any(score.widened(when) for when in readings)
    ]
    missing = _missing(question, pictures)
    if missing is not None:
        return Answer(question, none, f"{COMMERCIAL} {missing}" if commercial else missing)
    asked = _Asked(searches)
    found = [_of_one(question, readings, asked) for readings in pictures]
    everything = tuple(ranked(each for one in found for each in one))
    searched = asked.told()
    if commercial:
        reason = NEAREST if everything else NONE_NEAR
        return Answer(question, none, reason, everything, searched)
    kind = weakest(map(kind_of, found))
    return Answer(
        question, kind, _reason(kind, everything, pictures, searched), everything, searched
    )


def _missing(question: Question, pictures: list[tuple[When, ...]]) -> str | None:
    """What lacks for a search, as a sentence."""
    if question.caption.modality is Modality.COMPOSITE and not question.caption.missions:
        return COMPOSITE
    if not pictures:
        return NO_DATE
    return NO_PLACE if question.position is None else None


def _reason(
    kind: MatchClass,
    found: tuple[Candidate, ...],
    pictures: list[tuple[When, ...]],
    searched: tuple[Searched, ...],
) -> str | None:
    if not found:
        names = ", ".join(each.name for each in searched) or "nothing"
        return (
            f"No scene that fits is known over the place on the date; searched: {names}. "
            "That is no proof that there is none."
        )
    if kind is MatchClass.UNKNOWN:
        return (
            "What was found fits too loosely, or not every picture of the caption has a candidate."
        )
    return SEVERAL_PICTURES if len(pictures) > 1 else None


def _of_one(question: Question, readings: tuple[When, ...], asked: _Asked) -> list[Candidate]:
    """The candidates for one picture."""
    assert question.position is not None  # noqa: S101
    windows = [window for when in readings if (window := score.widened(when))]
    seen: dict[tuple[str, object, object], Sighting] = {}
    for window in windows:
        for each in asked.around(question, window):
            item = each.found.item
            seen.setdefault((each.found.where, item.get("collection"), item.get("id")), each)
    lon, _ = question.position.point()
    kept = [each for each in seen.values() if not _too_late(each, question)]
    return candidates(kept, question.caption, readings, lon)


def _too_late(each: Sighting, question: Question) -> bool:
    """Whether it was taken after the report was published, by local time at the latest."""
    return question.published is not None and each.start.date() > last_day(question.published)


def _printed(question: Question, searches: Sequence[Search]) -> list[Candidate]:
    """The acquisitions whose ids the caption prints, each with the scenes that are known of it."""
    found: list[Found] = []
    for text in question.caption.product_ids:
        product = parse(text)
        acquisition = key(product) if product else None
        if product is None or acquisition is None:
            continue
        try:
            found.append(Found(scene_from_id(text), PRINTED))
        except InvalidRecord:
            continue
        for search in searches:
            try:
                found += search.of_acquisition(acquisition)
            except ImgcatError:
                continue  # What is printed stands whether or not it can be shown.
    groups = passes(_sightings(found, question))
    return ranked(_stated(group, question, len(groups)) for group in groups)


def _stated(group: list[Sighting], question: Question, count: int) -> Candidate:
    """A printed acquisition as a candidate: what does not fit its caption costs points, but excludes nothing."""
    best, caption = representative(group), question.caption
    lon = question.position.point()[0] if question.position else 0.0
    dated = [
        (part, when) for when in caption.dates if (part := score.day(best, when, lon)) is not None
    ]
    off = Part(0, "the date of the caption is another" if caption.dates else "no date is given")
    part, when = max(dated, key=lambda each: each[0].points, default=(off, None))
    parts = Parts(
        Part(30, f"{best.platform}: its id is printed"),
        part,
        score.coverage(best),
        score.usable(best, caption),
        score.uniqueness(count),
    )
    return Candidate(best, tuple(group), when, parts)


def _sightings(found: Iterable[Found], question: Question) -> list[Sighting]:
    return [seen for each in found if (seen := sighting(each, question.position)) is not None]
