"""STAC APIs that fail, lie or never end: nothing is lost, and a person is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from imgcat.catalog.build import build
from imgcat.errors import ImgcatError
from imgcat.ingest.harvest import Terms
from imgcat.ingest.harvest.journal import Journal
from imgcat.model.finding import Severity
from imgcat.model.item import Json
from tests.ingest.harvest.offers import (
    contents,
    harvested,
    offer,
    place_catalog,
    product,
    scenes,
    windows,
)
from tests.ingest.harvest.servers import Reply, Rude, landing, page, rude

DAY = "2018-12-27T02:15:11Z"
FILTER = "https://api.stacspec.org/v1.0.0/item-search#filter"

Search = Callable[[Rude, str], Reply]


@contextmanager
def upstream(search: Search, *conforms: str) -> Iterator[Rude]:
    """A server with a sound landing page, and a search as given."""

    def answer(server: Rude, path: str) -> Reply:
        if path.startswith("/search"):
            return search(server, path)
        if path == "/":
            return Reply(landing(server.url, *conforms))
        return Reply(status=404)

    with rude(answer) as server:
        yield server


def test_the_question_is_short_and_names_point_time_and_collections(folder: Path) -> None:
    with upstream(lambda *_: Reply(page()), FILTER) as server:
        harvested(server.url, folder, Terms(("a", "b"), max_cloud=20))
    query = parse_qs(urlsplit(server.asked[-1]).query)
    assert orjson.loads(query["intersects"][0])["type"] == "Point"
    assert query["collections"] == ["a,b"]
    assert query["datetime"] == ["2018-11-26T10:00:00Z/2019-01-27T11:59:59Z"]
    assert query["filter"] == ['"eo:cloud_cover" <= 20 OR "eo:cloud_cover" IS NULL']


def test_a_server_that_stumbles_over_its_own_filter_is_asked_without(folder: Path) -> None:
    def search(_: Rude, path: str) -> Reply:
        if "filter" in path:
            return Reply(status=400)
        return Reply(page(offer("clear", DAY), offer("x", DAY, properties={"eo:cloud_cover": 90})))

    with upstream(search, FILTER) as server:
        outcome = harvested(server.url, folder, Terms(max_cloud=20))
    assert outcome.is_whole
    assert {item_id for _, item_id in outcome.added} == {"clear"}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=503, headers={"Retry-After": "0"}), "failed"),
        (Reply(status=500), "failed"),
        (Reply(b"<html>Welcome</html>"), "not JSON"),
        (Reply(b""), "empty"),
        (Reply([1, 2]), "not a JSON object"),
        (Reply(b'{"features": [' + b"[" * 2000), "JSON"),
        (Reply(page(offer("a", DAY)), cut=100), "gave no answer in 4 tries"),
        (Reply(drip=b" " * 9999), "larger than"),
    ],
)
def test_a_search_that_fails_is_told_in_a_sentence(folder: Path, reply: Reply, said: str) -> None:
    with upstream(lambda *_: reply) as server:
        outcome = harvested(server.url, folder)
    (finding,) = outcome.findings
    assert (finding.rule, finding.severity) == ("search-failed", Severity.ERROR)
    assert "sino-ri" in finding.message
    assert said in finding.message
    assert (outcome.failed, outcome.is_whole) == (1, False)


def test_broken_items_are_named_and_stop_nothing(folder: Path) -> None:
    broken = [
        5,
        None,
        {},
        {"type": "Feature"},
        {**offer("no-properties", DAY), "properties": 7},
        {**offer("links", DAY), "links": {"a": 1}},
        {**offer("far", DAY), "geometry": {"type": "Polygon", "coordinates": [[[1e9, 1]]]}},
        {**offer("odd", DAY), "geometry": {"type": "Circle"}},
        offer("nowhere", DAY, around=None),
    ]
    with upstream(lambda *_: Reply(page(*broken, offer("fine", DAY)))) as server:
        outcome = harvested(server.url, folder)
    assert {item_id for _, item_id in outcome.added} == {"fine"}
    assert outcome.is_whole
    # Only the Item without a footprint is sound, so nothing is said of it but that it was left out.
    problems = [f for f in outcome.findings if f.rule in ("item-broken", "not-stac")]
    assert len(problems) == len(broken) - 1
    assert outcome.left_out.total() == 1


def endless(server: Rude, last: str) -> Reply:
    number = len(server.asked)
    link = {"rel": "next", "href": f"{server.url}/search?token={last.format(number=number)}"}
    return Reply(page(offer(f"scene-{number if 'number' in last else 0}", DAY), links=[link]))


@pytest.mark.parametrize(
    ("token", "said", "most"),
    [("same", "repeats an earlier one", 5), ("{number}", "10 pages", 14)],
)
def test_paging_without_end_ends(
    folder: Path, token: str, said: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imgcat.ingest.harvest.api.MOST_PAGES", 10)
    with upstream(lambda server, _: endless(server, token)) as server:
        outcome = harvested(server.url, folder)
    assert said in outcome.findings[0].message
    assert len(server.asked) <= most
    # What came until then is not lost.
    assert outcome.added
    assert not outcome.is_whole


@pytest.mark.parametrize(
    "link",
    [
        {"href": "http://127.0.0.1:9/search"},
        {"href": "file:///etc/passwd"},
        {"href": "/etc/passwd"},
        {"href": "{url}/search?x", "method": "DELETE"},
        {"href": 5},
        {},
    ],
)
def test_a_next_link_leads_nowhere_but_to_a_search_of_the_same_host(
    folder: Path, link: Json
) -> None:
    def search(server: Rude, _: str) -> Reply:
        href = link.get("href")
        filled = {**link, "href": href.format(url=server.url)} if isinstance(href, str) else link
        return Reply(page(offer("a", DAY), links=[{"rel": "next", **filled}]))

    with upstream(search) as server:
        outcome = harvested(server.url, folder)
    assert server.searches() == 1
    assert {item_id for _, item_id in outcome.added} == {"a"}
    assert outcome.failed == 1


def many_places(tmp_path: Path, count: int) -> Path:
    records = place_catalog()
    place = records.locations["sino-ri"]
    cited = records.references["cited"]
    for number in range(count):
        name = f"place-{number}"
        records.locations[name] = place.model_copy(update={"id": name})
        records.references[f"cited-{number}"] = cited.model_copy(
            update={"id": f"cited-{number}", "location": name}
        )
    build(tmp_path / "many", records)
    return tmp_path / "many"


def test_three_failures_in_a_row_end_a_run_and_the_next_one_asks_only_for_the_rest(
    tmp_path: Path,
) -> None:
    folder = many_places(tmp_path, 9)
    up = [True]

    def search(server: Rude, _: str) -> Reply:
        if up[0] and server.searches() > 4:
            return Reply(status=400)
        return Reply(page(offer(product(f"201812{server.searches() + 10}"), DAY)))

    with upstream(search) as server:
        outcome = harvested(server.url, folder)
        assert (outcome.windows, outcome.asked, outcome.failed) == (10, 7, 3)
        assert "left in peace" in (outcome.failure or "")
        assert len(outcome.added) == len(scenes(folder)) == 4
        server.asked.clear()
        up[0] = False
        again = harvested(server.url, folder)
        assert (again.done_before, again.asked, server.searches()) == (4, 6, 6)
        assert again.is_whole
        server.asked.clear()
        # Once all is answered, all is asked for again.
        assert harvested(server.url, folder).asked == server.searches() == 10


def test_a_run_that_is_interrupted_keeps_what_came_and_goes_on_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = many_places(tmp_path, 4)
    with upstream(lambda server, _: Reply(page(offer(f"s{server.searches()}", DAY)))) as server:
        finish = Journal.finish

        def interrupted(self: Journal, window: str) -> None:
            finish(self, window)
            if len(self.finished) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(Journal, "finish", interrupted)
        outcome = harvested(server.url, folder)
        assert outcome.interrupted
        assert len(scenes(folder)) == 2
        monkeypatch.setattr(Journal, "finish", finish)
        again = harvested(server.url, folder)
    assert (again.done_before, again.asked, again.is_whole) == (2, 3, True)
    assert len(scenes(folder)) == 5


def test_other_terms_are_another_question(tmp_path: Path) -> None:
    folder = many_places(tmp_path, 2)
    fail = [True]
    with upstream(
        lambda server, _: Reply(status=400) if fail[0] and server.searches() > 2 else Reply(page())
    ) as server:
        assert harvested(server.url, folder).failed == 1
        fail[0] = False
        assert harvested(server.url, folder, Terms(max_cloud=5)).done_before == 0
        assert harvested(server.url, folder).done_before == 2


def test_answers_that_have_not_changed_are_not_sent_again(folder: Path) -> None:
    def search(server: Rude, _: str) -> Reply:
        if server.headers[-1].get("If-None-Match") == '"v1"':
            return Reply(status=304, headers={"ETag": '"v1"'})
        return Reply(page(offer("a", DAY)), headers={"ETag": '"v1"'})

    with upstream(search) as server:
        harvested(server.url, folder)
        before = contents(folder)
        again = harvested(server.url, folder)
    assert server.headers[-1]["If-None-Match"] == '"v1"'
    assert (again.offered, again.known) == (1, 1)
    assert contents(folder) == before


def test_requests_are_no_more_than_the_windows_and_the_landing_page(tmp_path: Path) -> None:
    folder = many_places(tmp_path, 5)
    with upstream(lambda *_: Reply(page())) as server:
        harvested(server.url, folder)
    assert server.searches() == len(windows(place_catalog())) * 6
    assert len(server.asked) <= server.searches() + 2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda _: Reply(status=404), "answers 404"),
        (lambda _: Reply(b"<html>"), "not JSON"),
        (lambda server: Reply({**landing(server.url), "conformsTo": []}), "without a search"),
        (lambda _: Reply({"conformsTo": 5}), "no STAC API"),
    ],
)
def test_what_is_no_upstream_is_refused_with_the_reason(
    folder: Path, answer: Callable[[Rude], Reply], said: str
) -> None:
    before = contents(folder)
    with rude(lambda server, _: answer(server)) as server:
        outcome = harvested(server.url, folder)
    assert said in (outcome.failure or "")
    assert contents(folder) == before


def test_an_unknown_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImgcatError, match="earth-search"):
        harvested("no-such-upstream", tmp_path)
