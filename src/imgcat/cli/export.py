"""`imgcat export`."""

from typing import Annotated

import typer

from imgcat.cli.indexing import Cache, Sources, checked
from imgcat.errors import ImgcatError
from imgcat.export import BY_NAME, Format
from imgcat.model.identifiers import PAGES


def export(
    to: Annotated[str, typer.Option("--to", help=f"The format: {', '.join(BY_NAME)}.")],
    out: Annotated[str, typer.Option("--out", help="The file to write; - for standard output.")],
    sources: Sources = None,
    collection: Annotated[
        list[str] | None, typer.Option(help="Only records of this collection; may be repeated.")
    ] = None,
    bbox: Annotated[
        str | None, typer.Option(help="Only what lies in west,south,east,north (degrees).")
    ] = None,
    datetime: Annotated[
        str | None, typer.Option(help="Only what falls into this RFC 3339 date-time or interval.")
    ] = None,
    filter_: Annotated[
        str | None, typer.Option("--filter", help="Only what meets this condition of CQL2 text.")
    ] = None,
    location: Annotated[
        str | None, typer.Option(help="Only the location of this id and what is tied to it.")
    ] = None,
    series: Annotated[
        str | None, typer.Option(help="Only reports of this series and what is tied to them.")
    ] = None,
    q: Annotated[str | None, typer.Option(help="Only what holds one of these words.")] = None,
    base_url: Annotated[
        str,
        typer.Option(
            envvar="IMGCAT_BASE_URL", help="The address under which the catalog is served."
        ),
    ] = PAGES,
    cache: Cache = None,
) -> None:
    """Write records of catalogs to a file of another format: all of them, or those that meet every condition given.

    The file is replaced whole or not at all.
    """
    form = _format(to)
    # Here, so that `imgcat --help`, which asks each command for its summary, starts without the API.
    from imgcat.cli.exporting import Conditions, write

    asked = Conditions(
        collections=tuple(collection or ()),
        bbox=bbox,
        datetime=datetime,
        filter=filter_,
        location=location,
        series=series,
        q=q,
    )
    write(asked, form, checked(sources), cache, base_url=base_url.rstrip("/"), out=out)


def _format(name: str) -> Format:
    try:
        return BY_NAME[name]
    except KeyError:
        raise ImgcatError(f"The formats are {', '.join(BY_NAME)}; found {name!r:.40}.") from None
