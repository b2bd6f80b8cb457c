"""What `imgcat check` finds: broken ties, missing evidence, harm, and what cannot be true together."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.catalog.check.distances import stated_distances
from imgcat.catalog.check.integrity import broken_ties, missing_evidence
from imgcat.catalog.check.plausibility import implausible
from imgcat.catalog.check.sensitivity import too_telling
from imgcat.catalog.records import Records
from imgcat.model.finding import Finding, Severity
from imgcat.model.location import PlaceLink, TypeAssertion
from imgcat.model.position import coarsen
from imgcat.model.vocabulary import FacilityType, Relation, Sensitivity
from tests.catalog.records import SOURCE, location, picture, reference, report, small_catalog

CATALOG = Path(__file__).parents[2] / "catalog"


def changed(record: Any, **fields: Any) -> Any:
    return record.model_copy(update=fields)


def rules(findings: Any) -> set[tuple[str, str, str]]:
    return {(f.path, f.rule, str(f.severity)) for f in findings}


@pytest.fixture
def records() -> Records:
    return small_catalog()


def test_the_catalog_itself_is_clean() -> None:
    assert [f for f in check(CATALOG) if f.severity is not Severity.NOTE] == []


def test_a_finding_reads_as_path_pointer_and_sentence() -> None:
    finding = Finding(
        "locations/x.json", "/properties/ref:country", Severity.ERROR, "country", "No such code."
    )
    assert (
        str(finding) == "locations/x.json#/properties/ref:country: error: No such code. [country]"
    )


def test_nothing_is_found_in_a_sound_catalog(records: Records) -> None:
    assert list(broken_ties(records)) == []
    assert list(missing_evidence(records)) == []
    assert list(implausible(records)) == []
    assert list(too_telling(records)) == []


def test_what_a_record_names_must_be_there(records: Records) -> None:
    del records.reports["analysis"]
    del records.locations["far-away"]
    records.locations["sino-ri"] = changed(
        records.locations["sino-ri"],
        related=(PlaceLink(relation="supports", location="far-away", source=SOURCE),),
    )
    found = {(f.path, f.pointer) for f in broken_ties(records)}
    assert found == {
        ("references/about.json", "/properties/ref:report"),
        ("references/cited.json", "/properties/ref:report"),
        ("references/named.json", "/properties/ref:location"),
        ("references/on.json", "/properties/ref:target_report"),
        ("locations/sino-ri.json", "/properties/ref:related/0/location"),
    }


def test_a_product_id_and_an_acquisition_must_agree(records: Records) -> None:
    product = "S2A_MSIL2A_20190212T020801_N0212_R103_T51TYE_20190212T160857"
    wrong = picture("2019-02-12", "s2a-20190213T020801-51tye", product_ids=(product,))
    odd = picture("2019-02-12", product_ids=("IMG_1234",))
    records.references["named"] = changed(records.references["named"], picture=wrong)
    records.references["cited"] = changed(records.references["cited"], picture=odd)
    assert rules(broken_ties(records)) == {
        ("references/named.json", "acquisition", "error"),
        ("references/cited.json", "unknown-id", "warning"),
    }


@pytest.mark.parametrize(
    ("product", "rules_found"),
    [
        ("S2A_MSIL2A_20181227T021801_N0211_R003_T51TYE_20181227T062153", set()),
        ("S2B_MSIL2A_20190120T021729_N0211_R003_T51TYE_20190120T062153", {"dates"}),
        ("LC08_L1TP_116034_20181227_20190129_01_T1", {"place"}),
        ("S1B_IW_SLC__1SDV_20181227T034254_20181227T034321_022695_02B131_E8DD", set()),
    ],
)
def test_a_product_id_agrees_with_the_date_and_the_place_of_its_picture(
    records: Records, product: str, rules_found: set[str]
) -> None:
    shown = picture("2018-12-27", product_ids=(product,))
    records.references["cited"] = changed(records.references["cited"], picture=shown)
    assert {rule for _, rule, _ in rules(implausible(records))} == rules_found


def test_every_record_says_where_it_was_read_and_quotes_little(records: Records) -> None:
    records.reports["news"] = changed(records.reports["news"], sources=())
    for number in range(4):
        quoting = reference(
            f"quote-{number}", "analysis", Relation.MENTIONS, "sino-ri", quote="words"
        )
        records.references[quoting.id] = quoting
    records.reports["lonely"] = report("lonely", "2020-01-01")
    assert rules(missing_evidence(records)) == {
        ("reports/news.json", "no-source", "error"),
        ("reports/analysis.json", "quotes", "error"),
        ("reports/lonely.json", "untied", "warning"),
    }


def test_a_point_lies_in_its_country_or_the_record_says_why(records: Records) -> None:
    place = location("reef", 112.89, 9.55, country="CHN")
    records.locations = {"reef": place}
    records.references = {}
    assert rules(implausible(records)) == {
        ("locations/reef.json", "point-outside-country", "error")
    }
    records.locations["reef"] = changed(place, disputed=True)
    assert rules(implausible(records)) == {("locations/reef.json", "point-outside-country", "note")}
    records.locations["reef"] = changed(place, country="XYZ")
    assert rules(implausible(records)) == {("locations/reef.json", "country", "error")}


def test_a_point_with_longitude_and_latitude_swapped_is_found(records: Records) -> None:
    records.locations["sino-ri"] = location("sino-ri", 39.644929, 12.5355288)
    assert ("locations/sino-ri.json", "point-outside-country", "error") in rules(
        implausible(records)
    )


@pytest.mark.parametrize(
    ("reference_id", "fields"),
    [
        # Taken after the report that shows it, before its satellite flew, written before what it reports on.
        ("cited", {"picture": picture("2019-03-01", provider="ESA")}),
        (
            "cited",
            {"picture": picture("2014-01-01", sensor="Sentinel-2", missions=("sentinel-2",))},
        ),
        ("on", {"report": "analysis", "target_report": "news-to-come"}),
    ],
)
def test_dates_stand_in_order(records: Records, reference_id: str, fields: dict[str, Any]) -> None:
    records.reports["news-to-come"] = report("news-to-come", "2024-01-01")
    records.references[reference_id] = changed(records.references[reference_id], **fields)
    assert rules(implausible(records)) == {(f"references/{reference_id}.json", "dates", "error")}


def test_dates_that_may_be_in_order_are_left_alone(records: Records) -> None:
    either = picture(
        "2014-01-01", sensor="Landsat 8 or Sentinel-2", missions=("landsat-8", "sentinel-2")
    )
    records.references["cited"] = changed(records.references["cited"], picture=either)
    # A month may hold the day of the report.
    records.references["named"] = changed(records.references["named"], picture=picture("2019-01"))
    assert list(implausible(records)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "77 km northwest of Pyongyang and 212 km north of the DMZ",
            [(77, "Pyongyang"), (212, "DMZ")],
        ),
        ("about 13 miles from Panghyon Airport.", [(13 * 1.609344, "Panghyon Airport")]),
        ("1,200 km from Seoul", [(1200, "Seoul")]),
        ("2,5 km from Seoul", []),
        ("30 km to the north of Seoul; 20km south of Seoul", [(30, "Seoul"), (20, "Seoul")]),
        ("60 miles (96 km) northwest of Seoul", [(60 * 1.609344, "Seoul")]),
        ("an area of 760 km² on both banks of the Ubangi", []),
        ("2 kilometers east of Pointe d'Esny", [(2, "Pointe d'Esny")]),
    ],
)
def test_distances_are_read_from_text(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(stated.km, stated.place) for stated in stated_distances(text)] == expected


def test_a_distance_that_the_coordinates_contradict_is_found(records: Records) -> None:
    place = records.locations["sino-ri"]
    records.locations["sino-ri"] = changed(place, note="77 km northwest of Pyongyang.")
    assert list(implausible(records)) == []
    records.locations["sino-ri"] = changed(
        place, note="177 km northwest of Pyongyang and 9 km from China."
    )
    found = [f.message for f in implausible(records)]
    assert [message.partition(",")[0] for message in found] == [
        "The text says “177 km northwest of Pyongyang”",
        "The text says “9 km from China”",
    ]
    records.reports["analysis"] = changed(
        records.reports["analysis"], summary="A base 20 km from Nowhere."
    )
    assert len(list(implausible(records))) == 2


def test_a_vulnerable_place_must_be_coarse(records: Records) -> None:
    place = records.locations["sino-ri"]
    assert place.position is not None
    camp = changed(place, sensitivity=Sensitivity.VULNERABLE)
    records.locations["sino-ri"] = camp
    assert rules(too_telling(records)) == {("locations/sino-ri.json", "sensitivity", "error")}
    records.locations["sino-ri"] = changed(camp, positions=(coarsen(place.position, 2, "a camp"),))
    assert list(too_telling(records)) == []
    # A type that is vulnerable by itself cannot pass as open.
    detention = TypeAssertion(value=FacilityType.DETENTION, source=SOURCE)
    records.locations["sino-ri"] = changed(place, types=(detention,))
    assert rules(too_telling(records)) == {("locations/sino-ri.json", "sensitivity", "error")}
    records.locations["sino-ri"] = changed(place, sensitivity=Sensitivity.RESTRICTED)
    assert rules(too_telling(records)) == {("locations/sino-ri.json", "sensitivity", "error")}


def test_what_breaks_a_schema_is_found_with_its_place(records: Records, tmp_path: Path) -> None:
    scene_id, scene = next(iter(records.scenes.items()))
    records.scenes[scene_id] = {
        **scene,
        "properties": {**scene["properties"], "grid:code": "nonsense"},
    }
    build(tmp_path, records)
    found = [f for f in check(tmp_path) if f.severity is Severity.ERROR]
    assert [(f.rule, f.pointer) for f in found] == [("schema", "/properties/grid:code")]
    assert "nonsense" in found[0].message
    assert replace(found[0], path="x") != found[0]


def test_a_broken_file_is_one_finding_and_not_one_for_each_tie_to_it(
    records: Records, tmp_path: Path
) -> None:
    build(tmp_path, records)
    (tmp_path / "locations/sino-ri.json").write_text("{")
    found = [f for f in check(tmp_path) if f.severity is Severity.ERROR]
    assert [(f.path, f.rule) for f in found] == [("locations/sino-ri.json", "unreadable")]
