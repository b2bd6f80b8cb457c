"""What happened at a place and when: pictures cited, reports, news and statements, and public scenes, as events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from imgcat.model.item import Json
from imgcat.model.vocabulary import Access, Modality, ReportKind
from imgcat.model.when import When, first_day, last_day
from imgcat.web import dates, phrases
from imgcat.web.lines import ReportLine
from imgcat.web.scenes import SceneLine
from imgcat.web.statements import PictureLine
from imgcat.web.thread import Strand

LANES = ("Public scenes", "Pictures cited", "Reports", "News and statements")
"""The lanes of a timeline, from top to bottom."""

_LANE = {"scene": 0, "picture": 1, "report": 2, "news": 3, "statement": 3}
_WHAT: dict[str | None, str] = {
    ReportKind.NEWS: "news",
    ReportKind.OFFICIAL_STATEMENT: "statement",
}
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Event:
    """A picture, a report or a scene, from the `first` to the `last` day that its date may mean.

    `what` is one of picture, report, news, statement, scene; `href` its page, of a picture that of the report;
    `report` the id of the report that it is or that cites it; `cloud` is in percent; `outline` the rings of a scene's
    footprint, encoded as in the index.
    """

    what: str
    first: date
    last: date
    title: str
    by: str
    href: str | None
    report: str | None = None
    access: Access | None = None
    modality: Modality | None = None
    cloud: int | None = None
    outline: tuple[str, ...] = ()

    @property
    def lane(self) -> int:
        """The lane of the timeline that it stands in."""
        return _LANE[self.what]

    @property
    def when(self) -> str:
        """The date as closely as it is known: `2018-12-27`, `2018-12`, `2018-11-03 to 2018-11-09`."""
        return dates.written(self.first, self.last)

    @property
    def words(self) -> str:
        """The event in one line."""
        what = {
            "picture": f"picture cited in “{self.title}”",
            "scene": f"public scene {self.title}",
            "news": f"news: “{self.title}”",
            "statement": f"official statement: “{self.title}”",
        }.get(self.what, f"report: “{self.title}”")
        access = phrases.ACCESS[self.access] if self.access else ""
        cloud = "cloud not stated" if self.cloud is None else f"cloud {self.cloud} %"
        parts = (what, self.by, access, cloud if self.what == "scene" else "")
        return f"{self.when}: {'; '.join(each for each in parts if each)}."

    def to_json(self) -> Json:
        """As scripts take it, with days since 1970-01-01."""
        return {
            "what": self.what,
            "lane": self.lane,
            "first": self.first.toordinal() - _EPOCH,
            "last": self.last.toordinal() - _EPOCH,
            "title": self.title,
            "by": self.by,
            "href": self.href,
            "report": self.report,
            "accessWord": self.access,
            "accessName": phrases.ACCESS[self.access] if self.access else None,
            "modality": self.modality,
            "cloud": self.cloud,
            "outline": self.outline,
            "places": [0],
        }


def chronology(
    pictures: Iterable[PictureLine], thread: Iterable[Strand], scenes: Iterable[SceneLine]
) -> tuple[Event, ...]:
    """The events of a place in order of time; what has no date is left out."""
    found = [*_pictures(pictures), *_reports(thread), *_scenes(scenes)]
    return tuple(sorted(found, key=lambda each: (each.first, each.last, each.lane, each.title)))


def _span(when: When) -> tuple[date, date] | None:
    return (first_day(when.value), last_day(when.end or when.value)) if when.value else None


def _pictures(lines: Iterable[PictureLine]) -> Iterator[Event]:
    for line in lines:
        picture = line.reference.picture
        if picture is not None and (span := _span(picture.taken)) is not None:
            by = (picture.provider or picture.credit, picture.sensor)
            yield Event(
                "picture",
                *span,
                title=line.statement.report.title,
                by=", ".join(each for each in by if each),
                href=line.statement.report.href,
                report=line.reference.report,
                access=picture.access,
                modality=picture.modality,
            )


def _reports(thread: Iterable[Strand]) -> Iterator[Event]:
    for strand in thread:
        for entry in (strand.opening, *strand.answers):
            yield from _report(entry.report)


def _report(line: ReportLine) -> Iterator[Event]:
    if line.date is not None:
        span = first_day(line.date), last_day(line.date)
        what = _WHAT.get(line.kind, "report")
        by = line.publisher or ""
        yield Event(what, *span, title=line.title, by=by, href=line.href, report=line.id)


def _scenes(lines: Iterable[SceneLine]) -> Iterator[Event]:
    for line in lines:
        if line.days is not None:
            by = line.platform or line.collection
            yield Event(
                "scene",
                *line.days,
                title=line.id,
                by=by,
                href=line.href,
                cloud=line.cloud_cover,
                outline=line.outline,
            )
