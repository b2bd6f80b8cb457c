"""The settings of the address are libpq's own: TLS, whose certificate is checked as far as it says."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from imgcat.errors import StoreUnavailable
from imgcat.store.postgres import PostgresStore, load
from imgcat.store.protocol import Query
from tests.postgres_server import postgres_server
from tests.store.conftest import entries
from tests.store.items import item

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Secured:
    """A server that speaks TLS, by the parameters of its addresses, and two certificates: its own and another."""

    address: str
    certificate: Path
    other: Path


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed certificate for localhost, and its key."""
    made, key = folder / f"{name}.crt", folder / f"{name}.key"
    subject = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    new = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    files = ("-nodes", "-days", "2", "-keyout", str(key), "-out", str(made))
    subprocess.run([*new, *files, *subject], check=True, capture_output=True)
    return made, key


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("tls")
    (own, key), (other, _) = certificate(folder, "own"), certificate(folder, "other")
    if os.getuid() == 0:
        # The server reads both as its own user, who may not look into a folder of root's.
        folder = Path("/tmp") / f"imgcat-tls-{os.getpid()}"  # noqa: S108
        folder.mkdir()
        own, key = (Path(shutil.copy(file, folder)) for file in (own, key))
        for file in (folder, own, key):
            shutil.chown(file, "postgres")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"ssl_cert_file": str(own), "ssl_key_file": str(key)}
    with postgres_server(
        listen_addresses="127.0.0.1", port=str(port), ssl="on", **settings
    ) as server:
        assert server.folder
        address = f"postgresql://postgres@localhost:{port}/postgres?hostaddr=127.0.0.1"
        yield Secured(address, own, other)
    if os.getuid() == 0:
        shutil.rmtree(folder)


def test_a_certificate_that_is_trusted_is_spoken_with_and_no_other(secured: Secured) -> None:
    checked = f"{secured.address}&sslmode=verify-full&sslrootcert="
    trusted = f"{checked}{secured.certificate}"
    load(trusted, (), entries([item("a")], "items"), default_collection="items")
    with psycopg.connect(trusted) as connection:
        using = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert connection.execute(using).fetchone() == (True,)
    with closing(PostgresStore(trusted)) as store:
        assert store.search(Query()).matched == 1
    with pytest.raises(StoreUnavailable, match="certificate verify failed"):
        load(f"{checked}{secured.other}", (), (), default_collection="items")
    with (
        closing(PostgresStore(f"{checked}{secured.other}")) as store,
        pytest.raises(StoreUnavailable),
    ):
        store.search(Query())
