"""Asking imgcat's own routes through a STAC client's connection."""

from collections.abc import Iterator
from typing import Any

import orjson
from pystac import Item
from pystac_client import Client
from pystac_client.exceptions import APIError
from pystac_client.stac_api_io import StacApiIO
from requests import Response

from imgcat.client.items import Items
from imgcat.errors import ImgcatError, InvalidRequest, NotFound

Json = dict[str, Any]


class Asking:
    """The routes below a client's address. Errors that the API answers are raised as imgcat's own."""

    def __init__(self, client: Client) -> None:
        reading = client._stac_io
        if not isinstance(reading, StacApiIO):
            raise ImgcatError("The client was not opened on an API.")
        self.client = client
        self.revision: str | None = None
        self._io = reading
        self._base = str(client.self_href).rstrip("/")
        reading.session.hooks["response"].append(self._remember)

    def _remember(self, response: Response, *_: Any, **__: Any) -> None:
        self.revision = response.headers.get("imgcat-revision", self.revision)

    def one(self, path: str, **params: Any) -> Json:
        """What a path answers. Parameters that are None are left out; lists are repeated."""
        asked = {name: value for name, value in params.items() if value is not None}
        return self._read(f"{self._base}{path}", asked)

    def pages(self, path: str, **params: Any) -> Iterator[Json]:
        """What a path answers, page after page."""
        page = self.one(path, **params)
        while True:
            yield page
            following = [link["href"] for link in page["links"] if link["rel"] == "next"]
            if not following:
                return
            page = self._read(following[0], {})

    def items(self, path: str, **params: Any) -> Items:
        """The features that a path answers with, on all pages."""
        return Items(
            self.item(each) for page in self.pages(path, **params) for each in page["features"]
        )

    def item(self, feature: Json) -> Item:
        """A feature as a pystac Item that knows its catalog."""
        return Item.from_dict(feature, root=self.client, preserve_dict=False)

    def _read(self, url: str, params: Json) -> Json:
        try:
            found: Json = orjson.loads(self._io.request(url, parameters=params))
        except APIError as error:
            raise raised(error) from error
        return found


def raised(error: APIError) -> ImgcatError:
    """imgcat's own error for one that the API answered."""
    try:
        said = str(orjson.loads(str(error))["description"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        said = f"The API does not answer as it should: {error}"
    kinds = {400: InvalidRequest, 404: NotFound}
    return kinds.get(getattr(error, "status_code", None) or 0, ImgcatError)(said)
