"""Everything can be reached and worked without a pointer."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.kinds import EXAMPLES

OUTLINE = """element => {
  const style = getComputedStyle(element);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_the_first_key_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("locations/prk-sino-ri.html")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to the content")
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", EXAMPLES.values())
def test_what_has_the_focus_is_seen_and_comes_in_the_order_of_reading(
    page: Page, path: str
) -> None:
    page.goto(path)
    seen: list[int] = []
    for _ in range(25):
        page.keyboard.press("Tab")
        if not focused(page).count():
            break  # Past the last: the focus is in the browser's own controls.
        expect(focused(page)).to_be_in_viewport()
        assert focused(page).evaluate(OUTLINE), focused(page).evaluate("it => it.outerHTML")
        seen.append(
            page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
    assert len(seen) > 5
    assert seen == sorted(seen)


def test_a_search_needs_no_pointer(page: Page) -> None:
    page.goto("index.html")
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("신오리")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.get_by_role("heading", level=3).first).to_contain_text("Sino-ri")
