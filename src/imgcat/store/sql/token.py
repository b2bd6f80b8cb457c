"""Page tokens: where a page ends, bound to its query, in a form that is opaque and that notices tampering."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b

import orjson
import shapely

from imgcat.errors import InvalidRequest
from imgcat.store import lossless
from imgcat.store.protocol import Query
from imgcat.store.sql.sql import Value

_CHECK = 8


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a sorted list: just after, or going backward just before, the item with these values.

    `values` are its sort keys, before the tiebreak by collection and id.
    """

    values: tuple[Value, ...]
    collection: str
    id: str
    backward: bool = False


def fingerprint(query: Query) -> bytes:
    """A digest of all that decides which items match, and in which order; not of the page or its size."""
    shape, interval = query.intersects, query.datetime
    said = {
        "collections": query.collections,
        "ids": query.ids,
        "bbox": query.bbox,
        "intersects": None if shape is None else shapely.to_wkb(shape, output_dimension=2).hex(),
        "datetime": interval and [bound and bound.isoformat() for bound in interval],
        "filter": query.filter,
        "q": query.q,
        "sortby": [(sort.field, sort.descending) for sort in query.sortby],
    }
    return blake2b(lossless.canonical(said), digest_size=16).digest()


def write_token(position: Position, query: bytes) -> str:
    """The token of a position in the list of the query with this fingerprint."""
    values = [
        {"b": value.hex()} if isinstance(value, bytes) else value for value in position.values
    ]
    payload = orjson.dumps([values, position.collection, position.id, position.backward])
    return urlsafe_b64encode(_check(payload, query) + payload).decode().rstrip("=")


def read_token(token: str, query: bytes) -> Position:
    """The position that a token of this query stands for. Raises InvalidRequest for any other token."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        check, payload = raw[:_CHECK], raw[_CHECK:]
        if check != _check(payload, query):
            raise ValueError
        values, collection, item_id, backward = orjson.loads(payload)
    except (ValueError, binascii.Error) as error:
        raise InvalidRequest(
            "The page token is not one of this query; start at the first page."
        ) from error
    decoded = tuple(
        bytes.fromhex(value["b"]) if isinstance(value, dict) else value for value in values
    )
    return Position(decoded, collection, item_id, backward)


def _check(payload: bytes, query: bytes) -> bytes:
    return blake2b(payload, digest_size=_CHECK, key=query).digest()
