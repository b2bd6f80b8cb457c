"""Corrections: nothing vanishes, and everything says who did it and why."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgcat.catalog.build import build, rendered
from imgcat.catalog.check import check
from imgcat.catalog.correction import Signature, correct, merge, move, rename, supersede, withdraw
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.errors import ImgcatError, InvalidRecord, InvalidRequest, NotFound
from imgcat.model.change import Change
from imgcat.model.finding import Severity
from imgcat.model.location import Location, Name, PlaceLink, TypeAssertion
from imgcat.model.position import Coarsening
from imgcat.model.sensitivity import is_lower
from imgcat.model.source import Source
from imgcat.model.vocabulary import ChangeKind, FacilityType, NameKind, Relation, Sensitivity
from tests.catalog.records import SOURCE, location, reference, small_catalog
from tests.model import strategies

SIGNED = Signature("Ann", "It was wrong.", datetime(2026, 11, 23, 12, tzinfo=UTC))
OTHER = Source(url="https://example.org/other")


def built(records: Records) -> dict[str, Any]:
    """The files that a build makes of the records, by path."""
    return {path: orjson.loads(data) for path, data in rendered(records)}


def errors(records: Records, folder: Path) -> list[str]:
    """What a check of the built folder calls wrong; the folder must read back as the same records."""
    build(folder, records)
    again, unreadable = read(folder)
    assert unreadable == []
    assert again == records
    return [str(each) for each in check(folder) if each.severity is not Severity.NOTE]


def rels(item: dict[str, Any]) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in item["links"] if link["rel"].endswith("-version")}


# Withdrawing.


def test_a_withdrawn_reference_stays_and_counts_for_nothing(tmp_path: Path) -> None:
    records = small_catalog()
    before = built(records)
    withdraw(records, "cited", SIGNED)
    files = built(records)
    item = files["references/cited.json"]
    assert item["properties"]["deprecated"] is True
    assert item["properties"]["ref:changes"] == [
        {"at": "2026-11-23T12:00:00Z", "by": "Ann", "kind": "withdrawn", "why": "It was wrong."}
    ]
    assert before["locations/sino-ri.json"]["properties"]["ref:picture_count"] == 1
    place = files["locations/sino-ri.json"]["properties"]
    assert (place["ref:reference_count"], place["ref:picture_count"]) == (1, 0)
    assert "ref:first_picture" not in place
    told = orjson.dumps([files["locations/sino-ri.json"], files["reports/analysis.json"]])
    assert b"cited" not in told.replace(b"ref:cited_by_count", b"")
    collection = files["references/collection.json"]
    assert collection["ref:count"] == len(records.references) - 1
    assert "./cited.json" in {link["href"] for link in collection["links"]}
    assert errors(records, tmp_path) == []


def test_a_withdrawn_picture_is_no_longer_cited_by_its_scene() -> None:
    records = small_catalog()
    withdraw(records, "named", SIGNED)
    (scene,) = (file for path, file in built(records).items() if "/S2A_" in path)
    assert "ref:reports" not in scene["properties"]
    assert "far-away" not in scene["properties"].get("ref:locations", [])


def test_what_was_withdrawn_because_its_date_is_impossible_is_no_error(tmp_path: Path) -> None:
    records = small_catalog()
    wrong = records.references["cited"]
    assert wrong.picture
    taken = wrong.picture.taken.model_copy(update={"value": "2031-01-01"})
    picture = wrong.picture.model_copy(update={"taken": taken})
    records.references["cited"] = wrong.model_copy(update={"picture": picture})
    assert any("after the report" in each for each in errors(records, tmp_path))
    withdraw(records, "cited", SIGNED)
    assert errors(records, tmp_path) == []


def test_a_superseded_reference_and_its_successor_link_to_each_other(tmp_path: Path) -> None:
    records = small_catalog()
    for name in ("second", "third"):
        records.references[name] = records.references["cited"].model_copy(update={"id": name})
    supersede(records, "cited", "second", SIGNED)
    supersede(records, "second", "third", SIGNED)
    files = built(records)
    assert rels(files["references/cited.json"]) == {
        "successor-version": "./second.json",
        "latest-version": "./third.json",
    }
    assert rels(files["references/second.json"]) == {
        "successor-version": "./third.json",
        "latest-version": "./third.json",
        "predecessor-version": "./cited.json",
    }
    assert rels(files["references/third.json"]) == {"predecessor-version": "./second.json"}
    assert any("version" in uri for uri in files["references/third.json"]["stac_extensions"])
    assert files["locations/sino-ri.json"]["properties"]["ref:picture_count"] == 1
    assert errors(records, tmp_path) == []


# Merging.


def two_of_one() -> Records:
    """`sino-ri`, and `sinori`, which is the same place under another spelling."""
    records = small_catalog()
    twin = location(
        "sinori",
        125.36,
        39.65,
        names=(
            Name(text="Sinori", kind=NameKind.PREFERRED, source=OTHER),
            Name(text="신오리", lang="ko", source=OTHER),
        ),
        related=(PlaceLink(relation="near", location="sino-ri", source=OTHER),),
        types=(TypeAssertion(value=FacilityType.GARRISON, source=OTHER),),
        admin="North Pyongan",
        note="A second note.",
        sources=(OTHER,),
    )
    records.locations["sinori"] = twin
    far = records.locations["far-away"]
    tie = PlaceLink(relation="supports", location="sinori", source=SOURCE)
    records.locations["far-away"] = far.model_copy(update={"related": (tie,)})
    records.references["of-twin"] = reference("of-twin", "news", Relation.ABOUT, "sinori")
    return records


def test_two_locations_become_one_and_the_old_id_leads_to_it(tmp_path: Path) -> None:
    records = two_of_one()
    merge(records, "sinori", "sino-ri", SIGNED)
    place = records.locations["sino-ri"]
    assert place.title == "Sino-Ri"
    assert [name.text for name in place.names] == ["Sino-Ri", "Sinori", "신오리"]
    assert len(place.positions) == 2
    assert (place.admin, place.note) == ("North Pyongan", "A second note.")
    assert OTHER in place.sources
    assert place.related == ()
    assert records.locations["far-away"].related[0].location == "sino-ri"
    assert records.references["of-twin"].location == "sino-ri"
    assert place.changes[-1].kind is ChangeKind.MERGED
    assert place.changes[-1].other == "sinori"
    files = built(records)
    tombstone = files["locations/sinori.json"]
    assert tombstone["geometry"] is None
    assert tombstone["properties"]["deprecated"] is True
    assert tombstone["properties"]["ref:replaced_by"] == "sino-ri"
    assert tombstone["properties"]["ref:geometry_reason"]
    assert rels(tombstone) == {
        "successor-version": "./sino-ri.json",
        "latest-version": "./sino-ri.json",
    }
    assert rels(files["locations/sino-ri.json"]) == {"predecessor-version": "./sinori.json"}
    assert files["locations/collection.json"]["ref:count"] == len(records.locations)
    assert errors(records, tmp_path) == []


def test_what_only_the_one_that_goes_says_is_kept_in_the_change() -> None:
    records = two_of_one()
    place = records.locations["sino-ri"]
    records.locations["sino-ri"] = place.model_copy(update={"admin": "South Pyongan"})
    merge(records, "sinori", "sino-ri", SIGNED)
    assert records.locations["sino-ri"].admin == "South Pyongan"
    assert records.locations["sino-ri"].changes[-1].before == {"admin": "North Pyongan"}


def test_a_chain_of_merges_leads_to_its_end(tmp_path: Path) -> None:
    records = two_of_one()
    merge(records, "sinori", "sino-ri", SIGNED)
    merge(records, "sino-ri", "nowhere", SIGNED)
    assert records.latest_location("sinori") == "nowhere"
    assert rels(built(records)["locations/sinori.json"]) == {
        "successor-version": "./sino-ri.json",
        "latest-version": "./nowhere.json",
    }
    assert records.locations["nowhere"].geometry_reason is None
    assert errors(records, tmp_path) == []


def test_the_merged_place_is_as_protected_as_the_more_sensitive_of_both(tmp_path: Path) -> None:
    records = two_of_one()
    exact = records.locations["sinori"].positions[0].model_copy(update={"as_printed": "39.65 N"})
    hidden = exact.model_copy(
        update={
            "uncertainty_m": 2_000.0,
            "as_printed": None,
            "coarsened": Coarsening(decimals=2, reason="People live there."),
        }
    )
    told = Change(
        at=SIGNED.at,
        by="Ann",
        kind=ChangeKind.CORRECTED,
        why="A typing error.",
        field="positions.0.geometry",
        before=exact.geometry,
    )
    places = records.locations
    places["sinori"] = places["sinori"].model_copy(
        update={"positions": (exact,), "changes": (told,)}
    )
    places["sino-ri"] = places["sino-ri"].model_copy(
        update={"positions": (hidden,), "sensitivity": Sensitivity.VULNERABLE, "changes": (told,)}
    )
    merge(records, "sinori", "sino-ri", SIGNED)
    place = records.locations["sino-ri"]
    assert place.sensitivity is Sensitivity.VULNERABLE
    assert all(each.coarsened and each.as_printed is None for each in place.positions)
    assert [change.before for change in place.changes[:1]] == [None]
    assert records.tombstones["sinori"].changes[0].before is None
    assert errors(records, tmp_path) == []


def test_a_restricted_place_has_no_position_after_a_merge(tmp_path: Path) -> None:
    records = two_of_one()
    hidden = {"positions": (), "geometry_reason": "None.", "sensitivity": Sensitivity.RESTRICTED}
    records.locations["sinori"] = records.locations["sinori"].model_copy(update=hidden)
    merge(records, "sinori", "sino-ri", SIGNED)
    assert records.locations["sino-ri"].positions == ()
    assert errors(records, tmp_path) == []


@settings(max_examples=25)
@given(
    strategies.locations(),
    strategies.locations(),
    st.lists(st.sampled_from(["one", "other"]), max_size=4),
)
def test_a_merge_loses_no_name_no_reference_and_no_source(
    one: Location, other: Location, ends: list[str]
) -> None:
    one, other = (
        place.model_copy(update={"id": name}) for place, name in ((one, "one"), (other, "other"))
    )
    records = Records(locations={"one": one, "other": other})
    for number, end in enumerate(ends):
        made = reference(f"ref-{number}", "analysis", Relation.ABOUT, end)
        records.references[made.id] = made
    merge(records, "one", "other", SIGNED)
    assert set(records.locations) == {"other"}
    place = records.locations["other"]
    for before in (one, other):
        assert {(n.text, n.source) for n in before.names} <= {
            (n.text, n.source) for n in place.names
        }
        evidence = {*before.sources, *(tie.source for tie in before.related)}
        assert evidence <= {*place.sources, *(tie.source for tie in place.related)}
        assert set(before.types) <= set(place.types)
        assert not is_lower(place.sensitivity, before.sensitivity)
        if place.sensitivity is not Sensitivity.RESTRICTED:
            said = {each.source for each in before.positions}
            assert said <= {each.source for each in place.positions}
        assert not before.note or before.note in (place.note or "")
    assert {ref.location for ref in records.references.values()} <= {"other"}
    assert len(records.references) == len(ends)
    assert place.title == other.title


# Renaming.


def test_a_renamed_location_keeps_its_old_title_as_a_name(tmp_path: Path) -> None:
    records = small_catalog()
    rename(records, "sino-ri", "Sino-dong", "https://example.org/other", SIGNED)
    place = records.locations["sino-ri"]
    assert place.title == "Sino-dong"
    assert [(name.text, name.kind) for name in place.names] == [
        ("Sino-dong", NameKind.PREFERRED),
        ("Sino-Ri", NameKind.VARIANT),
    ]
    assert place.names[1].source == SOURCE
    assert (place.changes[-1].field, place.changes[-1].before) == ("title", "Sino-Ri")
    assert errors(records, tmp_path) == []


def test_a_name_that_is_known_becomes_the_title_with_the_source_it_had() -> None:
    records = two_of_one()
    rename(records, "sinori", "신오리", "https://example.org/third", SIGNED)
    place = records.locations["sinori"]
    assert [name.text for name in place.names] == ["신오리", "Sinori"]
    assert place.names[0].source == OTHER
    assert place.sources[-1] == Source(url="https://example.org/third")


def test_a_location_that_gets_another_id_is_found_under_both(tmp_path: Path) -> None:
    records = two_of_one()
    move(records, "sinori", "prk-sinori", SIGNED)
    assert records.locations["prk-sinori"].title == "Sinori"
    assert records.references["of-twin"].location == "prk-sinori"
    assert records.latest_location("sinori") == "prk-sinori"
    assert records.locations["prk-sinori"].changes[-1].before == "sinori"
    assert errors(records, tmp_path) == []


# Correcting one value.


@pytest.mark.parametrize(
    ("record", "field", "value", "before"),
    [
        ("reports/analysis", "title", "A better title", "Analysis"),
        ("reports/analysis", "published.value", "2019-01-22", "2019-01-21"),
        ("reports/analysis", "authors", '["J. Bermudez"]', None),
        ("reports/news", "publisher", "null", "Paper"),
        ("references/cited", "picture.provider", "European Space Agency", "ESA"),
        ("locations/sino-ri", "positions.0.uncertainty_m", "250", 500),
        ("locations/sino-ri", "names.0.lang", "ko", None),
    ],
)
def test_a_corrected_value_stands_and_the_wrong_one_stays_readable(
    record: str, field: str, value: str, before: Any, tmp_path: Path
) -> None:
    records = small_catalog()
    correct(records, record, field, value, SIGNED)
    collection, _, record_id = record.partition("/")
    changed = getattr(records, collection)[record_id]
    assert changed.changes[-1].kind is ChangeKind.CORRECTED
    assert (changed.changes[-1].field, changed.changes[-1].before) == (field, before)
    assert errors(records, tmp_path) == []


# What makes no sense is refused, and changes nothing.


@pytest.mark.parametrize(
    ("act", "kind", "said"),
    [
        (lambda r: withdraw(r, "none", SIGNED), NotFound, "no reference 'none'"),
        (lambda r: withdraw(r, "gone", SIGNED), InvalidRequest, "before on 2026-11-23 by Ann"),
        (lambda r: supersede(r, "cited", "cited", SIGNED), InvalidRequest, "its own place"),
        (lambda r: supersede(r, "cited", "gone", SIGNED), InvalidRequest, "withdrawn before"),
        (lambda r: supersede(r, "cited", "none", SIGNED), NotFound, "no reference 'none'"),
        (lambda r: merge(r, "sino-ri", "sino-ri", SIGNED), InvalidRequest, "into itself"),
        (lambda r: merge(r, "moved", "sino-ri", SIGNED), InvalidRequest, "recorded as 'nowhere'"),
        (lambda r: merge(r, "sino-ri", "moved", SIGNED), InvalidRequest, "recorded as 'nowhere'"),
        (lambda r: merge(r, "sino-ri", "none", SIGNED), NotFound, "no location 'none'"),
        (lambda r: move(r, "sino-ri", "moved", SIGNED), InvalidRequest, "not used again"),
        (lambda r: move(r, "sino-ri", "far-away", SIGNED), InvalidRequest, "imgcat merge"),
        (lambda r: move(r, "sino-ri", "../x", SIGNED), InvalidRecord, "id: "),
        (lambda r: rename(r, "sino-ri", "Sino-Ri", "https://a.org", SIGNED), InvalidRequest, "is"),
        (lambda r: rename(r, "sino-ri", "X", "a.org", SIGNED), InvalidRecord, "url: "),
        (lambda r: correct(r, "news", "title", "x", SIGNED), InvalidRequest, "collection and id"),
        (lambda r: correct(r, "reports/x", "title", "x", SIGNED), NotFound, "no report 'x'"),
        (lambda r: correct(r, "locations/moved", "note", "x", SIGNED), NotFound, "'nowhere' now"),
        (lambda r: correct(r, "reports/news", "id", "x", SIGNED), InvalidRequest, "stays as"),
        (lambda r: correct(r, "reports/news", "colour", "x", SIGNED), InvalidRecord, "colour"),
        (lambda r: correct(r, "reports/news", "kind", "poem", SIGNED), InvalidRecord, "kind"),
        (lambda r: correct(r, "reports/news", "title.x", "y", SIGNED), InvalidRecord, "no parts"),
        (lambda r: correct(r, "reports/news", "a.b", "y", SIGNED), InvalidRecord, "no 'a'"),
        (lambda r: correct(r, "reports/news", "sources.9", "y", SIGNED), InvalidRecord, "no 'sou"),
        (lambda r: correct(r, "reports/news", "title", "News", SIGNED), InvalidRequest, "already"),
        (lambda r: withdraw(r, "old", Signature("", "x", SIGNED.at)), InvalidRecord, "by: "),
        (lambda r: withdraw(r, "old", Signature("x", " ", SIGNED.at)), InvalidRecord, "why: "),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    act: Any, kind: type[ImgcatError], said: str
) -> None:
    records = small_catalog()
    records.references["gone"] = records.references["cited"].model_copy(update={"id": "gone"})
    withdraw(records, "gone", SIGNED)
    records.locations["moved"] = location("moved", 10, 10)
    merge(records, "moved", "nowhere", SIGNED)
    before = dict(rendered(records))
    with pytest.raises(kind, match=said):
        act(records)
    assert dict(rendered(records)) == before


def test_the_position_of_a_vulnerable_place_is_not_kept_in_its_history(tmp_path: Path) -> None:
    records = small_catalog()
    place = records.locations["far-away"]
    told = SIGNED.change(ChangeKind.CORRECTED, field="positions", before=[1.0, 2.0])
    hidden = place.model_copy(
        update={
            "sensitivity": Sensitivity.VULNERABLE,
            "changes": (told,),
            "positions": place.positions,
        }
    )
    records.locations["far-away"] = hidden
    with pytest.raises(InvalidRequest, match="vulnerable or restricted"):
        correct(records, "locations/far-away", "positions.0.note", "x", SIGNED)
    assert any("keeps no earlier position" in each for each in errors(records, tmp_path))


# What a check finds.


def test_a_check_finds_what_is_not_accounted_for(tmp_path: Path) -> None:
    records = small_catalog()
    gone = records.references["cited"].model_copy(update={"deprecated": True})
    records.references["cited"] = gone
    told = SIGNED.change(ChangeKind.WITHDRAWN)
    records.references["old"] = records.references["old"].model_copy(update={"changes": (told,)})
    lost = {"deprecated": True, "replaced_by": "none", "changes": (told,)}
    records.references["on"] = records.references["on"].model_copy(update=lost)
    found = errors(records, tmp_path)
    assert any("cited.json" in each and "says who withdrew it" in each for each in found)
    assert any("old.json" in each and "not deprecated" in each for each in found)
    assert any("on.json" in each and "no reference 'none'" in each for each in found)


def test_a_check_finds_tombstones_that_lead_nowhere_or_in_a_circle(tmp_path: Path) -> None:
    records = small_catalog()
    for name in ("a", "b", "c"):
        records.locations[name] = location(name, 10, 10, country=None)
        merge(records, name, "nowhere", SIGNED)
    for name, end in (("a", "b"), ("b", "a"), ("c", "none")):
        left = records.tombstones[name].model_copy(update={"replaced_by": end})
        records.tombstones[name] = left
    records.references["about"] = reference("about", "analysis", Relation.ABOUT, "c")
    found = errors(records, tmp_path)
    assert sum("leads in a circle" in each for each in found) == 2
    assert any("c.json" in each and "no location 'none'" in each for each in found)
    assert any("about.json" in each and "is recorded as 'none' now" in each for each in found)


# The feed.


def test_the_feed_tells_every_change_newest_first(tmp_path: Path) -> None:
    records = two_of_one()
    merge(records, "sinori", "sino-ri", SIGNED)
    later = Signature("Ben", "Taken back.", datetime(2026, 11, 24, tzinfo=UTC))
    withdraw(records, "cited", later)
    feed = built(records)["changes.json"]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [entry["tags"][0] for entry in feed["items"]] == ["withdrawn", "merged", "merged"]
    assert feed["items"][0]["authors"] == [{"name": "Ben"}]
    assert feed["items"][0]["content_text"] == "Taken back."
    assert feed["items"][0]["url"].endswith("/references/cited.json")
    ids = [entry["id"] for entry in feed["items"]]
    assert len(set(ids)) == 3
    correct(records, "references/cited", "note", "Once more.", later)
    assert [entry["id"] for entry in built(records)["changes.json"]["items"]][-3:] == ids
    again = built(read_back(records, tmp_path))
    assert again["changes.json"] == built(records)["changes.json"]


def read_back(records: Records, folder: Path) -> Records:
    build(folder, records)
    return read(folder)[0]


def test_a_catalog_without_changes_has_an_empty_feed_that_its_root_links_to() -> None:
    files = built(small_catalog())
    assert files["changes.json"]["items"] == []
    (link,) = (link for link in files["catalog.json"]["links"] if link["rel"] == "alternate")
    assert (link["href"], link["type"]) == ("./changes.json", "application/feed+json")
