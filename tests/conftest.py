"""The real catalog, indexed and served as `imgcat serve` does, once for all tests that want it."""

import atexit
import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest
from hypothesis import HealthCheck, settings

from imgcat.cli.application import application
from imgcat.cli.serve import INDEX
from imgcat.store.index import ready
from tests.serving import serving

# How long a draw or an example takes says how busy the machine is, not whether the code is right.
# Continuous integration tries as many examples as is usual, a person at work who waits for them fewer.
settings.register_profile(
    "untimed",
    deadline=None,
    max_examples=100 if os.environ.get("CI") else 30,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")

# No test meets a certificate of an authority. Else each client of httpx would read those of all: 40 ms. One there
# has to be, as clients written in Rust do not start without.
_END = "-----END CERTIFICATE-----\n"
_ONE = Path(tempfile.gettempdir(), f"imgcat-certificate-{os.getpid()}.pem")
_ONE.write_text(Path(certifi.where()).read_text(encoding="utf-8").partition(_END)[0] + _END)
atexit.register(_ONE.unlink, missing_ok=True)
os.environ.pop("SSL_CERT_DIR", None)
os.environ["SSL_CERT_FILE"] = str(_ONE)

CATALOG = Path(__file__).parents[1] / "catalog"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The tests in a browser are there only for who has asked for its driver: `make test-browser`."""
    driven = config.pluginmanager.hasplugin("playwright")
    return True if collection_path.name == "browser" and not driven else None


def pytest_configure() -> None:
    """What is made while tests are gathered stays to the end: there is no garbage to look for."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on only what tests leave is looked through, not the modules and tests themselves each time."""
    gc.freeze()
    gc.enable()


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
