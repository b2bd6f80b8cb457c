"""The requests in the documents, and the answers that stand under them."""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import orjson

DOCS = Path(__file__).parents[1]
SERVER = "http://127.0.0.1:8000"
TIMEOUT = 60.0
_EXAMPLE = re.compile(r"```sh\n(?P<request>curl .*?)```\n```json\n(?P<answer>.*?)```", re.DOTALL)


@dataclass
class Example:
    """A curl command of a document, and the part of its answer that the document shows."""

    command: str
    shown: Any

    def send(self, server: str) -> httpx.Response:
        """Do what the command does, against another server."""
        request = _Curl.of(self.command)
        url = request.url.replace(SERVER, server)
        pairs = dict(pair.split("=", 1) for pair in request.pairs)
        if request.body is not None:
            return httpx.post(url, content=request.body, headers=request.headers, timeout=TIMEOUT)
        if pairs and not request.get:
            return httpx.post(url, data=pairs, headers=request.headers, timeout=TIMEOUT)
        return httpx.get(url, params=pairs or None, headers=request.headers, timeout=TIMEOUT)


@dataclass
class _Curl:
    url: str = ""
    get: bool = False
    body: str | None = None
    pairs: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, command: str) -> "_Curl":
        made = cls()
        words = iter(shlex.split(command.replace("\\\n", " "))[1:])
        for word in words:
            match word:
                case "-G":
                    made.get = True
                case "--data-urlencode":
                    made.pairs.append(next(words))
                case "-d":
                    made.body = next(words)
                case "-H":
                    name, _, value = next(words).partition(": ")
                    made.headers[name] = value
                case _ if word.startswith("-"):
                    raise ValueError(f"the documents use an option that is not read here: {word}")
                case _:
                    made.url = word
        return made


def examples(document: str) -> list[Example]:
    """The examples of a document, in order."""
    text = (DOCS / document).read_text("utf-8")
    return [
        Example(found["request"], orjson.loads(found["answer"]))
        for found in _EXAMPLE.finditer(text)
    ]


def missing(shown: Any, actual: Any, path: str = "$") -> str | None:
    """Where the shown part is not in the actual answer; None where all of it is.

    Objects may have further members; lists further elements, but those shown come in their order.
    """
    if isinstance(shown, dict) and isinstance(actual, dict):
        for key, value in shown.items():
            if key not in actual:
                return f"{path}.{key} is not there"
            if found := missing(value, actual[key], f"{path}.{key}"):
                return found
        return None
    if isinstance(shown, list) and isinstance(actual, list):
        rest = iter(actual)
        for index, value in enumerate(shown):
            if not any(missing(value, each) is None for each in rest):
                return (
                    f"{path}[{index}] is not among the answers (in this order): {str(actual)[:600]}"
                )
        return None
    return None if shown == actual else f"{path} is {str(actual)[:300]}, not {shown}"
