"""What a reviewer is told of a change against a git revision."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.catalog.correction import Signature, correct, merge, supersede, withdraw
from imgcat.catalog.records import Records
from imgcat.catalog.review import Review, markdown, review
from imgcat.catalog.review.duplicates import Suspicion, suspected
from imgcat.catalog.review.flags import stated_to_m
from imgcat.catalog.review.map import SIZE, place_map
from imgcat.errors import ImgcatError
from imgcat.model.country import country_names, distance_to_country_km, outlines_around
from imgcat.model.location import Location, Name, PlaceLink
from imgcat.model.position import Coarsening, Position
from imgcat.model.vocabulary import NameKind, Relation, Sensitivity
from imgcat.model.web_address import page_key
from tests.catalog.records import SOURCE, location, picture, reference, report, small_catalog
from tests.catalog.repository import committed, git

SIGNED = Signature("Ann", "It *was* wrong.", datetime(2026, 11, 23, tzinfo=UTC))
Change = Callable[[Records], object]


def reviewed(tmp_path: Path, change: Change, before: Records | None = None) -> Review:
    """The review of a change of a small catalog in a new repository."""
    records = before or small_catalog()
    folder = committed(tmp_path / "repository", records)
    change(records)
    build(folder, records)
    return review(folder, "main", check(folder))


def told(found: Review) -> list[str]:
    return [f"{flag.record_id}: {flag.why}" for flag in found.flags]


# The revision.


def test_nothing_differs_where_nothing_was_changed(tmp_path: Path) -> None:
    found = reviewed(tmp_path, lambda _: None)
    assert found.changes == ()
    text = markdown(found, {})
    assert text.startswith(f"# What changes against main ({found.against.commit})\n")
    assert "No record differs." in text


def test_any_name_of_a_commit_will_do_and_the_repository_may_be_the_catalog(tmp_path: Path) -> None:
    folder = committed(tmp_path, small_catalog(), ".")
    git(folder, "tag", "v1")
    for name in ("main", "HEAD", "v1", git(folder, "rev-parse", "HEAD")):
        assert review(folder, name, ()).changes == ()


def test_a_revision_without_the_folder_is_an_empty_catalog(tmp_path: Path) -> None:
    committed(tmp_path, small_catalog())
    build(tmp_path / "other", small_catalog())
    found = review(tmp_path / "other", "main", ())
    assert {each.fate for each in found.changes} == {"added"}
    assert len(found.changes) == 3 + 3 + 5
    assert len(found.scenes_added) == 1


@pytest.mark.parametrize("name", ["nope", "--upload-pack=x", "", "main..HEAD", "HEAD~99"])
def test_a_revision_that_there_is_not_is_refused(name: str, tmp_path: Path) -> None:
    folder = committed(tmp_path, small_catalog())
    with pytest.raises(ImgcatError, match="The git repository has no revision"):
        review(folder, name, ())


def test_a_folder_outside_of_git_is_refused(tmp_path: Path) -> None:
    build(tmp_path / "catalog", small_catalog())
    with pytest.raises(ImgcatError, match="is not in a git repository"):
        review(tmp_path / "catalog", "main", ())
    with pytest.raises(ImgcatError, match="no catalog folder"):
        review(tmp_path / "nowhere", "main", ())


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = committed(tmp_path, small_catalog())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ImgcatError, match="no command `git`"):
        review(folder, "main", ())


def test_a_file_that_the_revision_broke_is_named(tmp_path: Path) -> None:
    folder = committed(tmp_path, small_catalog())
    (folder / "locations/sino-ri.json").write_text("{", "utf-8")
    git(tmp_path, "commit", "--all", "--quiet", "--message", "Broken")
    build(folder, small_catalog())
    found = review(folder, "main", ())
    assert "`locations/sino-ri.json`" in markdown(found, {})
    assert git(tmp_path, "status", "--porcelain").count("\n") == 0


# What differs.


def test_new_records_are_told_with_their_sources_and_the_derived_is_left_out(
    tmp_path: Path,
) -> None:
    def add(records: Records) -> None:
        records.locations["new"] = location("new", 125.9, 39.1)
        records.references["new"] = reference("new", "analysis", Relation.ABOUT, "new")

    found = reviewed(tmp_path, add)
    assert [(each.collection, each.record_id) for each in found.changes] == [
        ("locations", "new"),
        ("references", "new"),
    ]
    text = markdown(found, {"new": "maps/new.svg"})
    assert "1 location added, 1 reference added." in text
    assert "position: 39.1, 125.9 (latitude, longitude), within 500 m" in text
    assert "read in: https://example.org/page" in text
    assert "![Map of New](maps/new.svg)" in text
    assert "ref:reference_count" not in text


def test_values_that_changed_are_told_one_by_one(tmp_path: Path) -> None:
    def change(records: Records) -> None:
        correct(records, "reports/news", "title", "A | better `title`", SIGNED)
        correct(records, "locations/sino-ri", "positions.0.uncertainty_m", "900", SIGNED)
        place = records.locations["sino-ri"]
        more = Name(text="Sinori", source=SOURCE)
        records.locations["sino-ri"] = place.model_copy(update={"names": (*place.names, more)})
        del records.references["old"]
        records.scenes.clear()

    found = reviewed(tmp_path, change)
    text = markdown(found, {})
    assert "- **A \\| better \\`title\\`** `news`" in text
    assert "  - `title`: `News` → `` A | better `title` ``" in text
    assert "  - corrected by Ann: It \\*was\\* wrong." in text
    assert "`positions.0.uncertainty_m`: `500.0` → `900.0`" in text
    assert '`names`: added `{"text":"Sinori"' in text
    assert "## References removed" in text
    assert "## Scenes removed" in text
    assert told(found) == [
        "old: The record is deleted, and not withdrawn: its id leads nowhere now."
    ]


# What needs a second reviewer.


def placed(**fields: Any) -> Change:
    """Put `sino-ri` in another state."""

    def change(records: Records) -> None:
        place = records.locations["sino-ri"]
        records.locations["sino-ri"] = place.model_copy(update=fields)

    return change


def at(uncertainty_m: float, **more: Any) -> Position:
    geometry = {"type": "Point", "coordinates": [125.355288, 39.644929]}
    return Position(geometry=geometry, uncertainty_m=uncertainty_m, source=SOURCE, **more)


COARSE = at(2_000, coarsened=Coarsening(decimals=2, reason="People."))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ({}, {"sensitivity": Sensitivity.CIVILIAN}, "The place is civilian."),
        (
            {"sensitivity": Sensitivity.VULNERABLE, "positions": (COARSE,)},
            {"sensitivity": Sensitivity.CIVILIAN},
            "lowered from vulnerable to civilian",
        ),
        ({"positions": (COARSE,)}, {"positions": (at(2_000),)}, "was coarsened, and one is not"),
        ({}, {"positions": (at(50),)}, "given to 50 m, where it was 500 m"),
        (
            {"positions": (at(5),)},
            {"positions": (at(5, as_printed="39°38′42″N 125°21′19″E"),)},
            "which is good to 15 m at best",
        ),
    ],
)
def test_what_may_harm_needs_a_second_reviewer(
    before: dict[str, Any], after: dict[str, Any], why: str, tmp_path: Path
) -> None:
    records = small_catalog()
    placed(**before)(records)
    found = reviewed(tmp_path, placed(**after), records)
    assert any(why in each for each in told(found)), told(found)


def test_what_takes_something_away_needs_a_second_reviewer(tmp_path: Path) -> None:
    records = small_catalog()
    correct(records, "reports/news", "title", "Other", SIGNED)

    def change(records: Records) -> None:
        withdraw(records, "cited", SIGNED)
        supersede(records, "old", "about", SIGNED)
        merge(records, "far-away", "nowhere", SIGNED)
        news = records.reports["news"]
        rewritten = (news.changes[0].model_copy(update={"why": "No reason."}),)
        records.reports["news"] = news.model_copy(update={"changes": rewritten})

    found = reviewed(tmp_path, change, records)
    assert told(found) == [
        "far-away: It is merged and recorded as nowhere now: It *was* wrong.",
        "news: Its history was rewritten; lines are only added to it.",
        "cited: It is withdrawn: It *was* wrong.",
        "old: It is withdrawn: It *was* wrong.",
    ]
    text = markdown(found, {})
    for heading in ("Locations moved", "References withdrawn", "A second reviewer is needed"):
        assert f"## {heading}\n" in text


@pytest.mark.parametrize(
    ("printed", "metres"),
    [
        ("39.64, 125.35", 556.6),
        ("38.584698°, 126.107945°", 0.0557),
        ("28°34′N 17°50′W", 927.7),
        ("39°17'02\"N 127°18'18\"E", 15.46),
        ("38°23'42''N 127°10'59''E", 15.46),
        ("40°51.342′N, 129°39.948′E", 0.928),
        ("in the valley north of the town", None),
        (None, None),
    ],
)
def test_how_closely_a_printed_position_can_be_meant(
    printed: str | None, metres: float | None
) -> None:
    found = stated_to_m(at(1, as_printed=printed))
    assert found == (None if metres is None else pytest.approx(metres, rel=0.01))


# What may be there twice.


def twins(one: dict[str, Any], other: dict[str, Any], make: Any) -> Records:
    records = Records()
    for name, fields in (("one", one), ("two", other)):
        made = make(name, **fields)
        kept: dict[str, Any] = records.locations if isinstance(made, Location) else records.reports
        kept[name] = made
    return records


def named(text: str, **more: Any) -> dict[str, Any]:
    return {"names": (Name(text=text, kind=NameKind.PREFERRED, source=SOURCE),), **more}


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (named("Sino-ri", lat=39.64), named("SINORI", lat=39.65), True),
        (named("Sino-ri", lat=39.64), named("신오리", lat=39.65), True),
        (named("Sino-ri", lat=39.64), named("Sino-ri", lat=39.67), False),
        (named("Sino-ri", lat=39.64), named("Yongbyon", lat=39.64), False),
        (named("Taveuni", lon=179.995), named("Taveuni", lon=-179.995), True),
    ],
)
def test_places_of_one_name_near_each_other(
    one: dict[str, Any], other: dict[str, Any], is_one: bool
) -> None:
    def make(name: str, lon: float = 125.35, lat: float = 0.0, **more: Any) -> Location:
        return location(name, lon, lat, **more)

    found = suspected(twins(one, other, make))
    assert [each.ids for each in found] == ([("one", "two")] if is_one else [])
    if is_one:
        assert "m apart" in found[0].why


def test_places_that_a_source_tells_apart_are_two() -> None:
    tie = PlaceLink(relation="part-of", location="two", source=SOURCE)
    records = twins(
        named("Sohae", related=(tie,)), named("Sohae"), lambda n, **m: location(n, 1, 1, **m)
    )
    assert suspected(records) == []


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            {"url": "https://www.example.org/a/?utm_source=x&id=3#top"},
            {"url": "http://example.org/a?id=3"},
            "the same address",
        ),
        ({"doi": "10.1234/AB"}, {"doi": "10.1234/ab"}, "the same DOI"),
        (
            {"title": "The Base", "publisher": "CSIS"},
            {"title": "the base", "publisher": "C.S.I.S."},
            "the same title, publisher and date",
        ),
        ({"url": "https://example.org/a"}, {"url": "https://example.org/b"}, None),
        ({"url": "https://example.org/a?p=1"}, {"url": "https://example.org/a?p=2"}, None),
        (
            {"url": "https://example.org/list", "published": "2019-01-01"},
            {"url": "https://example.org/list", "published": "2020-01-01"},
            None,
        ),
    ],
)
def test_one_report_under_two_ids(
    one: dict[str, Any], other: dict[str, Any], why: str | None
) -> None:
    def make(name: str, published: str = "2019-01-21", **more: Any) -> Any:
        return report(name, published, **more)

    expected = [] if why is None else [Suspicion("reports", ("one", "two"), why)]
    assert suspected(twins(one, other, make)) == expected


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://Example.org:443/a", "https://example.org/a"),
        ("https://example.org/a/", "https://example.org/a#x"),
        ("https://example.org/?b=2&a=1", "https://example.org?a=1&b=2&fbclid=9"),
    ],
)
def test_addresses_that_are_one(url: str, same: str) -> None:
    assert page_key(url) == page_key(same)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ({}, {}, True),
        ({"locator": "Figure 1"}, {"locator": "Figure 2"}, False),
        ({"locator": "Figure 1"}, {}, True),
        ({"provider": "Maxar"}, {"provider": "Planet"}, False),
        ({"taken": "2018-12-26"}, {"taken": "2018-12-27"}, False),
        ({"report": "news"}, {}, False),
        ({"deprecated": True}, {}, False),
    ],
)
def test_one_picture_cited_twice(one: dict[str, Any], other: dict[str, Any], is_one: bool) -> None:
    records = small_catalog()
    records.references.clear()
    for name, fields in (("one", one), ("two", other)):
        fields = dict(fields)
        taken, provider = fields.pop("taken", "2018-12-27"), fields.pop("provider", "ESA")
        shown = picture(taken, provider=provider)
        maker = fields.pop("report", "analysis")
        records.references[name] = reference(
            name, maker, Relation.CITES_IMAGE, "sino-ri", picture=shown, **fields
        )
    assert [each.ids for each in suspected(records)] == ([("one", "two")] if is_one else [])


def test_a_product_that_a_report_cites_twice_for_one_place() -> None:
    records = small_catalog()
    for name in ("one", "two"):
        shown = picture(f"2019-02-1{len(name)}", product_ids=("LC08_X",))
        end = reference(
            name, "analysis", Relation.CITES_IMAGE, "sino-ri", picture=shown, locator=name
        )
        records.references[name] = end
    assert suspected(records) == [Suspicion("references", ("one", "two"), "the same product id")]


def test_what_the_change_brings_is_told_before_what_was_there(tmp_path: Path) -> None:
    records = small_catalog()
    records.locations["a-twin"] = location("a-twin", 125.355, 39.645, **named("Sino Ri"))

    def change(records: Records) -> None:
        records.locations["b-twin"] = location("b-twin", 20.0, 10.0, **named("Far Away"))

    text = markdown(reviewed(tmp_path, change, records), {})
    new = "- **new:** `locations/b-twin` and `locations/far-away`: Far Away and Far-Away are 0 m apart"
    old = "- `locations/a-twin` and `locations/sino-ri`: "
    assert 0 < text.index(new) < text.index(old)


# Findings.


def test_errors_are_told_and_warnings_only_of_what_was_touched(tmp_path: Path) -> None:
    records = small_catalog()
    records.reports["untied"] = report("untied", "2020")

    def change(records: Records) -> None:
        records.reports["untied-too"] = report("untied-too", "2020")
        gone = records.references["about"].model_copy(update={"quote": "300 km from Pyongyang"})
        records.references["about"] = gone

    found = reviewed(tmp_path, change, records)
    said = [str(each) for each in found.findings]
    assert any("untied-too.json" in each for each in said)
    assert not any("untied.json" in each for each in said)
    assert any("about.json#/properties/ref:quote" in each and "300 km" in each for each in said)


def test_a_date_that_is_printed_with_another_year_is_found(tmp_path: Path) -> None:
    records = small_catalog()
    correct(records, "reports/news", "published.verbatim", "20 February 2018", SIGNED)
    build(tmp_path, records)
    (found,) = (each for each in check(tmp_path) if each.path == "reports/news.json")
    assert "it is printed as “20 February 2018”" in found.message
    correct(records, "reports/news", "published.verbatim", "20 February 2019", SIGNED)
    build(tmp_path, records)
    assert not [each for each in check(tmp_path) if each.path == "reports/news.json"]


# Maps.


def test_a_new_place_has_a_map_and_it_is_well_formed(tmp_path: Path) -> None:
    def add(records: Records) -> None:
        records.locations["new"] = location("new", 125.9, 39.1, **named("<New> & old"))
        records.locations["none"] = location("none", 0, 0, positions=(), geometry_reason="None.")

    maps = reviewed(tmp_path, add).maps()
    assert set(maps) == {"new"}
    drawn = ElementTree.fromstring(maps["new"])  # noqa: S314 - it is our own
    texts = [each.text for each in drawn.iter() if each.text and each.text.strip()]
    assert texts[0] == "<New> & old, within 0.5 km"
    assert texts[-1] == "50 km"
    assert "href" not in maps["new"]


@pytest.mark.parametrize(("uncertainty_m", "scale"), [(0, "50 km"), (100_000, "100 km")])
def test_the_scale_and_the_circle_are_true(uncertainty_m: float, scale: str) -> None:
    drawn = place_map("X", at(uncertainty_m))
    assert f">{scale}</text>" in drawn
    half_km = max(100, 3 * uncertainty_m / 1000)
    assert f'r="{uncertainty_m / 1000 * SIZE / 2 / half_km:.1f}"' in drawn
    assert f"h{float(scale.split()[0]) * SIZE / 2 / half_km:.1f}" in drawn


@pytest.mark.parametrize(
    ("lon", "lat"), [(124.5, 38.4), (-25.0, 36.9), (179.9, -17.5), (30.0, 60.1), (0.0, 89.9)]
)
def test_outlines_on_a_map_are_as_far_away_as_the_countries(lon: float, lat: float) -> None:
    nearest = min(distance_to_country_km(lon, lat, code) for code in country_names())
    lines = outlines_around(lon, lat, 900)
    away = min((float(np.hypot(*line.T).min()) for line in lines), default=None)
    if nearest > 0 and away is not None:
        assert away == pytest.approx(nearest, abs=3)
    for line in lines:
        assert len(line) >= 2


def test_the_report_is_the_same_every_time(tmp_path: Path) -> None:
    def change(records: Records) -> None:
        withdraw(records, "cited", SIGNED)

    found = reviewed(tmp_path, change)
    again = review(tmp_path / "repository/catalog", "main", found.findings)
    assert markdown(again, {}) == markdown(found, {})
    assert (
        subprocess.run(
            ["git", "-C", tmp_path / "repository", "diff", "--cached", "--quiet"]
        ).returncode
        == 0
    )
