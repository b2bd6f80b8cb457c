"""`imgcat serve` does not start where there is nothing to serve: an empty server would look like an answer."""

from pathlib import Path

import pytest

from tests.cli.test_cli import run


@pytest.mark.parametrize(
    ("words", "content", "message"),
    [
        ((), None, "There is no folder `catalog` here"),
        (("ftp://example.org/items.ndjson",), None, "is not an address to read from"),
        (("http://127.0.0.1:9/items.ndjson",), None, "items.ndjson cannot be read"),
        (("empty.ndjson",), b"", "There is nothing to serve"),
        (("text.txt",), b"just words", "There is nothing to serve"),
        (("broken.parquet",), b"PAR1 and no more", "There is nothing to serve"),
    ],
)
def test_what_holds_nothing_is_refused(
    tmp_path: Path, words: tuple[str, ...], content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / words[0]).write_bytes(content)
    done = run("serve", *words, "--port", 8199, "--cache", tmp_path / "cache", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
