"""The collections that scenes are filed in: one a mission and level, named as STAC providers name them."""

from dataclasses import dataclass

from imgcat.model.acquisition import ProductId
from imgcat.model.item import Json

COPERNICUS_TERMS = {
    "rel": "license",
    "href": "https://sentinel.esa.int/documents/247904/690755/Sentinel_Data_Legal_Notice",
    "title": "Copernicus Sentinel data terms: free use, with attribution",
}
USGS_TERMS = {
    "rel": "license",
    "href": "https://www.usgs.gov/core-science-systems/hdds/data-policy",
    "title": "USGS data policy: public domain, credit to USGS is asked for",
}
ESA = {
    "name": "ESA",
    "roles": ["producer", "processor", "licensor"],
    "url": "https://sentinel.esa.int",
}
NASA = {"name": "NASA", "roles": ["producer", "licensor"], "url": "https://www.nasa.gov"}
USGS = {
    "name": "USGS",
    "roles": ["producer", "processor", "licensor"],
    "url": "https://www.usgs.gov/landsat-missions",
}
EROS = {
    "name": "USGS EROS Center",
    "roles": ["producer", "processor", "licensor"],
    "url": "https://www.usgs.gov/centers/eros",
}


@dataclass(frozen=True, slots=True)
class SceneCollection:
    """What a catalog says of a collection of scenes; `terms` is the link to its licence."""

    id: str
    title: str
    description: str
    keywords: tuple[str, ...]
    providers: tuple[Json, ...]
    terms: Json

    def members(self) -> Json:
        """The members of a STAC Collection that do not depend on its Items, with the licence as its only link."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "keywords": list(self.keywords),
            "license": "other",
            "providers": [dict(provider) for provider in self.providers],
            "links": [dict(self.terms)],
        }


def _sentinel2(collection: str, title: str, description: str) -> SceneCollection:
    keywords = ("sentinel-2", "copernicus", "esa", "msi")
    return SceneCollection(collection, title, description, keywords, (ESA,), COPERNICUS_TERMS)


def _sentinel1(collection: str, title: str, description: str) -> SceneCollection:
    keywords = ("sentinel-1", "copernicus", "esa", "sar")
    return SceneCollection(collection, title, description, keywords, (ESA,), COPERNICUS_TERMS)


def _landsat(collection: str, title: str, description: str) -> SceneCollection:
    keywords = ("landsat", "usgs", "nasa")
    return SceneCollection(collection, title, description, keywords, (NASA, USGS), USGS_TERMS)


SCENE_COLLECTIONS = {
    collection.id: collection
    for collection in (
        _sentinel2("sentinel-2-l1c", "Sentinel-2 Level-1C", "Top of atmosphere reflectance."),
        _sentinel2("sentinel-2-l2a", "Sentinel-2 Level-2A", "Bottom of atmosphere reflectance."),
        _sentinel2("sentinel-2", "Sentinel-2", "Scenes whose id does not state a level."),
        _sentinel1("sentinel-1-raw", "Sentinel-1 Level-0", "Raw data of the C-band radar."),
        _sentinel1("sentinel-1-slc", "Sentinel-1 SLC", "Single look complex C-band radar images."),
        _sentinel1("sentinel-1-grd", "Sentinel-1 GRD", "Ground range detected radar images."),
        _sentinel1("sentinel-1-ocn", "Sentinel-1 OCN", "Wind, waves and currents from radar."),
        _sentinel1("sentinel-1-eta", "Sentinel-1 ETA", "Extended timing annotation products."),
        _sentinel1("sentinel-1-rtc", "Sentinel-1 RTC", "Terrain corrected radar images."),
        _landsat(
            "landsat-c1-l1",
            "Landsat Collection 1 Level-1",
            "Radiance at the sensor; superseded by Collection 2.",
        ),
        _landsat("landsat-c2-l1", "Landsat Collection 2 Level-1", "Radiance at the sensor."),
        _landsat(
            "landsat-c2-l2",
            "Landsat Collection 2 Level-2",
            "Surface reflectance and surface temperature.",
        ),
        _landsat("landsat-ard", "Landsat US Analysis Ready Data", "Tiles of the US ARD grid."),
        _landsat("landsat", "Landsat", "Scenes whose id does not state a collection and level."),
        SceneCollection(
            "aster-l1t",
            "ASTER L1T",
            "Terrain corrected radiance at the sensor, from Terra.",
            ("aster", "terra", "nasa", "usgs"),
            (NASA, EROS),
            USGS_TERMS,
        ),
        SceneCollection(
            "aster",
            "ASTER",
            "ASTER scenes of other levels, from Terra.",
            ("aster", "terra", "nasa", "usgs"),
            (NASA, EROS),
            USGS_TERMS,
        ),
    )
}
"""Every collection that a scene made from its id can be in, by id."""


def collection_of(product: ProductId) -> str:
    """The id of the collection that a scene belongs in, by its mission and level."""
    candidates = {
        "sentinel-2": f"sentinel-2-{(product.level or '').lower()}",
        "sentinel-1": f"sentinel-1-{_sentinel1_type(product)}",
        "landsat": _landsat_collection(product),
        "aster": f"aster-{(product.level or '').lower()}",
    }
    found = candidates.get(product.mission, product.mission)
    return found if found in SCENE_COLLECTIONS else product.mission


def _sentinel1_type(product: ProductId) -> str:
    terrain_corrected = product.variant == "rtc" or product.product_type is None
    return "rtc" if terrain_corrected else (product.product_type or "").lower()


def _landsat_collection(product: ProductId) -> str:
    if product.region is not None:
        return "landsat-ard"
    number, level = (product.collection_number or "").lstrip("0"), (product.level or "")[:2]
    return f"landsat-c{number}-{level.lower()}"
