"""The files from which pages search as one types: all names of places, all titles, and what their letters mean.

`search/index.js` lists the others. Places come most cited first, some thousands a file, so that a large catalog can be
searched before all of it is there. The scripts of pages fold and match by the rules of `imgcat.model.names`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeVar

import orjson

from imgcat.model.country import country_names
from imgcat.model.names import NameEntry
from imgcat.model.names.tables import tables
from imgcat.web import language, phrases
from imgcat.web.contents import Contents
from imgcat.web.lines import PlaceLine
from imgcat.web.titles import titles

Each = TypeVar("Each")

INDEX = "search/index.js"
"""Where the list of the files is, relative to the root of the site."""

PART = 2_000
"""How many places or titles one file holds."""


def search_files(contents: Contents) -> Mapping[str, bytes]:
    """Every file by its address, relative to the root of the site."""
    parts = {
        f"search/{kind}-{number}.js": (kind, number, body)
        for kind, found in (("places", _places(contents)), ("titles", _titles(contents)))
        for number, body in enumerate(found, 1)
    }
    files = {
        address: _script(f"{kind}-{number}", body)
        for address, (kind, number, body) in parts.items()
    }
    index = {
        "parts": [
            {
                "kind": kind,
                "name": f"{kind}-{number}",
                "file": f"{address}?v={sha256(files[address]).hexdigest()[:12]}",
            }
            for address, (kind, number, _) in parts.items()
        ],
        "match": {str(kind): words for kind, words in phrases.MATCH.items()},
        "tables": tables(entry.text for entry in contents.names),
    }
    return {INDEX: _script("search", index), **files}


def _script(name: str, data: Any) -> bytes:
    """A file that hands data to the page's scripts."""
    return b"imgcat.receive(%b, %b);\n" % (orjson.dumps(name), orjson.dumps(data))


def _places(contents: Contents) -> Iterator[dict[str, Any]]:
    """Places in files. What many names share is said once a file, and named by its number."""
    names: dict[str, list[NameEntry]] = defaultdict(list)
    for entry in contents.names:
        names[entry.location].append(entry)
    for some in _batches(sorted(contents.places, key=_prominence)):
        uses, sources = _Numbers(), _Numbers()
        places = [_place(line, names[line.id], uses, sources) for line in some]
        codes = {line.country for line in some} - {None}
        countries = {
            code: country_names().get(code or "", code) for code in sorted(map(str, codes))
        }
        yield {
            "places": places,
            "uses": [_use(*each) for each in uses],
            "sources": list(sources),
            "countries": countries,
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


def _titles(contents: Contents) -> Iterator[list[list[Any]]]:
    for some in _batches(titles(contents)):
        yield [[each.kind, each.text, each.href, each.lang, each.about] for each in some]


def _batches(everything: Sequence[Each]) -> Iterator[Sequence[Each]]:
    return (everything[start : start + PART] for start in range(0, len(everything), PART))


class _Numbers:
    """Values, each once, in the order in which they were first seen."""

    def __init__(self) -> None:
        self._seen: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self._seen.setdefault(value, len(self._seen))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._seen)
