"""`imgcat resolve`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import platformdirs
import typer

from imgcat.catalog.correction import Signature
from imgcat.catalog.records import Records
from imgcat.cli.answers import show_answer, show_counts
from imgcat.cli.build import CatalogFolder, read_whole, write
from imgcat.cli.console import errors, output, progress
from imgcat.errors import ImgcatError, InvalidRequest, NotFound
from imgcat.ingest.resolve import (
    Answer,
    Question,
    Search,
    StoreSearch,
    at_point,
    of_text,
    resolve,
)
from imgcat.ingest.resolve.decide import (
    accept,
    none_public,
    picture_of,
    question_of,
    reopen,
    unresolved,
)
from imgcat.model.caption import LONGEST
from imgcat.model.position import Position
from imgcat.model.when import first_day
from imgcat.store.index import ready
from imgcat.store.sqlite import SqliteStore


@dataclass(frozen=True, slots=True)
class _Act:
    """What a person decides on one reference."""

    accept: str | None
    none: bool
    reopen: bool
    by: str | None
    why: str | None

    @property
    def is_one(self) -> bool:
        given = sum((self.accept is not None, self.none, self.reopen))
        if given > 1:
            raise InvalidRequest("Give one of --accept, --none and --reopen.")
        return given == 1

    def signed(self) -> Signature:
        """Who decides, when and why. Raises InvalidRequest when it is not said."""
        if not (self.by and self.by.strip() and self.why and self.why.strip()):
            raise InvalidRequest("A decision needs --by NAME and --why TEXT.")
        return Signature(self.by, self.why, datetime.now(UTC))


def resolve_(
    references: Annotated[
        list[str] | None, typer.Argument(help="Ids of references that cite pictures.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All references whose scene is open.")
    ] = False,
    catalog: CatalogFolder = Path("catalog"),
    source: Annotated[
        list[Path] | None,
        typer.Option(help="Another catalog, NDJSON or stac-geoparquet file to search; may repeat."),
    ] = None,
    upstream: Annotated[
        list[str] | None,
        typer.Option(help="A STAC API to ask as well, by its name or address; may repeat."),
    ] = None,
    caption: Annotated[str | None, typer.Option(help="A caption to resolve instead.")] = None,
    location: Annotated[str | None, typer.Option(help="The place of the caption, by id.")] = None,
    point: Annotated[
        str | None, typer.Option(help="Or a point: longitude,latitude in degrees.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="When the report was published: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    accepted: Annotated[
        str | None,
        typer.Option("--accept", help="Record that it is this acquisition, or this product id."),
    ] = None,
    none: Annotated[
        bool, typer.Option("--none", help="Record that no public scene shows it.")
    ] = False,
    reopened: Annotated[bool, typer.Option("--reopen", help="Take a decision back.")] = False,
    by: Annotated[str | None, typer.Option(help="Who decides.")] = None,
    why: Annotated[str | None, typer.Option(help="The reasons, in words.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each picture.")
    ] = False,
    cache: Annotated[
        Path | None, typer.Option(help="Where the index is kept.", show_default=False)
    ] = None,
) -> None:
    """Find the public acquisitions that cited pictures can be of, and record which one a person takes for it.

    The machine only proposes: nothing is written without --accept, --none or --reopen.
    """
    act = _Act(accepted, none, reopened, by, why)
    named = references or []
    if caption is not None:
        if named or every or act.is_one:
            raise InvalidRequest(
                "A caption is resolved by itself: without references or decisions."
            )
        question = _of_caption(caption, location, point, published, catalog)
        with _searches(catalog, source or [], upstream or [], cache) as searches:
            _print(question, searches, None, as_json)
        return
    if location or point or published:
        raise InvalidRequest("--location, --point and --published belong to a --caption.")
    if act.is_one:
        if every or len(named) != 1:
            raise InvalidRequest("A decision is on one reference: give its id.")
        _decide(named[0], act, catalog, (source or [], upstream or [], cache))
        return
    if every == bool(named):
        raise InvalidRequest("Give ids of references, or --all, or a --caption.")
    records = read_whole(catalog)
    wanted = unresolved(records) if every else named
    asked = [(each, question_of(records, each)) for each in wanted]
    with _searches(catalog, source or [], upstream or [], cache) as searches, progress() as bar:
        kinds = []
        for reference_id, question in bar.track(asked, description="Resolving"):
            answer = _print(question, searches, (records, reference_id), as_json)
            kinds.append(answer.kind)
    if not as_json:
        show_counts(kinds)


def _decide(
    reference_id: str,
    act: _Act,
    catalog: Path,
    where: tuple[Sequence[Path], Sequence[str], Path | None],
) -> None:
    records = read_whole(catalog)
    picture_of(records, reference_id)
    signed = act.signed()
    if act.reopen:
        reopen(records, reference_id, signed)
        write(catalog, records)
        return
    with _searches(catalog, *where) as searches:
        answer = resolve(question_of(records, reference_id), searches)
    if act.accept is None:
        none_public(records, reference_id, answer, signed)
    else:
        added = accept(records, reference_id, act.accept, answer, signed)
        if added:
            output.print(f"The scene {added} was added to the catalog.", markup=False)
    write(catalog, records)


def _print(
    question: Question,
    searches: Sequence[Search],
    reference: tuple[Records, str] | None,
    as_json: bool,
) -> Answer:
    answer = resolve(question, searches)
    if as_json:
        named = {"reference": reference[1]} if reference else {}
        told = answer.to_json(lambda found: found.href)
        output.print(
            orjson.dumps({**named, **told}).decode(), markup=False, highlight=False, soft_wrap=True
        )
        return answer
    show_answer(answer, reference[0].references[reference[1]] if reference else None)
    return answer


def _of_caption(
    text: str, location: str | None, point: str | None, published: str | None, catalog: Path
) -> Question:
    if location is not None and point is not None:
        raise InvalidRequest("Give either --location or --point, not both.")
    if not text.strip() or len(text) > LONGEST:
        raise InvalidRequest(f"A caption has from 1 to {LONGEST} characters; found {len(text)}.")
    if published is not None:
        _check_date(published)
    position = _position(point) if point is not None else None
    if location is not None:
        place = read_whole(catalog).locations.get(location)
        if place is None:
            raise NotFound(f"There is no location {location!r} in the catalog.")
        position = place.position
    return of_text(text, position, published)


def _check_date(published: str) -> None:
    try:
        if len(published) not in (4, 7, 10):
            raise ValueError
        first_day(published)
    except ValueError:
        raise InvalidRequest(
            f"--published is a date as YYYY, YYYY-MM or YYYY-MM-DD; found {published!r}."
        ) from None


def _position(point: str) -> Position:
    try:
        lon, lat = (float(part) for part in point.split(","))
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError
    except ValueError:
        raise InvalidRequest(
            f"--point is longitude,latitude in degrees, such as 125.36,39.65; found {point!r}."
        ) from None
    return at_point(lon, lat)


@contextmanager
def _searches(
    catalog: Path, sources: Sequence[Path], upstreams: Sequence[str], cache: Path | None
) -> Iterator[list[Search]]:
    """The index of the catalog's folder and the further sources, and the upstreams. Raises ImgcatError."""
    paths = [*([catalog] if catalog.exists() else []), *sources]
    if not paths and not upstreams:
        raise ImgcatError(f"There is nothing to search: no folder {catalog}, and no --source.")
    kept = cache or platformdirs.user_cache_path("imgcat")
    with ExitStack() as opened:
        searches: list[Search] = []
        if paths:
            store = SqliteStore(_index(paths, kept))
            opened.callback(store.close)
            searches.append(StoreSearch(store, ", ".join(path.name for path in paths)))
        if upstreams:
            # The clients take half a second to import.
            from imgcat.ingest.resolve.upstream import upstream_search

            searches += [
                opened.enter_context(upstream_search(each, kept / "upstreams"))
                for each in upstreams
            ]
        yield searches


def _index(paths: Sequence[Path], cache: Path) -> Path:
    with progress() as bar:
        task = bar.add_task("Indexing", total=None)
        told: Callable[[int], None] = lambda done: bar.update(task, completed=done)  # noqa: E731
        index = ready(paths, cache, told)
    if index.findings:
        errors.print(
            f"{len(index.findings)} findings in the sources; `imgcat serve` with the same sources shows them."
        )
    return index.path
