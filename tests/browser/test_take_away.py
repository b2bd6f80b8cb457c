"""What a reader leaves with: copied values, and a page on paper."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.browser_context_args(permissions=["clipboard-read", "clipboard-write"])
def test_a_button_copies_what_stands_beside_it(page: Page) -> None:
    page.goto("locations/prk-sino-ri.html")
    page.get_by_role("button", name="Copy MGRS").click()
    assert page.evaluate("navigator.clipboard.readText()") == "51S YD 020 910"
    expect(page.get_by_text("Copied: 51S YD 020 910")).to_be_visible()
    page.get_by_text("Citations: Chicago, APA, MLA").click()
    page.get_by_role("button", name="Copy citation, Chicago").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Sino-ri Missile Operating Base.” imgcat, ")
    assert copied.endswith("/locations/prk-sino-ri.html")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_the_values_are_text_and_no_button_is_dead(page: Page) -> None:
    page.goto("locations/prk-sino-ri.html")
    expect(page.get_by_text("39.644929, 125.355288")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)


def test_paper_has_footnotes_and_no_navigation(page: Page) -> None:
    page.goto("locations/prk-sino-ri.html")
    notes = page.locator(".footnotes")
    expect(notes).to_be_hidden()
    page.emulate_media(media="print")
    expect(notes).to_be_visible()
    expect(notes).to_contain_text("https://www.nbcnews.com/")
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy MGRS")).to_be_hidden()
