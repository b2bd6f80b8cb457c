"""The page of a reference: one statement of a report, with its evidence."""

from dataclasses import dataclass

from imgcat.model.identifiers import REFERENCES
from imgcat.model.reference import Reference
from imgcat.web import addresses
from imgcat.web.kind import page
from imgcat.web.linked_data import linked_data
from imgcat.web.listing import files_of
from imgcat.web.reading import parsed, record_id
from imgcat.web.site import Site
from imgcat.web.statements import PictureLine, Statement, lines_of, pictures, statements
from imgcat.web.take_away import TakeAway, take_away


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """All that the page of a reference shows. `successor` is the page of the one that takes its place."""

    reference: Reference
    statement: Statement
    pictures: tuple[PictureLine, ...]
    successor: str | None
    beside: str
    linked: dict[str, object]
    take: TakeAway

    @property
    def title(self) -> str:
        """What it says, in short."""
        said = self.statement
        by = said.report.publisher or said.report.title
        return f"{by} {said.phrase} {said.target.title}"


def reference_page(site: Site, reference_id: str) -> ReferencePage:
    """Put the page of a reference together. Raises NotFound, and InvalidRecord when the Item is none."""
    stored = site.store.item(REFERENCES, reference_id)
    item = parsed(stored)
    reference = Reference.from_item(item)
    (statement,) = statements([reference], *lines_of(site.store, [reference]))
    successor = reference.replaced_by
    return ReferencePage(
        reference=reference,
        statement=statement,
        pictures=tuple(pictures([statement], {reference.id: item["properties"]})),
        successor=addresses.reference(successor) if successor else None,
        beside=addresses.reference(reference_id),
        linked=linked_data(site, stored),
        take=take_away(site, stored),
    )


KIND = page(
    "references/{id}.html",
    "reference.html",
    lambda site, values: reference_page(site, record_id(values)),
    lambda site: files_of(site, REFERENCES),
    scripts=("copy.js",),
)
