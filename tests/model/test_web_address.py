"""Addresses that lead to one page, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.web_address import host_of, page_key

PAGE = "https://www.example.org/reports/one/"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/reports/one",
        "https://EXAMPLE.org:443/reports/one/#part",
        "https://example.org/reports/one?utm_source=a&utm_medium=b&fbclid=c",
        "https://example.org/reports/one/index.html",
        "https://example.org/reports/one/amp/",
        " https://www.example.org/reports/%6Fne ",
    ],
)
def test_forms_of_one_address_are_one_page(other: str) -> None:
    assert page_key(other) == page_key(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/reports/two",
        "https://example.org/reports/one?p=2",
        "https://example.org:8080/reports/one",
        "https://other.example.org/reports/one",
        "https://example.org/Reports/one",
    ],
)
def test_other_pages_are_others(other: str) -> None:
    assert page_key(other) != page_key(PAGE)


def test_the_order_of_parameters_does_not_count() -> None:
    assert page_key("https://example.org/?a=1&b=2") == page_key("https://example.org/?b=2&a=1")


def test_the_host_is_told_without_www() -> None:
    assert host_of(PAGE) == "example.org"
    assert host_of("http://[::1") is None
    assert host_of("no address") is None


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    page_key(text)
    page_key(f"https://{text}")
    host_of(f"https://{text}")
