"""One name of one location, as the gazetteer takes it in."""

from dataclasses import dataclass

from imgcat.model.names import korean
from imgcat.model.names.hangul import is_hangul


@dataclass(frozen=True, slots=True, order=True)
class NameEntry:
    """A name that a source gives a location.

    `location` is the location's id; `country` ISO 3166-1 alpha-3; `lang` BCP 47; `script` ISO 15924; `system` the
    romanisation; `title` the location's title; `context` other words that may rightly stand beside its names in a
    query: its province, its country's name. A comma or parenthesis in a query that none of these words supports
    speaks of another place.
    """

    location: str
    text: str
    country: str | None = None
    lang: str | None = None
    script: str | None = None
    system: str | None = None
    kind: str | None = None
    source: str | None = None
    title: str | None = None
    context: tuple[str, ...] = ()

    @property
    def may_be_korean(self) -> bool:
        """Whether Korean spelling rules apply to the name: elsewhere they would make one of Rafah and Nafah."""
        return (
            (self.country or "").upper() in korean.COUNTRIES
            or (self.lang or "").partition("-")[0].lower() in korean.LANGUAGES
            or (self.system or "").lower() in korean.SYSTEMS
            or any(map(is_hangul, self.text))
        )
