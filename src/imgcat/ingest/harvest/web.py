"""A static STAC catalog on the web: its links walked, each file asked for once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urljoin

from requests import RequestException

from imgcat.catalog.sources.admission import Admission, links
from imgcat.catalog.sources.document import parse
from imgcat.catalog.sources.json_file import read_object
from imgcat.catalog.sources.record import Kind, SourceRecord, kind_of
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.ingest.harvest.session import PoliteSession, explained, reaches
from imgcat.model.finding import Finding, Severity

MOST_FILES = 100_000
"""A catalog that has more is read no further; a generated one may have no end."""

LOST_IN_A_ROW = 5
"""So many files that cannot be had one after the other, and the server is taken to be gone."""

_DOWN = frozenset({"child", "item", "items"})


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file to be read, and what stands above it: the id of the nearest Collection, or else Catalog."""

    url: str
    nearest: str
    in_collection: bool = False


def fetch(session: PoliteSession, url: str) -> Any:
    """The JSON at an address. Raises ImgcatError."""
    try:
        answer = session.get(url)
    except (RequestException, ImgcatError) as error:
        raise ImgcatError(f"{url} cannot be read: {explained(error)}.") from error
    if answer.status_code != 200:
        raise ImgcatError(f"{url} cannot be read: the server answers {answer.status_code}.")
    return parse(answer.content).value


def read_web_catalog(session: PoliteSession, url: str) -> Iterator[SourceRecord | Finding]:
    """Items and Collections of a static catalog, breadth first; files that are bad or missing become findings.

    Raises ImgcatError when the first file, or several in a row, cannot be had.
    """
    waiting, known, lost = [_Waiting(url, "scenes")], {url}, 0
    admission = Admission()
    for number, here in enumerate(waiting):
        if number == MOST_FILES:
            raise ImgcatError(f"{url} has more than {MOST_FILES:,} files; the rest was not read.")
        try:
            value = fetch(session, here.url)
            lost = 0
        except ImgcatError as error:
            lost += 0 if isinstance(error, InvalidRecord) else 1
            if number == 0 or lost == LOST_IN_A_ROW:
                raise
            yield Finding(here.url, "", Severity.WARNING, "unreadable", str(error))
            continue
        here = _placed(here, value)
        if kind_of(value) is not Kind.CATALOG:
            yield from read_object(value, here.url, admission, here.nearest)
        for target in _below(here.url, value):
            if target in known:
                continue
            known.add(target)
            if reaches(session, target):
                waiting.append(replace(here, url=target))
            else:
                said = f"The link to {target[:200]} leads to another host, and was not followed."
                yield Finding(here.url, "/links", Severity.NOTE, "remote-link", said)


def _placed(here: _Waiting, value: Any) -> _Waiting:
    kind = kind_of(value)
    name = value.get("id") if kind in (Kind.CATALOG, Kind.COLLECTION) else None
    if not isinstance(name, str) or not name:
        return here
    if kind is Kind.COLLECTION:
        return replace(here, nearest=name, in_collection=True)
    return here if here.in_collection else replace(here, nearest=name)


def _below(url: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict) and kind_of(value) in (Kind.CATALOG, Kind.COLLECTION):
        for link in links(value):
            href = link.get("href")
            if link.get("rel") in _DOWN and isinstance(href, str):
                try:
                    yield urldefrag(urljoin(url, href)).url
                except ValueError:
                    continue
