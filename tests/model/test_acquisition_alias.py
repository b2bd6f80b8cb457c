"""Writing ids: each grammar in both directions, and nothing that would be a guess."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.acquisition import GRAMMARS, ProductId, aliases, key, parse, write
from imgcat.model.grid import sentinel2_grid, wrs2_grid
from tests.model.acquisition_examples import EXAMPLES, S1


def read(text: str) -> ProductId:
    product = parse(text)
    assert product is not None
    return product


def test_a_sentinel_2_product_in_other_catalogs() -> None:
    product = read("S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857")
    assert aliases(product) == {
        "sentinel-2-product": "S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857",
        "sentinel-2-short": "S2A_MSIL2A_20190212T192651_R013_T07HFE_20201007T160857",
    }


def test_a_landsat_product_in_other_catalogs() -> None:
    product = read("LC08_L2SP_047027_20201204_20210313_02_T1")
    assert aliases(product) == {
        "landsat-product": "LC08_L2SP_047027_20201204_20210313_02_T1",
        "landsat-short": "LC08_L2SP_047027_20201204_02_T1",
        "landsat-surface-reflectance": "LC08_L2SP_047027_20201204_20210313_02_T1_SR",
        "landsat-surface-temperature": "LC08_L2SP_047027_20201204_20210313_02_T1_ST",
        "earth-engine-landsat": "LANDSAT/LC08/C02/T1_L2/LC08_047027_20201204",
    }


def test_a_sentinel_1_product_in_other_catalogs() -> None:
    assert aliases(read(f"{S1}_6FF8")) == {
        "sentinel-1-product": f"{S1}_6FF8",
        "sentinel-1-short": S1,
    }


@pytest.mark.parametrize(
    ("text", "grammar"),
    [
        ("S2B_MSIL2A_20221004T220349_R086_T01JCF_20221005T072117", "sentinel-2-product"),
        ("S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857", "earth-search-c1"),
        ("S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857", "earth-search-v0"),
        ("S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857", "sentinel-2-datatake"),
        ("S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857", "landsat-product"),
        ("LC08_L2SP_047027_20201204_02_T1", "landsat-product"),
        ("LC08_L2SP_047027_20201204_20210313_02_T1", "landsat-scene"),
        ("LC08_L2SR_047027_20201204_20210313_02_T1", "landsat-surface-temperature"),
        (S1, "sentinel-1-product"),
        (S1, "sentinel-1-rtc"),
    ],
)
def test_what_an_id_does_not_state_is_not_made_up(text: str, grammar: str) -> None:
    assert write(read(text), grammar) is None


def test_earth_search_c1_can_be_written_once_the_datastrip_is_known() -> None:
    product = read("S2A_MSIL2A_20190212T192651_N0212_R013_T07HFE_20201007T160857")
    strip = datetime(2019, 2, 12, 19, 26, 46, tzinfo=UTC)
    assert write(replace(product, datastrip_start=strip), "earth-search-c1") == (
        "S2A_T07HFE_20190212T192646_L2A"
    )


@pytest.mark.parametrize("text", [example[0] for example in EXAMPLES])
def test_an_id_is_written_as_it_was_read(text: str) -> None:
    product = read(text)
    written = write(product, product.grammar)
    if not GRAMMARS[product.grammar].written:
        assert written is None
    elif text.startswith("DS"):
        assert written == "DS1102-1025DA042"
    else:
        assert written == text


@pytest.mark.parametrize("text", [example[0] for example in EXAMPLES])
def test_all_aliases_of_an_id_name_the_same_acquisition(text: str) -> None:
    product = read(text)
    for grammar, alias in aliases(product).items():
        other = read(alias)
        assert other.grammar == grammar
        assert key(other) == key(product)


MOMENTS = st.integers(0, 15 * 365 * 86_400).map(
    lambda seconds: datetime(2015, 6, 23, tzinfo=UTC) + timedelta(seconds=seconds)
)
DAYS = st.dates(date(1972, 7, 23), date(2030, 1, 1))
SENSORS = {"1": "M", "2": "M", "3": "M", "4": "TM", "5": "TM", "7": "E", "8": "COT", "9": "COT"}


@st.composite
def sentinel2_products(draw: st.DrawFn) -> ProductId:
    """Everything that any Sentinel-2 grammar may need."""
    start = draw(MOMENTS)
    return ProductId(
        grammar="",
        id="",
        mission="sentinel-2",
        platform=f"sentinel-2{draw(st.sampled_from('abcd'))}",
        level=draw(st.sampled_from(["L1C", "L2A"])),
        datatake_start=start,
        datastrip_start=start + timedelta(seconds=draw(st.integers(-10, 1800))),
        sensing_start=start,
        sensing_stop=start + timedelta(seconds=draw(st.integers(0, 1800))),
        second_time=draw(MOMENTS),
        created=draw(MOMENTS),
        day=start.date(),
        tile=draw(st.sampled_from(TILES)),
        relative_orbit=draw(st.integers(1, 143)),
        absolute_orbit=draw(st.integers(1, 999_999)),
        baseline=draw(st.from_regex(r"\A0[2-5]\.[01][0-9]\Z")),
        discriminator=f"{draw(MOMENTS):%Y%m%dT%H%M%S}",
        sequence=draw(st.integers(0, 12)),
        site=draw(st.sampled_from(["SGS_", "EPA_", "VGS1", "2APS", "S2RP"])),
        file_class=draw(st.sampled_from(["OPER", "USER"])),
    )


@st.composite
def landsat_products(draw: st.DrawFn) -> ProductId:
    """Everything that any Landsat grammar of scenes may need."""
    satellite = draw(st.sampled_from(sorted(SENSORS)))
    frame = draw(st.sampled_from(FRAMES))
    return ProductId(
        grammar="",
        id="",
        mission="landsat",
        platform=f"landsat-{satellite}",
        sensor=draw(st.sampled_from(SENSORS[satellite])),
        level=draw(st.sampled_from(["L1TP", "L1GT", "L1GS", "L2SP", "L2SR"])),
        path=int(frame[:3]),
        row=int(frame[3:]),
        day=draw(DAYS),
        processed=draw(DAYS),
        collection_number=draw(st.sampled_from(["01", "02"])),
        tier=draw(st.sampled_from([None, "RT", "T1", "T2"])),
        station=draw(st.sampled_from(["LGN", "EDC", "XXX"])),
        version=draw(st.from_regex(r"\A[0-9]{2}\Z")),
    )


TILES = list(sentinel2_grid())[::501]
FRAMES = list(wrs2_grid())[::501]


@given(sentinel2_products() | landsat_products())
def test_whatever_is_written_is_read_back(product: ProductId) -> None:
    written = aliases(product)
    assert len(written) > 3
    for grammar, text in written.items():
        again = read(text)
        assert (again.grammar, again.id) == (grammar, text)
        assert write(again, grammar) == text
        for name in ProductId.__dataclass_fields__:
            stated = getattr(again, name)
            if name not in ("grammar", "id", "asset_collection", "level", "surface"):
                assert stated in (None, getattr(product, name)), name
