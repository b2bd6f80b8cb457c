"""The kinds of questions, with parameters drawn at random, and the answer of brute force to each."""

import random
from collections.abc import Callable, Mapping

from benchmarks import own_questions as own
from benchmarks import stac_questions as stac
from benchmarks.ask import Question
from benchmarks.drawn import Draw, Drawn
from benchmarks.records import Records
from benchmarks.truth import Truth

KINDS: Mapping[str, Callable[[Draw], Drawn]] = {
    "item by id": stac.item,
    "ten ids": stac.ten_ids,
    "small bbox": stac.small_bbox,
    "small bbox and a month": stac.bbox_and_month,
    "point intersects": stac.point,
    "CQL2 cloud and polygon": stac.clear_in_polygon,
    "newest 100 of all": stac.newest,
    "continent, newest first": stac.continent,
    "rare value": stac.rare_value,
    "rare value, common property": stac.rare_common_property,
    "exact count": stac.exact_count,
    "months of a region": stac.months,
    "months of all": stac.months_of_all,
    "20 pages of 100": stac.deep_pages,
    "scenes near a report's pictures": own.near_pictures,
    "scenes over a place": own.scenes_over_place,
    "places under a scene": own.places_under_scene,
    "revisits of a place": own.revisits,
    "references of a scene": own.references_of_scene,
    "place name": own.place_name,
    "free text": stac.free_text,
}


def questions(truth: Truth, records: Records, kind: str, count: int, seed: int) -> list[Question]:
    """Questions of a kind with their answers; the same for the same seed."""
    draw = Draw(truth, records, random.Random(f"{seed} {kind}"))  # noqa: S311 - nothing secret
    return [Question(kind, *KINDS[kind](draw)) for _ in range(count)]
