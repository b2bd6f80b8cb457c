"""A promise that several questions are answered from one revision."""

from dataclasses import dataclass


@dataclass(slots=True)
class Pin:
    """The revision that is promised, and whether a question could no longer be answered from it."""

    revision: str
    lost: bool = False
