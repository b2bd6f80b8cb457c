"""A real browser before the real pages. What a page may never do is watched in every test.

A test asks for `page` (or for `new_context`, where one is not enough) and goes to an address from the root of the site:
`page.goto("locations/prk-sino-ri.html")`. The mark `browser_context_args` sets what the reader has: a width, a dark
screen, no script.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from imgcat.store.index import ready
from imgcat.store.postgres import PostgresStore
from imgcat.store.sqlite import SqliteStore
from imgcat.web.site import Site
from imgcat.web.static_site import write
from tests.browser.sample import sample
from tests.engines import Engine, served
from tests.serving import files_served, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# How long a page takes says how busy the machine is, not whether the page is right.
expect.set_options(timeout=30_000)

OpenContext = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what stands in this folder; where there is no browser, says so instead of running it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(
                    pytest.mark.skip(
                        "there is no chromium on the PATH; `make test-browser` installs it for root on Debian"
                    )
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's chromium; without its sandbox for root, who cannot have one."""
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": args}


@dataclass
class Watch:
    """What the pages of a test did that no page may do."""

    hosts: set[str]
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watches all pages of a context."""
        context.on("request", self._request)
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        context.on("page", self._page)
        context.on(
            "console",
            lambda said: (
                self.faults.append(f"console: {said.text} at {said.location}")
                if said.type in ("error", "warning")
                else None
            ),
        )

    def _page(self, page: Page) -> None:
        page.on("requestfailed", self._lost)

    def _lost(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # The reader went on before all was there.
            self.faults.append(f"failed: {request.url}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "file") and parts.netloc not in self.hosts:
            self.faults.append(f"another host: {request.url}")


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog whose pages are shown."""
    return sample(tmp_path_factory.mktemp("catalog"))


@pytest.fixture(scope="session")
def server(catalog: Path, sqlite: Engine[SqliteStore]) -> Iterator[str]:
    """The pages as `imgcat serve` shows them."""
    with serving(served(sqlite, sqlite.of_sources(catalog)[0])) as url:
        yield url + "/"


@pytest.fixture(scope="session")
def database_server(catalog: Path, postgresql: Engine[PostgresStore]) -> Iterator[str]:
    """The same over a database."""
    with serving(served(postgresql, postgresql.of_sources(catalog)[0])) as url:
        yield url + "/"


@pytest.fixture(scope="session")
def folder(catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as `imgcat site` writes them."""
    store = SqliteStore(ready([catalog], tmp_path_factory.mktemp("cache")).path)
    out = tmp_path_factory.mktemp("host") / "catalog"
    write(Site(store, "https://example.org/catalog", live=False), out)
    store.close()
    return out


@pytest.fixture(scope="session")
def web_host(folder: Path) -> Iterator[str]:
    """The written pages on a plain web host, below a folder of it."""
    with files_served(folder.parent) as url:
        yield f"{url}/{folder.name}/"


@pytest.fixture(scope="session")
def disk(folder: Path) -> str:
    """The written pages opened from a disk."""
    return f"{folder.as_uri()}/"


on_every_host = pytest.mark.parametrize(
    "base_url", ["server", "database_server", "web_host", "disk"], indirect=True
)
as_files = pytest.mark.parametrize("base_url", ["web_host", "disk"], indirect=True)


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str:
    """The root of the site that `page.goto` starts from; the server's, unless a test names hosts."""
    url: str = request.getfixturevalue(getattr(request, "param", "server"))
    return url


@pytest.fixture
def watch(base_url: str) -> Iterator[Watch]:
    """Fails the test on a complaint in the console, an uncaught error, a lost file, a request to another host."""
    watching = Watch({urlsplit(base_url).netloc})
    yield watching
    assert not watching.faults


@pytest.fixture
def new_context(watch: Watch, new_context: OpenContext) -> OpenContext:
    """Opens a browser context that is watched."""

    def opened(**arguments: Any) -> BrowserContext:
        context = new_context(**arguments)
        watch.over(context)
        return context

    return opened
