"""All checks over one folder, in the order in which a person would mend what they find."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import orjson

from imgcat.catalog import layout
from imgcat.catalog.build import generated, rendered
from imgcat.catalog.check.integrity import broken_ties, missing_evidence
from imgcat.catalog.check.plausibility import implausible
from imgcat.catalog.check.sensitivity import too_telling
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.catalog.schemas import Schemas
from imgcat.model.finding import Finding, Severity
from imgcat.model.identifiers import SCHEMA_URI


def check(folder: Path, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """Everything that is wrong or worth a look in a catalog's folder. Raises ImgcatError when there is none.

    `progress` is told how many files have been validated, and of how many.
    """
    records, findings = read(folder)
    findings += broken_ties(records)
    findings += missing_evidence(records)
    findings += too_telling(records)
    findings += implausible(records)
    if not any(finding.severity is Severity.ERROR for finding in findings):
        findings += _not_built(folder, records)
    findings += _invalid(folder, progress)
    return sorted(set(findings))


def _not_built(folder: Path, records: Records) -> Iterator[Finding]:
    """Files that are not what a build would write, or that it would take away."""
    content = dict(rendered(records))
    for path, data in content.items():
        target = folder / path
        if not target.is_file():
            said = "The file is missing: run `imgcat build`."
        elif target.read_bytes() != data:
            said = "The file is not what `imgcat build` would write: run it."
        else:
            continue
        yield Finding(path, "", Severity.ERROR, "not-built", said)
    for path in sorted(set(generated(folder)) - set(content)):
        said = "No record makes this file: `imgcat build` would take it away."
        yield Finding(path, "", Severity.ERROR, "not-built", said)


def _invalid(folder: Path, progress: Callable[[int, int], None] | None) -> Iterator[Finding]:
    """Where files break the schemas that they declare."""
    own = orjson.loads(files("imgcat").joinpath("data/extension/schema.json").read_bytes())
    schemas = Schemas({SCHEMA_URI: own})
    paths = sorted(path for path in folder.rglob("*.json") if "schemas" not in path.parts)
    for done, path in enumerate(paths, 1):
        relative = path.relative_to(folder).as_posix()
        try:
            record = orjson.loads(path.read_bytes())
        except orjson.JSONDecodeError as error:
            if relative in (layout.ROOT, layout.SCENES) or path.name == "collection.json":
                said = f"The file is not JSON: {error}."
                yield Finding(relative, "", Severity.ERROR, "unreadable", said)
            continue
        for problem in schemas.validate(record):
            # A schema that is not bundled leaves something unchecked; that is not yet wrong.
            severity = Severity.ERROR if problem.rule == "schema" else Severity.WARNING
            yield Finding(relative, problem.pointer, severity, problem.rule, problem.message)
        if progress:
            progress(done, len(paths))
