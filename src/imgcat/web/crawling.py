"""Files for those who read whole sites, and the page for what is not there: sitemaps, robots.txt, 404.html."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from imgcat.errors import NotFound
from imgcat.web.kind import HTML, Kind, Values, once
from imgcat.web.rendering import rendered
from imgcat.web.site import Site

MOST = 50_000
"""Addresses in one sitemap (https://www.sitemaps.org/protocol.html)."""

_XML = "application/xml"
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def crawling(pages: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds of file that list the addresses of all other pages."""

    def addresses(site: Site) -> Iterator[str]:
        return (path for kind in pages for path, _ in kind.paths(site))

    def count(site: Site) -> int:
        return sum(1 for _ in addresses(site))

    def numbered(site: Site) -> Iterator[Values]:
        return ({"number": str(number)} for number in range(1, -(-site.once(count) // MOST) + 1))

    def index(site: Site, _: Values) -> Iterable[bytes]:
        yield _head("sitemapindex")
        for values in numbered(site):
            yield f"<sitemap><loc>{site.base}/sitemap-{values['number']}.xml</loc></sitemap>\n".encode()
        yield b"</sitemapindex>\n"

    def sitemap(site: Site, values: Values) -> Iterable[bytes]:
        if values not in numbered(site):
            raise NotFound(f"There is no sitemap {values['number']!r:.20}.")
        first = (int(values["number"]) - 1) * MOST
        yield _head("urlset")
        for path in islice(addresses(site), first, first + MOST):
            address = escape(f"{site.base}/{quote(path)}")
            yield f"<url><loc>{address}</loc></url>\n".encode()
        yield b"</urlset>\n"

    return (
        Kind("sitemap.xml", _XML, index, once),
        Kind("sitemap-{number}.xml", _XML, sitemap, numbered),
        Kind("robots.txt", "text/plain; charset=utf-8", _robots, once),
        Kind("404.html", HTML, _missing, once),
    )


def _head(name: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SPACE}">\n'.encode()


def _robots(site: Site, _: Values) -> Iterable[bytes]:
    yield f"User-agent: *\nAllow: /\nSitemap: {site.base}/sitemap.xml\n".encode()


def _missing(site: Site, _: Values) -> Iterable[bytes]:
    """Hosts show it at any address, so its links start at the root of the host."""
    yield rendered(
        "error.html",
        "404.html",
        root=f"{urlsplit(site.base).path}/",
        title="Not found",
        message="There is no page at this address.",
        live=site.live,
    ).encode()
