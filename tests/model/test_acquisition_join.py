"""One pass, one key: ids that state an inexact time, twins and reprocessings, and passes that must stay apart."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.acquisition import (
    Acquisition,
    ProductId,
    acquisition,
    acquisition_of,
    join,
    key,
    parse,
    same_acquisition,
    sentinel2_acquisition,
)
from imgcat.model.acquisition.orbit import sentinel1_relative_orbit, sentinel2_orbit_time
from tests.shared_data import shared


def read(text: str) -> ProductId:
    product = parse(text)
    assert product is not None
    return product


def exact(text: str) -> Acquisition:
    found = acquisition(read(text))
    assert found is not None
    return found


def pass_at(start: datetime, tile: str = "31VED", orbit: int | None = None) -> Acquisition:
    name = f"s2a-{start:%Y%m%dT%H%M%S}-{tile.lower()}"
    return Acquisition(
        key=name, platform="sentinel-2a", tile=tile, datatake_start=start, relative_orbit=orbit
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # two products of one tile and pass, a second apart
            "S2A_MSIL2A_20230625T234621_N0509_R073_T01WCP_20230626T022157",
            "S2A_MSIL2A_20230625T234621_N0509_R073_T01WCP_20230626T022158",
        ),
        (  # levels
            "S2A_MSIL1C_20190212T192651_N0207_R013_T07HFE_20190212T224012",
            "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",
        ),
        (  # baselines
            "S2B_MSIL2A_20190506T081609_N0212_R121_T36RXV_20190506T113753",
            "S2B_MSIL2A_20190506T081609_N0500_R121_T36RXV_20221113T113753",
        ),
        ("LC08_L1TP_047027_20201204_20210313_02_T1", "LC08_L2SP_047027_20201204_20210313_02_T1_ST"),
        ("LC08_L1TP_047027_20201204_20210313_02_RT", "LC80470272020339LGN00"),
        ("LO08_L1TP_047027_20201204_20210313_02_T1", "LC08_L1TP_047027_20201204_20210313_01_T1"),
    ],
)
def test_ids_of_one_pass_give_one_key(one: str, other: str) -> None:
    assert key(read(one)) == key(read(other)) is not None
    assert same_acquisition(read(one), read(other))


@pytest.mark.parametrize(
    ("inexact", "product"),
    [
        (  # 5 seconds before the datatake
            "S2A_T07HFE_20190212T192646_L2A",
            "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",
        ),
        (  # 10 minutes after
            "S2A_T46RER_20210908T043714_L1C",
            "S2A_MSIL1C_20210908T042701_N0301_R133_T46RER_20210908T070248",
        ),
        (  # 26 minutes after
            "S2A_T34LBQ_20220401T090142_L2A",
            "S2A_MSIL2A_20220401T083601_N0400_R064_T34LBQ_20220401T110010",
        ),
        (  # the same second, and no satellite in the id
            "COPERNICUS/S2_SR/20190212T192651_20190212T192646_T07HFE",
            "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",
        ),
        (  # an orbit number and no time
            "S2A_OPER_MSI_L2A_TL_VGS1_20220401T110010_A035382_T34LBQ",
            "S2A_MSIL2A_20220401T083601_N0400_R064_T34LBQ_20220401T110010",
        ),
    ],
)
def test_an_inexact_time_is_joined_to_its_pass(inexact: str, product: str) -> None:
    known = exact(product)
    neighbours = [
        pass_at(known.datatake_start + timedelta(minutes=minutes), known.tile)
        for minutes in (-201, -100, 100, 201)
    ]
    assert key(read(inexact)) is None
    assert join(read(inexact), [*neighbours, known]) == known.key
    assert join(read(inexact), neighbours) is None
    assert same_acquisition(read(inexact), read(product))


def test_an_exact_id_needs_no_candidates() -> None:
    assert join(read("LC80470272020339LGN00"), []) == "lc08-047027-20201204"


def test_a_day_is_joined_to_the_only_pass_of_that_day() -> None:
    product = read("S2A_31VED_20221003_0_L2A")
    noon = datetime(2022, 10, 3, 10, 50, tzinfo=UTC)
    assert join(product, [pass_at(noon)]) == "s2a-20221003T105000-31ved"
    assert join(product, [pass_at(noon), pass_at(noon + timedelta(days=3))]) is not None
    assert join(product, [pass_at(noon), pass_at(noon + timedelta(minutes=100))]) is None
    assert join(product, [pass_at(noon + timedelta(days=1))]) is None
    assert join(product, [pass_at(noon, tile="31VEE")]) is None


def test_a_datatake_begun_before_midnight_may_be_of_the_day_after_it() -> None:
    product = read("S2A_31VED_20221003_0_L2A")
    assert join(product, [pass_at(datetime(2022, 10, 2, 23, 40, tzinfo=UTC))]) is not None
    assert join(product, [pass_at(datetime(2022, 10, 2, 23, 0, tzinfo=UTC))]) is None


def test_a_day_alone_is_no_proof_that_two_ids_are_one_picture() -> None:
    assert not same_acquisition(
        read("S2A_07HFE_20190212_0_L2A"),
        read("S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857"),
    )


def test_satellite_and_orbit_must_agree() -> None:
    product = read("S2B_T31VED_20221003T105100_L2A")
    assert join(product, [pass_at(datetime(2022, 10, 3, 10, 50, tzinfo=UTC))]) is None
    known = pass_at(datetime(2022, 10, 3, 10, 50, tzinfo=UTC), orbit=51)
    far_north = read("S2A_MSIL2A_20221003T123000_R052_T31VED_20221003T150000")
    assert not same_acquisition(read("S2A_T31VED_20221003T105100_L2A"), far_north)
    assert join(read("S2A_T31VED_20221003T105100_L2A"), [known]) == known.key


@given(st.integers(98, 5000), st.integers(-10, 1800), st.integers(-10, 1800))
def test_two_passes_are_never_one(minutes: int, first: int, second: int) -> None:
    start = datetime(2022, 6, 1, 0, 30, tzinfo=UTC)
    passes = [pass_at(start), pass_at(start + timedelta(minutes=minutes))]
    strips = [
        read(f"S2A_T31VED_{known.datatake_start + timedelta(seconds=delay):%Y%m%dT%H%M%S}_L2A")
        for known, delay in zip(passes, (first, second), strict=True)
    ]
    assert [join(strip, passes) for strip in strips] == [known.key for known in passes]
    assert join(strips[0], passes[1:]) is None
    assert join(strips[1], passes[:1]) is None


def test_a_datastrip_names_no_single_tile() -> None:
    strip = read("S2A_OPER_MSI_L2A_DS_ESRI_20201007T160858_S20190212T192646_N02.12")
    known = exact("S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857")
    assert join(strip, [known]) is None


@pytest.mark.parametrize(
    ("platform", "absolute", "relative"),
    [
        ("sentinel-1a", 39156, 59),
        ("sentinel-1a", 46117, 20),
        ("sentinel-1b", 3050, 49),
        ("sentinel-1c", 1, None),
    ],
)
def test_the_relative_orbit_of_sentinel_1(
    platform: str, absolute: int, relative: int | None
) -> None:
    assert sentinel1_relative_orbit(platform, absolute) == relative


def test_orbit_numbers_tell_the_time_of_real_datatakes() -> None:
    compared = 0
    with shared("stac/real-scenes.ndjson").open("rb") as lines:
        for line in lines:
            properties = orjson.loads(line)["properties"]
            datatake = parse(str(properties.get("s2:datatake_id")))
            if datatake is None or datatake.datatake_start is None or not datatake.absolute_orbit:
                continue
            reckoned = sentinel2_orbit_time(datatake.platform, datatake.absolute_orbit)
            if reckoned is not None:
                compared += 1
                assert abs(reckoned - datatake.datatake_start) < timedelta(minutes=31)
    assert compared > 50


def test_items_of_every_provider_are_brought_to_the_key() -> None:
    earth_search = {
        "id": "S2A_T34LBQ_20220401T090142_L2A",
        "properties": {"s2:datatake_id": "GS2A_20220401T083601_035382_N04.00"},
    }
    assert acquisition_of(earth_search) == "s2a-20220401T083601-34lbq"
    by_property = {"id": "x", "properties": {"landsat:scene_id": "LC80470272020339LGN00"}}
    assert acquisition_of(by_property) == "lc08-047027-20201204"
    gridded = {
        "id": "x",
        "properties": {
            "s2:datatake_id": "GS2A_20220401T083601_035382_N04.00",
            "grid:code": "MGRS-34LBQ",
        },
    }
    assert acquisition_of(gridded) == "s2a-20220401T083601-34lbq"


@pytest.mark.parametrize(
    "item", [{}, {"id": None, "properties": None}, {"id": 7, "properties": {"s2:datatake_id": []}}]
)
def test_an_item_that_names_nothing_has_no_acquisition(item: dict[str, object]) -> None:
    assert acquisition_of(item) is None
    assert sentinel2_acquisition(item) is None


def test_the_ids_and_the_properties_of_real_items_agree() -> None:
    with shared("stac/real-scenes.ndjson").open("rb") as lines:
        items = [orjson.loads(line) for line in lines]
    sentinel2 = [found for found in map(sentinel2_acquisition, items) if found is not None]
    assert len(sentinel2) > 200
    joined = 0
    for item in items:
        product, known = parse(item["id"]), sentinel2_acquisition(item)
        if product is not None and known is not None and product.mission == "sentinel-2":
            assert acquisition_of(item) == known.key
            resolved = join(product, sentinel2)
            if product.day is None:
                assert resolved == known.key, item["id"]
                joined += 1
            else:
                assert resolved in (known.key, None), item["id"]
    assert joined > 50
