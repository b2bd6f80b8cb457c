"""What a draft proposes from documents of three languages, over the real catalog."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.ingest.documents.document import Document, Link, Passage, Stated
from imgcat.ingest.documents.reading import read_document
from imgcat.ingest.draft.draft import Draft, draft
from imgcat.ingest.draft.row import LONGEST_QUOTE
from imgcat.ingest.draft.text import draft_text
from imgcat.ingest.tables import rows as table_rows
from imgcat.model.finding import Finding
from tests.engines import CATALOG
from tests.ingest.reports import ENGLISH, KOREAN, SPANISH, names_of, pdf

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(scope="module")
def records() -> Records:
    found, findings = read(CATALOG)
    assert findings == []
    return found


def proposed(content: str | bytes | Document, records: Records) -> Draft:
    if isinstance(content, str):
        content = content.encode()
    document = content if isinstance(content, Document) else read_document(content)
    return draft(document, records, names_of(records))


def written(made: Draft) -> str:
    return draft_text(made, "report.html", "0" * 64, NOW)


def rows(made: Draft, kind: str) -> list[dict[str, Any]]:
    """The rows of one kind, as the reader of tables will see them."""
    _, found = yaml.load_all(written(made), yaml.BaseLoader)
    ids = {row.cells["id"].value for row in made.rows if row.kind == kind}
    ids = {getattr(each, "value", each) for each in ids}
    return [row for row in found if row["id"] in ids and _kind(row) == kind]


def _kind(row: dict[str, Any]) -> str:
    if "title" in row:
        return "reports"
    return "images" if "acquired" in row else "references" if "relation" in row else "locations"


def comments_above(text: str, line: str) -> str:
    """The comment lines that stand directly above a line."""
    before = text[: text.index(line)].rstrip(" ").splitlines()
    found: list[str] = []
    while before and before[-1].lstrip().startswith("#"):
        found.insert(0, before.pop().strip("# "))
    return " ".join(found)


def test_the_report_is_described_by_what_the_page_states(records: Records) -> None:
    (row,) = rows(proposed(ENGLISH, records), "reports")
    assert row == {
        "id": "example-sino-ri-2026-05-04",
        "title": "New Halls at the Sino-ri Base",
        "kind": "TODO",
        "authors": ["Ada Example", "Bo Example"],
        "publisher": "Example Institute",
        "published": "2026-05-04",
        "language": "en",
        "url": "https://example.org/reports/sino-ri-halls",
        "doi": "10.9999/example.1",
        "summary": "",
        "source_url": "https://example.org/reports/sino-ri-halls",
    }


def test_every_value_stands_under_the_words_it_was_read_from(records: Records) -> None:
    text = written(proposed(ENGLISH, records))
    assert comments_above(text, "  published: ") == (
        'the page\'s head, article:published_time: "2026-05-04T09:00:00Z"'
    )
    assert "built at the Sino-ri missile operating base" in comments_above(
        text, "  target: prk-sino-ri"
    )
    assert "39°10′05″ N, 126°20′30″ E" in comments_above(text, "  lat: ")
    assert 'Printed: "April 30, 2026"' in comments_above(text, "  acquired: 2026-04-30")


def test_places_that_are_named_are_referred_to(records: Records) -> None:
    found = rows(proposed(ENGLISH, records), "references")
    assert [(row["relation"], row["target"]) for row in found] == [
        ("about", "prk-sino-ri"),
        ("mentions", "prk-yongbyon"),
        ("mentions", "TODO"),
        ("cites", "bp-sino-ri-2019"),
    ]
    assert [row["id"] for row in found] == [
        f"ref-example-sino-ri-2026-05-04-0{number}" for number in (1, 2, 3, 4)
    ]


def test_points_near_each_other_are_one_new_place_and_near_a_known_one_none(
    records: Records,
) -> None:
    made = proposed(ENGLISH, records)
    (place,) = rows(made, "locations")
    assert place["country"] == "PRK"
    assert (place["lat"], place["lon"]) == ("39.1681", "126.3417")
    assert place["coord_as_printed"] == "39°10′05″ N, 126°20′30″ E"
    assert {place[name] for name in ("id", "name", "facility_type", "precision_m")} == {"TODO"}
    text = written(made)
    assert "31 m and never less" in comments_above(text, "  precision_m: ")
    assert "39°10′30″ N" in comments_above(text, "  name: TODO")
    assert "0 m from the catalog's point" in comments_above(text, "  target: prk-sino-ri")


def test_captions_of_satellite_pictures_become_images_and_others_do_not(records: Records) -> None:
    first, second, third = rows(proposed(ENGLISH, records), "images")
    assert first == {
        "id": "img-example-sino-ri-2026-05-04-01",
        "report": "example-sino-ri-2026-05-04",
        "location": "prk-sino-ri",
        "locator": "Figure 1",
        "acquired": "2026-04-30",
        "date_basis": "stated",
        "provider": "Copernicus",
        "satellite": "Sentinel-2",
        "credit_as_printed": "Copernicus Sentinel-2",
        "public_archive": "true",
        "source_url": "https://example.org/reports/sino-ri-halls",
    }
    assert second["locator"] == "Figure 2"
    assert second["acquired"] == ""
    assert second["provider"] == "Vantor"
    assert second["public_archive"] == "false"
    assert third["product_id"].startswith("S2A_MSIL2A_20260430T022651")
    assert third["acquired"] == "2026-04-30"


def test_a_year_of_copyright_is_no_date_of_a_picture(records: Records) -> None:
    text = written(proposed(ENGLISH, records))
    assert "2026 is the year of the credit" in text


def test_korean_is_drafted_like_english(records: Records) -> None:
    made = proposed(KOREAN, records)
    (report,) = rows(made, "reports")
    assert report["title"] == "신오리 미사일 기지의 새 건물"
    assert report["language"] == "ko"
    assert [(row["relation"], row["target"]) for row in rows(made, "references")] == [
        ("about", "prk-sino-ri"),
        ("mentions", "prk-yongbyon"),
    ]
    (image,) = rows(made, "images")
    assert (image["location"], image["acquired"], image["locator"]) == (
        "prk-sino-ri",
        "2026-04-30",
        "사진 1",
    )
    assert rows(made, "locations") == []
    # The page says nowhere where it stands; a person does, once.
    assert report["source_url"] == "TODO"
    assert written(made).count("&page TODO") == 1


def test_spanish_with_two_dates_in_a_caption_gives_two_images(records: Records) -> None:
    made = proposed(SPANISH, records)
    assert [(row["acquired"], row["locator"]) for row in rows(made, "images")] == [
        ("2026-03-03", "Figura 1"),
        ("2026-04-12", "Figura 1"),
    ]
    (about, *_) = rows(made, "references")
    assert about["target"] == "per-la-pampa"


def test_a_pdf_gives_pages_as_locators(records: Records) -> None:
    made = proposed(pdf(), records)
    (image,) = rows(made, "images")
    assert image["locator"] == "Figure 1, page 2"
    assert rows(made, "references")[0]["where"] == "page 1"
    (report,) = rows(made, "reports")
    assert report["published"] == "2026-05-04"
    assert comments_above(written(made), "  published: ") == (
        'page 1: "Example Institute, 4 May 2026"'
    )


def test_the_publisher_of_a_site_is_called_as_in_the_catalog(records: Records) -> None:
    page = ENGLISH.replace("https://example.org/reports/", "https://www.38north.org/2026/05/")
    (row,) = rows(proposed(page, records), "reports")
    assert (row["id"], row["publisher"], row["kind"]) == (
        "38n-sino-ri-2026-05-04",
        "38 North",
        "analysis",
    )


def test_of_a_report_that_is_there_only_what_is_new_is_drafted(records: Records) -> None:
    known = records.reports["bp-sino-ri-2019"]
    assert known.url
    page = ENGLISH.replace(
        "https://example.org/reports/sino-ri-halls",
        known.url.upper().replace("HTTPS", "http").lower(),
    )
    made = proposed(page, records)
    assert made.report == "bp-sino-ri-2019"
    assert rows(made, "reports") == []
    assert ("about", "prk-sino-ri") not in [
        (row["relation"], row["target"]) for row in rows(made, "references")
    ]
    assert not {row.cells["id"].value for row in made.rows if row.kind != "locations"} & set(
        records.references
    )


def test_an_id_that_is_taken_is_not_proposed(records: Records) -> None:
    other = records.reports["bp-sino-ri-2019"].model_copy(
        update={"id": "example-sino-ri-2026-05-04", "url": None, "title": "Another"}
    )
    more = Records(
        locations=records.locations, reports={**records.reports, other.id: other}, references={}
    )
    assert proposed(ENGLISH, more).report == "example-sino-ri-2026-05-04-2"


def test_the_position_of_a_vulnerable_place_is_not_repeated(records: Records) -> None:
    camp = records.locations["chn-dabancheng"]
    position = camp.position
    assert position is not None
    lon, lat = position.point()
    text = f"The site is at {lat + 0.001:.6f} N, {lon + 0.001:.6f} E, as was said before."
    made = proposed(Document((Passage(text, "page 3"),)), records)
    assert rows(made, "locations") == []
    (row,) = rows(made, "references")
    assert row["target"] == "chn-dabancheng"
    assert f"{lat + 0.001:.6f}" not in written(made)
    assert "vulnerable" in comments_above(written(made), "  target: ")


def test_a_name_of_two_places_is_left_to_a_person(records: Records) -> None:
    one = records.locations["prk-sino-ri"]
    two = one.model_copy(update={"id": "kor-sino-ri"})
    both = Records(locations={one.id: one, two.id: two})
    made = proposed(Document((Passage("It is at Sino-ri.", "page 1"),)), both)
    (row,) = rows(made, "references")
    assert row["target"] == "TODO"
    assert "kor-sino-ri and of prk-sino-ri" in comments_above(written(made), "  target: TODO")


def test_a_date_with_two_readings_is_left_to_a_person(records: Records) -> None:
    caption = "Figure 1. Sino-ri, 04/05/2019. Satellite image: Planet Labs."
    made = proposed(Document((Passage(caption, "page 1"),)), records)
    (row,) = rows(made, "images")
    assert row["acquired"] == "TODO"
    assert "2019-05-04 or 2019-04-05" in comments_above(written(made), "  acquired: TODO")


def test_quotes_are_short_and_comments_end_with_their_lines(records: Records) -> None:
    passage = "word " * 500 + "Sino-ri " + "word\u2028- id: x\x85 " * 500
    title = Stated("A: title # with 'quotes'", "x\n- id: injected\n" * 50, "the\nhead")
    made = proposed(Document((Passage(passage, "page\n1"),), title=title), records)
    text = written(made)
    assert yaml.safe_load_all(text)
    assert "\n- id: injected" not in text
    assert all(
        line.startswith(("#", "  ", "- ", "draft", "---")) or not line for line in text.split("\n")
    )
    for row in made.rows:
        for cell in row.cells.values():
            assert all(len(comment) <= LONGEST_QUOTE + 40 for comment in cell.comments)
    (report,) = rows(made, "reports")
    assert report["title"] == title.value


def test_links_are_known_under_any_form_of_their_address(records: Records) -> None:
    url = records.reports["bp-sino-ri-2019"].url
    assert url
    forms = [
        url.rstrip("/"),
        url.replace("https", "http"),
        url + "?utm_source=x#part",
        url.replace("://", "://www."),
    ]
    for form in forms:
        made = proposed(
            Document((Passage("Text.", "page 1"),), links=(Link(form, "", "page 1"),)), records
        )
        assert [row["target"] for row in rows(made, "references")] == ["bp-sino-ri-2019"]


def test_the_same_document_and_catalog_make_the_same_draft(records: Records) -> None:
    assert written(proposed(ENGLISH, records)) == written(proposed(ENGLISH, records))


def test_two_days_at_the_beginning_are_left_to_a_person(records: Records) -> None:
    lines = ("A title", "4 May 2026", "Updated 6 May 2026", "Text.")
    passages = tuple(Passage(line, "page 1") for line in lines)
    (report,) = rows(proposed(Document(passages), records), "reports")
    assert report["published"] == "TODO"


@given(st.lists(st.text(min_size=1), max_size=4), st.text(min_size=1), st.text())
@settings(deadline=None, max_examples=50)
def test_any_document_makes_a_draft_whose_rows_can_be_read(
    records: Records, texts: list[str], title: str, where: str
) -> None:
    passages = tuple(Passage(text, where) for text in [*texts, "Figure 1. Sino-ri. ESA."])
    document = Document(passages, title=Stated(title, title, where))
    made = proposed(document, records)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(written(made), "utf-8")
        read_back = [row for _, row in table_rows(path)]
    assert not [row for row in read_back if isinstance(row, Finding)]
    assert len(read_back) == len(made.rows) + 1
