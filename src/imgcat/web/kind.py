"""A kind of page or file: one pattern of addresses, what stands there, and how all its addresses are listed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import orjson

from imgcat.web.rendering import rendered
from imgcat.web.site import Site

Values = Mapping[str, str]
"""What stands in the fields of a pattern, decoded; of a page on the server also what the query string asks."""

HTML = "text/html; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"

_FIELD = re.compile(r"\{(\w+)\}")
_MATCHES = {"path": r".+", "word": r"[^/.]+", "page": r"(?:\.(?:[2-9]|[1-9][0-9]{1,8}))?"}
"""What a field matches: by its name, or else one segment of a path. `page` is empty, or `.2`, `.3`, ...; a `word` has
no dot, so that such a number can stand behind it."""


@dataclass(frozen=True)
class Kind:
    """What stands at the addresses of a pattern such as `locations/{id}.html`, relative to the root of the site.

    `body` makes it from the site and the values of the pattern's fields; it raises NotFound where there is nothing.
    `listed` gives the values of every address that there is: the static site is written from it. `asks` are the
    parameters of a query string that a server hands on.
    """

    pattern: str
    media_type: str
    body: Callable[[Site, Values], Iterable[bytes]]
    listed: Callable[[Site], Iterable[Values]]
    asks: tuple[str, ...] = ()

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        parts = _FIELD.split(self.pattern)
        literal, fields = parts[::2], parts[1::2]
        made = "".join(
            re.escape(text) + (f"(?P<{name}>{_MATCHES.get(name, '[^/]+')})" if name else "")
            for text, name in zip(literal, [*fields, ""], strict=True)
        )
        return re.compile(made)

    def match(self, path: str) -> Values | None:
        """The values of the fields in an address without a leading slash, decoded; None when it is of another kind."""
        found = self._regex.fullmatch(path)
        return found.groupdict() if found else None

    def path(self, values: Values) -> str:
        """The file at which it stands in a static site, relative to its root."""
        return _FIELD.sub(lambda field: values[field[1]], self.pattern)

    def paths(self, site: Site) -> Iterator[tuple[str, Values]]:
        """Every file of the kind."""
        for values in self.listed(site):
            yield self.path(values), values


def once(_: Site) -> Iterable[Values]:
    """The listing of what stands at one address."""
    return ({},)


def page(
    pattern: str,
    template: str,
    view: Callable[[Site, Values], object],
    listed: Callable[[Site], Iterable[Values]] = once,
    *,
    asks: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
) -> Kind:
    """A kind of page: `view` makes what the template shows; `scripts` are files of `static` that it loads."""

    def body(site: Site, values: Values) -> Iterable[bytes]:
        shown = view(site, values)
        path = _FIELD.sub(lambda field: values[field[1]], pattern)
        yield rendered(
            template,
            path,
            view=shown,
            live=site.live,
            scripts=scripts,
            layers=site.tile_layers,
            image_origins=site.image_origins,
        ).encode()

    return Kind(pattern, HTML, body, listed, asks)


def data_script(
    pattern: str,
    name: Callable[[Values], str],
    data: Callable[[Site, Values], object],
    listed: Callable[[Site], Iterable[Values]] = once,
) -> Kind:
    """A kind of file that hands data to the scripts of pages, as `imgcat.receive("name", {...})`.

    It is a script, not JSON: browsers load no JSON for a page that was opened from a disk.
    """

    def body(site: Site, values: Values) -> Iterable[bytes]:
        held = orjson.dumps(data(site, values))
        yield b"".join((b"imgcat.receive(", orjson.dumps(name(values)), b",", held, b");\n"))

    return Kind(pattern, SCRIPT, body, listed)
