"""Where a link of a static catalog leads: to a file of the same folder, or away from it."""

import os
import posixpath
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit


class Away(Enum):
    """Why a link does not lead to a file that may be read."""

    REMOTE = "leads to the network"
    OUTSIDE = "leads out of the catalog's folder"
    DANGLING = "leads to a file that is not there"


@dataclass(frozen=True, slots=True)
class Tree:
    """A catalog's folder, with symbolic links resolved; only files inside it are ever read."""

    root: Path

    def target(self, href: object, source: Path, source_address: str | None) -> Path | Away:
        """The file that `href` in the file `source` means.

        A published catalog often links by absolute addresses to what also stands beside it. So an address on the host
        of the file's own `self` link is read as a path from that file; any other address is not followed.
        """
        if not isinstance(href, str) or not href or "\0" in href:
            return Away.DANGLING
        try:
            parts = urlsplit(href)
        except ValueError:
            return Away.DANGLING
        path = parts.path
        if parts.scheme or parts.netloc:
            here = urlsplit(source_address or "")
            if not _same_host(parts, here):
                return Away.REMOTE
            path = posixpath.relpath(path or "/", posixpath.dirname(here.path) or "/")
        found = Path(os.path.realpath(source.parent / unquote(path)))
        if not found.is_relative_to(self.root):
            return Away.REMOTE if parts.netloc else Away.OUTSIDE
        try:
            exists = found.is_file()
        except OSError:
            exists = False
        if exists:
            return found
        return Away.REMOTE if parts.netloc else Away.DANGLING


def _same_host(one: SplitResult, other: SplitResult) -> bool:
    return (one.scheme, one.netloc) == (other.scheme, other.netloc)
