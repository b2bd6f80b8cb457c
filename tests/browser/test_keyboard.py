"""Everything can be reached and worked without a pointer."""

import pytest
from playwright.sync_api import Locator, Page, expect

FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom } = element.getBoundingClientRect();
  return {
    html: element.outerHTML.slice(0, 200),
    order: [...document.querySelectorAll("*")].indexOf(element),
    outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    visible: bottom > 0 && top < innerHeight,
  };
}"""
PAGES = ["index.html", "explore.html", "locations/prk-sino-ri.html", "reports.html", "search.html"]


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


@pytest.mark.parametrize("path", PAGES)
def test_what_has_the_focus_is_seen_and_comes_in_the_order_of_reading(
    page: Page, path: str
) -> None:
    page.goto(path)
    order: list[int] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus is None:
            break  # Past the last: the focus is with the browser itself.
        assert focus["outlined"], focus["html"]
        assert focus["visible"], focus["html"]
        order.append(focus["order"])
    assert len(order) > 5
    assert order == sorted(order)


def test_a_search_needs_no_pointer(page: Page) -> None:
    page.goto("index.html")
    page.locator("#find").focus()
    page.keyboard.type("신오리")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.get_by_role("main").get_by_role("link", name="Sino-ri").first).to_be_visible()
