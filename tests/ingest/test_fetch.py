"""Fetching from real servers on loopback, which the rule of the command would refuse."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from imgcat.errors import ImgcatError
from imgcat.ingest.documents import public_address
from imgcat.ingest.documents.fetch import fetch
from imgcat.ingest.documents.public_address import Address

PAGE = b"<html><title>A page</title></html>"
LOOPBACK = ip_address("127.0.0.1")


def only_loopback(address: Address, port: int) -> str | None:
    """The rule of these tests: this one address is let through, everything else is not."""
    if address == LOOPBACK and port > 1024:
        return None
    return public_address.refusal(address, port)


Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """A server on loopback whose every answer to GET is `answer`; its base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # The client has had enough.
                answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(
    content: bytes = PAGE, media_type: str = "text/html; charset=utf-8", **headers: str
) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", media_type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def redirect(where: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.path == "/end":
            page()(request)
            return
        request.send_response(302)
        request.send_header("Location", where)
        request.end_headers()

    return answer


def test_a_page_is_fetched_under_its_own_name() -> None:
    asked: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.headers["Host"])
        page()(request)

    with answering(answer) as url:
        named = url.replace("127.0.0.1", "localhost")

        def ipv4_or_ipv6_loopback(address: Address, port: int) -> str | None:
            return None if address.is_loopback else only_loopback(address, port)

        if socket.getaddrinfo("localhost", 80)[0][0] == socket.AF_INET6:
            pytest.skip("localhost is IPv6 here")
        assert fetch(f"{named}/a?b=c", ipv4_or_ipv6_loopback).content == PAGE
    assert asked == [named.removeprefix("http://")]


def test_redirects_are_followed_and_the_last_address_is_told() -> None:
    with answering(redirect("/end")) as url:
        got = fetch(f"{url}/start", only_loopback)
    assert got.url == f"{url}/end"
    assert got.content == PAGE


@pytest.mark.parametrize(
    "where",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:8000/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.0.0.1:22/",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://name:word@127.0.0.1:8000/",
    ],
)
def test_a_redirect_to_where_the_command_must_not_go_is_refused(where: str) -> None:
    with answering(redirect(where)) as url, pytest.raises(ImgcatError, match=r"refused|cannot be"):
        fetch(url, only_loopback)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "http://localhost/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://192.168.0.1/",
        "http://8.8.8.8:8080/",
        "http://user@8.8.8.8/",
        "gopher://8.8.8.8/",
        "http:///path",
        "http://[::1",
        "http://" + "a" * 300 + ".example/",
    ],
)
def test_an_address_that_is_not_public_is_refused(url: str) -> None:
    with pytest.raises(ImgcatError):
        fetch(url)


def test_every_address_of_a_name_must_be_public(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [ip_address("8.8.8.8"), ip_address("10.0.0.1")]
    monkeypatch.setattr("imgcat.ingest.documents.fetch.addresses", lambda *_: both)
    with pytest.raises(ImgcatError, match=r"10\.0\.0\.1 is not a public address"):
        fetch("http://rebinding.example/")


def test_the_address_that_was_looked_at_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def once(host: str, _: int) -> list[Address]:
        asked.append(host)
        return [LOOPBACK] if len(asked) == 1 else [ip_address("10.0.0.1")]

    monkeypatch.setattr("imgcat.ingest.documents.fetch.addresses", once)
    with answering(page()) as url:
        port = url.rpartition(":")[2]
        assert fetch(f"http://rebinding.example:{port}/", only_loopback).content == PAGE
    assert asked == ["rebinding.example"]


def test_redirects_without_end_end() -> None:
    with answering(redirect("/again")) as url, pytest.raises(ImgcatError, match="more than 5"):
        fetch(url, only_loopback)


def endless(request: BaseHTTPRequestHandler) -> None:
    page(b"")(request)
    for _ in range(100_000):
        request.wfile.write(b"x" * 1024)


def dripping(request: BaseHTTPRequestHandler) -> None:
    page(b"")(request)
    for _ in range(200):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def dripping_headers(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        request.wfile.write(f"X-{number}: x\r\n".encode())
        request.wfile.flush()
        time.sleep(0.05)


BOMB = gzip.compress(b"\0" * 20_000_000)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (endless, "larger than 100000 bytes"),
        (page(b"", Content_Length="999999999"), "larger than 100000 bytes"),
        (page(BOMB, Content_Encoding="gzip"), "larger than 100000 bytes"),
        (page(b"no gzip", Content_Encoding="gzip"), "not the gzip"),
        (page(PAGE, Content_Encoding="br"), "compressed as br"),
        (page(PAGE, Content_Encoding="gzip, gzip"), "compressed as gzip, gzip"),
        (page(b"GIF89a", "image/gif"), "is image/gif"),
        (dripping, "within 0.5 seconds"),
        (dripping_headers, "within 0.5 seconds"),
        (lambda request: request.send_error(404), "answers 404 Not Found"),
        (lambda request: request.wfile.write(b"nonsense\r\n\r\n") and None, "cannot be fetched"),
        (lambda _: None, "cannot be fetched"),
    ],
)
def test_what_is_no_document_is_told_in_a_sentence(answer: Answer, message: str) -> None:
    with answering(answer) as url, pytest.raises(ImgcatError, match=message):
        fetch(url, only_loopback, largest=100_000, seconds=0.5)


def test_what_a_server_compresses_all_the_same_is_read() -> None:
    with answering(page(gzip.compress(PAGE), Content_Encoding="gzip")) as url:
        assert fetch(url, only_loopback).content == PAGE
