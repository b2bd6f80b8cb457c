"""Under what terms things may be used, and whom to credit.

imgcat's own data are facts under CC0. Words quoted from a source are not, and a scene has the terms of its archive: the
notice of Copernicus is a condition of its licence.
"""

from collections.abc import Mapping
from typing import Any

from imgcat.export.selection import SCENES, Exported

DATA_LICENCE = "CC0-1.0"
DATA_LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"
QUOTES = (
    "The data are CC0-1.0. Quotations (quote, verbatim, credit) are the words of their sources and are not. "
    "Scenes have the terms of their archives. No pictures are included."
)


def licence(item: Exported, collection: Mapping[str, Any]) -> str | None:
    """The licence of an item: its own, else its Collection's; the address of the terms where no name says more."""
    if item.kind != SCENES:
        return DATA_LICENCE
    stated = item.text("license") or collection.get("license")
    terms = [*item.links("license"), *_links(collection, "license")]
    if terms and stated in (None, "other", "various", "proprietary"):
        return terms[0]
    return stated if isinstance(stated, str) else None


def credit(item: Exported, collection: Mapping[str, Any]) -> str | None:
    """The line that whoever shows a scene has to put under it; None for records, and where nobody is known."""
    if item.kind != SCENES:
        return None
    platform = (item.text("platform") or item.text("constellation") or item.collection).lower()
    year = (item.span[0] or "")[:4]
    if platform.startswith("sentinel-"):
        return f"Contains modified Copernicus Sentinel data {year}".rstrip()
    if platform.startswith("landsat"):
        return "Landsat imagery courtesy of the U.S. Geological Survey"
    if (attribution := item.text("attribution")) is not None:
        return attribution
    providers = collection.get("providers")
    names = [
        each["name"]
        for each in (providers if isinstance(providers, list) else [])
        if isinstance(each, dict) and isinstance(each.get("name"), str)
    ]
    return ", ".join(names) or None


def _links(record: Mapping[str, Any], rel: str) -> list[str]:
    links = record.get("links")
    return [
        link["href"]
        for link in (links if isinstance(links, list) else [])
        if isinstance(link, dict) and link.get("rel") == rel and isinstance(link.get("href"), str)
    ]
