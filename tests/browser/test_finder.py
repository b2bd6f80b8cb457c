"""Search as one types: the keyboard, scripts of all kinds, and the same answers as Python gives."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from playwright.sync_api import Locator, Page, expect

from imgcat.model.names import Gazetteer, NameEntry, compact, fold, latin
from imgcat.model.names.tables import tables
from imgcat.store.places import name_entries
from tests.browser.conftest import as_files
from tests.browser.test_pages import RULES, broken
from tests.engines import CATALOG

FIELDS = ("text", "lang", "script", "system", "kind", "source")
FOREIGN = [
    "Натанз",
    "نطنز",
    "נתנז",
    "ナタンズ",
    "寧邊",
    "金城",
    "Shino-ri",
    "Yongjo-ri",
    "영조리",
    "Ｎａｔａｎｚ",
]


def box(page: Page) -> Locator:
    return page.get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def search_for(page: Page, text: str) -> None:
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.insert_text(text)


@pytest.mark.parametrize(
    ("typed", "matched", "said"),
    [
        ("신오", "신오리", "Korean, Hangul"),
        ("신올", "신오리", "Korean, Hangul"),  # on the way to 신오리
        ("shino", "Sino-ri", "Latin letters"),
        ("sinori", "Sino-ri", "Latin letters"),
    ],
)
def test_it_shows_which_name_matched_in_which_script_and_by_which_source(
    page: Page, typed: str, matched: str, said: str
) -> None:
    page.goto("index.html")
    search_for(page, typed)
    first = options(page).first
    expect(first).to_contain_text("Sino-ri Missile Operating Base")
    expect(first.locator("bdi").nth(1)).to_have_text(matched)
    expect(first).to_contain_text(said)
    expect(first).to_contain_text("named by ")


def test_arrows_choose_and_enter_opens(page: Page) -> None:
    page.goto("reports.html")
    search_for(page, "nat")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator('[role=option][aria-selected="true"]')
    expect(chosen).to_have_count(1)
    expect(box(page)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/locations/irn-natanz.html")


def test_escape_closes_then_clears(page: Page) -> None:
    page.goto("index.html")
    search_for(page, "nat")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("nat")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    expect(box(page)).not_to_be_focused()


def test_without_a_choice_enter_leads_to_the_search_page(page: Page) -> None:
    page.goto("index.html")
    search_for(page, "sino")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=sino")


def test_titles_are_found_too(page: Page) -> None:
    page.goto("index.html")
    search_for(page, "undeclared sino")
    expect(page.get_by_role("group", name="Reports, publishers, series")).to_contain_text(
        "Undeclared North Korea: The Sino-ri Missile Operating Base"
    )
    options(page).first.click()
    page.wait_for_url("**/reports/bp-sino-ri-2019.html")


def test_what_is_not_there_is_said(page: Page) -> None:
    page.goto("index.html")
    search_for(page, "xyzzyplugh")
    expect(page.get_by_role("status").first).to_have_text("Nothing is called so.")


def test_a_slash_in_a_field_is_a_slash(page: Page) -> None:
    page.goto("index.html")
    search_for(page, "a")
    page.keyboard.press("/")
    expect(box(page)).to_have_value("a/")


def test_everyone_can_use_the_open_list(page: Page) -> None:
    page.goto("index.html")
    search_for(page, "sino")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert broken(page, RULES) == []


@as_files
def test_pages_of_plain_files_search_too(page: Page) -> None:
    page.goto("reports/bp-sino-ri-2019.html")
    search_for(page, "نطن")
    expect(options(page).first).to_contain_text("Natanz")
    page.goto("search.html?q=신오리")
    found = page.get_by_role("main").get_by_role("link", name="Sino-ri Missile Operating Base")
    expect(found.first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Matched 신오리: the same name (100 of 100).")
    expect(box(page)).to_have_value("신오리")


def recorded() -> list[NameEntry]:
    paths = sorted(Path(CATALOG, "locations").glob("*.json"))
    items = (orjson.loads(path.read_bytes()) for path in paths)
    return [entry for item in items for entry in name_entries(item)]


def asked_for(texts: list[str]) -> list[str]:
    """Every name, and what people make of it."""
    queries = [*texts, *FOREIGN]
    for text in texts:
        queries += [
            text.upper(),
            text.replace("-", " "),
            text.split()[0],
            latin(text),
            text[:3] + text[4:],
            text[:4] + "e" + text[4:],
            f"{text} town",
            f"{text} (North Korea)",
        ]
    return sorted(set(queries))


def test_names_are_folded_and_ranked_as_python_does(page: Page) -> None:
    entries = recorded()
    queries = asked_for(sorted({entry.text for entry in entries}))
    gazetteer = Gazetteer(entries)
    expected = {
        query: {
            "folded": [fold(query), compact(query)],
            "hits": [[m.location, m.entry.text, m.score, m.kind] for m in gazetteer.match(query)],
        }
        for query in queries
    }
    page.goto("index.html")
    page.evaluate("() => imgcat.finder.collection(document.querySelector('form.find'), () => {})")
    found = page.evaluate(
        MATCH, [tables([*queries, *(e.text for e in entries)]), places(entries), queries]
    )
    assert {query: found[query] for query in queries if found[query] != expected[query]} == {}


MATCH = """([tables, places, queries]) => {
    const gazetteer = new imgcat.names.Gazetteer(tables);
    for (const place of places) gazetteer.add(place, place.context);
    const { folding } = gazetteer.speller;
    return Object.fromEntries(queries.map((query) => [query, {
        folded: [folding.fold(query), folding.compact(query)],
        hits: gazetteer.match(query).map((hit) => [hit.place.id, hit.name.text, hit.score, hit.kind]),
    }]));
}"""


def places(entries: list[NameEntry]) -> list[dict[str, Any]]:
    """The names by place, as the scripts of pages take them."""
    made: dict[str, dict[str, Any]] = {}
    for entry in entries:
        context = [text for text in (entry.title, *entry.context) if text]
        about = {"id": entry.location, "country": entry.country, "weight": 0, "context": context}
        place = made.setdefault(entry.location, {**about, "names": []})
        place["names"].append({field: getattr(entry, field) for field in FIELDS})
    return list(made.values())
