"""`imgcat draft` and `imgcat add` as a person runs them."""

from pathlib import Path

import pytest

from tests.cli.test_cli import folder, run
from tests.ingest.reports import ENGLISH, pdf

__all__ = ["folder"]
DRAFT = "institute-sino-ri-2026-05-04.draft.yaml"


def page(folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text(ENGLISH.replace("//example.org", "//institute.example"), "utf-8")
    return path


def test_a_page_is_drafted_reviewed_and_added(folder: Path) -> None:
    done = run("draft", page(folder), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert f"{DRAFT}: " in done.stdout
    assert "Nothing is in the catalog yet" in done.stdout
    draft = folder / DRAFT
    text = draft.read_text("utf-8")
    assert "source: page.html" in text
    assert str(folder) not in text

    done = run("add", draft, cwd=folder)
    assert done.returncode == 1
    assert f"{DRAFT}:8: error: Nobody has reviewed the draft" in done.stdout
    assert "Nothing was written" in done.stderr

    for before, after in (
        ("reviewed_by:", "reviewed_by: A Curator"),
        ("kind: TODO", "kind: analysis"),
        ("&place-1 TODO", "&place-1 xxx-example-valley"),
        ("name: TODO", "name: Example Valley"),
        ("facility_type: TODO", "facility_type:"),
        ("precision_m: TODO", "precision_m: 200"),
    ):
        text = text.replace(before, after)
    draft.write_text(text, "utf-8")
    done = run("add", draft, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "catalog/reports/institute-sino-ri-2026-05-04.json").is_file()
    assert run("check", cwd=folder).returncode == 0

    done = run("draft", folder / "page.html", cwd=folder)
    assert done.returncode == 2
    assert "in the catalog already, as institute-sino-ri-2026-05-04" in done.stderr


def test_a_draft_is_never_overwritten(folder: Path) -> None:
    (folder / "paper.pdf").write_bytes(pdf())
    assert run("draft", "paper.pdf", "--output", "a.yaml", cwd=folder).returncode == 0
    before = (folder / "a.yaml").read_bytes()
    done = run("draft", "paper.pdf", "--output", "a.yaml", cwd=folder)
    assert done.returncode == 2
    assert "a.yaml is there already" in done.stderr
    assert (folder / "a.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("draft", "nowhere.pdf"), "nowhere.pdf cannot be read or written"),
        (("draft", "catalog"), "catalog is not a file"),
        (("draft", "http://127.0.0.1:8000/report"), "is refused: port 8000"),
        (("draft", "http://127.0.0.1/report"), "127.0.0.1 is not a public address"),
        (("draft", "file:///etc/passwd"), "only http and https"),
        (("draft", "broken.pdf"), "broken.pdf cannot be drafted. The PDF cannot be read"),
        (("add", "nowhere.yaml"), "nowhere.yaml cannot be read"),
        (("add", "broken.pdf"), "is not YAML in line 1"),
    ],
)
def test_an_error_is_a_sentence_and_exit_code_two(
    folder: Path, words: tuple[str, ...], message: str
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    done = run(*words, cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
