"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, of whatever a search finds, in the order in which it finds it."""

from collections.abc import Iterator
from xml.etree import ElementTree

import orjson

from imgcat.errors import InvalidRecord
from imgcat.export.described import SINGULAR, facts, sources
from imgcat.export.licence import DATA_LICENCE_URL, QUOTES
from imgcat.export.selection import Exported, Selection
from imgcat.export.xml_element import child, element_bytes, legible
from imgcat.model.interval import parse_time
from imgcat.model.when import timestamp

_NEVER = "1970-01-01T00:00:00Z"
"""When a feed without entries was last changed: it has to say something."""


def atom(selection: Selection) -> Iterator[bytes]:
    """An Atom feed. Its time of change is that of its newest entry, so that the same files give the same feed."""
    items = list(selection)
    head = ElementTree.Element("feed")
    child(head, "id", selection.address)
    child(head, "title", selection.title)
    child(head, "updated", max(map(_updated, items), default=_NEVER))
    child(head, "link", rel="self", type="application/atom+xml", href=selection.address)
    child(head, "link", rel="alternate", type="text/html", href=f"{selection.base}/index.html")
    child(head, "link", rel="license", href=DATA_LICENCE_URL)
    child(head, "rights", QUOTES)
    child(child(head, "author"), "name", "imgcat")
    yield b"<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom'"
    yield b" xmlns:georss='http://www.georss.org/georss'>"
    for member in head:
        yield element_bytes(member)
    for item in items:
        yield b"\n" + element_bytes(_entry(item))
    yield b"\n</feed>\n"


def _entry(item: Exported) -> ElementTree.Element:
    entry = ElementTree.Element("entry")
    child(entry, "id", item.address)
    child(entry, "title", item.title)
    child(entry, "updated", _updated(item))
    if (published := _published(item)) is not None:
        child(entry, "published", published)
    child(entry, "link", rel="alternate", type="text/html", href=item.page)
    child(entry, "link", rel="related", type="application/geo+json", href=item.address)
    for address in sources(item):
        child(entry, "link", rel="via", href=legible(address))
    for term in _tags(item):
        child(entry, "category", term=term)
    for name in item.texts("ref:authors"):
        child(child(entry, "author"), "name", name)
    child(entry, "summary", _text(item))
    if item.point is not None:
        lon, lat = item.point
        child(entry, "georss:point", f"{lat:.6f} {lon:.6f}")
    return entry


def json_feed(selection: Selection) -> Iterator[bytes]:
    """A JSON Feed."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": selection.title,
        "home_page_url": f"{selection.base}/index.html",
        "feed_url": selection.address,
        "description": QUOTES,
        "language": "en",
    }
    yield orjson.dumps(head)[:-1] + b',"items":['
    separator = b"\n"
    for item in selection:
        yield separator + orjson.dumps(_feed_item(item))
        separator = b",\n"
    yield b"\n]}\n"


def _feed_item(item: Exported) -> dict[str, object]:
    made = {
        "id": item.address,
        "url": item.page,
        "external_url": item.text("ref:url"),
        "title": item.title,
        "content_text": _text(item),
        "date_published": _published(item),
        "date_modified": _updated(item),
        "authors": [{"name": name} for name in item.texts("ref:authors")],
        "tags": _tags(item),
        "language": item.text("ref:language"),
    }
    return {key: value for key, value in made.items() if value not in (None, [])}


def _text(item: Exported) -> str:
    return "\n".join(f"{label}: {value}" for label, value in facts(item)) or item.title


def _tags(item: Exported) -> list[str]:
    words = [SINGULAR[item.kind], item.text("ref:kind"), item.text("ref:relation")]
    words += [item.text("ref:country"), *item.texts("ref:countries"), item.text("ref:series")]
    return list(dict.fromkeys(word for word in words if word))


def _updated(item: Exported) -> str:
    """When the record was entered or last changed; for a scene that does not say, when it was taken."""
    return _moment(item, "updated", "created", "datetime", "end_datetime") or _NEVER


def _published(item: Exported) -> str | None:
    """When the report came out, as the first moment that it may have been; else when the record was entered."""
    if item.dated and item.text("ref:url") is not None:
        return _moment(item, "datetime", "start_datetime")
    return _moment(item, "created")


def _moment(item: Exported, *names: str) -> str | None:
    """The first of some properties that is a time, in RFC 3339."""
    for name in names:
        if (text := item.text(name)) is not None:
            try:
                return timestamp(parse_time(text).start)
            except InvalidRecord:
                continue
    return None
