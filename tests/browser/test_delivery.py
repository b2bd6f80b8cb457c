"""What the network brings: little, from one host, and nothing that the page did not name."""

import html
import re
from urllib.parse import urlsplit

import httpx
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
def test_a_page_may_run_and_load_only_what_is_its_own(server: str, path: str) -> None:
    answer = httpx.get(server + path)
    written = re.search(
        r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', answer.text
    )
    assert written is not None
    for policy in (answer.headers["content-security-policy"], html.unescape(written[1])):
        directives = dict(each.split(maxsplit=1) for each in policy.split("; "))
        assert directives["default-src"] == "'none'"
        assert directives["script-src"] == "'self'"
        assert directives["style-src"] == "'self'"
        assert directives["base-uri"] == "'none'"
        assert not re.search(r"unsafe|https?:|\*", policy)
    inline = r"<style|<base|<iframe|<script(?! type=.application/ld.json|[^>]* src=)|<[^>]* (style|on[a-z]+)="
    assert re.search(inline, answer.text) is None
