"""stac-geoparquet 1.0 on GeoParquet 1.1: a row an Item.

The types of the columns and the order of the rows depend on all items, so they are read twice: from where they come,
and from a file on disk along a Hilbert curve. What is in memory is one row group, and two numbers for each item.
"""

import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgcat.export.chunks import Sink
from imgcat.export.geo_metadata import Extent, metadata
from imgcat.export.hilbert import along_the_curve
from imgcat.export.json_type import (
    JsonType,
    Listed,
    Plain,
    Struct,
    fit,
    is_empty,
    join,
    time_type,
    widened,
)
from imgcat.export.row import Row, row_of
from imgcat.export.selection import Selection
from imgcat.export.spool import Spool
from imgcat.store import lossless
from imgcat.store.properties import TEMPORAL

ROW_GROUP = 4096
"""Rows of a row group: what a reader that asks for an area reads at least."""
BATCH = 512
"""Rows that are in memory as Python objects."""

_BOX = Struct(dict.fromkeys(("xmin", "ymin", "xmax", "ymax"), Plain.FLOAT))
_LINK = Struct(dict.fromkeys(("href", "rel", "type", "title"), Plain.STRING))
ALWAYS: dict[str, JsonType] = {
    "id": Plain.STRING,
    "collection": Plain.STRING,
    "stac_version": Plain.STRING,
    "stac_extensions": Listed(Plain.STRING),
    "geometry": Plain.BINARY,
    "bbox": _BOX,
    "datetime": Plain.TIME,
    "links": Listed(_LINK),
}
"""The columns that every file has, in the order in which they stand."""


def geoparquet(selection: Selection) -> Iterator[bytes]:
    """A Parquet file, a row group at a time. Items without a geometry come last."""
    # Arrow takes a tenth of a second to import; who writes no parquet should not wait for it.
    import pyarrow
    import pyarrow.parquet

    with tempfile.TemporaryFile() as file:
        spool = Spool(file)
        columns, extent = _survey(selection, spool)
        kept = {name: kind for name, kind in columns.items() if not is_empty(kind)}
        schema = pyarrow.schema(
            [(name, arrow_type(kind)) for name, kind in kept.items()],
            metadata(selection, extent, kept),
        )
        sink = Sink()
        with pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
            rows = (row_of(lossless.loads(body)) for body in spool.read(_order(extent)))
            while group := list(islice(_batches(rows, kept, schema), ROW_GROUP // BATCH)):
                writer.write_table(pyarrow.Table.from_batches(group))
                yield sink.take()
        yield sink.take()


def _survey(selection: Selection, spool: Spool) -> tuple[dict[str, JsonType], Extent]:
    """The columns with their types, and where the items are; the items themselves go to the spool."""
    columns, extent = dict(ALWAYS), Extent()
    for item in selection.items:
        row = row_of(lossless.loads(item.body))
        for name, value in row.items():
            columns[name] = _widened(name, columns.get(name, Plain.NULL), value)
        extent.add(row)
        spool.append(item.body)
    return columns, extent


def _widened(name: str, kind: JsonType, value: Any) -> JsonType:
    return join(kind, time_type(value)) if name in TEMPORAL else widened(kind, value)


def _order(extent: Extent) -> NDArray[np.intp]:
    """The numbers of the rows along the curve."""
    lon, lat = np.array(extent.lon), np.array(extent.lat)
    nowhere = np.isnan(lon)
    curve = along_the_curve(np.nan_to_num(lon), np.nan_to_num(lat))
    return np.lexsort((curve, nowhere))


def _batches(rows: Iterable[Row], columns: dict[str, JsonType], schema: Any) -> Iterator[Any]:
    import pyarrow

    rows = iter(rows)
    changes = {name: fit(kind) for name, kind in columns.items()}
    while some := list(islice(rows, BATCH)):
        arrays = []
        for name, change in changes.items():
            values: Iterable[Any] = (row.get(name) for row in some)
            fitted = list(map(change, values) if change else values)
            arrays.append(pyarrow.array(fitted, schema.field(name).type))
        yield pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def arrow_type(kind: JsonType) -> Any:
    """The Arrow type of a JSON type."""
    import pyarrow

    match kind:
        case Listed():
            return pyarrow.list_(arrow_type(kind.of))
        case Struct():
            members = kind.members.items()
            return pyarrow.struct(
                [(name, arrow_type(of)) for name, of in members if not is_empty(of)]
            )
        case Plain.NULL:
            return pyarrow.null()
        case Plain.BOOL:
            return pyarrow.bool_()
        case Plain.INT | Plain.LONG:
            return pyarrow.int64()
        case Plain.FLOAT:
            return pyarrow.float64()
        case Plain.BINARY:
            return pyarrow.binary()
        case Plain.TIME:
            return pyarrow.timestamp("us", "UTC")
    return pyarrow.string()
