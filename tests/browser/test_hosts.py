"""The same pages at the same addresses: on a server, on a plain web host, from a disk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import as_files
from tests.browser.kinds import EXAMPLES


@as_files
@pytest.mark.parametrize("path", [path for path in EXAMPLES.values() if path != "404.html"])
def test_a_page_loads_as_a_file(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(
        page.get_by_role("navigation", name="Site").get_by_role("link", name="API")
    ).to_have_count(0)


@pytest.mark.parametrize("base_url", ["web_host"], indirect=True)
def test_what_a_web_host_shows_in_place_of_a_page_leads_back(page: Page) -> None:
    page.goto("404.html")
    page.get_by_role("link", name="imgcat").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Public satellite imagery as it is used"
    )


@as_files
def test_written_pages_lead_to_each_other(page: Page) -> None:
    page.goto("index.html")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Locations").click()
    page.get_by_role("link", name="Sino-ri Missile Operating Base").first.click()
    page.get_by_role("link", name="Undeclared North Korea: The Sino-ri").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Undeclared North Korea")
    crumbs = page.get_by_role("navigation", name="Breadcrumb")
    crumbs.get_by_role("link", name="Reports").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reports")
    crumbs.get_by_role("link", name="imgcat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Public satellite imagery as it is used"
    )
