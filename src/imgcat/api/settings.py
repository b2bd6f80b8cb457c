"""What an operator can set; each from an environment variable of the same name in capitals, after `IMGCAT_`."""

from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


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
    default_limit: Annotated[int, Field(ge=1)] = 10
    """Items on a page when a request does not say."""
    max_limit: Annotated[int, Field(ge=1)] = 1000
    """The most items on a page; a higher limit is lowered to it."""
    export_limit: Annotated[int, Field(ge=1)] = 100_000
    """The most records of one export; some formats hold fewer."""

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
