"""What every request and answer goes through, from the outermost inwards."""

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from imgcat.api.middleware.coding import ContentCoding, compressed
from imgcat.api.middleware.faults import Faults
from imgcat.api.middleware.head import HeadAsGet
from imgcat.api.middleware.limits import Limits
from imgcat.api.middleware.pinned import Pinned
from imgcat.api.middleware.revision import Revision
from imgcat.api.middleware.shortcut import Answers, Shortcut
from imgcat.api.middleware.slashes import SlashesInIds, identifier
from imgcat.api.request_id import RequestId
from imgcat.api.settings import Settings
from imgcat.store import Store

__all__ = ["identifier", "outermost_first"]

EXPOSED = ("ETag", "Link", "Retry-After", "X-Request-Id", "imgcat-revision")
"""Headers of an answer that scripts of other origins may read."""


def outermost_first(settings: Settings, store: Store, answers: Answers) -> list[Middleware]:
    """All middleware of the API over a store, whose most asked questions are answered ahead."""
    return [
        Middleware(RequestId),
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "OPTIONS", "POST"],
            allow_headers=["*"],
            expose_headers=EXPOSED,
            max_age=86_400,
        ),
        Middleware(HeadAsGet),
        Middleware(ContentCoding),
        # What cannot change needs no promise.
        *([Middleware(Pinned, store=store)] if store.remote else ()),
        Middleware(Revision, revision=lambda: store.revision, settings=settings),
        Middleware(compressed),
        Middleware(Faults),
        Middleware(Limits, settings=settings),
        Middleware(SlashesInIds),
        Middleware(Shortcut, answers=answers),
    ]
