"""Ids in the style of the catalog, that no record has yet."""

import re
from collections.abc import Container, Sequence
from itertools import takewhile

from imgcat.ingest.documents.document import Document
from imgcat.ingest.draft.known import most_common
from imgcat.model.location import Location
from imgcat.model.names import latin
from imgcat.model.report import Report
from imgcat.model.web_address import host_of

_LONGEST = 80
_ARTICLES = "a an and at de del el in la las los of on the to un una y"
_SMALL_WORDS = frozenset(_ARTICLES.split())


def report_id(
    document: Document, siblings: Sequence[Report], place: Location | None, taken: Container[str]
) -> str:
    """`38n-sohae-2026-05-04`: who published it, the place it is about (or its title's first words), and when."""
    title = document.title.value if document.title else "report"
    words = [word for word in re.split(r"\W+", title) if word.casefold() not in _SMALL_WORDS]
    subject = _without_country(place) if place else slug(" ".join(words[:4]))
    parts = [_prefix(document, siblings), subject]
    if document.published:
        parts.append(document.published.value)
    return unused("-".join(filter(None, parts))[:_LONGEST].strip("-") or "report", taken)


def unused(wanted: str, taken: Container[str]) -> str:
    """The id itself, or with the first number behind it that makes it new."""
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def slug(text: str) -> str:
    """A text in the letters of an id."""
    return "-".join(filter(None, (latin(word) for word in re.split(r"[^\w']+", text))))[:60].strip(
        "-"
    )


def _without_country(place: Location) -> str:
    return place.id.removeprefix(f"{(place.country or '').lower()}-")


def _prefix(document: Document, siblings: Sequence[Report]) -> str:
    """What the ids of the publisher's reports begin with; of a publisher that is new, the name of its site."""
    starts = [re.sub(r"-(?=\d).*$", "", report.id).split("-") for report in siblings]
    # The last part of an id is its place or subject.
    columns = zip(*(start[:-1] or start for start in starts), strict=False)
    if shared := [column[0] for column in takewhile(lambda each: len(set(each)) == 1, columns)]:
        return "-".join(shared)
    if starts:
        return most_common(start[0] for start in starts) or ""
    host = host_of(document.url.value) if document.url else None
    if host:
        labels = [
            label for label in host.split(".")[:-1] if label not in ("www", "co", "com", "org")
        ]
        return slug(labels[-1]) if labels else slug(host)
    return slug(document.publisher.value.split()[0]) if document.publisher else ""
