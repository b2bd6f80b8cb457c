"""Every kind of page, for every reader: by eye in light and dark, by ear, on a phone, without script."""

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.kinds import EXAMPLES, PATTERNS, SAME_LOOK

every_page = pytest.mark.parametrize("path", EXAMPLES.values())
no_script = pytest.mark.browser_context_args(java_script_enabled=False)

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": WCAG}, "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"runOnly": {"type": "tag", "values": ["cat.color"]}}
PAPER = "getComputedStyle(document.documentElement).backgroundColor"


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


def test_there_is_an_example_of_every_look() -> None:
    folders = set().union(*SAME_LOOK.values())
    looks = {each for each in PATTERNS if each.split("/")[0].split(".")[0] not in folders}
    assert looks == EXAMPLES.keys()


@every_page
def test_everyone_can_use_the_page_in_light_and_dark(page: Page, path: str) -> None:
    page.goto(path)
    light = page.evaluate(PAPER)
    assert broken(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(PAPER) != light
    assert broken(page, CONTRAST) == []


@every_page
def test_a_page_scrolls_in_one_direction_only(page: Page, path: str) -> None:
    page.goto(path)
    for width in (320, 360, 768, 1920):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@no_script
@every_page
def test_a_page_reads_without_script(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).not_to_be_empty()
    expect(page.get_by_role("searchbox")).not_to_have_count(0)
