"""What an operator can set; each from an environment variable of the same name in capitals, after `IMGCAT_`."""

from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    Field,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from imgcat.store.cql2 import MAX_DEPTH, MAX_NODES


class Settings(BaseSettings):
    """The settings of the API."""

    model_config = SettingsConfigDict(env_prefix="IMGCAT_", frozen=True)

    title: str = "imgcat"
    """The title of the landing page."""
    description: str = (
        "Public satellite imagery as it is used: which reports cite which pictures and public scenes "
        "of which places."
    )
    """The description on the landing page, in CommonMark."""
    base_url: str | None = None
    """The URL under which the API is reached, where requests do not say so: behind a proxy that takes its path off."""

    default_limit: PositiveInt = 10
    """Items on a page when a request does not say."""
    max_limit: PositiveInt = 1000
    """The most items on a page; a higher limit is lowered to it."""
    count_limit: PositiveInt = 1000
    """About how many items a search looks at in order to count its matches, of which one whose footprint has to be
    tested stands for ten; where it would be more, their number is left out."""
    export_limit: PositiveInt = 100_000
    """The most records of one export; some formats hold fewer."""
    time_limit: PositiveFloat = 20.0
    """Seconds after which a query is given up."""
    staleness: Annotated[float, Field(ge=5)] = 60.0
    """Seconds for which replicas of a database are asked while no primary says that their records are current."""

    max_query_bytes: PositiveInt = 65_536
    """The longest query of a URL."""
    max_body_bytes: PositiveInt = 2_097_152
    """The largest body of a request."""
    max_ids: PositiveInt = 10_000
    """The most ids, or collections, that a search names."""
    max_vertices: PositiveInt = 50_000
    """The most positions in the geometries of a request."""
    max_filter_depth: Annotated[int, Field(ge=1, le=MAX_DEPTH)] = MAX_DEPTH
    """How many levels deep a filter nests."""
    max_filter_parts: Annotated[int, Field(ge=1, le=MAX_NODES)] = MAX_NODES
    """How many parts a filter has: its operators, names, values and positions."""

    max_age: NonNegativeInt = 60
    """Seconds for which caches keep the answer to a question; 0: they ask each time whether it still holds."""
    record_max_age: NonNegativeInt = 300
    """The same for single items and collections."""
    document_max_age: NonNegativeInt = 3600
    """The same for the OpenAPI document, the conformance classes and schemas, which change only with the software."""

    @field_validator("base_url")
    @classmethod
    def _is_absolute(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
            raise ValueError("the base URL is absolute, such as https://example.org/catalog")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _default_is_allowed(self) -> Self:
        if self.default_limit > self.max_limit:
            raise ValueError("default_limit is at most max_limit")
        return self
