"""A place is found by any of its names, in any script."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.browser_context_args(java_script_enabled=False)
@pytest.mark.parametrize("name", ["Sino-ri", "신오리", "新五里", "sinori", "SINO RI", "Sino ri"])
def test_a_place_is_found_by_any_of_its_names(page: Page, name: str) -> None:
    page.goto("index.html")
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("button", name="Search").click()
    found = page.get_by_role("main").get_by_role("link", name="Sino-ri").first
    expect(found).to_be_visible()
    found.click()
    page.wait_for_url("**/locations/prk-sino-ri.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sino-ri")


def test_the_name_that_matched_is_shown_in_its_language(page: Page) -> None:
    page.goto("search.html?q=신오리")
    matched = page.get_by_role("main").locator("[lang|=ko]").first
    expect(matched).to_have_text("신오리")
    expect(page.locator("#find")).to_have_value("신오리")


def test_what_is_not_found_leads_on(page: Page) -> None:
    page.goto("search.html?q=Xyzzyplugh")
    expect(page.get_by_role("main")).to_contain_text("No place in the catalog has a name like")
    expect(page.get_by_role("main").get_by_role("link", name="all locations")).to_be_visible()
