"""Every kind of page, for every reader: by eye in light and dark, by ear, on a phone, without script."""

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from imgcat.web.kind import HTML
from imgcat.web.kinds import KINDS
from tests.browser.kinds import EXAMPLES

every_page = pytest.mark.parametrize("path", EXAMPLES.values())
dark = pytest.mark.browser_context_args(color_scheme="dark")
phone = pytest.mark.browser_context_args(viewport={"width": 360, "height": 740}, has_touch=True)
no_script = pytest.mark.browser_context_args(java_script_enabled=False)

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": WCAG}, "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"runOnly": {"type": "tag", "values": ["cat.color"]}}


def broken(page: Page, rules: dict[str, Any]) -> list[tuple[str, str]]:
    """What axe-core finds broken, each with where."""
    found: dict[str, Any] = (
        Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response
    )
    return [
        (rule["help"], json.dumps(node["target"]))
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_there_is_an_example_of_every_kind_of_page() -> None:
    assert EXAMPLES.keys() == {kind.pattern for kind in KINDS if kind.media_type == HTML}


@every_page
def test_everyone_can_use_the_page(page: Page, path: str) -> None:
    page.goto(path)
    assert broken(page, RULES) == []


@dark
@every_page
def test_a_dark_screen_gets_a_dark_page_that_is_as_legible(page: Page, path: str) -> None:
    page.goto(path)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert max(int(part) for part in paper.removeprefix("rgb(").rstrip(")").split(",")) < 64
    assert broken(page, CONTRAST) == []


@phone
@every_page
def test_a_phone_scrolls_a_page_in_one_direction_only(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@no_script
@every_page
def test_a_page_reads_without_script(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).not_to_be_empty()
    expect(page.get_by_role("searchbox")).to_have_count(1)


@pytest.mark.browser_context_args(viewport={"width": 640, "height": 512})
@every_page
def test_text_twice_as_large_still_fits(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
