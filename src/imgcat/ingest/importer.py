"""`imgcat import`: rows become records of the catalog, and every row that cannot says why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from imgcat.catalog.correction import Signature
from imgcat.catalog.records import Records
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.ingest.merge import merged
from imgcat.ingest.pictures import scene_of
from imgcat.ingest.places import NameOf, is_listed
from imgcat.ingest.rows import KINDS, Kind
from imgcat.ingest.tables import Row, rows
from imgcat.model.finding import Finding, Severity
from imgcat.model.item import Json
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.scene_collection import SCENE_COLLECTIONS
from imgcat.model.vocabulary import ChangeKind, Method, NameKind

DRAFT_HEAD = "draft"
"""The key of the mapping that stands before the rows of a draft."""


@dataclass
class Outcome:
    """What an import did, or would do: ids by kind of row, and what there is to say about rows."""

    added: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    replaced: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unchanged: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether some row was refused."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def import_tables(
    paths: Iterable[Path],
    records: Records,
    created: datetime,
    *,
    replace: bool = False,
    review: Signature | None = None,
) -> Outcome:
    """Read the rows of all tables into `records`; the files are not touched.

    A record that is there already stays as it is, unless `replace`; a row that says something else of it is a finding.
    `created` is when the new records were entered (UTC). `review` is who has reviewed a draft, which new records say in
    their history. Raises ImgcatError for a draft that is brought in without it.
    """
    outcome = Outcome()
    waiting: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for path in paths:
        for where, row in rows(path):
            if isinstance(row, Finding):
                outcome.findings.append(row)
                continue
            if DRAFT_HEAD in row:
                if review is None:
                    raise ImgcatError(
                        f"{path} is a draft: review it, and bring it in with `imgcat add`."
                    )
                continue
            kind = _kind_of(where, row, outcome)
            if kind is not None:
                waiting[kind.name].append((where, row))
    for kind in KINDS:
        for where, row in waiting[kind.name]:
            try:
                _enter(kind, row, where, records, created, replace, review, outcome)
            except InvalidRecord as error:
                outcome.findings.append(_refused(where, row, error))
    return outcome


def _kind_of(where: str, row: Row, outcome: Outcome) -> Kind | None:
    kind = next((kind for kind in KINDS if kind.telling <= set(row)), None)
    if kind is None:
        wanted = "; ".join(f"{kind.name} need {', '.join(sorted(kind.telling))}" for kind in KINDS)
        outcome.findings.append(
            _refused(where, row, InvalidRecord(f"No kind of row has its columns: {wanted}."))
        )
        return None
    unknown = sorted(str(column) for column in set(row) - kind.columns)
    if unknown:
        said = f"The columns {', '.join(unknown)} mean nothing in {kind.name} and are not read."
        outcome.findings.append(Finding(where, "", Severity.WARNING, "unknown-column", said))
    return kind


def _enter(
    kind: Kind,
    row: Row,
    where: str,
    records: Records,
    created: datetime,
    replace: bool,
    review: Signature | None,
    outcome: Outcome,
) -> None:
    record = kind.read(row, created)
    match record:
        case NameOf():
            _enter_name(record, where, records, replace, outcome)
            return
        case Location():
            if record.id in records.tombstones:
                raise InvalidRecord(records.no_location(record.id))
            known: dict[Any, Any] = records.locations
            key: Any = record.id
        case Report():
            known, key = records.reports, record.id
        case Reference():
            _check_ends(record, records)
            known, key = records.references, record.id
            for product_id in record.picture.product_ids if record.picture else ():
                _enter_scene(scene_of(product_id, record.source), records, outcome)
        case _:
            _enter_scene(record, records, outcome)
            return
    before = known.get(key)
    if before is None:
        known[key] = _signed(record, review) if review else record
        outcome.added[kind.name].append(key)
        return
    after = merged(before, record, row)
    if after == before:
        outcome.unchanged[kind.name].append(key)
    elif replace:
        known[key] = after
        outcome.replaced[kind.name].append(key)
    else:
        outcome.unchanged[kind.name].append(key)
        outcome.findings.append(_differs(where, key))


def _signed(record: Location | Report | Reference, review: Signature) -> Any:
    """The record as a program read it and a person reviewed it."""
    reviewed = review.change(ChangeKind.REVIEWED)
    parsed = {"method": Method.PARSED} if isinstance(record, Reference) else {}
    return record.model_copy(update={"changes": (reviewed,), **parsed})


def _enter_name(row: NameOf, where: str, records: Records, replace: bool, outcome: Outcome) -> None:
    place = records.locations.get(row.location)
    if place is None:
        raise InvalidRecord(records.no_location(row.location))
    if row.name is None:
        said = f"Not recorded as a name: {row.why_not}."
        outcome.findings.append(Finding(where, "", Severity.NOTE, "not-a-name", said))
        return
    before = next((each for each in place.names if each.text == row.name.text), None)
    if before is None:
        names = (*place.names, row.name)
        outcome.added["names"].append(row.id)
    elif before == row.name or before.kind is NameKind.PREFERRED:
        outcome.unchanged["names"].append(row.id)
        return
    elif replace or is_listed(before):
        names = tuple(row.name if each is before else each for each in place.names)
        done = outcome.added if is_listed(before) else outcome.replaced
        done["names"].append(row.id)
    else:
        outcome.unchanged["names"].append(row.id)
        outcome.findings.append(_differs(where, row.name.text))
        return
    records.locations[place.id] = place.model_copy(update={"names": names})


def _enter_scene(item: Json, records: Records, outcome: Outcome) -> None:
    key = (item["collection"], item["id"])
    records.collections.setdefault(key[0], SCENE_COLLECTIONS[key[0]].members())
    if key in records.scenes:
        outcome.unchanged["scenes"].append(item["id"])
    else:
        records.scenes[key] = item
        outcome.added["scenes"].append(item["id"])


def _check_ends(reference: Reference, records: Records) -> None:
    if reference.report not in records.reports:
        raise InvalidRecord(f"There is no report {reference.report!r} in the catalog.")
    if reference.location is not None and reference.location not in records.locations:
        raise InvalidRecord(records.no_location(reference.location))
    if reference.target_report is not None and reference.target_report not in records.reports:
        raise InvalidRecord(f"There is no report {reference.target_report!r} in the catalog.")


def _differs(where: str, what: str) -> Finding:
    said = f"The catalog says something else of {what!r}; it is left as it is."
    return Finding(where, "", Severity.NOTE, "differs", said)


def _refused(where: str, row: Row, error: InvalidRecord) -> Finding:
    named = f"Row {row['id']!r}: " if isinstance(row.get("id"), str) else ""
    return Finding(where, "", Severity.ERROR, "row-refused", f"{named}{error}")
