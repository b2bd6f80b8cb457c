"""Every kind of page loads, for every reader."""

import pytest
from playwright.sync_api import Page

PAGES = [
    "index.html",
    "locations.html",
    "reports.html",
    "search.html?q=신오리",
    "locations/prk-sino-ri.html",
    "reports/bp-sino-ri-2019.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads(page: Page, path: str) -> None:
    page.goto(path)
