"""Answers as of earlier commits: `as_of` and `/as-of/{commit}/`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from pystac_client import Client

from imgcat.api.as_of import OPEN
from imgcat.catalog.build import build
from imgcat.catalog.correction import Signature, correct
from imgcat.cli.application import application
from imgcat.cli.serve import CACHE, HISTORY, INDEX
from imgcat.store.index import ready
from tests.catalog.records import small_catalog
from tests.catalog.repository import committed, git
from tests.serving import serving

SIGNED = Signature("Ann", "It was wrong.", datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog in a repository: its first commit is tagged `then`, others follow, the last corrects a title."""
    records = small_catalog()
    folder = committed(tmp_path_factory.mktemp("history") / "repository", records)
    git(folder, "tag", "then")
    place = next(iter(records.locations))
    for number in range(OPEN + 1):
        correct(records, f"locations/{place}", "note", f"Note {number}.", SIGNED)
        build(folder, records)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", f"Note {number}")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(INDEX, str(ready([folder], cache).path))
        patch.setenv(HISTORY, str(folder))
        patch.setenv(CACHE, str(cache))
        app = application()
    with serving(app) as url:
        yield url


def notes(page: httpx.Response) -> set[str | None]:
    return {
        each["properties"].get("ref:note") for each in page.raise_for_status().json()["features"]
    }


def test_a_search_is_answered_as_the_files_were(server: str) -> None:
    asked = f"{server}/search?collections=locations"
    now = httpx.get(asked)
    assert f"Note {OPEN}." in notes(now)
    then = httpx.get(f"{asked}&as_of=then", follow_redirects=True)
    assert f"Note {OPEN}." not in notes(then)
    assert then.headers["imgcat-revision"] != now.headers["imgcat-revision"]
    # All links stay at that commit.
    base = str(then.url).split("/search")[0]
    assert "/as-of/" in base
    for each in then.json()["features"]:
        (own,) = (link["href"] for link in each["links"] if link["rel"] == "self")
        assert own.startswith(f"{base}/collections/")
        assert httpx.get(own).status_code == 200


@pytest.mark.slow
def test_each_commit_has_its_own_answer_and_more_are_asked_than_are_kept_open(
    server: str, folder: Path
) -> None:
    commits = git(folder, "rev-list", "--reverse", "HEAD").split()
    assert len(commits) > OPEN
    for _ in range(2):
        for number, commit in enumerate(commits):
            found = notes(httpx.get(f"{server}/as-of/{commit}/search?collections=locations"))
            assert (f"Note {number - 1}." in found) == (number > 0)


def test_real_clients_and_pages_live_below_it(server: str) -> None:
    landing = httpx.get(
        f"{server}/as-of/then/", headers={"Accept": "application/json"}, follow_redirects=True
    )
    client = Client.open(str(landing.url))
    (place, *_) = client.search(collections=["locations"]).items()
    assert (place.get_self_href() or "").startswith(str(landing.url))
    page = httpx.get(f"{landing.url}locations/{place.id}.html")
    assert page.status_code == 200
    home = httpx.get(
        f"{server}/?as_of=then", headers={"Accept": "text/html"}, follow_redirects=True
    )
    assert home.headers["content-type"].startswith("text/html")


def test_a_day_stands_for_its_last_commit(server: str) -> None:
    found = httpx.get(
        f"{server}/search?collections=locations&as_of=2100-01-01", follow_redirects=True
    )
    assert f"Note {OPEN}." in notes(found)


@pytest.mark.parametrize(
    "revision", ["nowhere", "--help", "1900-01-01", "2026-02-30", "0" * 40, "", "a..b"]
)
def test_what_names_no_commit_is_not_found(revision: str, server: str) -> None:
    for asked in (f"/search?as_of={revision}", f"/as-of/{revision or 'HEAD^{tree}'}/search"):
        answer = httpx.get(server + asked, follow_redirects=True)
        assert answer.status_code == 404
        assert answer.json()["description"]
        assert answer.headers["X-Request-Id"]


def test_what_is_malformed_there_is_refused_there(server: str) -> None:
    answer = httpx.get(f"{server}/search?bbox=1,2&as_of=then", follow_redirects=True)
    assert answer.status_code == 400


def test_a_commit_before_the_catalog_has_nothing(server: str, folder: Path) -> None:
    empty = git(
        folder,
        "commit-tree",
        git(folder, "hash-object", "-t", "tree", "/dev/null").strip(),
        "-m",
        "x",
    )
    answer = httpx.get(f"{server}/as-of/{empty.strip()}/search")
    assert answer.status_code == 404
    assert "no catalog" in answer.json()["description"]
