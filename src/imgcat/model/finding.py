"""A finding: one thing that is wrong, or worth a look, in one place of one file."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is. Only errors make `imgcat check` fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong and where.

    `path` is a file, with `:LINE` for a line of an NDJSON file; `pointer` a JSON pointer (RFC 6901) into it, empty for
    the whole; `rule` a short stable name such as `schema` or `point-outside-country`; `message` a full sentence.
    """

    path: str
    pointer: str
    severity: Severity
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}{self.pointer and '#' + self.pointer}: {self.severity}: {self.message} [{self.rule}]"
