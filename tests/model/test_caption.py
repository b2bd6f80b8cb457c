"""Captions: who is credited, which satellite is named, and what is left over."""

import re
from datetime import date
from itertools import product, starmap

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imgcat.model.caption import (
    LONGEST,
    Role,
    caption_of,
    organisation,
    parse_caption,
    same_mission,
)
from imgcat.model.caption.table import table
from imgcat.model.reference import Picture
from imgcat.model.vocabulary import Access, Modality
from imgcat.model.when import When
from tests.shared_data import shared

REAL = [
    (
        "European Space Agency, Beyond Parallel ... Overview of the Sino-ri missile operating base, December 27, 2018",
        ["esa", "beyond-parallel"],
        [],
        ["2018-12-27"],
        Access.PUBLIC,
    ),
    (
        "CSIS/Beyond Parallel/DigitalGlobe 2018",
        ["csis", "beyond-parallel", "maxar"],
        [],
        [],
        Access.COMMERCIAL,
    ),
    (
        "Digital Globe satellite image taken on March 29, 2018",
        ["maxar"],
        [],
        ["2018-03-29"],
        Access.COMMERCIAL,
    ),
    ("taken by DigitalGlobe on March 28, 2018", ["maxar"], [], ["2018-03-28"], Access.COMMERCIAL),
    (
        "Airbus Defense and Space and the Institute for Science and International Studies ... July 14, 2016",
        ["airbus", "isis"],
        [],
        ["2016-07-14"],
        Access.COMMERCIAL,
    ),
    (
        "European Space Agency / Copernicus Sentinel-2 satellite",
        ["esa", "copernicus"],
        ["sentinel-2"],
        [],
        Access.PUBLIC,
    ),
    (
        "Satellite image ©2022 Maxar Tech/AFP/Getty Images",
        ["maxar", "afp", "getty"],
        [],
        [],
        Access.COMMERCIAL,
    ),
    (
        "May 4, 2019, Planet Labs Inc., CC-BY-NC-SA",
        ["planet"],
        [],
        ["2019-05-04"],
        Access.COMMERCIAL,
    ),
    (
        "ASTER, LANDSAT 7, and LANDSAT 8 ... from September 12, October 23, and November 16",
        [],
        ["aster", "landsat-7", "landsat-8"],
        ["2021-09-12", "2021-10-23", "2021-11-16"],
        Access.PUBLIC,
    ),
    ("March 17, 1970 KH-4B image", [], ["corona-kh-4b"], ["1970-03-17"], Access.PUBLIC),
    (
        "imagery collected on 20 and 22 March 2022",
        [],
        [],
        ["2022-03-20", "2022-03-22"],
        Access.UNKNOWN,
    ),
    (
        "Data: Planet, MAAP. Deforestation in June 2018 (left panel) and September 2018 (right panel)",
        ["planet", "maap"],
        [],
        ["2018-06", "2018-09"],
        Access.COMMERCIAL,
    ),
]


@pytest.mark.parametrize(("text", "chain", "missions", "dates", "access"), REAL)
def test_real_captions(
    text: str, chain: list[str], missions: list[str], dates: list[str], access: Access
) -> None:
    caption = parse_caption(text, "2024-01" if "ASTER" not in text else "2021-11-30")
    assert [credit.organisation for credit in caption.credits] == chain
    assert list(caption.missions) == missions
    assert [when.value for when in caption.dates] == dates
    assert caption.access is access


def test_the_sino_ri_caption_of_a_republisher() -> None:
    """European Space Agency says no satellite; whoever it was flew one of its own."""
    caption = parse_caption(REAL[0][0], "2019-01-21")
    assert [(each.verbatim, each.role) for each in caption.credits] == [
        ("European Space Agency", Role.OPERATOR),
        ("Beyond Parallel", Role.ANALYST),
    ]
    assert caption.sensors == ()
    assert {"sentinel-1", "sentinel-2"} <= set(caption.implied)
    assert [when.verbatim for when in caption.dates] == ["December 27, 2018"]
    assert caption.remainder == "Overview of the Sino-ri missile operating base"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("DigitalGlobe", "maxar"),
        ("Maxar Technologies", "maxar"),
        ("Maxar Intelligence", "maxar"),
        ("Vantor", "maxar"),
        ("Planet Labs PBC", "planet"),
        ("Copernicus Browser", "sentinel-hub"),
        ("USGS", "usgs"),
        ("유럽우주국", "esa"),
        ("Acme Balloons", None),
    ],
)
def test_an_organisation_is_one_under_all_its_names(name: str, known: str | None) -> None:
    found = organisation(name)
    assert (found.id if found else None) == known


def test_a_provider_has_the_name_of_the_day() -> None:
    maxar = organisation("DigitalGlobe")
    assert maxar is not None
    days = [date(2016, 1, 1), date(2019, 1, 1), date(2024, 1, 1), date(2025, 10, 1)]
    assert [maxar.name_on(day) for day in days] == [
        "DigitalGlobe",
        "Maxar Technologies",
        "Maxar Intelligence",
        "Vantor",
    ]


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("ASTER, Landsat 7 or Landsat 8", ["aster", "landsat-7", "landsat-8"], Modality.OPTICAL),
        ("Landsat 7 and 8", ["landsat-7", "landsat-8"], Modality.OPTICAL),
        ("LANDSAT 7 and 8 thermal imagery", ["landsat-7", "landsat-8"], Modality.THERMAL),
        ("Sentinel-1 and Sentinel-2", ["sentinel-1", "sentinel-2"], None),
        ("Sentinel-1B", ["sentinel-1b"], Modality.SAR),
        ("Fig. 2 - S1", ["sentinel-1"], Modality.SAR),
        ("Sentinel-5P (TROPOMI)", ["sentinel-5p"], Modality.ATMOSPHERIC),
        ("SPOT 6/7", ["spot-6", "spot-7"], Modality.OPTICAL),
        ("Pleiades Neo", ["pleiades-neo"], Modality.OPTICAL),
        ("Pléiades", ["pleiades"], Modality.OPTICAL),
        ("WorldView-1", ["worldview-1"], Modality.OPTICAL),
        ("WV03", ["worldview-3"], Modality.OPTICAL),
        ("NASA Worldview", [], None),
        ("FIRMS (active-fire detections)", ["firms"], Modality.THERMAL),
        ("Landsat", ["landsat"], Modality.OPTICAL),
        ("센티넬-2 위성", ["sentinel-2"], Modality.OPTICAL),
        ("哨兵一号", ["sentinel-1"], Modality.SAR),
        ("Google Earth", [], Modality.COMPOSITE),
        ("terra incognita, a dove", [], None),
    ],
)
def test_the_missions_are_read_from_a_sensors_name(
    text: str, expected: list[str], kind: Modality | None
) -> None:
    caption = parse_caption(text)
    assert list(caption.missions) == expected
    assert caption.modality == kind


def test_a_product_id_names_the_mission() -> None:
    text = "Sentinel-1 (S1B_IW_SLC__1SDV_20200730T034254_20200730T034321_022695_02B131_E8DD)"
    caption = parse_caption(text)
    assert caption.missions == ("sentinel-1", "sentinel-1b")
    assert len(caption.product_ids) == 1
    assert caption.dates == ()


def test_words_that_are_names_too_count_only_with_a_capital() -> None:
    assert parse_caption("the best planet, esa es la verdad").credits == ()
    assert [each.organisation for each in parse_caption("Planet / ESA").credits] == [
        "planet",
        "esa",
    ]


def test_credits_that_no_table_knows_are_kept() -> None:
    chain = parse_caption("Source: Ministry of Rivers, DigitalGlobe").credits
    assert [(each.verbatim, each.organisation) for each in chain] == [
        ("Ministry of Rivers", None),
        ("DigitalGlobe", "maxar"),
    ]
    chain = parse_caption("contains data (2017), processed by I. Parcharidis").credits
    assert [each.verbatim for each in chain] == ["I. Parcharidis"]


def test_licence_point_and_catalog_id() -> None:
    caption = parse_caption(
        "Reference coordinate: 1.05497 ° N, 74.26465 ° W. WorldView-2 103001000B7A2C00, CC BY-NC 4.0"
    )
    assert caption.point == (-74.26465, 1.05497)
    assert caption.licence == "CC BY-NC 4.0"
    assert caption.product_ids == ("103001000B7A2C00",)


def test_a_record_is_read_as_a_caption_whose_fields_count_for_more() -> None:
    picture = Picture(
        provider="ESA / Copernicus",
        credit="Contains modified Copernicus Sentinel data (2020), 3 May 2019",
        sensor="Sentinel-2",
        missions=("sentinel-2",),
        access=Access.PUBLIC,
        taken=When(value="2020-08-11"),
    )
    caption = caption_of(picture)
    assert caption.dates == (picture.taken,)
    assert caption.missions == ("sentinel-2",)
    assert [each.organisation for each in caption.credits] == ["esa", "copernicus"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("landsat", "landsat-8", True),
        ("sentinel-2", "sentinel-2b", True),
        ("corona", "corona-kh-4b", True),
        ("modis", "terra-modis", True),
        ("landsat-7", "landsat-8", False),
        ("sentinel-1", "sentinel-2", False),
        ("pleiades", "pleiades-neo", False),
    ],
)
def test_a_mission_holds_its_satellites(one: str, other: str, same: bool) -> None:
    assert same_mission(one, other) is same
    assert same_mission(other, one) is same


_BITS = ["27", "December", "2018", "/", "and", ",", "©", "월", "12", "between", "-", "Planet", "\0"]


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(_BITS)).map(" ".join)))
@example("ıNASA İnpe ſentinel-2 \ud800")
@example("1, " * LONGEST)
def test_any_text_is_read(text: str) -> None:
    caption = parse_caption(text, "2019-03")
    assert caption.text == text
    assert all(when.value or when.reason for when in caption.dates)


def test_the_tables_are_consistent() -> None:
    words = [row["mission"] for row in table("missions")["mission"]]
    assert len(words) == len(set(words))
    names = [name for row in table("organisations")["organisation"] for name in row["names"]]
    assert len(names) == len(set(names))
    for row in table("missions")["mission"]:
        re.compile(row["pattern"])


def test_the_real_credit_lines_agree_with_what_their_curator_made_of_them() -> None:
    lines = shared("reports/images.ndjson").read_bytes().splitlines()
    rows = [row for row in map(orjson.loads, lines) if row["credit_as_printed"]]
    read = [(row, parse_caption(row["credit_as_printed"])) for row in rows]
    access = {True: Access.PUBLIC, False: Access.COMMERCIAL, None: Access.UNKNOWN}
    # The others say less than the curator knew from the page; or the curator left open what ESA is.
    agreeing = [caption.access is access[row["public_archive"]] for row, caption in read]
    assert sum(agreeing) / len(agreeing) >= 0.95
    # A credit line often leaves the satellite out; where it names one, it is the curator's.
    for row, caption in read:
        stated = parse_caption(row["satellite"] or "").missions
        pairs = product(stated, caption.missions)
        assert not (stated and caption.missions) or any(starmap(same_mission, pairs)), row
    providers = [
        ({each.organisation for each in parse_caption(row["provider"]).credits}, caption)
        for row, caption in read
    ]
    found = [
        bool(stated & {each.organisation for each in caption.credits})
        for stated, caption in providers
        if any(stated) and caption.credits
    ]
    assert sum(found) / len(found) >= 0.9
    print(f"access {sum(agreeing)} of {len(agreeing)}, provider {sum(found)} of {len(found)}")
