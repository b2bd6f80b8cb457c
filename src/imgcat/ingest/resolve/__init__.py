"""Resolving captions: from what is printed under a picture to the public acquisitions it can be of."""

from imgcat.ingest.resolve.answer import Answer, MatchClass
from imgcat.ingest.resolve.candidate import Candidate
from imgcat.ingest.resolve.question import Question, at_point, of_picture, of_text
from imgcat.ingest.resolve.resolver import resolve
from imgcat.ingest.resolve.search import Search, StoreSearch

__all__ = [
    "Answer",
    "Candidate",
    "MatchClass",
    "Question",
    "Search",
    "StoreSearch",
    "at_point",
    "of_picture",
    "of_text",
    "resolve",
]
