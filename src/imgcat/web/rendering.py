"""Templates into HTML. Everything that comes from a record is escaped."""

from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from imgcat import __version__
from imgcat.catalog.changes import DONE
from imgcat.web import addresses, dates, language, phrases
from imgcat.web.assets import ASSETS, asset

_ENVIRONMENT = Environment(
    loader=PackageLoader("imgcat.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
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
}
_ENVIRONMENT.globals |= {
    "addresses": addresses,
    "language_tag": language.tag,
    "language_direction": language.direction,
    "language_described": language.described,
    "asset": asset,
}


def _version() -> str:
    """A short digest of the package's version, the templates and the addresses of the files that they link to."""
    digest = sha256(" ".join((__version__, *(each.address for each in ASSETS.values()))).encode())
    for name in _ENVIRONMENT.list_templates():
        digest.update(files("imgcat.web").joinpath("templates", name).read_bytes())
    return digest.hexdigest()[:12]


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'none'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy that stands in every page: no inline script, nothing from any other host."""

SCRIPTS = ("imgcat.js",)
"""The files of `static` that every page loads."""

VERSION = _version()
"""Changes when a page may look different though the catalog is the same."""


def rendered(template: str, path: str, *, scripts: Iterable[str] = (), **view: Any) -> str:
    """The page that stands at `path`, relative to the root of the site; its links are relative to it.

    It loads some `scripts` of `static` beside those of every page.
    """
    context: Mapping[str, Any] = {
        **view,
        "policy": POLICY,
        "scripts": (*SCRIPTS, *scripts),
        "url": partial(addresses.relative, start=path),
    }
    return _ENVIRONMENT.get_template(template).render(context)
