"""Map, timeline and table show one selection, which stands in the address."""

import json
import random
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

CHOSEN = "country=PRK"


def opened(page: Page, fragment: str = "") -> None:
    """Goes to the page afresh: a new fragment alone is the same page."""
    page.goto("about:blank")
    page.goto(f"explore.html#{fragment}")
    expect(page.locator("#explore tbody tr").first).to_be_visible()


def titles(page: Page) -> list[str]:
    return page.locator("#explore tbody th").all_inner_texts()


def canvas(page: Page) -> Locator:
    return page.locator(".timeline canvas")


def north_korea(page: Page) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(r"^North Korea"))


def summary(page: Page) -> Locator:
    return page.locator('[data-part="summary"]')


def test_the_table_holds_what_the_map_shows(page: Page) -> None:
    opened(page)
    expect(summary(page)).to_contain_text("5 places")
    assert len(titles(page)) == 5
    expect(page.locator("#explore caption")).to_have_text("5 places")


def test_a_choice_filters_all_and_a_link_restores_it(page: Page) -> None:
    opened(page)
    north_korea(page).check()
    expect(summary(page)).to_contain_text("2 places")
    expect(page).to_have_url(re.compile(r"#country=PRK$"))
    shown = titles(page)
    assert len(shown) == 2
    opened(page, CHOSEN)
    assert titles(page) == shown
    expect(north_korea(page)).to_be_checked()


def test_the_back_button_takes_a_choice_back(page: Page) -> None:
    opened(page)
    north_korea(page).check()
    expect(summary(page)).to_contain_text("2 places")
    page.go_back()
    expect(summary(page)).to_contain_text("5 places")
    expect(north_korea(page)).not_to_be_checked()
    page.go_forward()
    expect(summary(page)).to_contain_text("2 places")


def test_a_choice_can_be_taken_back_by_its_button(page: Page) -> None:
    opened(page, f"{CHOSEN}&before=2025-01-01")
    page.get_by_role("button", name="Country: North Korea: take back").click()
    expect(page).to_have_url(re.compile(r"#before=2025-01-01$"))
    page.get_by_role("button", name="Take all back").click()
    expect(summary(page)).to_contain_text("5 places")
    expect(page).to_have_url(re.compile(r"explore\.html$"))


@pytest.mark.parametrize("word", ["신오리", "sinori", "Sino-ri", "SINO"])
def test_words_find_names_in_any_script(page: Page, word: str) -> None:
    opened(page)
    page.get_by_label("Any name or word").fill(word)
    expect(page).to_have_url(re.compile("#q="))
    assert any("Sino-ri" in title for title in titles(page))
    assert not any("Natanz" in title for title in titles(page))


EVERY_CHOICE = """() => {
  const told = () => document.querySelector('[data-part="summary"]').textContent;
  const wrong = [];
  const boxes = [...document.querySelectorAll(".facets input")].map((box) => box.id);
  for (const id of boxes) {
    const box = document.getElementById(id);
    const label = box.closest("label").textContent;
    const number = box.closest("label").querySelector(".number").textContent;
    box.click();
    if (!told().startsWith(`${number} place`)) wrong.push([label, told()]);
    document.querySelector('[data-part="clear"]').click();
  }
  return [boxes.length, wrong];
}"""


def test_the_number_beside_a_choice_is_what_it_leads_to(page: Page) -> None:
    opened(page)
    choices, wrong = page.evaluate(EVERY_CHOICE)
    assert choices > 20
    assert wrong == []


def test_dragging_across_the_timeline_selects_dates(page: Page) -> None:
    opened(page)
    box = canvas(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 8, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"#from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$"))
    expect(page.get_by_label("From", exact=True)).to_have_value(re.compile(r"^\d{4}-\d\d-\d\d$"))
    page.get_by_role("button", name="take back").click()
    expect(page).to_have_url(re.compile(r"explore\.html$"))


def test_dates_can_be_typed_as_years_and_what_is_none_is_told(page: Page) -> None:
    opened(page)
    page.get_by_label("From", exact=True).fill("2019")
    page.get_by_label("To", exact=True).fill("2019")
    page.get_by_label("To", exact=True).press("Tab")
    expect(page).to_have_url(re.compile("#from=2019-01-01&to=2019-12-31$"))
    page.get_by_label("From", exact=True).fill("last week")
    page.get_by_label("From", exact=True).press("Tab")
    assert page.get_by_label("From", exact=True).evaluate("it => it.validationMessage") == (
        "A date such as 2018-12-27, 2018-12 or 2018."
    )


def test_moving_the_map_asks_for_what_it_shows(page: Page) -> None:
    opened(page, CHOSEN)
    page.get_by_role("region", name="Map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"#bbox=[-\d.,]+&country=PRK$"))
    address = page.url
    shown = titles(page)
    opened(page, address.split("#")[1])
    assert titles(page) == shown


def test_a_box_across_the_antimeridian_holds_both_sides(page: Page) -> None:
    opened(page, "bbox=100,-20,-150,60")
    assert len(titles(page)) == 3  # two bases in Korea and a reef
    opened(page, "bbox=-150,-20,100,60")
    assert len(titles(page)) == 2


@pytest.mark.parametrize(
    "fragment",
    ["bbox=1,2,3", "bbox=a,b,c,d", "from=2019-13-45", "sort=%00", "show=x", "country=XXX"],
)
def test_an_address_that_makes_no_sense_does_no_harm(page: Page, fragment: str) -> None:
    page.goto(f"explore.html#{fragment}")
    expect(summary(page)).to_contain_text("places" if "XXX" not in fragment else "0 places")


def test_rows_are_sorted_by_any_column_from_the_keyboard(page: Page) -> None:
    opened(page)
    head = page.get_by_role("button", name="Reports", exact=True)
    head.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Reports")).to_have_attribute(
        "aria-sort", "ascending"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Reports")).to_have_attribute(
        "aria-sort", "descending"
    )
    numbers = [
        int(each) for each in page.locator('#explore td[data-label="Reports"]').all_inner_texts()
    ]
    assert numbers == sorted(numbers, reverse=True)
    expect(page).to_have_url(re.compile("#sort=-reports$"))


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        ("Pictures cited", "pictures cited"),
        ("Reports and news", "reports, news"),
        ("Public scenes", "public scenes"),
    ],
)
def test_the_table_lists_pictures_reports_and_scenes_too(
    page: Page, rows: str, caption: str
) -> None:
    opened(page)
    page.get_by_role("group", name="Rows of the table").get_by_role("button", name=rows).click()
    expect(page.locator("#explore caption")).to_contain_text(caption)
    expect(page.locator("#explore tbody tr").first).to_be_visible()


def test_the_timeline_is_read_with_the_keyboard(page: Page) -> None:
    opened(page, f"{CHOSEN}&q=sino-ri")
    canvas(page).focus()
    page.keyboard.press("ArrowRight")
    readout = page.locator("[data-readout]")
    expect(readout).to_contain_text(re.compile(r"\d{4}"))
    first = readout.inner_text()
    page.keyboard.press("ArrowRight")
    expect(readout).not_to_have_text(first)
    page.keyboard.press("Escape")
    expect(readout).to_contain_text("Drag across the timeline")


def test_a_report_shows_what_it_could_have_seen(page: Page) -> None:
    page.goto("locations/lbn-beirut-port.html")
    canvas(page).focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
        if "report: " in page.locator("[data-readout]").inner_text():
            break
    page.keyboard.press("Enter")
    seen = page.locator('[data-part="seen"]')
    expect(seen).to_contain_text(re.compile(r"within 10 days of its pictures and not after it"))
    page.get_by_role("button", name="Show all again").click()
    expect(seen).to_be_hidden()


def test_a_place_leads_to_the_map_around_it(page: Page) -> None:
    page.goto("locations/prk-sino-ri.html")
    page.get_by_role("link", name="Explore around it").click()
    page.wait_for_url("**/explore.html#place=prk-sino-ri")
    expect(page.locator('[data-part="place"]')).to_contain_text("Sino-ri Missile Operating Base")
    expect(summary(page)).to_contain_text("5 places")
    page.get_by_role("button", name="Close").click()
    expect(page.locator('[data-part="place"]')).to_be_hidden()


def test_a_place_has_a_map_that_can_be_moved(page: Page) -> None:
    page.goto("locations/prk-sino-ri.html")
    page.locator(".locator").scroll_into_view_if_needed()
    region = page.get_by_role("region", name="Map of the place")
    expect(region.locator("canvas").first).to_be_visible()
    expect(page.locator(".locator svg[role=img]")).to_have_count(0)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_map_and_timeline_are_drawings(page: Page) -> None:
    page.goto("locations/prk-sino-ri.html")
    expect(page.get_by_role("img", name="Map of the surroundings")).to_be_visible()
    expect(page.get_by_role("img", name="Timeline of Sino-ri")).to_be_visible()
    page.goto("explore.html")
    expect(
        page.get_by_role("main").get_by_role("link", name="locations by country")
    ).to_be_visible()


@pytest.mark.browser_context_args(viewport={"width": 360, "height": 740})
def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page) -> None:
    opened(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.get_by_label("From", exact=True)).to_be_hidden()
    page.get_by_text("Filters").click()
    expect(page.get_by_label("From", exact=True)).to_be_visible()


def many(places: int) -> str:
    """An index of so many places all over the world, with two events each."""
    at = random.Random(7)
    numbers = range(places)
    days = [at.randrange(12_000, 20_000) for _ in numbers]
    index: dict[str, Any] = {
        "places": {
            "id": [f"p{n}" for n in numbers],
            "href": [f"locations/p{n}.html" for n in numbers],
            "title": [f"Place {n}" for n in numbers],
            "lang": [None] * places,
            "names": [[]] * places,
            "admin": [None] * places,
            "country": [0] * places,
            "type": [[n % 7] for n in numbers],
            "disputed": [0] * places,
            "precision": [2] * places,
            "lon": [at.uniform(-180, 180) for _ in numbers],
            "lat": [at.uniform(-60, 75) for _ in numbers],
            "radius": [at.choice([None, 500, 50_000]) for _ in numbers],
            "reports": [1] * places,
            "pictures": [1] * places,
            "last": [[day, day] for day in days],
            "scenes": [[]] * places,
        },
        "reports": {
            "href": [f"reports/r{n}.html" for n in numbers],
            "title": [f"Report {n}" for n in numbers],
            "lang": [None] * places,
            "kind": [0] * places,
            "publisher": [n % 50 for n in numbers],
            "series": [None] * places,
            "first": days,
            "last": days,
            "places": [[n] for n in numbers],
        },
        "pictures": {
            "place": [*numbers],
            "report": [*numbers],
            "first": [day - 9 for day in days],
            "last": [day - 9 for day in days],
            "sensor": [[0]] * places,
            "provider": [0] * places,
            "access": [0] * places,
            "modality": [0] * places,
            "scenes": [[]] * places,
        },
        "scenes": {},
        "words": {
            "precision": [["exact"] * 2, ["vicinity"] * 2, ["locality"] * 2],
            "kind": [["analysis"] * 2],
            "access": [["public"] * 2],
            "modality": [["optical"] * 2],
            "country": [["FJI", "Fiji"]],
            "type": [[f"type-{n}"] * 2 for n in range(7)],
            "publisher": [[f"Publisher {n}"] * 2 for n in range(50)],
            "sensor": [["sentinel-2"] * 2],
            "provider": [["ESA"] * 2],
            "series": [],
            "collection": [],
        },
        "steps": 1000,
    }
    return f'imgcat.receive("explore",{json.dumps(index)});'


def test_ten_thousand_places_are_shown_filtered_and_counted(page: Page) -> None:
    body = many(10_000)

    def answered(route: Route) -> None:
        route.fulfill(body=body, content_type="text/javascript")

    page.context.route("**/explore-index.js", answered)
    opened(page)
    expect(summary(page)).to_contain_text("10,000 places: 10,000 pictures cited, 10,000 reports")
    expect(page.locator("#explore tbody tr")).to_have_count(50)
    page.get_by_role("checkbox", name="type-3 ").check()
    expect(summary(page)).to_contain_text("1,429 places")
    page.get_by_label("Any name or word").fill("place 77")
    expect(summary(page)).to_contain_text(re.compile(r"^\d+ places"))
