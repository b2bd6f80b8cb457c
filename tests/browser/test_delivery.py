"""What the network brings: little, from one host, and nothing that the page did not name."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.kinds import EXAMPLES


def test_the_first_page_is_light(page: Page) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("index.html", wait_until="networkidle")
    loaded = {urlsplit(each.url).path: each.request.sizes()["responseBodySize"] for each in answers}
    assert sum(loaded.values()) < 100_000, loaded


@pytest.mark.parametrize("path", EXAMPLES.values())
def test_a_page_may_run_and_load_only_what_is_its_own(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    policies = [
        answer.headers["content-security-policy"],
        page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or "",
    ]
    for policy in policies:
        directives = dict(each.split(maxsplit=1) for each in policy.split("; "))
        assert directives["default-src"] == "'none'"
        assert directives["script-src"] == "'self'"
        assert directives["style-src"] == "'self'"
        assert directives["base-uri"] == "'none'"
        assert not re.search(r"unsafe|https?:|\*", policy)
    assert (
        page.locator("script:not([src])").evaluate_all(
            "found => found.filter(it => it.type !== 'application/ld+json').length"
        )
        == 0
    )
    # A map that can be moved sets styles of its own; what the server sends has none.
    assert not re.search(r"<(style|base|iframe)\b|\sstyle=", answer.text())


@pytest.mark.parametrize("path", EXAMPLES.values())
def test_an_address_shows_the_same_when_it_is_opened_again(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")
    shown, address = page.get_by_role("main").inner_text(), page.url
    page.goto("about:blank")
    page.goto(address, wait_until="networkidle")
    assert page.get_by_role("main").inner_text() == shown
    assert page.url == address
