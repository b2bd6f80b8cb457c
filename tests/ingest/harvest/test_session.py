"""HTTP as a guest: at a pace, again where that may help, and never more than is sane."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from requests import RequestException, Response

from imgcat.errors import ImgcatError
from imgcat.ingest.harvest.manners import Manners
from imgcat.ingest.harvest.session import Pace, PoliteSession
from tests.ingest.harvest.offers import QUICK
from tests.ingest.harvest.servers import Reply, Rude, rude


@contextmanager
def asking(
    tmp_path: Path, answer: Callable[[Rude, str], Reply], manners: Manners = QUICK
) -> Iterator[tuple[Rude, Callable[[str], Response]]]:
    """The server, and a way to ask it for a path."""
    with rude(answer) as server, closing(PoliteSession(server.url, tmp_path, manners)) as session:
        yield server, lambda path: session.get(server.url + path)


def test_calls_pass_no_faster_than_the_rate() -> None:
    now, slept = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(4, clock=lambda: now[0], sleep=sleep)
    for _ in range(5):
        pace.wait()
    assert slept == [0.25] * 4
    now[0] += 10
    pace.wait()
    assert slept == [0.25] * 4
    pace.wait()
    assert slept == [0.25] * 5


def test_every_attempt_keeps_the_pace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = []
    monkeypatch.setattr(Pace, "wait", lambda _: waits.append(1))
    with asking(
        tmp_path, lambda server, _: Reply(status=503 if len(server.asked) < 3 else 200)
    ) as (
        server,
        get,
    ):
        assert get("/").status_code == 200
    assert len(waits) == len(server.asked) == 3


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again_as_the_server_wants(tmp_path: Path, status: int) -> None:
    def answer(server: Rude, _: str) -> Reply:
        if len(server.asked) < 3:
            return Reply(status=status, headers={"Retry-After": "0"})
        return Reply(b"{}")

    with asking(tmp_path, answer) as (server, get):
        assert get("/").content == b"{}"
    assert len(server.asked) == 3


def test_retry_after_is_waited_for_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", slept.append)

    def answer(server: Rude, _: str) -> Reply:
        wait = {1: "7", 2: "86400"}.get(len(server.asked))
        return Reply(status=429, headers={"Retry-After": wait}) if wait else Reply(b"{}")

    with asking(tmp_path, answer, replace(QUICK, patience=60)) as (_, get):
        assert get("/").ok
    assert slept == [7, 60]


def test_an_answer_that_does_not_pass_is_given_after_the_last_try(tmp_path: Path) -> None:
    with asking(tmp_path, lambda *_: Reply(status=503)) as (server, get):
        assert get("/").status_code == 503
        assert len(server.asked) == 1 + QUICK.tries
        server.asked.clear()


def test_what_will_not_pass_is_asked_once(tmp_path: Path) -> None:
    with asking(tmp_path, lambda *_: Reply(status=404)) as (server, get):
        assert get("/").status_code == 404
        assert len(server.asked) == 1


def test_an_answer_that_breaks_off_is_asked_for_again(tmp_path: Path) -> None:
    body = b'{"a": "' + b"x" * 50_000 + b'"}'
    with asking(
        tmp_path, lambda server, _: Reply(body, cut=20_000 if len(server.asked) < 3 else None)
    ) as (server, get):
        assert get("/").content == body
        assert len(server.asked) == 3


def test_an_answer_that_always_breaks_off_is_given_up_with_a_sentence(tmp_path: Path) -> None:
    with (
        asking(tmp_path, lambda *_: Reply(b"x" * 1000, cut=10)) as (_, get),
        pytest.raises(ImgcatError, match=r"gave no answer in 4 tries: .*\."),
    ):
        get("/")


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with rude(lambda *_: Reply()) as server:
        url = server.url
    with (
        closing(PoliteSession(url, tmp_path, QUICK)) as session,
        pytest.raises(ImgcatError, match="gave no answer in 4 tries"),
    ):
        session.get(url)


@pytest.mark.parametrize(
    ("manners", "said"),
    [(replace(QUICK, largest=100_000), "larger than"), (replace(QUICK, longest=0.05), "not whole")],
)
def test_an_answer_without_end_is_given_up(tmp_path: Path, manners: Manners, said: str) -> None:
    drop = b" " * (4096 if said == "larger than" else 1)
    with asking(tmp_path, lambda *_: Reply(drip=drop), manners) as (server, get):
        with pytest.raises(ImgcatError, match=said):
            get("/")
        assert len(server.asked) == 1


def test_an_answer_is_asked_for_again_only_if_it_has_changed(tmp_path: Path) -> None:
    version = ["1"]

    def answer(server: Rude, _: str) -> Reply:
        tag = f'"{version[0]}"'
        if server.headers[-1].get("If-None-Match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        return Reply(f"[{version[0]}]".encode(), headers={"ETag": tag})

    with rude(answer) as server:
        for _ in range(2):
            with closing(PoliteSession(server.url, tmp_path, QUICK)) as session:
                assert session.get(f"{server.url}/a").json() == [1]
        version[0] = "2"
        with closing(PoliteSession(server.url, tmp_path, QUICK)) as session:
            assert session.get(f"{server.url}/a").json() == [2]
    assert [headers.get("If-None-Match") for headers in server.headers] == [None, '"1"', '"1"']


def test_answers_without_a_tag_are_not_kept(tmp_path: Path) -> None:
    with asking(tmp_path, lambda server, _: Reply(str(len(server.asked)).encode())) as (_, get):
        assert [get("/").content, get("/").content] == [b"1", b"2"]


def test_the_user_agent_names_imgcat(tmp_path: Path) -> None:
    with asking(tmp_path, lambda *_: Reply()) as (server, get):
        get("/")
    assert server.headers[0]["User-Agent"].startswith("imgcat/")


def test_no_other_host_is_asked(tmp_path: Path) -> None:
    with rude(lambda *_: Reply(b"secret")) as other:
        with (
            asking(
                tmp_path, lambda *_: Reply(status=302, headers={"Location": f"{other.url}/x"})
            ) as (_, get),
            pytest.raises(RequestException, match="No connection adapters"),
        ):
            get("/")
        assert other.asked == []
