"""A record told in a few lines, for feeds and balloons on a map."""

from imgcat.export.selection import SCENES, Exported
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS

SINGULAR = {LOCATIONS: "location", REPORTS: "report", REFERENCES: "reference", SCENES: "scene"}


def facts(item: Exported) -> list[tuple[str, str]]:
    """Labels and values of what a reader wants to know first, without what is not known."""
    date = item.date if item.dated else "not known"
    said = {
        LOCATIONS: (
            ("Also called", ", ".join(_names(item))),
            ("Said to be", ", ".join(item.texts("ref:type"))),
            ("Where", item.text("ref:admin")),
            ("Position", _uncertainty(item)),
        ),
        REPORTS: (
            ("Published", date),
            ("By", item.text("ref:publisher")),
            ("Authors", ", ".join(item.texts("ref:authors"))),
            ("Series", item.text("ref:series")),
            ("Summary", item.text("description")),
        ),
        REFERENCES: (
            ("Relation", item.text("ref:relation")),
            ("Report", item.text("ref:report")),
            ("Publisher", item.text("ref:publisher")),
            ("Picture taken", date if item.text("ref:relation") == "cites-image" else None),
            ("Credit as printed", _quoted(item.text("ref:credit"))),
            ("Where it says so", item.text("ref:locator")),
            ("Quote", _quoted(item.text("ref:quote"))),
        ),
        SCENES: (
            ("Taken", date),
            ("Platform", item.text("platform")),
            ("Collection", item.collection),
            ("Acquisition", item.text("ref:acquisition")),
        ),
    }
    return [(label, value) for label, value in said[item.kind] if value]


def sources(item: Exported) -> list[str]:
    """Where the record was read, as addresses."""
    named = ("ref:sources", "ref:source")
    stated = [part.get("url") for name in named for part in item.parts(name)]
    web = (item.text("ref:url"), *stated)
    return list(dict.fromkeys(each for each in web if isinstance(each, str)))


def _names(item: Exported) -> list[str]:
    texts = [part.get("text") for part in item.parts("ref:names")]
    return [text for text in dict.fromkeys(texts) if isinstance(text, str) and text != item.title]


def _uncertainty(item: Exported) -> str | None:
    metres = item.number("ref:uncertainty_m")
    if item.geometry is None:
        return f"none: {item.text('ref:geometry_reason') or 'not known'}"
    known = "its uncertainty is not known" if metres is None else f"within {metres:,.0f} m"
    parts = [known]
    if item.properties.get("ref:coarsened") is True:
        parts.append("made coarse on purpose")
    if item.properties.get("ref:stand_in") is True:
        parts.append("of a place that stands in for it")
    return ", ".join(parts)


def _quoted(words: str | None) -> str | None:
    return f"“{words}”" if words else None
