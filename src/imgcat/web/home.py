"""The home page: what the catalog holds, and the ways into it."""

from collections import Counter
from dataclasses import dataclass

from imgcat.model.item import Json
from imgcat.model.vocabulary import ReportKind
from imgcat.web import addresses, phrases
from imgcat.web.contents import CollectionLine
from imgcat.web.groups import GROUPINGS
from imgcat.web.kind import page
from imgcat.web.lines import ReportLine
from imgcat.web.linked_data import catalog_data
from imgcat.web.lists import locations_by_country
from imgcat.web.site import Site

NEWEST = 12
"""How many reports stand on the home page."""


@dataclass(frozen=True, slots=True)
class Home:
    """All that the home page shows."""

    counts: tuple[tuple[str, str], ...]
    newest: tuple[ReportLine, ...]
    countries: tuple[tuple[str, int, int, str], ...]
    kinds: tuple[tuple[str, int], ...]
    ways: tuple[tuple[str, str], ...]
    collections: tuple[CollectionLine, ...]
    linked: Json


_WAYS = (
    *((grouping.title, grouping.address) for grouping in GROUPINGS),
    ("Public scenes", addresses.SCENES),
    ("Gaps", "gaps.html"),
    ("Conflicts", "conflicts.html"),
    ("Corrections", "corrections.html"),
)


def home(site: Site) -> Home:
    """Put the home page together."""
    contents = site.contents
    kinds = Counter(line.kind for line in contents.reports if line.kind)
    return Home(
        counts=tuple(
            (f"{number:,}", noun if number != 1 else singular)
            for number, singular, noun in (
                (len(contents.places), "location", "locations"),
                (len(contents.reports), "report", "reports"),
                (contents.references, "reference", "references"),
                (len(contents.pictures), "picture cited", "pictures cited"),
                (contents.scenes, "public scene", "public scenes"),
            )
        ),
        newest=tuple(line for line in contents.reports if line.date)[:NEWEST],
        countries=locations_by_country(contents).index,
        kinds=tuple(
            (phrases.REPORT_KINDS[kind], kinds[kind]) for kind in ReportKind if kinds[kind]
        ),
        ways=_WAYS,
        collections=contents.collections,
        linked=catalog_data(site),
    )


KIND = page(addresses.HOME, "home.html", lambda site, _: home(site))
