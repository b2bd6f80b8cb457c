"""The names of the locations in a store, as the gazetteer takes them in."""

from collections.abc import Iterator, Mapping
from typing import Any

from imgcat.model.country import country_names
from imgcat.model.names import NameEntry


def name_entries(location: Mapping[str, Any]) -> Iterator[NameEntry]:
    """The names of a location Item; parts that have not the expected type are passed over.

    The province and the country's English name are their context: a query may name the place with them.
    """
    about = location.get("properties")
    names = about.get("ref:names") if isinstance(about, Mapping) else None
    if not isinstance(about, Mapping) or not isinstance(names, list):
        return
    country = _text(about.get("ref:country"))
    context = (_text(about.get("ref:admin")), country_names().get(country or ""))
    for name in names:
        if not isinstance(name, Mapping) or not isinstance(name.get("text"), str):
            continue
        source = name.get("source")
        yield NameEntry(
            location["id"],
            name["text"],
            country=country,
            lang=_text(name.get("lang")),
            script=_text(name.get("script")),
            system=_text(name.get("system")),
            kind=_text(name.get("kind")),
            source=_text(source.get("url") or source.get("citation"))
            if isinstance(source, Mapping)
            else None,
            title=_text(about.get("title")),
            context=tuple(filter(None, context)),
        )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
