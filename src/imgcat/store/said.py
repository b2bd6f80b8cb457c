"""What is said of records on their way into a store, whichever engine takes them."""

from collections.abc import Iterable

from imgcat.model.finding import Finding, Severity


def repeated(origin: str, what: str) -> Finding:
    """Of a record that says the same as one of its id before it."""
    return Finding(origin, "", Severity.NOTE, "duplicate", f"It says again what {what} says.")


def taken(origin: str, what: str) -> Finding:
    """Of a record whose id another one has."""
    message = f"The id is taken: there is another record for {what}. This one is left out."
    return Finding(origin, "", Severity.ERROR, "duplicate", message)


def put_right(origin: str, members: Iterable[str]) -> Finding:
    """Of a Collection some of whose members had to be changed."""
    message = f"Put right for today's clients: {', '.join(members)}."
    return Finding(origin, "", Severity.NOTE, "collection", message)


def too_wide(name: str) -> Finding:
    """Of a collection some of whose items were replaced, beside others that were not read again."""
    message = (
        f"Records of '{name}' took the place of others; its queryables, and its extent if it is made up, may still "
        "hold what only those said. A load of all records, without --add, makes them exact."
    )
    return Finding(name, "", Severity.NOTE, "too-wide", message)


def made_up(name: str) -> Finding:
    """Of a collection that items name and nobody gave."""
    message = f"The collection '{name}' was not given; it is made up from its items."
    return Finding(name, "", Severity.NOTE, "collection-made-up", message)
