"""`imgcat draft` and `imgcat add` as a person runs them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from imgcat.cli import main
from tests.cli.test_cli import folder, run_apart
from tests.ingest.reports import ENGLISH, pdf

__all__ = ["folder"]
DRAFT = "institute-sino-ri-2026-05-04.draft.yaml"


def page(folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text(ENGLISH.replace("//example.org", "//institute.example"), "utf-8")
    return path


@pytest.fixture
def here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """The entry point of the command in this process, in the folder: its exit code and what it says of errors."""
    monkeypatch.chdir(folder)

    def run_here(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["imgcat", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().err.strip()

    return run_here


@pytest.mark.slow
def test_a_page_is_drafted_reviewed_and_added(
    folder: Path, here: Callable[..., tuple[int, str]]
) -> None:
    # By the installed command, whose process starts the one that reads.
    done = run_apart("draft", page(folder), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert f"{DRAFT}: " in done.stdout
    assert "Nothing is in the catalog yet" in done.stdout
    draft = folder / DRAFT
    text = draft.read_text("utf-8")
    assert "source: page.html" in text
    assert str(folder) not in text

    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    code, said = here("add", DRAFT)
    assert code == 1
    assert "Nothing was written" in said
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before

    for todo, decided in (
        ("reviewed_by:", "reviewed_by: A Curator"),
        ("kind: TODO", "kind: analysis"),
        ("&place-1 TODO", "&place-1 xxx-example-valley"),
        ("name: TODO", "name: Example Valley"),
        ("facility_type: TODO", "facility_type:"),
        ("precision_m: TODO", "precision_m: 200"),
    ):
        text = text.replace(todo, decided)
    draft.write_text(text, "utf-8")
    assert here("add", DRAFT) == (0, "")
    assert (folder / "catalog/reports/institute-sino-ri-2026-05-04.json").is_file()
    assert here("check")[0] == 0

    code, said = here("draft", "page.html")
    assert code == 2
    assert "in the catalog already, as institute-sino-ri-2026-05-04" in said


def test_a_draft_is_never_overwritten(folder: Path, here: Callable[..., tuple[int, str]]) -> None:
    (folder / "paper.pdf").write_bytes(pdf())
    assert here("draft", "paper.pdf", "--output", "a.yaml") == (0, "")
    before = (folder / "a.yaml").read_bytes()
    code, said = here("draft", "paper.pdf", "--output", "a.yaml")
    assert code == 2
    assert "a.yaml is there already" in said
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
    folder: Path,
    here: Callable[..., tuple[int, str]],
    words: tuple[str, ...],
    message: str,
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    code, said = here(*words)
    assert code == 2
    assert message in said.replace("\n", " ")
