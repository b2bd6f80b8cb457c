"""Rows of `images` and `scenes` -> the pictures that reports cite, and public scenes."""

from datetime import datetime
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.ingest.cells import source, when
from imgcat.ingest.columns import Row
from imgcat.model.acquisition import key as acquisition_key
from imgcat.model.acquisition import parse
from imgcat.model.caption import parse_caption
from imgcat.model.reference import Picture, Reference
from imgcat.model.scene import scene_from_id
from imgcat.model.source import Source
from imgcat.model.vocabulary import Access, Method, Relation


def image(row: Row, created: datetime) -> Reference:
    """A row of `images`: a picture that a report says it used."""
    sensor, credit = row.get("satellite"), row.get("credit_as_printed")
    read = parse_caption(". ".join(filter(None, (sensor, credit))))
    provider, remark = _provider(row.get("provider"))
    product = parse(row["product_id"]) if row.get("product_id") else None
    if row.get("product_id") and product is None:
        raise InvalidRecord(f"{row['product_id']!r} fits no grammar of product ids.")
    taken = when(
        row["acquired"],
        row.get("acquired_precision"),
        row.get("notes"),
        end=row.get("acquired_end"),
        time=row.get("acquired_time_utc"),
        basis=row.get("date_basis"),
    )
    picture = Picture.from_json(
        {
            "provider": provider,
            "credit": credit,
            "sensor": sensor,
            "missions": parse_caption(sensor or "").missions,
            "modality": read.modality,
            "access": _ACCESS[row.get("public_archive")],
            "taken": taken,
            "product_ids": [row["product_id"]] if product else [],
            "acquisition": acquisition_key(product) if product else None,
        },
        f"Image {row['id']!r}",
    )
    return Reference.from_json(
        {
            "id": row["id"],
            "created": created,
            "report": row["report"],
            "relation": Relation.CITES_IMAGE,
            "location": row["location"],
            "picture": picture,
            "locator": row.get("locator"),
            "quote": row.get("quote"),
            "method": Method.IMPORTED,
            "note": " ".join(text for text in (remark, row.get("notes")) if text) or None,
            "source": source(row["source_url"]),
        },
        f"Image {row['id']!r}",
    )


def scene(row: Row, created: datetime) -> dict[str, Any]:  # noqa: ARG001 (every kind is read alike)
    """A row of `scenes`: a public scene of which only the product id is known."""
    return scene_of(row["product_id"], source(row["source_url"]))


def scene_of(product_id: str, origin: Source) -> dict[str, Any]:
    """The scene of a product id, and where the id was read."""
    item = scene_from_id(product_id)
    item["properties"]["ref:source"] = origin.to_json()
    if origin.url:
        item["links"].append({"rel": "via", "href": origin.url})
    return item


_ACCESS = {True: Access.PUBLIC, False: Access.COMMERCIAL, None: Access.UNKNOWN}


def _provider(words: str | None) -> tuple[str | None, str | None]:
    """Whom a picture is credited to, and a remark where the cell says more than a name."""
    bare, _, rest = (words or "").partition(" (")
    named = None if bare in ("", "not stated", "not stated in the excerpt", "commercial") else bare
    if not rest or rest == "as credited)":
        return named, None if named or not bare.startswith("commercial") else "Provider not named."
    return named, f"Provider: {words}."
