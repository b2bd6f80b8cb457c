"""Upstreams: where scenes are harvested from, as people name them."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import orjson

from imgcat.catalog.sources import read_source
from imgcat.errors import ImgcatError
from imgcat.ingest.harvest.answer import Answer
from imgcat.ingest.harvest.manners import Manners
from imgcat.ingest.harvest.reading import Reading
from imgcat.ingest.harvest.terms import Terms
from imgcat.ingest.harvest.window import SearchWindow
from imgcat.model.item import Json


@dataclass(frozen=True, slots=True)
class Name:
    """What a person pointed at: an address, or a path where `path` is set; `collections` are asked for by default."""

    url: str
    title: str
    collections: tuple[str, ...] = ()
    path: Path | None = None


class Upstream(Protocol):
    """What gives scenes for windows, and tells what it knows of their collections."""

    def answers(self, windows: list[SearchWindow], terms: Terms) -> Iterator[Answer]:
        """One answer a window, as they come. Raises ImgcatError when the rest cannot be had."""

    def collection(self, collection_id: str) -> Json | None:
        """The Collection of an id, if there is one."""


@cache
def profiles() -> Mapping[str, Name]:
    """The upstreams that are known by name."""
    text = files("imgcat").joinpath("data/upstreams/upstreams.json").read_bytes()
    return {
        name: Name(profile["url"], profile["title"], tuple(profile["collections"]))
        for name, profile in orjson.loads(text).items()
    }


def named(text: str) -> Name:
    """The upstream that a person means: a known name, an address, or a path. Raises ImgcatError when it is neither."""
    if text in profiles():
        return profiles()[text]
    if text.startswith(("http://", "https://")):
        host = urlsplit(text).netloc
        if not host or "@" in host:
            raise ImgcatError(f"{text} is no address that can be asked.")
        return Name(text, host)
    path = Path(text)
    if not path.exists():
        known = ", ".join(sorted(profiles()))
        raise ImgcatError(
            f"{text!r} is neither a file or folder, nor an address, nor a known upstream: {known}."
        )
    return Name(text, path.name, path=path)


@contextmanager
def opened(
    name: Name, cache: Path, manners: Manners, source: str | None = None
) -> Iterator[Upstream]:
    """The upstream itself. `cache` is where answers are kept, `source` where a local upstream was got from.

    Raises ImgcatError when there is nothing that can be read.
    """
    if name.path is not None:
        yield Reading(read_source(name.path), lambda _: source)
        return
    # They take half a second to import; who asks no server should not wait for them.
    from imgcat.ingest.harvest.api import Api
    from imgcat.ingest.harvest.session import PoliteSession
    from imgcat.ingest.harvest.web import fetch, read_web_catalog

    cache.mkdir(parents=True, exist_ok=True)
    with closing(PoliteSession(name.url, cache, manners)) as session:
        landing = fetch(session, name.url)
        if isinstance(landing, dict) and "conformsTo" in landing:
            yield Api(name.url, session)
        else:
            yield Reading(read_web_catalog(session, name.url), lambda record: record.origin)
