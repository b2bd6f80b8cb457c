"""The files from which pages search as one types: all names of places, all titles, and what their letters mean.

`search/index.js` lists the others. Places come most cited first, a thousand a file, so that a large catalog can be
searched before all of it is there. The scripts of pages fold and match by the rules of `imgcat.model.names`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from imgcat.errors import NotFound
from imgcat.model.country import country_names
from imgcat.model.names import NameEntry
from imgcat.model.names.tables import tables
from imgcat.web import language, phrases
from imgcat.web.contents import Contents
from imgcat.web.kind import Values, data_script
from imgcat.web.lines import PlaceLine
from imgcat.web.site import Site
from imgcat.web.titles import titles

Each = TypeVar("Each")

PART = 1_000
"""How many places or titles one file holds."""


def _index(site: Site) -> dict[str, Any]:
    """The names of the other files, the words for why a name matched, and what matching looks up."""
    return {
        "parts": [values["part"] for values in _parts(site)],
        "match": {str(kind): words for kind, words in phrases.MATCH.items()} | _TYPED,
        "tables": tables(entry.text for entry in site.contents.names),
    }


_TYPED = {"begins": "begins so", "word": "a word of it begins so"}
"""Why a name that is still being typed may be meant."""


def _parts(site: Site) -> Iterator[Values]:
    contents = site.contents
    for kind, number in (("places", len(contents.places)), ("titles", len(titles(contents)))):
        for part in range(1, -(-number // PART) + 1):
            yield {"part": f"{kind}-{part}"}


def _part(site: Site, values: Values) -> Any:
    """One of the files. Raises NotFound."""
    kind, _, number = values["part"].partition("-")
    if kind not in _MADE or not number.isdecimal():
        raise NotFound(f"There is no file {values['part']!r:.60} of names or titles.")
    return _MADE[kind](site.contents, int(number))


def _places(contents: Contents, number: int) -> dict[str, Any]:
    """Some places. What many of their names share is said once, and referred to by its number."""
    some = _some(sorted(contents.places, key=_prominence), number)
    names: dict[str, list[NameEntry]] = {line.id: [] for line in some}
    for entry in contents.names:
        if entry.location in names:
            names[entry.location].append(entry)
    uses, sources = _Numbers(), _Numbers()
    codes = sorted({line.country for line in some if line.country})
    return {
        "places": [_place(line, names[line.id], uses, sources) for line in some],
        "uses": [_use(*each) for each in uses],
        "sources": list(sources),
        "countries": {code: country_names().get(code, code) for code in codes},
    }


def _prominence(line: PlaceLine) -> tuple[int, str]:
    return -(line.reports + line.pictures), line.id


def _place(
    line: PlaceLine, names: Sequence[NameEntry], uses: "_Numbers", sources: "_Numbers"
) -> list[Any]:
    named = [
        [
            entry.text,
            uses.number((entry.lang, entry.script, entry.system, entry.kind)),
            sources.number(entry.source),
        ]
        for entry in names
    ]
    types = ", ".join(map(phrases.label, line.types))
    weight = line.reports + line.pictures
    return [line.id, line.title, line.lang, line.country, line.admin, types, weight, named]


def _use(lang: str | None, script: str | None, system: str | None, kind: str | None) -> list[Any]:
    """Language, script, romanisation and kind of a name; how it is marked up, and what to call it."""
    return [
        lang,
        script,
        system,
        kind,
        language.tag(lang, script),
        language.direction(lang, script),
        language.described(lang, script, system),
    ]


def _titles(contents: Contents, number: int) -> list[list[Any]]:
    """Some titles."""
    return [
        [each.kind, each.text, each.href, each.lang, each.about]
        for each in _some(titles(contents), number)
    ]


def _some(everything: Sequence[Each], number: int) -> Sequence[Each]:
    return everything[(number - 1) * PART : number * PART]


_MADE: Mapping[str, Callable[[Contents, int], Any]] = {"places": _places, "titles": _titles}


class _Numbers:
    """Values, each once, in the order in which they were first seen."""

    def __init__(self) -> None:
        self._seen: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self._seen.setdefault(value, len(self._seen))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._seen)


INDEX = data_script("search/index.js", lambda _: "search", lambda site, _: _index(site))
PARTS = data_script("search/{part}.js", lambda values: f"search/{values['part']}", _part, _parts)
