"""Somebody who knows one name of a place finds out who said what of it, and leaves with a citation and a map file."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import as_files, on_every_host

SCREENS = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}
on_every_screen = pytest.mark.parametrize("screen", SCREENS)


@on_every_host
@on_every_screen
def test_a_newcomer_finds_a_place_and_takes_it_away(page: Page, screen: str) -> None:
    page.set_viewport_size(SCREENS[screen])  # type: ignore[arg-type]
    page.goto("index.html")
    page.locator("#find").press_sequentially("신오리")
    found = page.get_by_role("option", name="Sino-ri Missile Operating Base")
    expect(found).to_be_in_viewport()
    found.click()
    page.wait_for_url("**/locations/prk-sino-ri.html")

    for said in ("7 reports", "2019-01-21 to 2024-07-02", "CSIS Beyond Parallel, NBC News"):
        expect(page.get_by_text(said).first).to_be_in_viewport()
    expect(page.get_by_text("1 picture cited")).to_be_in_viewport()
    expect(page.get_by_text("1 public scene").first).to_be_in_viewport()

    page.get_by_text("Citations").click()
    expect(page.get_by_text("“Sino-ri Missile Operating Base").first).to_be_visible()
    kml = page.get_by_role("main").get_by_role("link", name="KML")
    with page.expect_download() as taken:
        kml.click()
    assert taken.value.suggested_filename == "prk-sino-ri.kml"
    assert "신오리" in taken.value.path().read_text("utf-8")


@as_files
def test_the_search_page_works_without_a_server(page: Page) -> None:
    page.goto("locations.html")
    page.locator("#find").fill("نطنز")
    page.locator("#find").press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.get_by_role("main").get_by_role("link", name="Natanz").first).to_be_visible()
