"""Reading ids: bare, in file names and URLs, and in running text; what is no id is unknown."""

import re
from datetime import UTC, date, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.acquisition import GRAMMARS, find_ids, key, parse, pass_key, pass_of
from tests.model.acquisition_examples import EXAMPLES, S1
from tests.shared_data import shared

PRODUCT = "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857"
LANDSAT = "LC08_L2SP_047027_20201204_20210313_02_T1"
IDS = [example[0] for example in EXAMPLES]


@pytest.mark.parametrize(("text", "grammar", "acquisition", "whole_pass"), EXAMPLES, ids=IDS)
def test_an_id_is_read_by_its_grammar(
    text: str, grammar: str, acquisition: str | None, whole_pass: str | None
) -> None:
    product = parse(text)
    assert product is not None
    assert (product.grammar, product.id) == (grammar, text)
    assert key(product) == acquisition
    assert pass_key(product) == whole_pass
    if acquisition is not None:
        assert pass_of(acquisition) == whole_pass


def test_every_grammar_has_an_example() -> None:
    assert {grammar for _, grammar, _, _ in EXAMPLES} == set(GRAMMARS)


@pytest.mark.parametrize("text", IDS)
def test_each_id_fits_one_grammar_as_a_whole(text: str) -> None:
    whole = [
        name
        for name, grammar in GRAMMARS.items()
        if any(product.id == text for product, _, _ in grammar.find(text))
    ]
    assert len(whole) == 1


def test_what_a_sentinel_2_product_states() -> None:
    product = parse(PRODUCT + ".SAFE")
    assert product is not None
    assert product.platform == "sentinel-2a"
    assert product.level == "L2A"
    assert product.datatake_start == datetime(2019, 2, 12, 19, 26, 51, tzinfo=UTC)
    assert (product.baseline, product.relative_orbit, product.tile) == ("02.12", 13, "07HFE")
    assert product.discriminator == "20201007T160857"


def test_what_a_landsat_product_states() -> None:
    product = parse(LANDSAT)
    assert product is not None
    assert (product.platform, product.sensor, product.level) == ("landsat-8", "C", "L2SP")
    assert (product.path, product.row, product.day) == (47, 27, date(2020, 12, 4))
    assert (product.processed, product.tier) == (date(2021, 3, 13), "T1")


def test_a_day_of_the_year_and_a_month_that_comes_first() -> None:
    scene, aster = parse("LC80470272020339LGN00"), parse("AST_L1T_00306042003004247_20150428235500")
    assert scene is not None
    assert scene.day == date(2020, 12, 4)
    assert aster is not None
    assert aster.sensing_start == datetime(2003, 6, 4, 0, 42, 47, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PRODUCT + ".SAFE", PRODUCT),
        (PRODUCT + ".zip", PRODUCT),
        (f"  {PRODUCT}.SAFE.zip\n", PRODUCT),
        (f"C:\\My Files\\{PRODUCT}_B04_10m.jp2", PRODUCT),
        (f"subset_0_of_{PRODUCT}.dim", PRODUCT),
        (f"s3://eodata/Sentinel-2/MSI/L2A/2019/02/12/{PRODUCT}.SAFE/GRANULE/x/B04.jp2", PRODUCT),
        (
            f"https://example.org/odata/v1/Products?$filter=Name%20eq%20%27{PRODUCT}.SAFE%27",
            PRODUCT,
        ),
        (LANDSAT + ".tar", LANDSAT),
        (LANDSAT + ".tar.gz", LANDSAT),
        (f"{LANDSAT}_QA_PIXEL.TIF", LANDSAT),
        (
            f"s3://usgs-landsat/collection02/level-2/2020/047/027/{LANDSAT}/{LANDSAT}_MTL.json",
            LANDSAT,
        ),
        ("LC80080302018268LGN00_B4.TIF", "LC80080302018268LGN00"),
        (f"{S1}_2770_COG.SAFE", f"{S1}_2770_COG"),
        (
            "s3://sentinel-cogs/sentinel-s2-l2a-cogs/36/U/UB/2019/8/S2A_36UUB_20190821_0_L2A/B04.tif",
            "S2A_36UUB_20190821_0_L2A",
        ),
        (
            "https://earthengine.googleapis.com/v1/projects/p/assets/COPERNICUS/S2/20210603T175911_20210603T175913_T23XML",
            "COPERNICUS/S2/20210603T175911_20210603T175913_T23XML",
        ),
        (
            "S2A_OPER_PRD_MSIL1C_PDMC_20160628T172504_R022_V20160628T101026_20160628T101026.SAFE/GRANULE/"
            "S2A_OPER_MSI_L1C_TL_SGS__20160628T153712_A005310_T32TPT_N02.04/IMG_DATA/"
            "S2A_OPER_MSI_L1C_TL_SGS__20160628T153712_A005310_T32TPT_B02.jp2",
            "S2A_OPER_MSI_L1C_TL_SGS__20160628T153712_A005310_T32TPT_N02.04",
        ),
    ],
)
def test_an_id_is_found_within_names_and_addresses(text: str, expected: str) -> None:
    product = parse(text)
    assert product is not None
    assert product.id == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "casino-right",
        "S1A_IW_SL1__1_SH_20141031T095929_20141031T100002_003072_003842",  # a real id of no grammar
        "S2A_MSIL2A_20191399T192651_N0212_R013_T07HFE_20201007T160857",  # month 13
        "S2A_MSIL2A_20190212T196651_N0212_R013_T07HFE_20201007T160857",  # minute 66
        "S2A_MSIL2A_20190229T192651_N0212_R013_T07HFE_20201007T160857",  # not a leap year
        "S2A_MSIL2A_00010101T000000_N0212_R013_T07HFE_20201007T160857",  # no satellite yet
        "S2A_MSIL2A_20190212T192651_N0212_R144_T07HFE_20201007T160857",  # 143 orbits
        "S2A_MSIL2A_20190212T192651_N0212_R013_T61HFE_20201007T160857",  # 60 zones
        "S2A_MSIL2A_20190212T192651_N0212_R013_T07IFE_20201007T160857",  # no band I
        "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFW_20201007T160857",  # no row W
        "S2E_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",  # no such satellite
        "xS2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",  # in a longer word
        "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857Z",
        "LC08_L2SP_047027_20201204_20211399_02_T1",
        "LC08_L2SP_234027_20201204_20210313_02_T1",  # 233 paths
        "LC08_L2SP_047249_20201204_20210313_02_T1",  # 248 rows
        "LC05_L2SP_047027_20201204_20210313_02_T1",  # Landsat 5 has no OLI
        "LC80470272019366LGN00",  # 2019 has 365 days
        "LC80470272019000LGN00",
        f"{S1.replace('174018', '173018')}_6FF8",  # stops before it starts
        "٢S2A_31VED_20221003_0_L2A".replace("2022", "٢٠٢٢"),  # digits of another script
        f"{PRODUCT} {LANDSAT}",  # two pictures
        PRODUCT + "/" * 3000,  # too long to be an id
    ],
)
def test_what_no_grammar_fits_is_unknown(text: str) -> None:
    assert parse(text) is None


def test_a_leap_day_is_a_day() -> None:
    product = parse("LC80470272020366LGN00")
    assert product is not None
    assert product.day == date(2020, 12, 31)


def test_landsat_1_to_3_have_the_paths_of_another_reference_system() -> None:
    assert parse("LM01_L1GS_251010_19720908_20200909_02_T2") is not None
    assert parse("LM04_L1GS_251010_19830908_20200909_02_T2") is None


@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_breaks_the_parser(text: str) -> None:
    product = parse(text)
    assert product is None or product.id in text


@given(st.sampled_from(IDS), st.data())
def test_a_mistyped_id_never_raises(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    mistyped = text[:at] + data.draw(st.text(max_size=3)) + text[at + 1 :]
    product = parse(mistyped)
    assert product is None or product.grammar in GRAMMARS


def test_ids_are_found_in_running_text_longest_first_and_apart() -> None:
    text = (
        f"Figure 2 (Sentinel-2 {PRODUCT}, ESA) and figure 3 ({LANDSAT}_SR); see also "
        f"{S1}_6FF8. Not an id: A{PRODUCT}, S2A_MSIL2A."
    )
    found = find_ids(text)
    assert [text[start:end] for _, start, end in found] == [PRODUCT, f"{LANDSAT}_SR", f"{S1}_6FF8"]
    assert [product.id for product, _, _ in found] == [text[start:end] for _, start, end in found]


@given(st.lists(st.sampled_from(IDS), max_size=6), st.sampled_from([" ", ", ", "\n", "; ", ") ("]))
def test_ids_side_by_side_are_all_found(ids: list[str], between: str) -> None:
    assert [product.id for product, _, _ in find_ids(between.join(ids))] == ids


def test_every_id_of_the_scene_guide_is_known() -> None:
    text = shared("../scenes.md").read_text()
    ids = set(
        re.findall(r"`((?:S[12][A-D]_|L[COTEM]\d{2}_|LC8\d|\d{8}T\d{6}_)[A-Za-z0-9_.]{8,})`", text)
    )
    whole = {found for found in ids if "..." not in found and "YYYY" not in found}
    assert len(whole) > 50
    assert [found for found in sorted(whole) if parse(found) is None] == []


def test_the_ids_of_real_items_are_read_or_unknown() -> None:
    known = {"mission": 0, "unknown": 0}
    with shared("stac/real-scenes.ndjson").open("rb") as lines:
        for line in lines:
            item_id = str(orjson.loads(line)["id"])
            product = parse(item_id)
            known["unknown" if product is None else "mission"] += 1
            if product is not None:
                assert product.id in item_id
    assert known["mission"] > 330


def test_ids_that_agree_with_a_third_may_still_differ_from_each_other() -> None:
    datatake = "GS2A_20190212T192651_019029_N02.12"
    tiles = [
        f"S2A_MSIL2A_20190212T192651_N0212_R013_T07{tile}_20201007T160857"
        for tile in ("HFE", "HFF")
    ]
    assert parse(f"{datatake}/{tiles[0]}") is not None
    assert parse("/".join([datatake, *tiles])) is None
