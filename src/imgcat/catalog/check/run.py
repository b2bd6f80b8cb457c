"""All checks over one folder, in the order in which a person would mend what they find."""

from collections.abc import Callable, Collection, Iterator, Set
from importlib.resources import files
from pathlib import Path

import orjson

from imgcat.catalog import layout
from imgcat.catalog.build import rendered
from imgcat.catalog.check.corrections import unaccounted
from imgcat.catalog.check.integrity import broken_ties, missing_evidence
from imgcat.catalog.check.plausibility import implausible
from imgcat.catalog.check.printed import misprinted
from imgcat.catalog.check.sensitivity import too_telling
from imgcat.catalog.reader import UNREADABLE, load, read
from imgcat.catalog.records import Records
from imgcat.catalog.schemas import Schemas
from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import SCHEMA_URI
from imgcat.model.item import Json
from imgcat.model.scene import is_made_from_id

_NOT_STAC = ("schemas", layout.CHANGES)


def check(folder: Path, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Everything that is wrong or worth a look in a catalog's folder. Raises ImgcatError when there is none.

    `progress` is told how many files have been validated, and of how many.
    """
    records, findings = read(folder)
    findings += check_records(records, {finding.path for finding in findings})
    if not any(finding.severity is Severity.ERROR for finding in findings):
        findings += _not_built(folder, records)
    unread = {finding.path for finding in findings if finding.rule == UNREADABLE}
    findings += _invalid(folder, unread, progress)
    return sorted(set(findings))


def check_before_writing(folder: Path, records: Records) -> list[Finding]:
    """What would be wrong if these records were written into the folder: of the files, those that would change."""
    findings = list(check_records(records))
    schemas = _schemas()
    for path, data in rendered(records):
        target = folder / path
        if target.is_file() and target.read_bytes() == data:
            continue
        if path.endswith(".json") and path.split("/")[0] not in _NOT_STAC:
            findings += _problems(schemas, path, orjson.loads(data))
    return sorted(set(findings))


def check_records(records: Records, unreadable: Set[str] = frozenset()) -> Iterator[Finding]:
    """What is wrong with records by themselves, whatever files they are in. Nothing `unreadable` is missing."""
    yield from broken_ties(records, unreadable)
    yield from missing_evidence(records)
    yield from unaccounted(records)
    yield from too_telling(records)
    yield from implausible(records)
    yield from misprinted(records)


def _not_built(folder: Path, records: Records) -> Iterator[Finding]:
    """Files that are not what a build would write, or that it would take away."""
    content = dict(rendered(records))
    for path, data in content.items():
        target = folder / path
        try:
            if target.read_bytes() == data:
                continue
            said = "The file is not what `imgcat build` would write: run it."
        except FileNotFoundError:
            said = "The file is missing: run `imgcat build`."
        except OSError as error:
            said = f"The file cannot be read: {error.strerror}."
        yield Finding(path, "", Severity.ERROR, "not-built", said)
    for path in sorted(set(layout.generated(folder)) - set(content)):
        said = "No record makes this file: `imgcat build` would take it away."
        yield Finding(path, "", Severity.ERROR, "not-built", said)


def _invalid(
    folder: Path, unread: Collection[str], progress: Callable[[int, int], None] | None
) -> Iterator[Finding]:
    """Where files break the schemas that they declare; `unread` are those already known to be unreadable."""
    schemas = _schemas()
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*.json"))
    paths = [path for path in paths if path.parts[0] not in _NOT_STAC and not layout.hidden(path)]
    for done, path in enumerate(paths, 1):
        relative = path.as_posix()
        try:
            yield from _problems(schemas, relative, load(folder / path))
        except InvalidRecord as error:
            if relative not in unread:
                yield Finding(relative, "", Severity.ERROR, UNREADABLE, str(error))
        if progress:
            progress(done, len(paths))


def _schemas() -> Schemas:
    own = orjson.loads(files("imgcat").joinpath("data/extension/schema.json").read_bytes())
    return Schemas({SCHEMA_URI: own})


def _problems(schemas: Schemas, path: str, content: Json) -> Iterator[Finding]:
    theirs = path.startswith("scenes/") and _is_of_provider(content)
    for problem in schemas.validate(content):
        # A schema that is not bundled leaves something unchecked; that is not yet wrong. And what a provider writes in
        # its own Item is not for us to mend; only the fields of our extension are ours.
        is_ours = not theirs or problem.schema_uri == SCHEMA_URI
        severity = Severity.ERROR if problem.rule == "schema" and is_ours else Severity.WARNING
        yield Finding(path, problem.pointer, severity, problem.rule, problem.message)


def _is_of_provider(record: Json) -> bool:
    properties = record.get("properties")
    return isinstance(properties, dict) and not is_made_from_id(record)
