"""Answers as of earlier commits: below `/as-of/{commit}/` stands the whole API, with its pages, as it was then."""

import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from threading import Lock
from urllib.parse import parse_qsl, quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from imgcat.api.lent import Lent
from imgcat.api.problem import problem
from imgcat.catalog.repository import Repository
from imgcat.errors import NotFound
from imgcat.store import Store

PREFIX = "/as-of/"
_BELOW = re.compile(r"/as-of/(?P<revision>[^/]+)(?P<path>/.*)?", re.DOTALL)
_FULL = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

OPEN = 4
"""How many earlier commits are kept open at a time."""


class AsOf:
    """ASGI application: answers below `/as-of/{commit}/` from that commit, all else from `app`.

    The parameter `as_of` of any request leads there; it is a commit, tag or branch, or a day (UTC), which stands for
    its last commit. `store_of` makes the store of a commit and raises NotFound where there is none; `app_of` makes the
    application over it, whose links lead below the path that it is given.
    """

    def __init__(
        self,
        app: ASGIApp,
        repository: Repository,
        store_of: Callable[[str], Store],
        app_of: Callable[[Store, str], ASGIApp],
    ) -> None:
        self.app = app
        self._repository = repository
        self._store_of = store_of
        self._app_of = app_of
        self._open: OrderedDict[str, Lent] = OrderedDict()
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        root = scope.get("root_path", "")
        below = _BELOW.fullmatch(scope["path"].removeprefix(root))
        query = scope["query_string"]
        if below is None and b"as_of=" not in query:
            await self.app(scope, receive, send)
            return
        try:
            if below is None or below["path"] is None or not _FULL.fullmatch(below["revision"]):
                there = await run_in_threadpool(self._there, scope)
                headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
                await RedirectResponse(there, headers=headers)(scope, receive, send)
                return
            commit = below["revision"]
            async with self._lent(commit) as app:
                await app({**scope, "root_path": f"{root}{PREFIX}{commit}"}, receive, send)
        except NotFound as error:
            await problem(scope, 404, str(error))(scope, receive, send)

    def _there(self, scope: Scope) -> str:
        """The address below the full hash of the commit that a request asks for. Raises NotFound."""
        root = scope.get("root_path", "")
        path = (scope.get("raw_path") or quote(scope["path"]).encode()).split(b"?")[0].decode()
        path = path.removeprefix(quote(root))
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        rest = [(name, value) for name, value in asked if name != "as_of"]
        named = [value for name, value in asked if name == "as_of"]
        if path.startswith(PREFIX):
            revision, _, path = path.removeprefix(PREFIX).partition("/")
            path = f"/{path}"
            named = named or [revision]
        commit = self._commit(named[-1])
        query = f"?{urlencode(rest)}" if rest else ""
        return f"{quote(root)}{PREFIX}{commit}{path}{query}"

    def _commit(self, revision: str) -> str:
        if _DAY.fullmatch(revision):
            try:
                return self._repository.commit_of_day(date.fromisoformat(revision))
            except ValueError as error:
                raise NotFound(f"{revision} is not a day: {error}.") from error
        return self._repository.commit(revision)

    @asynccontextmanager
    async def _lent(self, commit: str) -> AsyncIterator[ASGIApp]:
        taken = await run_in_threadpool(self._take, commit)
        try:
            yield taken.app
        finally:
            taken.give_back()

    def _take(self, commit: str) -> Lent:
        # One index is built at a time: who asks for another commit waits.
        with self._lock:
            then = self._open.get(commit)
            if then is None:
                store = self._store_of(commit)
                then = self._open[commit] = Lent(self._app_of(store, f"{PREFIX}{commit}"), store)
            self._open.move_to_end(commit)
            then.take()
            while len(self._open) > OPEN:
                self._open.popitem(last=False)[1].drop()
            return then
