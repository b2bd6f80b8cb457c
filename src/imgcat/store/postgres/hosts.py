"""The servers that an address names: libpq takes several, with commas between."""

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from imgcat.errors import ImgcatError

_ONE_EACH = ("host", "hostaddr", "port")


def hosts(url: str) -> list[str]:
    """The address of each server, in order. Raises ImgcatError for an address that libpq does not take."""
    try:
        named = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImgcatError(f"The address of the database cannot be read: {error}".rstrip()) from None
    lists = {name: str(named[name]).split(",") for name in _ONE_EACH if named.get(name)}
    count = max((len(each) for each in lists.values()), default=1)
    if any(len(each) not in (1, count) for each in lists.values()):
        raise ImgcatError("The address of the database names more hosts than ports, or fewer.")
    shared = make_conninfo(url, target_session_attrs="any")
    return [
        make_conninfo(
            shared, **{name: each[at if len(each) > 1 else 0] for name, each in lists.items()}
        )
        for at in range(count)
    ]


def for_writing(url: str) -> str:
    """The address for whoever writes: of several servers the one that takes it."""
    if len(hosts(url)) == 1:
        return url
    return make_conninfo(url, target_session_attrs="read-write")


def name_of(url: str) -> str:
    """What to call the server of an address: its host, and its port where one is given."""
    named = conninfo_to_dict(url)
    host = named.get("host") or named.get("hostaddr") or "localhost"
    return f"{host}:{named['port']}" if named.get("port") else str(host)
