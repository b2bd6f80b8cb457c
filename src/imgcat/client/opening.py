"""Opening a catalog, wherever it is."""

from pathlib import Path

import platformdirs
from pystac_client import Client
from pystac_client.stac_api_io import StacApiIO

from imgcat.api.app import create_app
from imgcat.api.conformance import REFERENCES
from imgcat.api.settings import Settings
from imgcat.client.catalog import Catalog
from imgcat.client.in_process import BASE_URL, InProcess
from imgcat.errors import ImgcatError
from imgcat.store.index import ready
from imgcat.store.sqlite import SqliteStore


def open(source: str | Path, *, cache: Path | None = None) -> Catalog:  # noqa: A001 - see the package
    """Open the catalog of a server (`http://...`) or of a folder on this machine.

    A folder is answered for in this process, from an index that is built where its files have changed and kept in
    `cache`, or else where `imgcat serve` keeps it; no server runs. Use the catalog as a context manager, or close it.
    Raises ImgcatError for a folder that is none, and for an address where no imgcat API is.
    """
    if str(source).startswith(("http://", "https://")):
        return _checked(Catalog(_client(str(source), StacApiIO())), str(source))
    folder = Path(source)
    if not folder.is_dir():
        raise ImgcatError(f"There is no folder {folder}.")
    index = ready([folder], cache or platformdirs.user_cache_path("imgcat"))
    store = SqliteStore(index.path)
    # Settings of a server in the environment do not reach in here: the base URL is not theirs.
    adapter = InProcess(create_app(store, Settings(base_url=BASE_URL)), store)
    reading = StacApiIO()
    reading.session.mount(BASE_URL, adapter)
    try:
        return _checked(Catalog(_client(BASE_URL, reading), adapter), str(source))
    except BaseException:
        adapter.close()
        raise


def _client(url: str, reading: StacApiIO) -> Client:
    try:
        return Client.open(url, stac_io=reading)
    except Exception as error:  # pystac and pystac-client raise many kinds for what is no STAC API
        raise ImgcatError(f"No STAC API answers at {url}: {error}") from error


def _checked(catalog: Catalog, source: str) -> Catalog:
    if REFERENCES not in catalog.stac.get_conforms_to():
        raise ImgcatError(f"{source} is a STAC catalog, but not one that imgcat serves.")
    return catalog
