"""docs/notebook.ipynb is a valid notebook without outputs, and its cells run from top to bottom."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def test_it_is_valid_and_holds_no_outputs() -> None:
    text = NOTEBOOK.read_text("utf-8")
    nbformat.validate(json.loads(text))
    code = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    assert len(code) >= 10
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_its_cells_run(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(NOTEBOOK.parent)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: cache)
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102 - the cells are the project's own
    assert names["matches"][0].location == "prk-sino-ri"
    assert names["thread"].ids[0] == "bp-sino-ri-2019"
    assert len(names["pictures"]) > 200
    assert [gap["last"] for gap in names["gaps"]][-1] == "2020-12-24"
    assert names["found"] == ["maap-30", "planet-tambopata"]
