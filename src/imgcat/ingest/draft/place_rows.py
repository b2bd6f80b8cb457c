"""Rows of places that are new, and of what the report does with places."""

import math

from imgcat.catalog.records import Records
from imgcat.ingest.documents.document import Document
from imgcat.ingest.draft.known import linked_reports
from imgcat.ingest.draft.places import KnownPlace, NewPlace, Places, Printed, country_at
from imgcat.ingest.draft.row import UNDECIDED, Named, Row, from_passage, quoted
from imgcat.model.coordinates import Coordinate, Notation
from imgcat.model.sphere import distance_m
from imgcat.model.vocabulary import Sensitivity

_SHOWN = 3
"""How many passages are quoted for one place."""

RELATIONS = "about (its subject), mentions, or compares"
_STAYS_COARSE = (
    "The place is vulnerable: it is shown coarsely, and no point of the report is recorded."
)


def new_name(number: int) -> str:
    """Under what the id of a new place is shared by the rows that name it."""
    return f"place-{number}"


def location_row(place: NewPlace, number: int, records: Records, page: Named) -> Row:
    """A point that is near no known place: the name, the type and how closely it is meant are left to a person."""
    first = place.points[0]
    point = first.point
    lon, lat = rounded(point)
    row = Row(
        "locations",
        comments=[
            "A point that is near no place of the catalog. Name it, or delete the row and those that name it.",
            *(
                f"Is it {each} ({records.locations[each].title})? That place is named beside it and has no position; "
                "then write the point into its own record."
                for each in place.beside
            ),
        ],
    )
    country = country_at(lon, lat, records)
    head = f"{country.lower()}-" if country else ""
    row.put("id", Named(new_name(number), UNDECIDED), f"Such as {head}name-of-the-place.")
    row.put("name", UNDECIDED, "As the report writes it.", *map(_quote, place.points[1:_SHOWN]))
    row.put(
        "facility_type",
        UNDECIDED,
        "A word of docs/importing.md, or null. A camp, detention or burial site, hospital or Indigenous territory is "
        "coarsened when it is entered: say so by its type.",
    )
    row.put(
        "country",
        country,
        "The country of the point, by its outline." if country else "At sea, or on a border.",
    )
    row.put("lat", lat, _quote(first))
    row.put("lon", lon)
    row.put(
        "precision_m",
        UNDECIDED,
        f"How far, in metres, the point may be from what is meant. The digits say {point.resolution_m:.2g} m and never "
        "less; how closely it is known, the report does not say. 200 to 500 is usual for a site given like this.",
    )
    row.put("coord_source", "stated in the report")
    row.put("coord_as_printed", point.as_printed)
    row.put("coord_source_url", page)
    return row


def rounded(point: Coordinate) -> tuple[float, float]:
    """Lon and lat, to no more decimals than the printed digits are worth."""
    if point.notation is Notation.DECIMAL:
        return point.lon, point.lat
    decimals = max(0, math.ceil(math.log10(111_320 / point.resolution_m)))
    return round(point.lon, decimals), round(point.lat, decimals)


def place_references(places: Places, report: Named) -> list[Row]:
    """What the report does with each place: is about it, or mentions it."""
    about = {id(place) for place in places.about()}
    ranked = sorted(places.known.values(), key=lambda place: id(place) not in about)
    rows = [_reference(place, report, is_about=id(place) in about) for place in ranked]
    for ids, (passage, mention) in places.doubtful.items():
        either = f"{mention.text!r} is a name of {' and of '.join(ids)}: write which is meant, or delete the row."
        evidence = from_passage(passage, mention.start, mention.end)
        rows.append(_row(report, "mentions", UNDECIDED, passage.where, either, evidence))
    for number, new in enumerate(places.new, 1):
        where = new.points[0].passage.where
        relation = "mentions" if about else "about"
        rows.append(
            _row(report, relation, Named(new_name(number), UNDECIDED), where, _quote(new.points[0]))
        )
    return rows


def report_references(document: Document, records: Records, own: str, report: Named) -> list[Row]:
    """The reports of the catalog that the document links to."""
    rows = []
    for target, link in linked_reports(document, records).items():
        if target == own:
            continue
        row = Row("references")
        row.put("report", report)
        row.put(
            "relation", "cites", "Or reports-on, follows, updates, disputes, ..., as the text says."
        )
        words = f"{link.text} <{link.url}>" if link.text else link.url
        row.put("target", target, records.reports[target].title, quoted(words, link.where))
        rows.append(row)
    return rows


def _reference(place: KnownPlace, report: Named, *, is_about: bool) -> Row:
    location = place.location
    shown = [
        from_passage(passage, each.start, each.end) for passage, each in place.mentions[:_SHOWN]
    ]
    more = len(place.mentions) - _SHOWN
    notes = [location.title, *shown, f"... and {more} times more." if more > 0 else None]
    if place.points:
        notes.append(_agreement(place))
    # What only the title names stands in no passage.
    passages = [passage for passage, _ in place.mentions] + [each.passage for each in place.points]
    where = passages[0].where if passages else "title"
    return _row(report, "about" if is_about else "mentions", location.id, where, *notes)


def _agreement(place: KnownPlace) -> str:
    """How the points that the report prints stand to the position in the catalog."""
    if place.location.sensitivity in (Sensitivity.VULNERABLE, Sensitivity.RESTRICTED):
        return _STAYS_COARSE
    printed, position = place.points[0], place.location.position
    if position is None:
        return _quote(printed)
    away = distance_m(position.point(), (printed.point.lon, printed.point.lat))
    return f"{away:.0f} m from the catalog's point: {_quote(printed)}"


def _row(report: Named, relation: str, target: object, where: str, *comments: str | None) -> Row:
    row = Row("references")
    row.put("report", report)
    row.put("relation", relation, f"Or: {RELATIONS}.")
    row.put("target", target, *comments)
    if where.startswith("page"):
        # Paragraphs of a web page are nobody's count but ours.
        row.put("where", where)
    return row


def _quote(printed: Printed) -> str:
    return from_passage(printed.passage, printed.point.start, printed.point.end)
