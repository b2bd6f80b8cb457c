"""Every request in the documents is sent to a server over the real catalog, and gives the answer shown under it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imgcat.cli.app import COMMANDS, app
from imgcat.client import Catalog
from tests.docs_examples import DOCS, Example, examples, missing

DOCUMENTS = ("README.md", "docs/questions.md", "docs/resolving.md")


@pytest.mark.parametrize(
    "example",
    [example for name in DOCUMENTS for example in examples(name)],
    ids=lambda each: each.command[:100],
)
def test_a_request_in_the_documents_gives_the_answer_shown(example: Example, server: str) -> None:
    answer = example.send(server)
    assert answer.status_code == 200, answer.text
    assert missing(example.shown, answer.json()) is None


def test_the_documents_hold_the_examples_that_they_promise() -> None:
    assert len(examples("README.md")) >= 6
    questions = (DOCS / "docs/questions.md").read_text("utf-8")
    answered = {int(number) for number in re.findall(r"^### (\d+)\. ", questions, re.MULTILINE)}
    refused = {int(number) for number in re.findall(r"^\| (\d+)\. ", questions, re.MULTILINE)}
    assert len(answered) >= 40
    assert not answered & refused
    assert answered | refused == set(range(1, 47))
    assert all("```json" in part for part in questions.split("\n### ")[1:])
    assert all(name.count("```sh\ncurl") == name.count("```json") for name in (questions,))


def commands() -> Iterator[str]:
    for path in (DOCS / "README.md", *sorted((DOCS / "docs").glob("*.md"))):
        for found in re.finditer(r"^ {4}imgcat (\w+)", path.read_text("utf-8"), re.MULTILINE):
            yield found[1]


def test_every_command_of_the_documents_is_there_and_every_command_is_documented() -> None:
    known = set(COMMANDS)
    assert set(commands()) == known
    for name in known:
        assert CliRunner().invoke(app, [str(name), "--help"]).exit_code == 0


def test_links_between_documents_lead_somewhere() -> None:
    for path in (DOCS / "README.md", *(DOCS / "docs").rglob("*.md"), DOCS / "SECURITY.md"):
        for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text("utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path}: {target}"


def test_every_question_of_the_client_is_in_its_document() -> None:
    text = (DOCS / "docs/client.md").read_text("utf-8")
    public = {name for name in vars(Catalog) if not name.startswith("_")} - {"close"}
    assert {name for name in public if f"{name}(" not in text} == {"revision"}


def test_missing_tells_what_is_not_there() -> None:
    actual = {"a": [1, {"b": 2, "c": 3}, 4], "d": "x"}
    assert missing({"a": [1, {"b": 2}], "d": "x"}, actual) is None
    assert missing({"a": [4, 1]}, actual) is not None
    assert missing({"e": 1}, actual) == "$.e is not there"
    assert missing({"a": [{"b": 3}]}, actual) is not None
    assert Path(DOCS / "README.md").exists()
