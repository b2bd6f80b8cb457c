"""stac-geoparquet: rows back into Items, a batch at a time, as the stac-geoparquet specification says."""

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import shapely
from shapely.geometry import mapping

from imgcat.catalog.sources.admission import Admission
from imgcat.catalog.sources.record import Kind, SourceRecord, kind_of
from imgcat.catalog.sources.source import Source, plain_name
from imgcat.catalog.sources.stream import opened
from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding, Severity

MEDIA_TYPES = ("application/vnd.apache.parquet", "application/x-parquet")

_ROWS_AT_A_TIME = 1000
_CHUNK = 2**20
_TOP_LEVEL = (
    "type",
    "stac_version",
    "stac_extensions",
    "id",
    "geometry",
    "bbox",
    "links",
    "assets",
)
_GEOMETRIES = frozenset({"geometry", "proj:geometry"})
_BOX = ("xmin", "ymin", "zmin", "xmax", "ymax", "zmax")


def read_geoparquet(
    source: Source, admission: Admission, nearest: str, origin: Path | None = None
) -> Iterator[SourceRecord | Finding]:
    """The Collections in a file's metadata, then its rows as Items; `origin:ROW`, from 1, is where each is from.

    Memory is bounded by one row group. A file that breaks off gives what stands before the break, and a finding.
    """
    # Arrow takes a tenth of a second to import; who reads no parquet should not wait for it.
    import pyarrow

    reader = RowReader(admission, nearest, str(origin or source))
    try:
        with _opened(source) as file:
            yield from reader.collections(file)
            yield from reader.rows(file)
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        yield reader.broken(error)


def row_groups(source: Source, most: int) -> list[int] | None:
    """How many rows each group of a file has; None where that is more than `most`, or nobody can tell."""
    import pyarrow

    try:
        with opened(source) as start:
            if not start.seekable():
                return None
        with _opened(source) as file:
            known = file.metadata
            rows = [known.row_group(at).num_rows for at in range(known.num_row_groups)]
    except (pyarrow.ArrowException, OSError, ValueError):
        return None
    return rows if max(rows, default=0) <= most else None


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One group of a file's rows, read apart from the others; with the first one come the Collections.

    `start` and `end` are the number of a group and that of a row, from 1.
    """

    source: Source
    start: tuple[int, int]
    end: tuple[int, int]

    def read(self) -> Iterator[SourceRecord | Finding]:
        """The records in it."""
        import pyarrow

        group, row = self.start
        reader = RowReader(Admission(), plain_name(self.source).stem, str(self.source), row - 1)
        try:
            with _opened(self.source) as file:
                if group == 0:
                    yield from reader.collections(file)
                yield from reader.rows(file, [group])
        except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
            yield reader.broken(error)


class RowReader:
    """Reads rows as Items; `row` is the number of the last one."""

    def __init__(self, admission: Admission, nearest: str, origin: str, row: int = 0) -> None:
        self._admission = admission
        self._nearest = nearest
        self._origin = origin
        self._row = row

    def collections(self, file: Any) -> Iterator[SourceRecord | Finding]:
        """The Collections in a file's metadata."""
        for collection in _collections(file.metadata.metadata or {}):
            yield from self._admission.collection(collection, self._origin)

    def rows(self, file: Any, groups: list[int] | None = None) -> Iterator[SourceRecord | Finding]:
        """The Items in some groups of rows, or in all of them."""
        for batch in file.iter_batches(_ROWS_AT_A_TIME, row_groups=groups):
            for values in _in_microseconds(batch).to_pylist(maps_as_pydicts="lossy"):
                self._row += 1
                origin = f"{self._origin}:{self._row}"
                try:
                    item = item_of(values)
                except InvalidRecord as error:
                    yield Finding(origin, "", Severity.ERROR, "row", str(error))
                    continue
                yield from self._admission.item(item, origin, self._nearest)

    def broken(self, error: Exception) -> Finding:
        """That the file cannot be read any further."""
        reason = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
        message = f"The parquet file cannot be read beyond row {self._row}: {reason}."
        return Finding(self._origin, "", Severity.ERROR, "unreadable", message)


@contextmanager
def _opened(source: Source) -> Iterator[Any]:
    """A parquet file, wherever it is. Only what is asked for is fetched where reading can begin anywhere."""
    import pyarrow.parquet

    with ExitStack() as closing:
        file: BinaryIO = closing.enter_context(opened(source))
        if not file.seekable():
            whole = closing.enter_context(TemporaryFile())
            copyfileobj(file, whole, _CHUNK)
            file = whole
        yield closing.enter_context(pyarrow.parquet.ParquetFile(file, pre_buffer=True))


def item_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as an Item. Raises InvalidRecord for a value that JSON cannot say.

    A table gives every row every column, so a null says no more than that the Item has no such member: it is left out,
    but for `geometry` and `datetime`, which an Item must have.
    """
    item: dict[str, Any] = {"type": "Feature", "geometry": None, "links": [], "assets": {}}
    properties: dict[str, Any] = {"datetime": None}
    for name, value in row.items():
        if name in _GEOMETRIES and isinstance(value, bytes):
            plain = _geometry(value)
        elif name == "bbox" and isinstance(value, Mapping):
            plain = [float(value[side]) for side in _BOX if value.get(side) is not None]
        else:
            plain = _plain(value, name)
        if plain is not None:
            (item if name in _TOP_LEVEL or name == "collection" else properties)[name] = plain
    item["properties"] = properties
    order = [*_TOP_LEVEL, "collection", "properties"]
    return {name: item[name] for name in sorted(item, key=order.index)}


def _collections(metadata: Mapping[bytes, bytes]) -> Iterator[dict[str, Any]]:
    """Collections that a writer kept in the file: under `stac-geoparquet`, one or, by id, several."""
    try:
        kept = json.loads(metadata.get(b"stac-geoparquet", b"{}"))
    except ValueError:
        return
    if isinstance(kept, dict):
        several = kept.get("collections")
        candidates = [kept.get("collection")]
        candidates += several.values() if isinstance(several, dict) else []
        for each in candidates:
            if isinstance(each, dict) and kind_of(each) is Kind.COLLECTION:
                yield each


def _in_microseconds(batch: Any) -> Any:
    """The batch with nanosecond times cut to microseconds, the finest that Python's times can say."""
    import pyarrow

    schema = batch.schema
    for index, field in enumerate(schema):
        if pyarrow.types.is_timestamp(field.type) and field.type.unit == "ns":
            schema = schema.set(index, field.with_type(pyarrow.timestamp("us", field.type.tz)))
    return batch if schema is batch.schema else batch.cast(schema, safe=False)


def _geometry(wkb: bytes) -> Any:
    try:
        return _plain(mapping(shapely.from_wkb(wkb)), "geometry")
    except shapely.errors.ShapelyError as error:
        raise InvalidRecord(f"The geometry is not WKB: {error}.") from error


def _plain(value: Any, name: str) -> Any:
    """A value as JSON has it; None for what is missing."""
    match value:
        case None | str() | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case datetime():
            moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
            return moment.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case Mapping():
            plain = {str(key): _plain(each, name) for key, each in value.items()}
            return {key: each for key, each in plain.items() if each is not None}
        case list() | tuple():
            return [_plain(each, name) for each in value]
    raise InvalidRecord(
        f"The column {name!r} has a value of type {type(value).__name__}, not in JSON."
    )
