"""Templates into HTML. Everything that comes from a record is escaped."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from imgcat import __version__
from imgcat.catalog.changes import DONE
from imgcat.export.described import SINGULAR
from imgcat.web import addresses, dates, language, phrases
from imgcat.web.assets import ASSETS, asset
from imgcat.web.footnotes import Footnotes
from imgcat.web.formats import formats_beside
from imgcat.web.tile_layers import TileLayer, as_json


def within_html(value: object) -> Markup:
    """JSON that can stand in a `<script>` of data: nothing in it can end the element."""
    text = orjson.dumps(value).decode()
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - no markup is left in it


FINDER = tuple(
    f"names/{name}.js"
    for name in ("folding", "korean", "spelling", "scoring", "gazetteer", "titles")
)
"""Those that a page loads when somebody begins to search, in order."""

_ENVIRONMENT = Environment(
    loader=PackageLoader("imgcat.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_ENVIRONMENT.filters |= {
    "web_address": addresses.web_address,
    "in_words": dates.in_words,
    "host": addresses.host,
    "language": language.language,
    "label": phrases.label,
    "distance": phrases.distance,
    "count": phrases.count,
    "source_kind": phrases.SOURCE_KIND.__getitem__,
    "sentence": phrases.sentence,
    "change": DONE.__getitem__,
    "modality": phrases.MODALITY.__getitem__,
    "access": phrases.ACCESS.__getitem__,
    "access_short": lambda word: phrases.ACCESS_SHORT.get(word, word),
    "mission": phrases.mission,
    "singular": SINGULAR.__getitem__,
    "within_html": within_html,
}
_ENVIRONMENT.globals |= {
    "addresses": addresses,
    "language_tag": language.tag,
    "language_direction": language.direction,
    "language_described": language.described,
    "asset": asset,
    "formats_beside": formats_beside,
    "finder_scripts": FINDER,
}


def _version() -> str:
    """A short digest of the package's version, the templates and the addresses of the files that they link to."""
    digest = sha256(" ".join((__version__, *(each.address for each in ASSETS.values()))).encode())
    for name in _ENVIRONMENT.list_templates():
        digest.update(files("imgcat.web").joinpath("templates", name).read_bytes())
    return digest.hexdigest()[:12]


def policy(image_origins: Iterable[str] = ()) -> str:
    """The Content-Security-Policy that stands in every page: no inline script, and nothing from any other host but
    pictures from those that the operator names."""
    images = " ".join(("'self'", "data:", *image_origins))
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; "
        "connect-src 'none'; base-uri 'none'; form-action 'self'"
    )


SCRIPTS = ("imgcat.js", "finder.js")
"""The files of `static` that every page loads."""

VERSION = _version()
"""Changes when a page may look different though the catalog is the same."""


def rendered(
    template: str,
    path: str,
    *,
    root: str | None = None,
    scripts: Iterable[str] = (),
    layers: Sequence[TileLayer] = (),
    image_origins: Iterable[str] = (),
    **view: Any,
) -> str:
    """The page that stands at `path`, relative to the root of the site; its links are relative to it.

    `root` is where they lead instead, for what is shown in place of a page: a path with a slash at its end. The page
    loads some `scripts` of `static` beside those of every page. Its maps offer tile `layers` beside the basemap.
    """
    url = partial(addresses.relative, start=path) if root is None else root.__add__
    context: Mapping[str, Any] = {
        **view,
        "policy": policy(image_origins),
        "tile_layers": as_json(layers),
        "scripts": (*SCRIPTS, *scripts),
        "url": url,
        "footnotes": Footnotes(),
    }
    return _ENVIRONMENT.get_template(template).render(context)
