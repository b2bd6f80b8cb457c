"""How a record is cited, as CSL-JSON has it; BibTeX and RIS are made from the same.

A report is cited as the publication that it is. Everything else is cited as what the catalog says, at the revision of
its files: no date of access is given, as the revision says more.
"""

import re
from collections.abc import Mapping
from typing import Any

from imgcat.export.selection import Exported, Selection
from imgcat.model.identifiers import REPORTS
from imgcat.model.vocabulary import ReportKind

Citation = Mapping[str, Any]

CATALOG = "imgcat"

_TYPES = {
    ReportKind.ANALYSIS: "report",
    ReportKind.UPDATE: "report",
    ReportKind.DATASET: "dataset",
    ReportKind.NEWS: "article-newspaper",
    ReportKind.OFFICIAL_STATEMENT: "report",
    ReportKind.CRITIQUE: "article",
    ReportKind.VIDEO: "motion_picture",
    ReportKind.THREAD: "post",
}
"""CSL's type of each kind of report."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_SHORT = 12


def citation(item: Exported, selection: Selection) -> Citation:
    """The item as a CSL-JSON object, without what is not known."""
    made = _report(item) if item.collection == REPORTS else _record(item)
    version = selection.revision[:_SHORT]
    made["note"] = f"{CATALOG}: {item.collection}/{item.id}, revision {version}"
    made["version"] = made.get("version") and version
    return {key: value for key, value in made.items() if value not in (None, [], {})}


def _report(item: Exported) -> dict[str, Any]:
    kind = item.text("ref:kind")
    csl_type = _TYPES.get(ReportKind(kind), "document") if kind in set(ReportKind) else "document"
    publisher = item.text("ref:publisher")
    news = csl_type == "article-newspaper"
    # A title in brackets is a description: the real one was not seen.
    described = item.properties.get("ref:title_described") is True
    return {
        "id": item.id,
        "type": csl_type,
        "title": f"[{item.title}]" if described else item.title,
        # As printed: which part of a name is the family's is not known.
        "author": [{"literal": name} for name in item.texts("ref:authors")],
        "issued": _issued(item),
        "container-title": publisher if news else None,
        "publisher": None if news else publisher,
        "collection-title": item.text("ref:series"),
        "collection-number": item.properties.get("ref:part"),
        "language": item.text("ref:language"),
        "abstract": item.text("description"),
        "DOI": item.text("sci:doi"),
        "URL": item.text("ref:url") or item.page,
    }


def _record(item: Exported) -> dict[str, Any]:
    return {
        "id": f"{item.collection}/{item.id}",
        "type": "dataset",
        "title": item.title,
        "container-title": CATALOG,
        "publisher": CATALOG,
        "version": True,
        "URL": item.address,
        "abstract": item.text("description"),
    }


def _issued(item: Exported) -> dict[str, Any] | None:
    """The date of publication, as far as it is known; a span has two."""
    when = next(iter(item.parts("ref:when")), {})
    days = [_DATE.match(day) for day in (item.text("ref:date"), when.get("end")) if day]
    parts = [[int(part) for part in found.groups() if part] for found in days if found]
    return {"date-parts": parts} if parts else None


def day(cited: Citation) -> tuple[int, ...]:
    """Year, month and day of publication, as many as are known."""
    parts = cited.get("issued", {}).get("date-parts") or [()]
    return tuple(parts[0])


def authors(cited: Citation) -> list[str]:
    """The authors' names as printed."""
    return [each["literal"] for each in cited.get("author", ())]
