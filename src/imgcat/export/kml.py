"""KML 2.2 for Google Earth, and KMZ: folders, time spans, balloons that lead back to the sources.

A viewer reads such a document whole, and tens of thousands of placemarks bring it to its knees; `MOST` is what one
document holds.
"""

import html
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

import shapely

from imgcat.errors import InvalidRecord
from imgcat.export.chunks import Sink
from imgcat.export.described import SINGULAR, facts, sources
from imgcat.export.licence import QUOTES, credit, licence
from imgcat.export.selection import SCENES, Exported, Selection
from imgcat.export.xml_element import child, element_bytes
from imgcat.model.country import country_names
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.interval import parse_time
from imgcat.model.when import timestamp

MOST = 10_000
"""Placemarks of one document."""

_COLOURS = {LOCATIONS: "ff2060e0", REPORTS: "ffb06020", REFERENCES: "ff20a040", SCENES: "ff909090"}
"""Of the icon or outline of each kind, as KML writes colours: alpha, blue, green, red."""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
Folders = dict[str, dict[str, list[bytes]]]


def kml(selection: Selection) -> Iterator[bytes]:
    """A document. It is put together in memory, as a folder's placemarks have to stand together."""
    folders: Folders = defaultdict(lambda: defaultdict(list))
    for item in selection:
        outer, inner = _folder(item)
        folders[outer][inner].append(element_bytes(_placemark(item, selection)))
    yield b"<?xml version='1.0' encoding='utf-8'?>\n<kml xmlns='http://www.opengis.net/kml/2.2'"
    yield b" xmlns:atom='http://www.w3.org/2005/Atom'>\n<Document>"
    head = ElementTree.Element("Document")
    child(head, "name", selection.title)
    child(head, "open", "1")
    child(head, "atom:link", rel="self", href=selection.address)
    child(head, "description", f"{QUOTES} Revision {selection.revision[:12]} of the catalog.")
    for kind, colour in _COLOURS.items():
        _style(head, SINGULAR[kind], colour)
    for member in head:
        yield element_bytes(member)
    for outer, within in sorted(folders.items()):
        yield b"\n" + _opened(outer)
        for inner, placemarks in sorted(within.items()):
            yield b"\n" + _opened(inner)
            for placemark in placemarks:
                yield b"\n" + placemark
            yield b"</Folder>"
        yield b"</Folder>"
    yield b"\n</Document></kml>\n"


def kmz(selection: Selection) -> Iterator[bytes]:
    """The same document, zipped."""
    sink = Sink()
    entry = zipfile.ZipInfo("doc.kml", _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(sink, "w") as archive, archive.open(entry, "w") as document:
        for part in kml(selection):
            document.write(part)
            yield sink.take()
    yield sink.take()


def _folder(item: Exported) -> tuple[str, str]:
    """The folder of an item and the one within it: country and type, publisher and series, country and relation."""
    if item.kind == LOCATIONS:
        return _country(item), next(iter(item.texts("ref:type")), "type not known")
    if item.kind == REPORTS:
        publisher = item.text("ref:publisher") or "publisher not known"
        return f"Reports: {publisher}", item.text("ref:series") or "single reports"
    if item.kind == REFERENCES:
        return _country(item), f"references: {item.text('ref:relation')}"
    return "Scenes", item.collection


def _country(item: Exported) -> str:
    code = item.text("ref:country")
    return country_names().get(code, code) if code else "Country not known or disputed"


def _placemark(item: Exported, selection: Selection) -> ElementTree.Element:
    mark = ElementTree.Element("Placemark")
    child(mark, "name", item.title)
    child(mark, "atom:link", rel="related", href=item.address)
    child(mark, "description", _balloon(item, selection))
    _time(mark, item)
    child(mark, "styleUrl", f"#{SINGULAR[item.kind]}")
    data = child(mark, "ExtendedData")
    known = {
        "collection": item.collection,
        "id": item.id,
        "date": item.date,
        "uncertainty_m": item.number("ref:uncertainty_m"),
        "country": item.text("ref:country"),
        "url": item.address,
    }
    for name, value in known.items():
        if value is not None:
            child(child(data, "Data", name=name), "value", str(value))
    if item.geometry is not None:
        _geometry(mark, item.geometry)
    return mark


def _balloon(item: Exported, selection: Selection) -> str:
    """HTML; every value is escaped, as it comes from anywhere."""
    collection = selection.collection(item)
    terms = [credit(item, collection), licence(item, collection)]
    rows = [*facts(item), ("Terms", ". ".join(term for term in terms if term))]
    told = [f"<b>{html.escape(label)}</b>: {html.escape(value)}<br/>" for label, value in rows]
    read = [
        f'<a href="{html.escape(each)}">{html.escape(each[:80])}</a>'
        for each in sources(item)
        if each.startswith(("http://", "https://"))
    ]
    if read:
        told.append("<b>Sources</b>: " + ", ".join(read) + "<br/>")
    return "".join(told) + f'<a href="{html.escape(item.page)}">More in the catalog</a>'


def _time(mark: ElementTree.Element, item: Exported) -> None:
    start, end = map(_moment, item.span)
    if not item.dated or not (start or end):
        return
    if start == end and start is not None:
        child(child(mark, "TimeStamp"), "when", start)
        return
    span = child(mark, "TimeSpan")
    if start is not None:
        child(span, "begin", start)
    if end is not None:
        child(span, "end", end)


def _moment(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        moment: datetime = parse_time(text).start
    except InvalidRecord:
        return None
    return timestamp(moment)


def _geometry(parent: ElementTree.Element, geometry: shapely.Geometry) -> None:
    if isinstance(geometry, shapely.geometry.base.BaseMultipartGeometry):
        several = child(parent, "MultiGeometry")
        for part in geometry.geoms:
            _geometry(several, part)
        return
    shape = child(parent, geometry.geom_type)
    if isinstance(geometry, shapely.Polygon):
        for name, rings in (
            ("outerBoundaryIs", [geometry.exterior]),
            ("innerBoundaryIs", geometry.interiors),
        ):
            for ring in rings:
                _coordinates(child(child(shape, name), "LinearRing"), ring)
    else:
        _coordinates(shape, geometry)


def _coordinates(parent: ElementTree.Element, line: shapely.Geometry) -> None:
    pairs = shapely.get_coordinates(line).tolist()
    child(parent, "coordinates", " ".join(f"{lon:.7g},{lat:.7g}" for lon, lat in pairs))


def _style(head: ElementTree.Element, name: str, colour: str) -> None:
    style = child(head, "Style", id=name)
    child(child(style, "IconStyle"), "color", colour)
    line = child(style, "LineStyle")
    child(line, "color", colour)
    child(line, "width", "1.5")
    # The inside is clear, so that what is under a footprint can be seen.
    child(child(style, "PolyStyle"), "fill", "0")


def _opened(name: str) -> bytes:
    """A folder's start, with its name."""
    made = ElementTree.Element("name")
    child(made, "name", name)
    return b"<Folder>" + element_bytes(made[0])
