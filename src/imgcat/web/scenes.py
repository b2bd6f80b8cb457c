"""Public scenes as pages show them. They are other people's Items: nothing is taken for granted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from imgcat.model.item import Json
from imgcat.store.protocol import Store
from imgcat.web import addresses, dates
from imgcat.web.outline import outline
from imgcat.web.reading import items_by_id, properties, text


@dataclass(frozen=True, slots=True)
class SceneLine:
    """A scene: when it was taken (UTC, and mean solar time at the place), by what, and where its record is.

    `days` are the first and last day (UTC) on which it may have been taken, `cloud_cover` is in percent, `outline` the
    rings of its footprint as maps take them.
    """

    id: str
    collection: str
    href: str
    taken: str
    day: str | None
    solar: str | None
    platform: str | None
    level: str | None
    cloud: str | None
    footprint: str | None
    acquisition: str | None
    start: datetime
    days: tuple[date, date] | None
    cloud_cover: int | None
    outline: tuple[str, ...]


def scene_lines(store: Store, paths: Iterable[str], longitude: float | None) -> list[SceneLine]:
    """The scenes named by `collection/id` paths, earliest first. `longitude` of the place, in degrees."""
    ids: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        collection, _, item_id = path.partition("/")
        ids[collection].append(item_id)
    found = (
        scene_line(item, longitude)
        for collection in sorted(ids)
        for item in items_by_id(store, collection, ids[collection])
    )
    return sorted(found, key=lambda line: (line.start, line.collection, line.id))


def scene_line(item: Json, longitude: float | None) -> SceneLine:
    """The line of a scene's Item. `longitude` is the place's, in degrees; None leaves solar time out."""
    about = properties(item)
    instant = dates.read(about.get("datetime"))
    start = instant or dates.read(about.get("start_datetime"))
    end = instant or dates.read(about.get("end_datetime")) or start
    cloud = about.get("eo:cloud_cover")
    footprint = about.get("ref:footprint")
    return SceneLine(
        id=item["id"],
        collection=item["collection"],
        href=addresses.record(item["collection"], item["id"]),
        taken=_taken(start, end),
        day=f"{start:%Y-%m-%d}" if start else None,
        solar=dates.solar(instant, longitude) if instant and longitude is not None else None,
        platform=text(about.get("platform")) or text(about.get("constellation")),
        level=text(about.get("processing:level")),
        cloud=f"{cloud:.0f} %" if isinstance(cloud, int | float) else None,
        footprint=text(footprint.get("note")) if isinstance(footprint, dict) else None,
        acquisition=text(about.get("ref:acquisition")),
        start=start or datetime.max.replace(tzinfo=UTC),
        days=(start.date(), max(start, end).date()) if start and end else None,
        cloud_cover=round(cloud) if isinstance(cloud, int | float) else None,
        outline=outline(item),
    )


def _taken(start: datetime | None, end: datetime | None) -> str:
    if start is None or end is None:
        return "time not known"
    if start == end:
        return f"{dates.moment(start)} UTC"
    if start.date() == end.date():
        return f"{start:%Y-%m-%d}, time of day not known"
    first, last = dates.bounds((start, end))
    return f"between {first} and {last} UTC"
