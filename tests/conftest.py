"""The real catalog, indexed and served as `imgcat serve` does, once for all tests that want it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from imgcat.cli.application import application
from imgcat.cli.serve import INDEX
from imgcat.store.index import ready
from tests.serving import serving

# How long a draw or an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

CATALOG = Path(__file__).parents[1] / "catalog"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a server over the real catalog: API and pages."""
    index = ready([CATALOG], tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(INDEX, str(index.path))
        app = application()
    with serving(app) as url:
        yield url
