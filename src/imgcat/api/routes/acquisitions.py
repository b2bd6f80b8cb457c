"""`/acquisitions`: from an id in any grammar to the acquisition, its other ids, its scenes and who cites it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api.catalog import Catalog, Served
from imgcat.api.links import JSON, Links, links_for
from imgcat.api.responses import feature_collection_object, item_object, json_response
from imgcat.api.routes.common import answers, own_router
from imgcat.errors import InvalidRequest
from imgcat.model import acquisition as acquisitions
from imgcat.questions.records import equals, references
from imgcat.store import Query as StoreQuery
from imgcat.store import StoredItem, lossless
from imgcat.store.reading import every

router = own_router()

MOST_IDS = 100
"""How many ids one request may ask for."""

_NOT_FIELDS = frozenset({"grammar", "id"})

_EXAMPLE = {
    "acquisitions": [
        {
            "id": "S2A_MSIL1C_20190212T192651_N0207_R013_T07HFE_20190212T201930",
            "grammar": "sentinel-2-product",
            "acquisition": "s2a-20190212T192651-07hfe",
            "pass": "s2a-20190212T192651",
            "fields": {"mission": "sentinel-2", "platform": "sentinel-2a", "tile": "07HFE"},
        }
    ]
}


@router.get(
    "/acquisitions",
    summary="Acquisitions by id",
    responses=answers(JSON, _EXAMPLE),
    response_class=Response,
)
def acquisitions_by_id(
    request: Request,
    catalog: Served,
    ids: Annotated[
        list[str],
        Query(
            alias="id",
            description="An id of a scene as any catalog writes it, a file name or a URL around one, or an acquisition "
            "key. For several, repeat the parameter.",
            openapi_examples={
                "a Sentinel-2 product": {
                    "value": ["S2A_MSIL1C_20190212T192651_N0207_R013_T07HFE_20190212T201930"]
                },
                "a Landsat product": {"value": ["LC08_L1TP_117033_20210913_20210924_02_T1"]},
            },
        ),
    ],
) -> Response:
    """What an id names: its grammar and fields, the key of the acquisition or the reason why it determines none, its
    ids elsewhere that can be told without guessing, the catalog's scenes of the acquisition, and the references to it.

    The `basis` of the key is `stated` where the id alone determines it, and `joined` where it states only a tile and
    about when, and the catalog knows just one acquisition that fits.

    An id that no grammar fits is answered with the grammar `unknown`.
    """
    if len(ids) > MOST_IDS:
        raise InvalidRequest(f"At most {MOST_IDS} ids can be asked for at once; found {len(ids)}.")
    links = links_for(request)
    return json_response(
        {
            "acquisitions": [_answer(text, catalog, links) for text in ids],
            "links": [links.root()],
        }
    )


def _answer(text: str, catalog: Catalog, links: Links) -> dict[str, Any]:
    product = acquisitions.parse(text)
    if product is None:
        return _unread(text, catalog, links)
    key, basis, reason = acquisitions.key(product), "stated", None
    if key is None:
        key, reason = _joined(product, catalog)
        basis = "joined"
    return {
        "id": text,
        "grammar": product.grammar,
        "grammar_title": acquisitions.GRAMMARS[product.grammar].title,
        "fields": {
            name: value
            for name, value in asdict(product).items()
            if value is not None and name not in _NOT_FIELDS
        },
        "acquisition": key,
        "basis": basis if key else None,
        "reason": reason,
        "pass": acquisitions.pass_key(product) or (acquisitions.pass_of(key) if key else None),
        "aliases": acquisitions.aliases(product),
        **_known(key, text, catalog, links),
    }


def _unread(text: str, catalog: Catalog, links: Links) -> dict[str, Any]:
    """An id that fits no grammar: an acquisition key that the catalog knows, an Item's own id, or unknown."""
    known = _known(text, text, catalog, links)
    is_key = any(
        feature["properties"].get("ref:acquisition") == text
        for collection in known.values()
        for feature in collection["features"]
    )
    return {
        "id": text,
        "grammar": "acquisition-key" if is_key else "unknown",
        "acquisition": text if is_key else None,
        "reason": None if is_key else "No grammar fits the id.",
        **known,
    }


def _joined(product: acquisitions.ProductId, catalog: Catalog) -> tuple[str | None, str | None]:
    """The acquisition of an id that does not state it exactly: that of the catalog's only scenes it can name."""
    candidates = [
        found
        for item in _near(product, catalog)
        if (found := acquisitions.sentinel2_acquisition(lossless.loads(item.body))) is not None
    ]
    key = acquisitions.join(product, candidates)
    if key is not None:
        return key, None
    if candidates:
        return (
            None,
            "The id states no exact acquisition, and no scene or several in the catalog fit it.",
        )
    return (
        None,
        "The id does not determine an acquisition, and the catalog has no scene that it may name.",
    )


def _near(product: acquisitions.ProductId, catalog: Catalog) -> list[StoredItem]:
    """The catalog's scenes of the same tile within a day or so of what the id states."""
    moment = product.datatake_start or product.datastrip_start or product.sensing_start
    if moment is None and product.day is not None:
        moment = datetime.combine(product.day, time(12), UTC)
    if product.tile is None or not catalog.scene_collections:
        return []
    pattern = f"s2%-{product.tile.lower()}"
    query = StoreQuery(
        collections=catalog.scene_collections,
        datetime=None
        if moment is None
        else (moment - timedelta(days=1), moment + timedelta(days=1)),
        filter={"op": "like", "args": [{"property": "ref:acquisition"}, pattern]},
    )
    return list(every(catalog.store, query))


def _known(key: str | None, text: str, catalog: Catalog, links: Links) -> Mapping[str, Any]:
    """What the catalog holds: scenes of the acquisition or of that very id, and references to the acquisition."""
    store, collections = catalog.store, catalog.scene_collections
    scenes: dict[tuple[str, str], StoredItem] = {}
    if collections and "\0" not in text:
        asked = [StoreQuery(collections=collections, ids=(text,))]
        if key is not None:
            asked.append(StoreQuery(collections=collections, filter=equals("ref:acquisition", key)))
        scenes = {
            (item.collection, item.id): item for query in asked for item in every(store, query)
        }
    citing = [] if key is None else references(store, equals("ref:acquisition", key))
    return {
        "scenes": _features([scenes[name] for name in sorted(scenes)], links),
        "references": _features(citing, links),
    }


def _features(items: list[StoredItem], links: Links) -> dict[str, Any]:
    return feature_collection_object([item_object(item, links) for item in items], [], len(items))
