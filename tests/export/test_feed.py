"""Atom and JSON Feed."""

import feedparser
import jsonschema_rs
import orjson

from imgcat.export.feed import atom, json_feed
from imgcat.export.selection import Selection
from imgcat.model.identifiers import REPORTS
from imgcat.store import Query
from tests.engines import Opened
from tests.export.selections import BASE, found, of, whole
from tests.store.items import item

TEXT, WORDS = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": TEXT,
        "feed_url": TEXT,
        "description": TEXT,
        "language": TEXT,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    **dict.fromkeys(("id", "url", "external_url", "title", "language"), TEXT),
                    "content_text": TEXT,
                    "date_published": TIME,
                    "date_modified": TIME,
                    "authors": {"type": "array", "items": {"required": ["name"]}},
                    "tags": WORDS,
                },
            },
        },
    },
    "additionalProperties": False,
}
"""What JSON Feed 1.1 asks for, for the members that are used."""


def test_feedparser_reads_every_entry(everything: Selection) -> None:
    feed = feedparser.parse(whole(atom(everything)))
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert len(feed.entries) == len(list(everything.items))
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert all(entry.title and entry.updated and entry.link for entry in feed.entries)
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)


def test_an_entry_says_what_it_is_and_leads_to_the_page_and_the_sources(store: Opened) -> None:
    selection = found(store, Query(collections=(REPORTS,), ids=("bp-sino-ri-2019",)))
    (entry,) = feedparser.parse(whole(atom(selection))).entries
    assert entry.link == f"{BASE}/reports/bp-sino-ri-2019.html"
    assert {tag.term for tag in entry.tags} >= {
        "report",
        "analysis",
        "PRK",
        "Undeclared North Korea",
    }
    assert any(link.rel == "via" and "csis.org" in link.href for link in entry.links)
    assert [author.name for author in entry.authors] == ["Victor Cha", "Lisa Collins"]
    assert "CSIS Beyond Parallel" in entry.summary


def test_the_same_files_give_the_same_feed(everything: Selection) -> None:
    assert whole(atom(everything)) == whole(atom(everything))


def test_a_feed_without_entries_is_one() -> None:
    feed = feedparser.parse(whole(atom(of())))
    assert (feed.bozo, feed.entries) == (False, [])


def test_json_feed_keeps_to_its_specification(everything: Selection) -> None:
    feed = orjson.loads(whole(json_feed(everything)))
    jsonschema_rs.validator_for(JSON_FEED).validate(feed)
    assert len(feed["items"]) == len(list(everything.items))


def test_times_that_cannot_be_read_break_no_feed() -> None:
    odd = of(item("a", datetime="yesterday", created="never"))
    assert feedparser.parse(whole(atom(odd))).bozo is False
    jsonschema_rs.validator_for(JSON_FEED).validate(orjson.loads(whole(json_feed(odd))))
