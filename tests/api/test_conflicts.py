"""`/conflicts`, and what counts as one."""

from typing import Any

import httpx

from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.questions.conflicts import Evidence, Kind, conflicts
from tests.web.records import POSITION, SOURCE, location, reference

OTHER = {"url": "https://example.org/another"}


def found(
    place: Location, kind: Kind, pictures: tuple[Reference, ...] = (), speaks: Any = ()
) -> list[dict[str, Any]]:
    known = Evidence(place, pictures, (), speaks, lambda _: None)
    return [each.to_json() for each in conflicts(known, frozenset({kind}))]


def named(*texts: str) -> Location:
    return location("x", names=[{"text": text, "source": SOURCE} for text in texts])


def test_the_catalog_knows_two_spellings_of_hoejung_ni(api: httpx.Client) -> None:
    answer = api.get("/conflicts", params={"location": "prk-hoejung-ni"}).json()
    (conflict,) = answer["conflicts"]
    assert conflict["kind"] == "spelling"
    assert {"Hoejung-ni", "Hoejung-ri"} <= {said["value"] for said in conflict["said"]}
    assert all(said["source"] for said in conflict["said"])


def test_coordinates_that_a_note_tells_of_are_held_against_the_position(api: httpx.Client) -> None:
    params = {"location": "prk-sakkanmol", "kind": "position"}
    (conflict,) = api.get("/conflicts", params=params).json()["conflicts"]
    assert conflict["distance_km"] == 17.4
    assert [said.get("in") for said in conflict["said"]] == [None, "note"]


def test_pages_join_to_the_whole(api: httpx.Client) -> None:
    params: dict[str, Any] = {"country": "PRK", "kind": "spelling"}
    whole = api.get("/conflicts", params=params).json()
    page = api.get("/conflicts", params={**params, "limit": 10}).json()
    joined = list(page["conflicts"])
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page = api.get(following[0]).json()
        joined += page["conflicts"]
    assert joined == whole["conflicts"]


def test_bad_requests_are_refused(api: httpx.Client) -> None:
    assert api.get("/conflicts", params={"kind": "opinion"}).status_code == 400
    assert api.get("/conflicts", params={"location": "nowhere"}).status_code == 400


def test_case_marks_and_hyphens_make_no_other_spelling() -> None:
    assert found(named("Sino-ri", "SINORI", "Sinŏ-ri"), Kind.SPELLING) == []
    assert found(named("Sangnam-ni", "신오리", "Tonghae"), Kind.SPELLING) == []
    (one,) = found(named("Sangnam-ni", "Tonghae", "Sangnam-ri"), Kind.SPELLING)
    assert [said["value"] for said in one["said"]] == ["Sangnam-ni", "Sangnam-ri"]


def test_positions_contradict_each_other_only_beyond_their_uncertainties() -> None:
    def placed(lon: float, uncertainty_m: float) -> Location:
        there = {"geometry": {"type": "Point", "coordinates": [lon, 39.644929]}, "source": OTHER}
        return location("x", positions=[POSITION, {**there, "uncertainty_m": uncertainty_m}])

    assert found(placed(125.36, 100), Kind.POSITION) == []
    assert found(placed(125.5, 20_000), Kind.POSITION) == []
    (far,) = found(placed(125.5, 100), Kind.POSITION)
    assert far["distance_km"] == 12.4
    assert [said["source"] for said in far["said"]] == [SOURCE, OTHER]


def test_coordinates_in_the_reason_for_none_are_held_against_each_other() -> None:
    reason = "Two sources disagree (41.4011,126.903 versus 41.87,129.35): none is given."
    (conflict,) = found(location("x", geometry_reason=reason), Kind.POSITION)
    assert [said["value"] for said in conflict["said"]] == [[126.903, 41.4011], [129.35, 41.87]]
    assert conflict["said"][0]["in"] == "geometry_reason"
    alone = location("x", geometry_reason="One gives 41.4011,126.903, which is in a lake.")
    assert found(alone, Kind.POSITION) == []


def test_a_distance_in_a_note_is_held_against_the_coordinates() -> None:
    place = location("x", positions=[POSITION], note="77 km northwest of Pyongyang.")
    assert found(place, Kind.DISTANCE) == []
    wrong = location("x", positions=[POSITION], note="377 km northwest of Pyongyang.")
    (conflict,) = found(wrong, Kind.DISTANCE)
    assert (conflict["to"], conflict["said"][0]["value"]) == ("Pyongyang", 377.0)
    assert 70 < conflict["said"][1]["value"] < 85


def test_sources_that_call_a_place_different_things() -> None:
    def called(*values: tuple[str, dict[str, str]]) -> Location:
        return location("x", types=[{"value": value, "source": source} for value, source in values])

    assert found(called(("port", SOURCE), ("shipyard", SOURCE)), Kind.TYPE) == []
    assert found(called(("port", SOURCE), ("port", OTHER)), Kind.TYPE) == []
    (conflict,) = found(called(("port", SOURCE), ("shipyard", OTHER)), Kind.TYPE)
    assert [said["value"] for said in conflict["said"]] == ["port", "shipyard"]


def picture(report_id: str, day: str, provider: str | None = "DigitalGlobe") -> Reference:
    taken = {"taken": {"value": day}, "provider": provider}
    return reference(report_id, "cites-image", "x", picture=taken)


def test_a_picture_that_a_news_item_has_from_a_report_but_dates_otherwise() -> None:
    place, speaks = location("x"), {("news", "report")}
    original = picture("report", "2018-03-29")
    wrong = picture("news", "2018-03-10")
    (conflict,) = found(place, Kind.PICTURE_DATE, (original, wrong), speaks)
    assert [(said["report"], said["value"]) for said in conflict["said"]] == [
        ("report", "2018-03-29"),
        ("news", "2018-03-10"),
    ]
    # A day whose zone is not known may be the next one elsewhere.
    assert found(place, Kind.PICTURE_DATE, (original, picture("news", "2018-03-28")), speaks) == []
    assert found(place, Kind.PICTURE_DATE, (original, picture("news", "2018-03")), speaks) == []
    elsewhere = picture("news", "2018-03-10", "Airbus")
    assert found(place, Kind.PICTURE_DATE, (original, elsewhere), speaks) == []
    assert found(place, Kind.PICTURE_DATE, (original, wrong), set()) == []
