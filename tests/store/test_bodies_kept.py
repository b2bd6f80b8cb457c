"""Bodies that are kept decompressed."""

from imgcat.store.sqlite.bodies import Bodies


def test_a_body_that_was_read_is_found_again() -> None:
    bodies = Bodies()
    bodies.keep({7: b"seven"})
    assert bodies.known([7, 8]) == {7: b"seven"}


def test_no_more_than_so_many_bytes_are_kept_and_the_first_go_first() -> None:
    bodies = Bodies(most=10)
    for num in range(5):
        bodies.keep({num: b"four"})
    assert bodies.known(range(5)) == {3: b"four", 4: b"four"}


def test_a_body_that_comes_again_takes_no_more_room() -> None:
    bodies = Bodies(most=10)
    for _ in range(5):
        bodies.keep({1: b"four", 2: b"four"})
    assert bodies.known([1, 2]) == {1: b"four", 2: b"four"}


def test_a_body_beyond_all_room_is_not_kept() -> None:
    bodies = Bodies(most=10)
    bodies.keep({1: b"more than ten bytes"})
    assert bodies.known([1]) == {}
