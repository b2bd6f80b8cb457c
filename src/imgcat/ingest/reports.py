"""Rows of `reports` and `references` -> documents and what they refer to."""

from datetime import datetime

from imgcat.errors import InvalidRecord
from imgcat.ingest import crosswalk
from imgcat.ingest.cells import source, when
from imgcat.ingest.columns import Row
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.vocabulary import TO_LOCATION, Method, Relation


def report(row: Row, created: datetime) -> Report:
    """A row of `reports`: a published document."""
    described = row.get("source_kind")
    kind = crosswalk.source_kind(described)
    note = described if described and described != "primary page" else None
    return Report.from_json(
        {
            "id": row["id"],
            "created": created,
            "title": row["title"],
            "title_described": bool(row.get("title_descriptive")),
            "kind": row["kind"],
            "authors": row.get("authors") or [],
            "publisher": row.get("publisher"),
            "series": row.get("series"),
            "published": when(row["published"], row.get("published_precision"), row.get("notes")),
            "language": row.get("language"),
            "url": row.get("url"),
            "doi": row.get("doi"),
            "rights": row.get("licence"),
            "summary": row.get("summary"),
            "note": row.get("notes"),
            "sources": [source(row["source_url"], kind, note=note)],
        },
        f"Report {row['id']!r}",
    )


def reference(row: Row, created: datetime) -> Reference:
    """A row of `references`: what a report does with a place or with another report."""
    relation = crosswalk.RELATIONS.get(row["relation"])
    if relation is None:
        raise InvalidRecord(f"{row['relation']!r} is no relation; known are {', '.join(Relation)}.")
    target = "location" if relation in TO_LOCATION else "target_report"
    return Reference.from_json(
        {
            "id": row["id"],
            "created": created,
            "report": row["report"],
            "relation": relation,
            target: row["target"],
            "locator": row.get("where"),
            "quote": row.get("quote"),
            "method": Method.IMPORTED,
            "note": row.get("notes"),
            "source": source(row["source_url"]),
        },
        f"Reference {row['id']!r}",
    )
