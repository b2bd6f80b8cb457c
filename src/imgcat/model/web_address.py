"""When two web addresses lead to one page."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src|cmpid|ocid", re.I)
_INDEX = re.compile(r"/(?:index\.(?:html?|php)|amp)?/?$", re.IGNORECASE)


def page_key(url: str) -> str:
    """What the addresses of one page share: no scheme, `www.`, fragment, last slash or parameters of tracking.

    An address that cannot be taken apart is its own key.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url.strip()
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    ]
    place = f"{host}:{port}" if port not in (None, 80, 443) else host
    asked = f"?{urlencode(sorted(query))}" if query else ""
    return place + _INDEX.sub("", unquote(parts.path)) + asked


def host_of(url: str) -> str | None:
    """The host of an address without `www.`; None where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
