"""The lists of gaps: places without a recent report, and pictures without a public scene near their date."""

from dataclasses import dataclass
from datetime import timedelta

from imgcat.errors import NotFound
from imgcat.model.identifiers import REFERENCES
from imgcat.questions.nearby import Nearness
from imgcat.web.contents import Contents
from imgcat.web.kind import Values, page
from imgcat.web.lines import CitedLine, PlaceLine
from imgcat.web.listing import scene_collections
from imgcat.web.lists import PAGE, numbers, page_number, pages_of
from imgcat.web.site import Site

YEARS = 3
"""A place is listed when it has had no report for so long."""
DAYS = 10
"""A picture is listed when no public scene of its place is so near."""
EXAMINED = 200
"""How many pictures one page looks at: each is a search."""


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """Places whose last report is older than `since`, a civil date; oldest first, those without any report first."""

    lines: tuple[PlaceLine, ...]
    since: str | None
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PicturesPage:
    """Pictures without a scene near them, each with the reason where none could be looked for; of so many examined."""

    lines: tuple[tuple[CitedLine, str | None], ...]
    examined: int
    total: int
    page: int
    pages: int
    contents: Contents


def places_page(site: Site, values: Values) -> PlacesPage:
    """Put a page of the list of places together. Raises NotFound."""
    since, lines = site.once(_places)
    number = page_number(values)
    if number > pages_of(lines):
        raise NotFound(f"The list has {pages_of(lines)} pages; there is no page {number}.")
    some = lines[(number - 1) * PAGE : number * PAGE]
    return PlacesPage(some, since, len(lines), number, pages_of(lines))


def _places(site: Site) -> tuple[str | None, tuple[PlaceLine, ...]]:
    """Counted back from the newest report, not from today: the same catalog has the same gaps tomorrow."""
    places = site.contents.places
    newest = max((line.last for line in places if line.last), default=None)
    since = f"{int(newest[:4]) - YEARS:04}{newest[4:]}" if newest else None
    # `2024` sorts before `2024-03-05`, but it may be the later of the two: "~" is after all digits.
    old = (line for line in places if not (line.last and since and f"{line.last}~" >= since))
    return since, tuple(sorted(old, key=lambda line: (line.last or "", line.title.casefold())))


def pictures_page(site: Site, values: Values) -> PicturesPage:
    """Put a page of the list of pictures together. Raises NotFound."""
    contents = site.contents
    number = page_number(values)
    if number > _pages(site):
        raise NotFound(f"The list has {_pages(site)} pages; there is no page {number}.")
    some = contents.pictures[(number - 1) * EXAMINED : number * EXAMINED]
    near = Nearness(site.store, tuple(scene_collections(site)), timedelta(days=DAYS))
    found = ((line, near.of(site.store.item(REFERENCES, line.id))) for line in some)
    return PicturesPage(
        lines=tuple((line, picture.reason) for line, picture in found if not picture.scenes),
        examined=len(some),
        total=len(contents.pictures),
        page=number,
        pages=_pages(site),
        contents=contents,
    )


def _pages(site: Site) -> int:
    return max(1, -(-len(site.contents.pictures) // EXAMINED))


PLACES = page(
    "gaps{page}.html",
    "gaps.html",
    places_page,
    lambda site: numbers(pages_of(site.once(_places)[1])),
)
PICTURES = page(
    "gaps/pictures{page}.html",
    "gaps_pictures.html",
    pictures_page,
    lambda site: numbers(_pages(site)),
)
