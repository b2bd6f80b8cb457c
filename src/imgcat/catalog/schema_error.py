"""What a schema finds wrong, said in a sentence: one for each real cause."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import ValidationError, ValidationErrorKind

_LONGEST_VALUE = 80
_ALTERNATIVES = (ValidationErrorKind.AnyOf, ValidationErrorKind.OneOfNotValid)

Branch = Sequence[ValidationError]


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One thing that is not as a schema wants it.

    `pointer` is a JSON pointer (RFC 6901) into the record; `schema_uri` names the schema; `rule` is
    `schema`, or `schema-unavailable` where the schema itself is missing and nothing could be checked.
    """

    pointer: str
    message: str
    schema_uri: str
    rule: str = "schema"


def explain(error: ValidationError, schema_uri: str) -> Iterator[SchemaError]:
    """The causes of a validator's error.

    Where none of several alternatives fits, only the one that the record most likely means is explained.
    """
    seen = set()
    for cause, unless in _causes(error, ""):
        # A list nested one level too deep is one cause, not one for each of its entries.
        shape = (
            cause.kind.name,
            tuple(0 if isinstance(at, int) else at for at in cause.instance_path),
        )
        if shape in seen:
            continue
        seen.add(shape)
        yield SchemaError(
            _pointer(cause.instance_path), _sentence(cause) + unless + ".", schema_uri
        )


def _causes(error: ValidationError, unless: str) -> Iterator[tuple[ValidationError, str]]:
    kind = error.kind
    branches = kind.context if isinstance(kind, _ALTERNATIVES) else []
    if not branches or _all_ask_for_members(error, branches):
        yield error, unless
        return
    meant = min(branches, key=lambda branch: _unlikeliness(error, branch))
    for branch in branches:
        if branch is not meant and _only_asks_for_members(error, branch):
            names = " and ".join(_shown(each.kind.property) for each in _missing(branch))
            unless = f", unless {names} {'are' if len(branch) > 1 else 'is'} given"
            break
    for each in meant:
        yield from _causes(each, unless)


def _unlikeliness(error: ValidationError, branch: Branch) -> tuple[int, int, int]:
    """Sort key: an alternative for another type of thing last, then the one with fewest faults."""
    here = len(error.instance_path)
    other_type = sum(
        (each.kind.name == "type" and (len(each.instance_path) == here or _only_null(each.kind)))
        or (each.kind.name in {"const", "enum"} and list(each.instance_path)[here:] == ["type"])
        for each in branch
    )
    return other_type, len(branch), -max((len(each.instance_path) for each in branch), default=0)


def _only_null(kind: Any) -> bool:
    return list(kind.types) == ["null"]


def _all_ask_for_members(error: ValidationError, branches: Sequence[Branch]) -> bool:
    return all(_only_asks_for_members(error, branch) for branch in branches)


def _only_asks_for_members(error: ValidationError, branch: Branch) -> bool:
    return len(_missing(branch)) == len(branch) > 0 and all(
        each.instance_path == error.instance_path for each in branch
    )


def _missing(branch: Branch) -> list[Any]:
    return [each for each in branch if isinstance(each.kind, ValidationErrorKind.Required)]


def _alternatives(error: ValidationError, kind: Any) -> str:
    names = dict.fromkeys(
        _shown(each.kind.property) for branch in kind.context for each in _missing(branch)
    )
    return f"At least one of {', '.join(names)} is needed" if names else _other(error, kind)


def _not(error: ValidationError, _: Any) -> str:
    # STAC says "no link, no member" by forbidding the member; said so, nobody would find the cause.
    without = (
        ' without a link of relation "collection"' if error.instance_path == ["collection"] else ""
    )
    return f"{_shown(error.instance)} is not allowed here{without}"


def _other(error: ValidationError, kind: Any) -> str:
    return f"{_shown(error.instance)} does not meet the schema's `{kind.name}`"


_SENTENCES: dict[str, Callable[[ValidationError, Any], str]] = {
    "additionalProperties": lambda _, kind: f"Unknown members: {_listed(kind.unexpected)}",
    "anyOf": _alternatives,
    "const": lambda e, kind: f"Expected {_shown(kind.expected_value)}, found {_shown(e.instance)}",
    "contains": lambda e, _: f"{_shown(e.instance)} lacks an entry that it must contain",
    "enum": lambda e, kind: f"Expected one of {_listed(kind.options)}, found {_shown(e.instance)}",
    "format": lambda e, kind: f"{_shown(e.instance)} is not a valid {kind.format}",
    "maximum": lambda e, kind: f"{_shown(e.instance)} is above the maximum of {kind.limit}",
    "maxItems": lambda e, kind: f"{_shown(e.instance)} has more than {kind.limit} entries",
    "minimum": lambda e, kind: f"{_shown(e.instance)} is below the minimum of {kind.limit}",
    "minItems": lambda e, kind: f"{_shown(e.instance)} has fewer than {kind.limit} entries",
    "minLength": lambda e, kind: f"{_shown(e.instance)} has fewer than {kind.limit} characters",
    "not": _not,
    "oneOf": _alternatives,
    "pattern": lambda e, kind: f"{_shown(e.instance)} does not match the pattern {kind.pattern}",
    "required": lambda _, kind: f"{_shown(kind.property)} is missing",
    "type": lambda e, kind: f"Expected {' or '.join(kind.types)}, found {_shown(e.instance)}",
    "uniqueItems": lambda e, _: f"{_shown(e.instance)} has an entry twice",
}


def _sentence(error: ValidationError) -> str:
    return _SENTENCES.get(error.kind.name, _other)(error, error.kind)


def _listed(values: Sequence[Any]) -> str:
    return ", ".join(map(_shown, values[:8])) + (", ..." if len(values) > 8 else "")


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 3]}..."


def _pointer(path: Sequence[str | int]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
