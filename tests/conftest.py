"""The real catalog, indexed and served as `imgcat serve` does, once for all tests that want it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from imgcat.cli.application import application
from imgcat.cli.serve import INDEX
from imgcat.store.index import ready
from tests.serving import serving

CATALOG = Path(__file__).parents[1] / "catalog"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the index of the real catalog is kept, built by whoever asks first."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def server(cache: Path) -> Iterator[str]:
    """The base URL of a server over the real catalog: API and pages."""
    index = ready([CATALOG], cache)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(INDEX, str(index.path))
        app = application()
    with serving(app) as url:
        yield url
