"""Validation against JSON Schema, offline: STAC core, GeoJSON and extension schemas ship with the package."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NoReturn

import jsonschema_rs

from imgcat.catalog.schema_error import SchemaError, explain

_CORE = "https://schemas.stacspec.org/"
_CORE_PATHS = {
    "Feature": "item-spec/json-schema/item.json",
    "Collection": "collection-spec/json-schema/collection.json",
    "Catalog": "catalog-spec/json-schema/catalog.json",
}


class Schemas:
    """The bundled schemas and, by their URI, those of `extra`; compiled as they are asked for, then kept.

    A URI in `extra` is what a record's `stac_extensions` says, letter by letter, so it may be relative.
    """

    def __init__(self, extra: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._extra = {uri: dict(schema) for uri, schema in (extra or {}).items()}
        self._validators: dict[str, jsonschema_rs.Validator | SchemaError] = {}

    def validate(self, record: Mapping[str, Any]) -> list[SchemaError]:
        """What is wrong with an Item, Collection or Catalog by the schemas it says it follows.

        An empty list is a valid record. Schemas that are not here come last, as errors of the rule
        `schema-unavailable`: they say that something was not checked, not that it is wrong.
        """
        errors: dict[SchemaError, None] = {}
        for uri in _declared(record):
            validator = self._validator(uri)
            if isinstance(validator, SchemaError):
                errors[validator] = None
                continue
            for error in validator.iter_errors(record):
                errors.update(dict.fromkeys(explain(error, uri)))
        return sorted(errors, key=lambda error: error.rule != "schema")

    def _validator(self, uri: str) -> jsonschema_rs.Validator | SchemaError:
        if uri not in self._validators:
            self._validators[uri] = self._compile(uri)
        return self._validators[uri]

    def _compile(self, uri: str) -> jsonschema_rs.Validator | SchemaError:
        schema = self._extra.get(uri) or bundled().get(uri.removesuffix("#"))
        if schema is None:
            return _unavailable(
                uri, f"The schema {uri} is not bundled, so nothing was checked by it."
            )
        try:
            registry = self._registry() if uri in self._extra else _bundled_registry()
            return jsonschema_rs.validator_for(schema, registry=registry, validate_formats=True)
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            return _unavailable(uri, f"The schema {uri} cannot be used: {error}.")

    def _registry(self) -> jsonschema_rs.Registry:
        absolute = {uri: schema for uri, schema in self._extra.items() if "://" in uri}
        return _registry_of({**bundled(), **absolute})


def validate(
    record: Mapping[str, Any], extra: Mapping[str, Mapping[str, Any]] | None = None
) -> list[SchemaError]:
    """`Schemas(extra).validate(record)`; who has many records and an `extra` keeps a `Schemas`."""
    return (Schemas(extra) if extra else _default()).validate(record)


@cache
def bundled() -> Mapping[str, dict[str, Any]]:
    """The schemas that ship with the package, by their URI without fragment."""
    folder = files("imgcat") / "data" / "schemas"
    index = json.loads((folder / "index.json").read_text("utf-8"))
    return {
        uri: json.loads(folder.joinpath(entry["file"]).read_text("utf-8"))
        for uri, entry in index.items()
    }


@cache
def _default() -> Schemas:
    return Schemas()


@cache
def _bundled_registry() -> jsonschema_rs.Registry:
    return _registry_of(bundled())


def _registry_of(schemas: Mapping[str, dict[str, Any]]) -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry(schemas.items(), draft=jsonschema_rs.Draft7, retriever=_refuse)


def _declared(record: Mapping[str, Any]) -> Iterator[str]:
    """The URIs of the schemas that a record must meet: core first, then its extensions."""
    version, kind = record.get("stac_version"), record.get("type")
    # Without a type that STAC knows, the Item schema is the one that says so.
    path = _CORE_PATHS.get(kind if isinstance(kind, str) else "", _CORE_PATHS["Feature"])
    release = version if isinstance(version, str) else "1.1.0"
    yield f"{_CORE}v{release}/{path}"
    extensions = record.get("stac_extensions")
    if isinstance(extensions, list):
        yield from dict.fromkeys(map(str, extensions))


def _unavailable(uri: str, message: str) -> SchemaError:
    pointer = "/stac_version" if uri.startswith(_CORE) else "/stac_extensions"
    return SchemaError(pointer, message, uri, "schema-unavailable")


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"{uri} is not bundled and is not fetched")
