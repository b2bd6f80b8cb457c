"""Report: an analysis, news item, dataset or official statement that says something about places."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints

from imgcat.model.change import Change
from imgcat.model.identifiers import REPORTS, SCIENTIFIC_URI
from imgcat.model.item import Json, item, properties_of
from imgcat.model.record import Record, RecordId, Text
from imgcat.model.source import Source
from imgcat.model.vocabulary import ReportKind
from imgcat.model.when import FIRST_SATELLITE, When, times, timestamp


class Report(Record):
    """A published document. `title_described` marks a title that is a description, where the real one was not seen.

    `published` is its publication date; `language` BCP 47; `rights` what it says of its licence; `summary` is in the
    catalog's own words; `created` is when the record was entered (UTC).
    """

    id: RecordId
    created: datetime
    title: Text
    title_described: bool = False
    kind: ReportKind
    authors: tuple[Text, ...] = ()
    publisher: Text | None = None
    series: Text | None = None
    part: Annotated[int, Field(ge=1)] | None = None
    published: When
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9-]+)?$")] | None = (
        None
    )
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    rights: Text | None = None
    summary: Text | None = None
    note: Text | None = None
    sources: tuple[Source, ...] = ()
    changes: tuple[Change, ...] = ()

    def to_item(self) -> Json:
        """The STAC Item: what is authored, and what follows from it alone."""
        return item(
            REPORTS,
            self.id,
            {
                "title": self.title,
                "description": self.summary,
                **times(self.published.window() or (FIRST_SATELLITE, self.created)),
                "created": timestamp(self.created),
                "ref:title_described": self.title_described or None,
                "ref:kind": self.kind,
                "ref:authors": list(self.authors),
                "ref:publisher": self.publisher,
                "ref:series": self.series,
                "ref:part": self.part,
                "ref:when": self.published.to_json(),
                "ref:date": self.published.value,
                "ref:date_precision": self.published.precision,
                "ref:language": self.language,
                "ref:url": self.url,
                "sci:doi": self.doi,
                "ref:rights": self.rights,
                "ref:note": self.note,
                "ref:sources": [source.to_json() for source in self.sources],
                "ref:changes": [change.to_json() for change in self.changes],
            },
            None,
            [SCIENTIFIC_URI] if self.doi else [],
        )

    @classmethod
    def from_item(cls, stac_item: Mapping[str, Any]) -> Self:
        """Read a report back from its Item. Raises InvalidRecord."""
        properties = properties_of(stac_item, REPORTS)
        return cls.from_json(
            {
                "id": stac_item.get("id"),
                "created": properties.get("created"),
                "title": properties.get("title"),
                "title_described": properties.get("ref:title_described", False),
                "kind": properties.get("ref:kind"),
                "authors": properties.get("ref:authors", []),
                "publisher": properties.get("ref:publisher"),
                "series": properties.get("ref:series"),
                "part": properties.get("ref:part"),
                "published": properties.get("ref:when"),
                "language": properties.get("ref:language"),
                "url": properties.get("ref:url"),
                "doi": properties.get("sci:doi"),
                "rights": properties.get("ref:rights"),
                "summary": properties.get("description"),
                "note": properties.get("ref:note"),
                "sources": properties.get("ref:sources", []),
                "changes": properties.get("ref:changes", []),
            },
            f"Report {stac_item.get('id')!r}",
        )
