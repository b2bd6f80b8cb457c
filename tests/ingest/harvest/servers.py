"""Upstreams on loopback: a STAC server that is not ours, and one that does all that a server should not do."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import orjson

from tests.cli.test_cli import free_port

RUSTAC = Path(sys.executable).with_name("rustac")
SEARCHABLE = (
    "https://api.stacspec.org/v1.0.0/core",
    "https://api.stacspec.org/v1.0.0/item-search",
)


@contextmanager
def rustac(items: Path) -> Iterator[str]:
    """The base URL of `rustac serve` over a file with an ItemCollection."""
    port = free_port()
    server = subprocess.Popen(
        [RUSTAC, "serve", "--addr", f"127.0.0.1:{port}", "--create-collections", items],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(url)
                break
            except httpx.TransportError:
                assert server.poll() is None, "rustac ended"
                time.sleep(0.05)
        yield url
    finally:
        server.terminate()
        server.wait()


@dataclass
class Reply:
    """What the rude server says: a status, a body (JSON unless bytes), headers; `cut` breaks it off after so many
    bytes, `drip` sends bytes for ever."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: bytes = b""


@dataclass
class Rude:
    """A server that answers each request with what `answer` makes of its path, and remembers who asked."""

    url: str = ""
    answer: Callable[[str], Reply] = lambda _: Reply()
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def searches(self) -> int:
        """How many searches came."""
        return sum("/search" in path for path in self.asked)


@contextmanager
def rude(answer: Callable[[Rude, str], Reply]) -> Iterator[Rude]:
    """A real HTTP server with the manners that `answer` gives it. Its landing page is that of a STAC API."""
    server = Rude()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.headers.append(dict(self.headers))
            reply = answer(server, self.path)
            body = reply.body if isinstance(reply.body, bytes) else orjson.dumps(reply.body)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.drip:
                self.send_header("Connection", "close")
                self.end_headers()
                self._drip(reply.drip)
                return
            if reply.status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: reply.cut])
            if reply.cut is not None:
                self.close_connection = True

        def _drip(self, drop: bytes) -> None:
            self.close_connection = True
            try:
                while True:
                    self.wfile.write(drop)
                    self.wfile.flush()
                    time.sleep(0.002)
            except OSError:
                return

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server.url = f"http://127.0.0.1:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def landing(url: str, *conforms: str) -> dict[str, Any]:
    """The landing page of a STAC API that can be searched."""
    return {
        "type": "Catalog",
        "stac_version": "1.0.0",
        "id": "rude",
        "description": "Rude.",
        "conformsTo": [*SEARCHABLE, *conforms],
        "links": [
            {"rel": "self", "href": url},
            {"rel": "root", "href": url},
            {"rel": "search", "href": f"{url}/search", "type": "application/geo+json"},
        ],
    }


def page(*items: Any, **more: Any) -> dict[str, Any]:
    """A page of a search's answer."""
    return {"type": "FeatureCollection", "features": list(items), "links": [], **more}
