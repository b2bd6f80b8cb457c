"""Another catalog, asked through its STAC API."""

from collections.abc import Iterator

from pystac.errors import STACError
from pystac_client import Client
from pystac_client.exceptions import APIError
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from imgcat.errors import ImgcatError
from imgcat.ingest.resolve.search import Found
from imgcat.model.when import Window, timestamp

MOST_ITEMS = 500
SECONDS = 30


class ApiSearch:
    """The scenes of a STAC API, whatever its collections. Raises ImgcatError when there is none at the address."""

    def __init__(self, url: str) -> None:
        self.name = url
        try:
            self._client = Client.open(url, timeout=SECONDS)
        except (STACError, APIError, ValueError, KeyError, TypeError) as error:
            raise ImgcatError(f"{url} is no STAC API that can be searched: {error}") from error

    def around(self, place: BaseGeometry, window: Window) -> Iterator[Found]:
        try:
            search = self._client.search(
                intersects=mapping(place),
                datetime="/".join(timestamp(moment) for moment in window),
                max_items=MOST_ITEMS,
            )
            for item in search.items_as_dicts():
                links = {link.get("rel"): link.get("href") for link in item.get("links", ())}
                yield Found(item, self.name, links.get("self"))
        except (STACError, APIError, ValueError, KeyError, TypeError, NotImplementedError) as error:
            raise ImgcatError(f"{self.name} failed: {error}") from error

    def of_acquisition(self, acquisition: str) -> Iterator[Found]:
        """None: only an index of imgcat's knows acquisition keys."""
        del acquisition
        return iter(())
