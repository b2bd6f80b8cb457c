"""Items of an answer, as a sequence of pystac Items and as a table with geometries."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, overload

from pystac import Item
from shapely.geometry import shape

from imgcat.errors import ImgcatError

if TYPE_CHECKING:
    import geopandas

_TIMES = ("datetime", "start_datetime", "end_datetime", "created")


class Items(Sequence[Item]):
    """pystac Items in the order of the answer.

    What an answer adds to a record (`timeline`, `thread`, `match`) is in an Item's `extra_fields`.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = list(items)

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> "Items": ...

    def __getitem__(self, index: int | slice) -> "Item | Items":
        found = self._items[index]
        return Items(found) if isinstance(found, list) else found

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        shown = ", ".join(self.ids[:3]) + (", …" if len(self) > 3 else "")
        return f"<{len(self)} items: {shown}>" if self._items else "<0 items>"

    @property
    def ids(self) -> list[str]:
        """The ids of the Items."""
        return [item.id for item in self._items]

    def to_geodataframe(self) -> "geopandas.GeoDataFrame":
        """A row for each Item: id, collection, geometry (lon/lat, EPSG:4326), and a column for each property.

        Needs `geopandas`, which `pip install imgcat-stac[geo]` brings along. A null geometry stays None; times are UTC.
        """
        try:
            import geopandas
            import pandas
        except ImportError as error:
            raise ImgcatError(
                "A GeoDataFrame needs geopandas: pip install imgcat-stac[geo]."
            ) from error
        table = pandas.DataFrame([_row(item) for item in self._items])
        for name in table.columns.intersection(_TIMES):
            table[name] = pandas.to_datetime(table[name], utc=True, format="ISO8601")
        geometries = [shape(each.geometry) if each.geometry else None for each in self._items]
        return geopandas.GeoDataFrame(table, geometry=geometries, crs="EPSG:4326")


def _row(item: Item) -> dict[str, Any]:
    plain = item.to_dict(include_self_link=False, transform_hrefs=False)
    return {
        "id": item.id,
        "collection": item.collection_id,
        **plain["properties"],
        **item.extra_fields,
    }
