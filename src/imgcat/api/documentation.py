"""`/api.html`: the OpenAPI document as one plain page, without script and without anything from elsewhere."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

router = APIRouter()

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code{background:#8882;padding:.1em .3em;border-radius:.2em}dt{margin-top:.5em}"
    ":root{color-scheme:light dark}h2,code,p,dd{overflow-wrap:anywhere}h2{font-size:1.1rem}"
)


@router.get("/api.html", include_in_schema=False)
def documentation(request: Request) -> HTMLResponse:
    """What can be asked, for people."""
    return HTMLResponse("".join(_page(request.app.openapi())))


def _page(document: Mapping[str, Any]) -> Iterator[str]:
    title = escape(document["info"]["title"])
    yield '<!doctype html><html lang="en"><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}: API</title><style>{_STYLE}</style><h1>{title}: API</h1>"
    yield f"<p>{escape(document['info'].get('description', ''))}</p>"
    yield '<p><a href="./">Home</a>. The same for machines: <a href="api">OpenAPI 3.0</a>.</p>'
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield f"<p>{_prose(operation.get('description') or operation.get('summary', ''))}</p>"
            yield from _parameters(operation.get("parameters", []))


def _parameters(parameters: list[Mapping[str, Any]]) -> Iterator[str]:
    if parameters:
        yield "<dl>"
        for parameter in parameters:
            yield f"<dt><code>{escape(parameter['name'])}</code> ({escape(parameter['in'])})</dt>"
            yield f"<dd>{_prose(parameter.get('description', ''))}{_examples(parameter)}</dd>"
        yield "</dl>"


def _prose(text: str) -> str:
    """CommonMark as far as the descriptions use it: words in backticks, and paragraphs."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)).replace("\n\n", "<p>")


def _examples(parameter: Mapping[str, Any]) -> str:
    shown = [
        f"<code>{escape(str(example['value']))}</code>"
        for example in parameter.get("examples", {}).values()
    ]
    return f" For example {', '.join(shown)}." if shown else ""
