"""What a product id states about the picture it names."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductId:
    """An id that has been read. Every field holds what the id itself states, or None; all times are UTC.

    The fields for time differ in what they mean. For Sentinel-2, `datatake_start` is when the satellite began the take
    of which the tile is a part, `datastrip_start` when the part received by one station begins: either may be half an
    hour from the moment the tile was seen. `sensing_start` and `sensing_stop` bound the product itself. `day` is the
    UTC day when the id states no more. `created` and `processed` say when the product was made.
    """

    grammar: str
    """The grammar the id fits, by its name in `imgcat.model.acquisition.grammars`."""
    id: str
    """The bare id as it was found, without file endings, folders or suffixes of bands."""
    mission: str
    """`sentinel-2`, `sentinel-1`, `landsat`, `aster` or `corona`."""
    platform: str | None = None
    """As STAC writes it: `sentinel-2a`, `landsat-8`, `terra`."""
    level: str | None = None
    """The processing level in the mission's own words: `L2A`, `L1TP`, `1`."""

    datatake_start: datetime | None = None
    datastrip_start: datetime | None = None
    sensing_start: datetime | None = None
    sensing_stop: datetime | None = None
    second_time: datetime | None = None
    """Earth Engine's second Sentinel-2 time: documented as the time of generation, mostly the datastrip's start."""
    day: date | None = None
    created: datetime | None = None
    processed: date | None = None

    tile: str | None = None
    """A tile of the Sentinel-2 grid, zone padded: `07HFE`."""
    path: int | None = None
    row: int | None = None
    """Landsat's path and row: of WRS-1 for Landsat 1 to 3, of WRS-2 from Landsat 4 on."""
    region: str | None = None
    horizontal: int | None = None
    vertical: int | None = None
    """Landsat US ARD: the region (`CU`, `AK`, `HI`) and the tile's place in its grid."""
    relative_orbit: int | None = None
    absolute_orbit: int | None = None
    orbit_state: str | None = None
    """`ascending` or `descending`."""
    datatake: str | None = None
    """Sentinel-1's datatake id, six hexadecimal digits."""

    baseline: str | None = None
    """Sentinel-2's processing baseline: `02.12`."""
    discriminator: str | None = None
    """The last time in a Sentinel-2 product id, which tells products of one datatake and tile apart."""
    sequence: int | None = None
    site: str | None = None
    """The centre that processed the product: `SGS_`, `2APS`, `S2RP`."""
    file_class: str | None = None
    asset_collection: str | None = None
    """Earth Engine's collection, as in `COPERNICUS/S2_SR_HARMONIZED`."""

    sensor: str | None = None
    """Landsat's sensor letter: C (OLI and TIRS), O (OLI), T (TIRS, or TM before Landsat 8), E (ETM+), M (MSS)."""
    collection_number: str | None = None
    tier: str | None = None
    surface: str | None = None
    """What a Landsat item holds of its product: `SR`, `ST`, `BA` and the like."""
    station: str | None = None
    version: str | None = None

    mode: str | None = None
    product_type: str | None = None
    resolution: str | None = None
    processing_class: str | None = None
    polarisation: str | None = None
    unique_id: str | None = None
    variant: str | None = None
    """Sentinel-1: `COG` or `rtc` where the id says so."""

    frame: str | None = None
    """CORONA: all after the mission's number, `1025DA042`."""
    mission_number: str | None = None
    number: str | None = None
    """ASTER: the number at the end."""
