"""What is published of the `ref:` extension agrees: schema, README, examples, and what the catalog's build makes."""

import doctest
import re
from pathlib import Path

import orjson
import pystac
import pytest

from imgcat.catalog import layout
from imgcat.catalog.build import rendered
from imgcat.catalog.reader import read
from imgcat.catalog.schemas import Schemas
from imgcat.model import vocabulary
from imgcat.model.identifiers import SCHEMA_URI
from tests.model.extension_files import EXAMPLES, FOLDER, schema

README = (FOLDER / "README.md").read_text("utf-8")
DEFINITIONS = schema()["definitions"]
FILES = sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.json"))
SECTIONS = {
    "Location": "location",
    "Report": "report",
    "Reference": "reference",
    "Tombstone": "tombstone",
    "Scene": "scene",
    "Collection": "collection",
    "Source Object": "source",
    "When Object": "when",
    "Decision Object": "decision",
    "Name Object": "name",
    "Position Object": "position",
    "Coarsening Object": "coarsening",
    "Type Assertion Object": "type_assertion",
    "Place Link Object": "place_link",
    "Change Object": "change",
    "Footprint Object": "footprint",
    "Link fields": "link",
}
VOCABULARIES = {
    "Relations": "relation",
    "Kinds of report": "report_kind",
    "Kinds of name": "name_kind",
    "Roles of a position": "position_role",
    "Methods of a position": "position_method",
    "Precision": "precision",
    "Sensitivity": "sensitivity",
    "Certainty": "certainty",
    "Access": "access",
    "Modality": "modality",
    "Date precision": "date_precision",
    "Date basis": "date_basis",
    "Kinds of source": "source_kind",
    "Methods of entry": "method",
    "Kinds of change": "change_kind",
    "Place relations": "place_relation",
    "Resolution": "resolution",
    "Decisions": "decision_state",
    "Footprint bases": "footprint_basis",
    "Coverage": "coverage",
}


def section(title: str) -> str:
    """The text under a heading of the README, up to the next one."""
    found = re.search(rf"^### {title}\n(.*?)(?=^##|\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"The README has no section {title}."
    return found[1]


def first_column(title: str) -> list[str]:
    """The first cells of the tables under a heading, without their heads."""
    cells = re.findall(r"^\| (.*?) \|", section(title), re.MULTILINE)
    return [cell.strip("`") for cell in cells if cell not in ("---", "Field Name", "Value")]


@pytest.mark.parametrize("title", SECTIONS)
def test_the_readme_lists_the_fields_of_the_schema(title: str) -> None:
    fields = set(DEFINITIONS[SECTIONS[title]]["properties"])
    own = {name for name in fields if name.startswith("ref:")} or fields
    words = set(DEFINITIONS["link_relation"]["enum"])
    assert set(first_column(title)) - words == own


@pytest.mark.parametrize("title", [title for title in SECTIONS if title != "Link fields"])
def test_the_readme_says_what_is_required(title: str) -> None:
    required = re.findall(r"^\| (\S+) \| .*? \| \*\*REQUIRED\.\*\*", section(title), re.MULTILINE)
    assert set(required) == set(DEFINITIONS[SECTIONS[title]].get("required", []))


@pytest.mark.parametrize("title", VOCABULARIES)
def test_the_readme_lists_the_words_of_each_vocabulary(title: str) -> None:
    assert first_column(title) == DEFINITIONS[VOCABULARIES[title]]["enum"]


def test_the_readme_lists_the_facility_types() -> None:
    listed = re.findall(r"`([a-z-]+)`", section("Facility types"))
    assert sorted(listed) == sorted(DEFINITIONS["facility_type"]["enum"])


@pytest.mark.parametrize("relation", vocabulary.Relation)
def test_the_readme_maps_each_relation(relation: vocabulary.Relation) -> None:
    (row,) = re.findall(rf"^\| `{relation}` .*$", section("Relations"), re.MULTILINE)
    points_at = "place" if relation in vocabulary.TO_LOCATION else "report"
    assert f"| {points_at} |" in row
    assert f"| `{vocabulary.INVERSE[relation]}` |" in row
    assert f"]({vocabulary.CITO[relation]})" in row


def test_the_readme_names_the_identifier_and_real_files() -> None:
    assert f"<{SCHEMA_URI}>" in README
    targets = re.findall(r"\]\((\./[^)]+)\)", README)
    assert len(targets) > 5
    assert all((FOLDER / target).is_file() for target in targets)


@pytest.mark.parametrize("path", [path for path in FILES if path != layout.CHANGES])
def test_an_example_is_valid(path: str) -> None:
    file = orjson.loads((EXAMPLES / path).read_bytes())
    assert Schemas({SCHEMA_URI: schema()}).validate(file) == []


def test_the_examples_are_what_a_build_makes_of_them() -> None:
    records, findings = read(EXAMPLES)
    assert findings == []
    made = {path: content for path, content in rendered(records) if path != layout.SCHEMA}
    assert made == {path: (EXAMPLES / path).read_bytes() for path in FILES}


def test_the_examples_are_a_catalog_that_pystac_walks() -> None:
    catalog = pystac.Catalog.from_file(str(EXAMPLES / layout.ROOT))
    assert {item.id for item in catalog.get_items(recursive=True)} >= {
        "prk-sino-ri",
        "bp-sino-ri-2019",
        "img-bp-sino-ri-2019-01",
    }


def test_the_guide_runs_as_it_is_written() -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "extension.md"
    failed, tried = doctest.testfile(str(guide), module_relative=False, encoding="utf-8")
    assert tried > 5
    assert failed == 0
