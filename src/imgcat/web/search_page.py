"""The search over names of places, in any script and spelling, and over titles."""

from dataclasses import dataclass

from imgcat.web import addresses, phrases
from imgcat.web.contents import Contents
from imgcat.web.kind import page
from imgcat.web.lines import PlaceLine
from imgcat.web.lists import country_name
from imgcat.web.titles import Title, match_titles, titles

MOST = 50
"""How many places are shown; a name that fits more of them is too short to mean one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found: the name of it that fits best, who gives that name, why it fits, and how well (0-100)."""

    place: PlaceLine
    country: str
    name: str
    lang: str | None
    script: str | None
    source: str | None
    why: str
    score: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked, and what was found, best first."""

    q: str
    hits: tuple[Hit, ...]
    titles: tuple[Title, ...]


def search_page(contents: Contents, q: str) -> SearchPage:
    """Look a name up. Raises InvalidRequest when it is too long to be one."""
    asked = q.strip()
    found = contents.gazetteer.match(asked, limit=MOST) if asked else []
    return SearchPage(
        q=asked,
        hits=tuple(
            Hit(
                place=contents.place[match.location],
                country=country_name(match.entry.country),
                name=match.entry.text,
                lang=match.entry.lang,
                script=match.entry.script,
                source=match.entry.source,
                why=phrases.MATCH[match.kind],
                score=match.score,
            )
            for match in found
        ),
        titles=tuple(match_titles(asked, titles(contents))[:MOST]),
    )


KIND = page(
    addresses.SEARCH,
    "search.html",
    lambda site, values: search_page(site.contents, values.get("q", "")),
    asks=("q",),
    scripts=("search-page.js",),
)
