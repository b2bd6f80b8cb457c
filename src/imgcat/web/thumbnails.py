"""Previews of scenes from hosts that the operator names. Without any, pages ask nothing of other hosts."""

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from imgcat.errors import ImgcatError
from imgcat.model.item import Json

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")


def origins(texts: Iterable[str]) -> tuple[str, ...]:
    """Hosts as `https://example.org`, each once. Raises ImgcatError for anything else."""
    found = dict.fromkeys(text.rstrip("/").lower() for text in texts)
    for each in found:
        if not _ORIGIN.fullmatch(each):
            raise ImgcatError(
                f"Thumbnails come from hosts such as https://example.org, without a path; found {each!r:.100}."
            )
    return tuple(found)


def thumbnail(scene: Json, allowed: Collection[str]) -> str | None:
    """The address of a scene's preview, if it is on a host that is allowed."""
    assets = scene.get("assets")
    for asset in assets.values() if isinstance(assets, dict) else ():
        if isinstance(asset, dict) and "thumbnail" in (asset.get("roles") or ()):
            href = asset.get("href")
            if isinstance(href, str) and _origin(href) in allowed:
                return href
    return None


def _origin(href: str) -> str | None:
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}".lower()
