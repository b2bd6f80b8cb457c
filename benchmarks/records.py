"""Places, reports and references, made with imgcat's own records: what its questions beyond STAC are asked of.

There are as many whatever the number of scenes. Places lie in tiles of the first scenes, names are made of syllables,
and of the pictures that reports cite, every second one names the acquisition of a scene that is there.
"""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.scene_json import acquisitions, scene_ids
from benchmarks.scenes import scenes
from imgcat.model.item import Json
from imgcat.model.location import Location, Name
from imgcat.model.position import Position
from imgcat.model.reference import Picture, Reference
from imgcat.model.report import Report
from imgcat.model.source import Source
from imgcat.model.vocabulary import NameKind, Relation, ReportKind
from imgcat.model.when import When

PLACES, REPORTS = 1_000, 2_000
MOST_PICTURES = 4
UNCERTAINTY_M = 500
CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SOURCE = Source(citation="Made up, to measure with.")
SYLLABLES = (
    *("ka", "ko", "ke", "mi", "mo", "nu", "ra", "ri", "su", "ta", "to", "va", "ze", "shi", "bal"),
    *("dor", "fen", "gar", "hul", "jin", "lam", "mar", "nok", "pel", "sor", "tun", "wen", "yar"),
)
SUBJECTS = (
    *("harbour", "airfield", "reservoir", "glacier", "refinery"),
    *("mine", "bridge", "shipyard", "dam", "settlement"),
)
EVENTS = (
    *("construction", "flooding", "fire", "expansion", "repair"),
    *("closure", "storage", "traffic", "clearing", "harvest"),
)


@dataclass(frozen=True, slots=True)
class Records:
    """The records; `scenes` are the ids of scenes by the acquisitions that pictures name."""

    places: Sequence[Location]
    reports: Sequence[Report]
    references: Sequence[Reference]
    scenes: dict[str, str]

    def items(self) -> list[Json]:
        """All of them as STAC Items."""
        return [
            one.to_item() for kind in (self.places, self.reports, self.references) for one in kind
        ]


def records(seed: int) -> Records:
    """The records of a seed."""
    drawn = random.Random(seed)  # noqa: S311 - nothing secret
    first = scenes(0, PLACES, seed)
    keys = acquisitions(first, ids := scene_ids(first))
    names = drawn.sample(sorted(_names(drawn)), PLACES)
    places = [
        _place(number, name, first.ring[number].mean(axis=0).tolist())
        for number, name in enumerate(names)
    ]
    reports, references = [], []
    for number in range(REPORTS):
        about = drawn.randrange(PLACES)
        report = _report(number, names[about], drawn)
        reports.append(report)
        references.append(_reference(f"ref-{number:05}", report, about, None))
        for picture in range(drawn.randint(0, MOST_PICTURES)):
            moment = dt.datetime.fromtimestamp(first.time[about] / 1000, dt.UTC)
            key = None
            if drawn.random() < 0.5:
                key = keys[about]
            else:
                moment = CREATED - dt.timedelta(days=drawn.randrange(3_000))
            shown = Picture(
                sensor="Sentinel-2",
                missions=("sentinel-2",),
                taken=When(value=f"{moment:%Y-%m-%d}", zone="UTC"),
                product_ids=(ids[about],) if key else (),
                acquisition=key,
            )
            references.append(_reference(f"img-{number:05}-{picture}", report, about, shown))
    return Records(places, reports, references, dict(zip(keys, ids, strict=True)))


def _names(drawn: random.Random) -> set[str]:
    names: set[str] = set()
    while len(names) < 2 * PLACES:
        name = "".join(drawn.choice(SYLLABLES) for _ in range(drawn.randint(3, 4)))
        names.add(name.capitalize())
    return names


def _place(number: int, name: str, point: list[float]) -> Location:
    return Location(
        id=f"place-{number:04}",
        created=CREATED,
        names=(Name(text=name, lang="en", kind=NameKind.PREFERRED, source=SOURCE),),
        positions=(
            Position(
                geometry={"type": "Point", "coordinates": [round(x, 5) for x in point]},
                uncertainty_m=UNCERTAINTY_M,
                source=SOURCE,
            ),
        ),
    )


def _report(number: int, name: str, drawn: random.Random) -> Report:
    published = CREATED - dt.timedelta(days=drawn.randrange(3_000))
    subject, event = drawn.choice(SUBJECTS), drawn.choice(EVENTS)
    return Report(
        id=f"report-{number:05}",
        created=CREATED,
        title=f"{event.capitalize()} at the {subject} of {name}",
        kind=ReportKind.ANALYSIS,
        publisher=f"Publisher {drawn.randrange(40)}",
        published=When(value=f"{published:%Y-%m-%d}"),
        language="en",
        summary=f"Pictures show {drawn.choice(EVENTS)} and {drawn.choice(EVENTS)} near the {subject}.",
        sources=(SOURCE,),
    )


def _reference(reference_id: str, report: Report, place: int, picture: Picture | None) -> Reference:
    return Reference(
        id=reference_id,
        created=CREATED,
        report=report.id,
        relation=Relation.CITES_IMAGE if picture else Relation.ABOUT,
        location=f"place-{place:04}",
        picture=picture,
        source=SOURCE,
    )
