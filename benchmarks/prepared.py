"""Questions made ready for measuring: asked once, checked, and kept as requests and the bytes that answered them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from benchmarks.ask import Item, Question, Search
from benchmarks.check import complaint
from benchmarks.connection import Connection
from benchmarks.target import Target


@dataclass(frozen=True, slots=True)
class Prepared:
    """The requests of a question, one for each page, and their answers."""

    requests: Sequence[bytes]
    answers: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of questions as one server answers it. `complaints` say which answers are wrong, and how."""

    name: str
    questions: Sequence[Prepared]
    complaints: Sequence[str]


FEWEST = 4
"""Questions of a kind that are asked, however long they take."""


def prepare(target: Target, questions: Sequence[Question], patience: float) -> Kind | None:
    """Ask each question and check the answers; None when the server cannot be asked this.

    After `patience` seconds no more are asked, so that a slow kind is measured with fewer questions.
    """
    prepared: list[Prepared] = []
    complaints: list[str] = []
    deadline = time.monotonic() + patience
    with Connection(target.server.port) as connection:
        for question in questions:
            if len(prepared) >= FEWEST and time.monotonic() > deadline:
                break
            asked = _ask(target, connection, question)
            if asked is None:
                return None
            one, wrong = asked
            prepared.append(one)
            if wrong is not None:
                complaints.append(wrong)
    return Kind(questions[0].kind, prepared, complaints)


def _ask(
    target: Target, connection: Connection, question: Question
) -> tuple[Prepared, str | None] | None:
    message = target.ask(question.ask)
    if message is None:
        return None
    requests: list[bytes] = []
    answers: list[bytes] = []
    pages = question.ask.pages if isinstance(question.ask, Search) else 1
    while message is not None and len(requests) < pages:
        connection.refresh()
        answer = connection.ask(message)
        requests.append(message)
        answers.append(answer.body)
        if answer.status != 200:
            return Prepared(requests, answers), f"Status {answer.status}: {answer.body[:300]!r}"
        message = target.next(question.ask, orjson.loads(answer.body)) if pages > 1 else None
    try:
        wrong = complaint(question, [orjson.loads(answer) for answer in answers])
    except (KeyError, TypeError, ValueError) as error:
        wrong = f"The answer is not of the expected shape: {error!r}."
    asked = question.ask.id if isinstance(question.ask, Item) else requests[0].split(b"\r\n\r\n")[1]
    return Prepared(requests, answers), wrong and f"{wrong} Asked was {asked!r:.400}"
