"""A review as Markdown, as GitHub and others show it beside a pull request."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from imgcat.catalog.changes import Changed
from imgcat.catalog.derived import reference_title
from imgcat.catalog.records import Ties
from imgcat.catalog.review.difference import Difference, Edit, Fate
from imgcat.catalog.review.review import Review
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.source import Source
from imgcat.model.tombstone import Tombstone

LONGEST = 160
"""Characters of a value that are shown."""

_MARKUP = re.compile(r"[\\`*_\[\]<>|#~]")
_NAMES = {"locations": "Locations", "reports": "Reports", "references": "References"}


def markdown(review: Review, maps: Mapping[str, str]) -> str:
    """The review; `maps` says by id of a location where its picture is, relative to the report."""
    lines = [
        f"# What changes against {_text(review.name)} ({review.against.commit})",
        "",
        _summary(review),
        "",
        *_section("A second reviewer is needed", _flags(review)),
        *_section("What may be recorded twice", _suspicions(review)),
        *_section("What the check says", (f"- {_text(str(each))}" for each in review.findings)),
        *_section(
            "Files of the revision that could not be read", map(_code, review.against.unreadable)
        ),
    ]
    titles = _Titles(Ties(review.against.records), Ties(review.records))
    for collection in RECORD_COLLECTIONS:
        own = [each for each in review.changes if each.collection == collection]
        for fate in Fate:
            told = (
                line for each in own if each.fate is fate for line in _record(each, titles, maps)
            )
            lines += _section(f"{_NAMES[collection]} {fate}", told)
    for what, scenes in (
        ("added", review.scenes_added),
        ("changed", review.scenes_changed),
        ("removed", review.scenes_removed),
    ):
        told = (f"- {_code('/'.join(scene))}" for scene in scenes)
        lines += _section(f"Scenes {what}", told)
    return "\n".join(lines).rstrip("\n") + "\n"


def _summary(review: Review) -> str:
    counts = Counter((each.collection, each.fate) for each in review.changes)
    told = [
        f"{count} {collection if count > 1 else collection.removesuffix('s')} {fate}"
        for (collection, fate), count in sorted(counts.items())
    ]
    scenes = len(review.scenes_added) + len(review.scenes_changed) + len(review.scenes_removed)
    if scenes:
        told.append(f"{scenes} {'scenes' if scenes > 1 else 'scene'} added, changed or removed")
    return f"{', '.join(told)}." if told else "No record differs."


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [f"## {title}", "", *found, ""] if found else []


def _flags(review: Review) -> Iterator[str]:
    for flag in review.flags:
        yield f"- {_code(f'{flag.collection}/{flag.record_id}')}: {_text(flag.why)}"


def _suspicions(review: Review) -> Iterator[str]:
    for each in sorted(review.suspicions, key=lambda each: not review.is_new(each)):
        named = " and ".join(_code(f"{each.collection}/{record_id}") for record_id in each.ids)
        yield f"- {'**new:** ' if review.is_new(each) else ''}{named}: {_text(each.why)}"


def _record(change: Difference, titles: "_Titles", maps: Mapping[str, str]) -> Iterator[str]:
    record = change.before if change.after is None else change.after
    if record is None:
        return
    title = titles.of(record, gone=change.after is None)
    yield f"- **{_text(title)}** {_code(change.record_id)}"
    if change.fate is Fate.ADDED:
        yield from (f"  - {line}" for line in _about(record))
        if change.record_id in maps and change.collection == LOCATIONS:
            yield f"\n    ![Map of {_text(title)}]({maps[change.record_id]})\n"
    yield from (f"  - {_edit(edit)}" for edit in change.edits() if edit.path[0] != "changes")
    for line in record.changes[len(change.before.changes) if change.before else 0 :]:
        yield f"  - {line.kind} by {_text(line.by)}: {_text(line.why)}"


@dataclass(frozen=True, slots=True)
class _Titles:
    """Titles of records, in the catalog as it was and as it is."""

    old: Ties
    new: Ties

    def of(self, record: Changed, *, gone: bool) -> str:
        if isinstance(record, Reference):
            return reference_title(record, self.old if gone else self.new)
        return record.title


def _about(record: Changed) -> Iterator[str]:
    """What a reviewer reads first of a new record, and where it was read."""
    sources: Iterable[Source] = ()
    match record:
        case Location():
            yield "names: " + ", ".join(_text(name.text) for name in record.names)
            position = record.position
            if position is None:
                yield f"no position: {_text(record.geometry_reason or '')}"
            else:
                lon, lat = position.point()
                within = (
                    "uncertainty not known"
                    if position.uncertainty_m is None
                    else f"within {position.uncertainty_m:g} m"
                )
                yield f"position: {lat:.6g}, {lon:.6g} (latitude, longitude), {within}"
            sources = [*record.sources, *(each.source for each in record.positions)]
        case Report():
            said = (record.kind, record.publisher, record.published.text(), record.url)
            yield ", ".join(_text(each) for each in said if each)
            sources = record.sources
        case Reference():
            end = record.location or record.target_report or ""
            yield f"{_code(record.report)} {record.relation} {_code(end)}"
            sources = (record.source,)
        case Tombstone():
            yield f"recorded as {_code(record.replaced_by)}"
            sources = record.sources
    told = dict.fromkeys(source.url or source.citation or "" for source in sources)
    yield "read in: " + ", ".join(_text(each) for each in told)


def _edit(edit: Edit) -> str:
    name = _code(".".join(edit.path))
    if edit.before is None:
        return f"{name}: added {_value(edit.after)}"
    if edit.after is None:
        return f"{name}: taken away {_value(edit.before)}"
    return f"{name}: {_value(edit.before)} → {_value(edit.after)}"


def _value(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return _code(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def _text(text: str) -> str:
    """A text on one line, in which nothing is markup."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))


def _code(text: str) -> str:
    """A text between as many backticks as it takes."""
    line = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{room}{line}{room}{fence}"
