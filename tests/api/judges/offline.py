"""Runs a tool of the judges' environment without a network: `python offline.py MODULE ARGUMENTS...`.

Schemas come from those that imgcat bundles, at their own addresses; one that no package holds permits everything. Only
this machine is asked for anything else.
"""

import json
import runpy
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import InvalidURL

DATA = Path(__file__).parents[3] / "src/imgcat/data"
EXTENSION = "https://imgcat.github.io/imgcat/schemas/ref/v1.0.0/schema.json"

_INDEX: dict[str, dict[str, str]] = json.loads((DATA / "schemas/index.json").read_bytes())
_over_the_network = HTTPAdapter.send


def bundled(url: str) -> bytes | None:
    """The schema at an address; None for an address that is no schema's."""
    address = url.split("#")[0]
    if address == EXTENSION:
        return (DATA / "extension/schema.json").read_bytes()
    if address in _INDEX:
        return (DATA / "schemas" / _INDEX[address]["file"]).read_bytes()
    return b"{}" if urlsplit(address).path.endswith("schema.json") else None


def _send(adapter: HTTPAdapter, request: PreparedRequest, **options: Any) -> Response:
    url = str(request.url)
    if urlsplit(url).hostname == "127.0.0.1":
        return _over_the_network(adapter, request, **options)
    schema = bundled(url)
    if schema is None:
        raise InvalidURL(f"{url} is not on this machine.")
    response = Response()
    response.status_code, response.url, response.request = 200, url, request
    response.headers["Content-Type"] = "application/schema+json"
    response._content = schema
    return response


HTTPAdapter.send = _send  # type: ignore[method-assign, assignment]

if __name__ == "__main__":
    module, *sys.argv[1:] = sys.argv[1:]
    sys.argv[0] = module
    runpy.run_module(module, run_name="__main__", alter_sys=True)
