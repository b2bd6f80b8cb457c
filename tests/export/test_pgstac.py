"""For pgstac: what it takes is written as it reads it, and what it does not stands apart with the reason."""

import io
import zipfile

import pytest

from imgcat.export.pgstac import COLLECTIONS, ITEMS, LEFT_OUT, pgstac
from imgcat.export.selection import Selection
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.store import lossless
from tests.export.odd_items import ODD, WITHHELD, collection, item
from tests.export.selections import of, parsed, whole


def read(selection: Selection) -> dict[str, list[Json]]:
    """The records in each file of an export, and the lines of its README."""
    with zipfile.ZipFile(io.BytesIO(whole(pgstac(selection)))) as archive:
        assert archive.testzip() is None
        lines = {name: archive.read(name).splitlines() for name in archive.namelist()}
    readme = lines.pop("README.txt")
    assert any(b"pypgstac load items items.ndjson" in line for line in readme)
    assert not any(rb"\\" in line for line in lines[ITEMS] + lines[COLLECTIONS])
    return {name: [lossless.loads(line) for line in of_file] for name, of_file in lines.items()}


def exported(*items: Json, **more: object) -> dict[str, list[Json]]:
    return read(of(*items, collections={"odd": {**collection(), **more}}))


def test_of_the_catalog_every_item_is_written_or_left_out(everything: Selection) -> None:
    made = read(everything)
    items = {(each["collection"], each["id"]): each for each in parsed(everything)}
    left_out = {(each["collection"], each["id"]): each for each in made[LEFT_OUT]}
    written = {(each["collection"], each["id"]): each for each in made[ITEMS]}
    assert written.keys() | left_out.keys() == items.keys()
    assert not written.keys() & left_out.keys()
    assert len(written) > 700
    assert len(left_out) > 200
    assert all(each["item"] == items[key] for key, each in left_out.items())
    assert all(
        "without a geometry. " in each["reason"]
        for each in left_out.values()
        if each["collection"] == "references"
    )
    assert [each["id"] for each in made[COLLECTIONS]] == list(
        dict.fromkeys(key[0] for key in items)
    )


def test_what_pgstac_takes_is_written_with_the_same_meaning() -> None:
    made = exported(*ODD)
    assert made[LEFT_OUT] == []
    for written, given in zip(made[ITEMS], ODD, strict=True):
        for name in ("datetime", "start_datetime"):
            if (time := given["properties"].get(name)) is not None:
                assert written["properties"][name].endswith("+00:00")
                assert parse_time(written["properties"][name]).start == parse_time(time).start
        for member in ("id", "geometry", "bbox", "links", "collection"):
            assert written[member] == given[member]


def test_times_are_ordered_as_text_as_they_are_in_time() -> None:
    times = [each["properties"]["datetime"] for each in exported(*ODD)[ITEMS]]
    texts = [each for each in times if each is not None]
    assert sorted(texts) == sorted(texts, key=lambda text: parse_time(text).start)


def test_a_null_where_the_collection_says_something_is_left_out() -> None:
    (written,) = exported(*(each for each in ODD if each["id"] == "assets"))[ITEMS]
    assert written["assets"] == {"data": {"href": "a", "gsd": 10.0, "raster:bands": [{"scale": 2}]}}


@pytest.mark.parametrize(
    ("given", "reason"),
    WITHHELD,
    ids=lambda each: str(each["id"]) if isinstance(each, dict) else "",
)
def test_what_pgstac_does_not_take_is_left_out_whole_with_the_reason(
    given: Json, reason: str
) -> None:
    made = exported(given)
    (told,) = made[LEFT_OUT]
    assert made[ITEMS] == []
    assert reason in told["reason"]
    assert told["reason"].endswith(".")
    assert (told["collection"], told["id"], told["item"]) == ("odd", given["id"], given)


def test_items_of_a_collection_that_it_does_not_take_are_left_out() -> None:
    made = exported(item("a"), item("b"), title="null \0 character")
    assert (made[ITEMS], made[COLLECTIONS]) == ([], [])
    assert ["Its Collection" in each["reason"] for each in made[LEFT_OUT]] == [True, True]


def test_a_collection_does_not_send_for_queryables_to_where_it_came_from(
    everything: Selection,
) -> None:
    for each in read(everything)[COLLECTIONS]:
        own = f"{everything.base}/collections/{each['id']}"
        assert [link for link in each["links"] if link["href"].startswith(f"{own}/")] == []
        assert own in {link["href"] for link in each["links"]}


def test_without_items_there_is_nothing_to_load() -> None:
    assert read(of()) == {ITEMS: [], LEFT_OUT: [], COLLECTIONS: []}
