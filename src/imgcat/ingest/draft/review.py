"""Whether a person has decided on a draft: who reviewed it, and what is left to decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from imgcat.errors import ImgcatError
from imgcat.ingest.draft.row import UNDECIDED
from imgcat.ingest.importer import DRAFT_HEAD
from imgcat.ingest.tables import Loader
from imgcat.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Review:
    """The head of a draft: what was read, its hash, and who reviewed it; None where nobody did."""

    source: str
    sha256: str
    reviewed_by: str | None


def review_of(path: Path) -> tuple[Review, list[Finding]]:
    """Who reviewed a draft, and each value that is left to decide, with its line. Raises ImgcatError for no draft."""
    try:
        documents = list(yaml.compose_all(path.read_text("utf-8-sig"), Loader))
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise ImgcatError(f"{path} cannot be read: {error}.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise ImgcatError(
            f"{path} is not YAML{line}: {getattr(error, 'problem', error)}."
        ) from None
    head = _cells(documents[0]).get(DRAFT_HEAD) if documents else None
    if not isinstance(head, yaml.MappingNode):
        raise ImgcatError(f"{path} is no draft: it has no head. Tables are for `imgcat import`.")
    texts = {name: node.value.strip() for name, node in _cells(head).items() if _is_scalar(node)}
    reviewer = texts.get("reviewed_by") or None
    findings = [
        Finding(f"{path.name}:{line}", "", Severity.ERROR, "undecided", said)
        for document in documents
        for line, said in _undecided(document)
    ]
    if reviewer in (None, UNDECIDED, "null", "~"):
        reviewer = None
        where = f"{path.name}:{head.start_mark.line + 1}"
        said = "Nobody has reviewed the draft: write your name or pseudonym behind `reviewed_by`."
        findings.insert(0, Finding(where, "", Severity.ERROR, "unreviewed", said))
    review = Review(texts.get("source") or path.name, texts.get("sha256") or "unknown", reviewer)
    return review, findings


def _undecided(document: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """The lines at which a value is undecided, and of which column and row; one that rows share is told once."""
    seen: set[int] = set()
    rows = document.value if isinstance(document, yaml.SequenceNode) else [document]
    for row in rows:
        cells = _cells(row)
        named = cells.get("id")
        name = repr(named.value) if named is not None and _is_scalar(named) else "without an id"
        for column, cell in cells.items():
            for value in cell.value if isinstance(cell, yaml.SequenceNode) else [cell]:
                if _is_scalar(value) and value.value.strip() == UNDECIDED and id(value) not in seen:
                    seen.add(id(value))
                    said = f"Row {name}: {column} is left to decide ({UNDECIDED})."
                    yield value.start_mark.line + 1, said


def _cells(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if _is_scalar(key)}


def _is_scalar(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode)
