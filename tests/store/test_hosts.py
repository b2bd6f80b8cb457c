"""An address names one server or several, as libpq takes them."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from imgcat.errors import ImgcatError
from imgcat.store.postgres.hosts import for_writing, hosts, name_of


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("postgresql://db/catalog", ["db"]),
        ("postgresql://web@one,two,three/catalog", ["one", "two", "three"]),
        ("postgresql://one:5433,two:5434/catalog", ["one:5433", "two:5434"]),
        ("host=one,two port=5433 dbname=catalog", ["one:5433", "two:5433"]),
        ("postgresql:///catalog?host=/run/a,/run/b", ["/run/a", "/run/b"]),
        ("postgresql://[::1]:1,[::2]:2/catalog", ["::1:1", "::2:2"]),
        ("hostaddr=10.0.0.1,10.0.0.2 dbname=catalog", ["10.0.0.1", "10.0.0.2"]),
        ("dbname=catalog", ["localhost"]),
    ],
)
def test_each_server_has_an_address_of_its_own(url: str, names: list[str]) -> None:
    assert [name_of(each) for each in hosts(url)] == names
    assert {conninfo_to_dict(each)["dbname"] for each in hosts(url)} == {"catalog"}


def test_what_else_an_address_says_holds_for_each() -> None:
    for each in hosts("postgresql://web:pass@one,two/catalog?sslmode=verify-full"):
        said = conninfo_to_dict(each)
        assert (said["user"], said["password"], said["sslmode"]) == ("web", "pass", "verify-full")


def test_of_several_servers_the_one_that_can_be_written_to_is_written_to() -> None:
    assert (
        conninfo_to_dict(for_writing("postgresql://one,two/catalog"))["target_session_attrs"]
        == "read-write"
    )
    assert for_writing("postgresql://one/catalog") == "postgresql://one/catalog"


@pytest.mark.parametrize(
    "url", ["postgresql://one:1,two:2,three:3/catalog?port=1,2", "nonsense", "host=a,b port=1,2,3"]
)
def test_an_address_that_cannot_be_read_is_said_in_a_sentence(url: str) -> None:
    with pytest.raises(ImgcatError, match="The address of the database"):
        hosts(url)
