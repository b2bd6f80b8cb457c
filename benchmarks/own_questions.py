"""What imgcat's own routes are asked, of places, reports and the scenes they cite, and the answer of brute force."""

import datetime as dt
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry import Point

from benchmarks.ask import Found, Groups, Own, Revisits
from benchmarks.drawn import LIMIT, Draw, Drawn
from benchmarks.records import UNCERTAINTY_M
from benchmarks.scenes import COLLECTION
from benchmarks.truth import Mask
from imgcat.model.vocabulary import Relation

DAYS = dt.timedelta(days=10)
CLOUDS = 30
DEGREE_M = 111_195
"""A degree of latitude on the sphere, in metres."""
_UNSURE_M = 10
"""Discs have corners: a place whose disc a footprint misses or meets by less is not asked about."""
_MOST = 200
"""Places under a scene, or scenes over a place, that are asked for together."""


def near_pictures(draw: Draw) -> Drawn:
    """The scenes within ten days of each picture that a report cites."""
    shown = [one for one in draw.records.references if one.relation is Relation.CITES_IMAGE]
    report = draw.random.choice(shown).report
    places = {place.id: place for place in draw.records.places}
    groups = {}
    for reference in shown:
        if reference.report != report or reference.picture is None:
            continue
        window = reference.picture.taken.window()
        place = places[reference.location or ""].position
        if window is None or place is None:
            raise ValueError(f"{reference.id} has no date or no position.")
        mask = draw.truth.intersecting(Point(place.point()))
        mask &= draw.truth.between(window[0] - DAYS, window[1] + DAYS)
        found = set(draw.truth.ids(np.flatnonzero(mask)))
        cited = draw.records.scenes.get(reference.picture.acquisition or "")
        groups[reference.id] = frozenset(found | ({cited} if cited else set()))
    return Own(f"/reports/{report}/scenes?days=10"), Groups(groups)


def references_of_scene(draw: Draw) -> Drawn:
    cited = [
        one.picture.acquisition
        for one in draw.records.references
        if one.picture and one.picture.acquisition
    ]
    acquisition = draw.random.choice(cited)
    ids = frozenset(
        one.id
        for one in draw.records.references
        if one.picture and one.picture.acquisition == acquisition
    )
    scene_id = draw.records.scenes[acquisition]
    return Own(f"/collections/{COLLECTION}/items/{scene_id}/references"), Groups({"to": ids})


def place_name(draw: Draw) -> Drawn:
    """A place by its name; the place itself has to be among those that are found."""
    place = draw.random.choice(draw.records.places)
    name = place.names[0].text
    return Own(f"/locations/match?q={name.lower()}"), Groups({"best": frozenset({place.id})})


def scenes_over_place(draw: Draw) -> Drawn:
    """The first scenes that cover a place at least in part."""
    while True:
        number, where = draw.place()
        distances, rows = _distances(draw, where)
        if not _unsure(distances):
            break
    rows = rows[distances <= UNCERTAINTY_M]
    times = draw.truth.time[rows]
    if len(rows) > LIMIT:
        rows = rows[times <= np.partition(times, LIMIT - 1)[LIMIT - 1]]
    # The earliest come first, so the key is how long ago.
    keys = dict(zip(draw.truth.ids(rows), (-draw.truth.time[rows]).tolist(), strict=True))
    found = Found(len(times), frozenset(keys), keys)
    return Own(f"/locations/{number}/coverage?limit={LIMIT}", LIMIT), found


def places_under_scene(draw: Draw) -> Drawn:
    """All places that a scene covers at least in part; the scene covers one of them."""
    while True:
        _, where = draw.place()
        _, rows = _distances(draw, where)
        row = draw.random.choice(rows.tolist())
        part = draw.truth.part(np.array([row]))
        (ring,) = part.ring
        outline = shapely.polygons(ring)
        found, unsure = set(), False
        for each in draw.records.places:
            position = each.position
            if position is None:
                continue
            x, y = position.point()
            scale = np.array([cos(radians(y)), 1]) * DEGREE_M
            if shapely.distance(outline, Point(x, y)) > 0.1:
                continue
            distance = shapely.distance(shapely.polygons((ring - [x, y]) * scale), Point(0, 0))
            unsure |= _unsure(np.array([distance]))
            if distance <= UNCERTAINTY_M:
                found.add(each.id)
        if found and not unsure:
            break
    (scene_id,) = draw.truth.ids(np.array([row]))
    path = f"/collections/{COLLECTION}/items/{scene_id}/coverage?limit={_MOST}"
    return Own(path, _MOST), Groups({"features": frozenset(found)})


def revisits(draw: Draw) -> Drawn:
    """How many scenes show a place, and the longest time without a clear one."""
    number, where = draw.place()
    mask = draw.truth.intersecting(Point(where))
    times = np.sort(draw.truth.time[mask])
    clear = np.sort(draw.truth.time[mask & (draw.truth.cloud <= CLOUDS)])
    bounds = np.concatenate([times[:1], clear, times[-1:]])
    longest = float(np.diff(bounds).max()) / 86_400_000
    path = f"/locations/{number}/revisit?cloud_cover={CLOUDS}"
    return Own(path), Revisits(int(mask.sum()), longest)


def _distances(draw: Draw, where: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """How far from a point the footprints near it are, in metres, and the scenes."""
    x, y = where
    scale = np.array([cos(radians(y)), 1]) * DEGREE_M
    reach = 2 * UNCERTAINTY_M / scale
    mask: Mask = draw.truth.intersecting(
        shapely.box(x - reach[0], y - reach[1], x + reach[0], y + reach[1])
    )
    rows = np.flatnonzero(mask)
    rings = (draw.truth.part(rows).ring - np.array([x, y])) * scale
    return shapely.distance(shapely.polygons(rings), Point(0, 0)), rows


def _unsure(distances: np.ndarray) -> bool:
    return bool((np.abs(distances - UNCERTAINTY_M) < _UNSURE_M).any())
