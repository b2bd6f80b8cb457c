"""`imgcat build`: every file of the catalog's folder, from the records alone."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

from imgcat.catalog import collections, layout
from imgcat.catalog.changes import feed, history
from imgcat.catalog.derived import location_item, reference_item, report_item, scene_item
from imgcat.catalog.links import (
    location_links,
    reference_links,
    report_links,
    scene_links,
    tombstone_links,
)
from imgcat.catalog.reader import load
from imgcat.catalog.records import Records, Ties
from imgcat.catalog.writer import canonical, replace_together
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.model.bbox import rfc7946_bbox
from imgcat.model.footprint import footprint
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.item import Json


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build wrote, by path relative to the folder, and which generated files it took away."""

    written: list[str]
    removed: list[str]
    unchanged: int


def rendered(records: Records) -> Iterator[tuple[str, bytes]]:
    """Every file of the catalog: path relative to its folder, and canonical bytes.

    Raises ImgcatError when two records would stand in one file.
    """
    seen = set()
    for path, data in _files(records):
        if path in seen:
            raise ImgcatError(f"Two records belong into the file {path}.")
        seen.add(path)
        yield path, data


def _files(records: Records) -> Iterator[tuple[str, bytes]]:
    ties = Ties(records)
    own: list[tuple[str, list[Json]]] = [
        (
            LOCATIONS,
            [
                _finished(records.tombstones[key].to_item(), tombstone_links(key, ties))
                if key in records.tombstones
                else _finished(
                    location_item(records.locations[key], ties), location_links(key, ties)
                )
                for key in sorted([*records.locations, *records.tombstones])
            ],
        ),
        (
            REPORTS,
            [
                _finished(report_item(records.reports[key], ties), report_links(key, ties))
                for key in sorted(records.reports)
            ],
        ),
        (
            REFERENCES,
            [
                _finished(
                    reference_item(records.references[key], ties),
                    reference_links(records.references[key], ties),
                )
                for key in sorted(records.references)
            ],
        ),
    ]
    scenes: dict[str, list[Json]] = defaultdict(list)
    for scene_id, scene in sorted(records.scenes.items()):
        item = scene_item(scene_id, scene, ties)
        scenes[scene_id[0]].append({**item, "links": scene_links(scene_id, scene, ties)})
    known = {name: records.collections.get(name, {"id": name}) for name in sorted(scenes)}

    yield layout.ROOT, canonical(collections.root(sorted(scenes)))
    yield layout.CHANGES, canonical(feed(history(ties)))
    yield layout.SCHEMA, files("imgcat").joinpath("data/extension/schema.json").read_bytes()
    for name, items in own:
        yield layout.collection_path(name), canonical(collections.record_collection(name, items))
        yield from ((layout.item_path(name, item["id"]), canonical(item)) for item in items)
    if scenes:
        yield layout.SCENES, canonical(collections.scenes(known))
    for name, items in scenes.items():
        yield layout.collection_path(name), canonical(collections.collection(known[name], items))
        yield from ((layout.item_path(name, item["id"]), canonical(item)) for item in items)


def build(
    folder: Path, records: Records, progress: Callable[[int, int], None] | None = None
) -> Changes:
    """Write what differs, all of it or nothing, and take away generated files of records that are gone.

    `progress` is told how many files are done, and of how many. Raises ImgcatError when another catalog is there.
    """
    _refuse_foreign(folder)
    content = dict(rendered(records))
    written = [path for path, data in content.items() if not _holds(folder / path, data)]
    done = count(len(content) - len(written) + 1)
    replace_together(
        {folder / path: content[path] for path in written},
        lambda: progress(next(done), len(content)) if progress else None,
    )
    removed = sorted(set(layout.generated(folder)) - set(content))
    for path in removed:
        (folder / path).unlink()
    return Changes(written, removed, len(content) - len(written))


def _holds(target: Path, data: bytes) -> bool:
    return target.is_file() and target.read_bytes() == data


def _refuse_foreign(folder: Path) -> None:
    path = folder / layout.ROOT
    if not path.exists():
        return
    try:
        found = repr(load(path).get("id"))
    except InvalidRecord as error:
        raise ImgcatError(f"Nothing was written, as {path} cannot be read. {error}") from None
    if found != repr(collections.ROOT_ID):
        raise ImgcatError(
            f"Nothing was written: {path} is the catalog {found}, and not one that imgcat has made."
        )


def _finished(item: Json, links: list[Json]) -> Json:
    shape = footprint(item["geometry"])
    bbox: dict[str, Any] = {} if shape is None else {"bbox": list(rfc7946_bbox(shape))}
    return {**item, **bbox, "links": links}
