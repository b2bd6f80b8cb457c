"""The table of kinds: every page has one address, and an address leads back to what it was made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.catalog.layout import encoded
from imgcat.web.assets import ASSETS, MEDIA_TYPES
from imgcat.web.kind import page
from imgcat.web.kinds import KINDS
from tests.web.conftest import Site

PATTERN = page("things/{folder}/{id}.html", "error.html", lambda _site, _values: None)
LIST = page("things{page}.html", "error.html", lambda _site, _values: None)


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_address_leads_back_to_what_it_was_made_from(folder: str, name: str) -> None:
    values = {"folder": encoded(folder), "id": encoded(name)}
    assert PATTERN.match(PATTERN.path(values)) == values


@given(st.integers(2, 10**9 - 1))
def test_a_list_has_numbered_pages(number: int) -> None:
    assert LIST.match("things.html") == {"page": ""}
    assert LIST.match(f"things.{number}.html") == {"page": f".{number}"}


def test_no_two_kinds_have_one_pattern() -> None:
    assert len({kind.pattern for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("path", ASSETS)
def test_every_file_that_pages_need_is_served(real_site: Site, path: str) -> None:
    answer = real_site.get(f"/static/{path}")
    assert answer.content == ASSETS[path].body
    assert answer.headers["content-type"] == MEDIA_TYPES[path.rpartition(".")[2]]


@pytest.mark.parametrize("path", ["/static/", "/static/../pages.py", "/static/%2e%2e/kind.py"])
def test_nothing_else_of_the_package_is(real_site: Site, path: str) -> None:
    assert real_site.get(path).status_code == 404


def test_pages_are_only_read(real_site: Site) -> None:
    assert real_site.get("/index.html", method="POST").status_code == 405
    assert real_site.get("/index.html", method="HEAD").content == b""
