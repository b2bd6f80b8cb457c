"""The Fields extension (1.0.0): which members of an item or a collection are returned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from imgcat.model.item import MEMBERS

Path = tuple[str, ...]

_OF_ITEM: tuple[Path, ...] = (
    ("type",),
    ("stac_version",),
    ("id",),
    ("collection",),
    ("geometry",),
    ("bbox",),
    ("links",),
    ("assets",),
    ("properties", "datetime"),
    ("properties", "start_datetime"),
    ("properties", "end_datetime"),
)
_OF_COLLECTION: tuple[Path, ...] = (
    ("type",),
    ("stac_version",),
    ("id",),
    ("description",),
    ("license",),
    ("extent",),
    ("links",),
)
"""What makes a valid Item or Collection: returned where nothing is included by name."""

IDENTIFYING: tuple[Path, ...] = (("type",), ("id",), ("collection",))
"""Returned beside what is included by name: without it nobody could tell which object it is of."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What to return: what is included and nothing else but what identifies the item.

    Where nothing is included, it is the default fields without what is excluded; and where the request does not even
    have the list `include` (None here), everything without what is excluded. A path names a member, and after each dot
    a member of that. Of what is included and excluded the more special path decides, and of equal ones the inclusion.
    """

    include: tuple[Path, ...] | None = None
    exclude: tuple[Path, ...] = ()
    default: tuple[Path, ...] = _OF_ITEM
    """What makes a valid object; returned unless it is excluded."""

    @classmethod
    def of(cls, include: Iterable[str] | None, exclude: Iterable[str]) -> Self:
        return cls(
            None if include is None else tuple(map(_path, include)), tuple(map(_path, exclude))
        )

    @classmethod
    def of_collections(cls, text: str | None) -> Self | None:
        """The members of a collection that a text names, as `of_text` has it."""
        named = cls.of_text(text)
        if named is None:
            return None
        include, exclude = (
            tuple(map(_of_collection, paths or ())) for paths in (named.include, named.exclude)
        )
        return cls(include, exclude, _OF_COLLECTION)

    @classmethod
    def of_text(cls, text: str | None) -> Self | None:
        """Names with commas between, excluded ones after `-`; None when the parameter is not there."""
        if text is None:
            return None
        # In a query string a bare `+` stands for a space.
        names = [name.strip().removeprefix("+") for name in text.split(",") if name.strip()]
        return cls.of(
            (name for name in names if not name.startswith("-")),
            (name[1:] for name in names if name.startswith("-")),
        )

    def select(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """The item with only what is asked for."""
        selected: dict[str, Any] = self._select(item, ())
        return selected

    @property
    def _included(self) -> tuple[Path, ...]:
        if self.include:
            return (*self.include, *(path for path in IDENTIFYING if path not in self.exclude))
        if self.include is None and self.exclude:
            return ((),)
        gone = self.exclude
        return tuple(p for p in self.default if not any(p[: len(out)] == out for out in gone))

    def _select(self, value: Any, path: Path) -> Any:
        if not isinstance(value, Mapping) or not self._decides_below(path):
            return value
        kept = {}
        for name, member in value.items():
            here = (*path, name)
            if self._wanted(here) or self._reaches_below(here):
                kept[name] = self._select(member, here)
        return kept

    def _wanted(self, path: Path) -> bool:
        """Whether the longest path that leads to `path` includes it."""
        included = max((len(p) for p in self._included if path[: len(p)] == p), default=-1)
        excluded = max((len(p) for p in self.exclude if path[: len(p)] == p), default=-1)
        return included >= max(excluded, 0)

    def _reaches_below(self, path: Path) -> bool:
        return any(
            len(p) > len(path) and p[: len(path)] == path and self._wanted(p)
            for p in self._included
        )

    def _decides_below(self, path: Path) -> bool:
        paths = (*self._included, *self.exclude)
        return any(len(p) > len(path) and p[: len(path)] == path for p in paths)


def _of_collection(path: Path) -> Path:
    """A path as one into a collection, which has no properties apart."""
    return path[1:] if path[0] == "properties" and len(path) > 1 else path


def _path(name: str) -> Path:
    """A name as a path; one that is no member of an Item is a property."""
    path = tuple(name.split("."))
    return path if path[0] in MEMBERS else ("properties", *path)
