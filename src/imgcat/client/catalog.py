"""An opened catalog, and the questions that can be asked of it."""

from collections.abc import Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from pystac import Item
from pystac_client import Client
from pystac_client.exceptions import APIError

from imgcat.client.asking import Asking, Json, raised
from imgcat.client.in_process import InProcess
from imgcat.client.items import Items
from imgcat.client.match import Match
from imgcat.client.near import PictureScenes
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS, REFERENCES, REPORTS

ItemLike = str | Item
"""A record's id, or the record."""


class Catalog:
    """A catalog that `imgcat.client.open` has opened.

    `stac` is its pystac-client, for everything that STAC can ask. The methods here are imgcat's own questions; where
    one takes a record, its id will do.
    """

    def __init__(self, client: Client, in_process: InProcess | None = None) -> None:
        self.stac = client
        self._asking = Asking(client)
        self._in_process = in_process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back what a catalog on this machine holds; nothing can be asked after it."""
        if self._in_process is not None:
            self._in_process.close()

    def __repr__(self) -> str:
        return f"<imgcat catalog at {self.stac.self_href}>"

    @property
    def revision(self) -> str | None:
        """The revision of the files that the last answer stands for; None before the first."""
        return self._asking.revision

    def item(self, collection: str, item_id: str) -> Item:
        """One Item. Raises NotFound.

        >>> catalog.item("references", "img-bp-sino-ri-2019-01").properties["ref:date"]
        '2018-12-27'
        """
        path = f"/collections/{_segment(collection)}/items/{_segment(item_id)}"
        return self._asking.item(self._asking.one(path))

    def location(self, location_id: str) -> Item:
        """A place.

        >>> catalog.location("prk-sino-ri").properties["title"]
        'Sino-ri Missile Operating Base'
        """
        return self.item(LOCATIONS, location_id)

    def report(self, report_id: str) -> Item:
        """A report."""
        return self.item(REPORTS, report_id)

    def reference(self, reference_id: str) -> Item:
        """A reference."""
        return self.item(REFERENCES, reference_id)

    def locations(self, **search: Any) -> Items:
        """The places of an item search: all, or those of `filter`, `bbox`, `intersects`, `datetime`, `q`, `ids`.

        >>> catalog.locations(filter="\\"ref:country\\" = 'VUT'", filter_lang="cql2-text").ids
        ['vut-luganville']
        """
        return self._search([LOCATIONS], search)

    def reports(self, **search: Any) -> Items:
        """The reports of an item search.

        >>> catalog.reports(bbox=[-75, -15, -50, 5], sortby="id").ids
        ['maap-30', 'planet-tambopata']
        """
        return self._search([REPORTS], search)

    def references(self, **search: Any) -> Items:
        """The references of an item search.

        >>> nyongbyon = {"op": "=", "args": [{"property": "ref:location"}, "prk-yongbyon"]}
        >>> catalog.references(filter=nyongbyon, max_items=3)
        <3 items: ...>
        """
        return self._search([REFERENCES], search)

    def scenes(self, **search: Any) -> Items:
        """The public scenes of an item search, in all their collections unless `collections` names some.

        >>> gaza = {"op": "a_contains", "args": [{"property": "ref:locations"}, ["pse-gaza-city"]]}
        >>> catalog.scenes(filter=gaza, sortby="datetime")[0].datetime.year
        2017
        """
        collections = search.pop("collections", None) or [
            each.id for each in self.stac.get_collections() if each.id not in RECORD_COLLECTIONS
        ]
        return self._search(collections, search)

    def find(self, name: str, *, country: str | None = None, limit: int = 10) -> list[Match]:
        """The places that a name in any script and spelling may mean, best first; `country` is ISO 3166-1 alpha-3.

        >>> catalog.find("신오리")[0]
        Match(location='prk-sino-ri', title='Sino-ri Missile Operating Base', country='PRK', score=100, kind='exact')
        """
        found = self._asking.one("/locations/match", q=name, country=country, limit=limit)
        return [Match.from_json(each) for each in found["matches"]]

    def names(self, location: ItemLike) -> list[Json]:
        """Every name of a place with script, source, and the first report that is known to use it.

        >>> [name["text"] for name in catalog.names("prk-yusang-ni")]
        ['Yusang-ni Missile Operating Base', 'Yusang-ni', 'Yusang-ri', '유상리']
        """
        return list(self._asking.one(f"/locations/{_id(location)}/names")["names"])

    def timeline(
        self, location: ItemLike, *, kinds: Sequence[str] | None = None, datetime: str | None = None
    ) -> Items:
        """What is known of a place in order of time; each Item's `extra_fields["timeline"]` says what it is and when.

        >>> pictures = catalog.timeline("prk-yongbyon", kinds=["picture"])
        >>> pictures[0].extra_fields["timeline"]["date"]
        '2018-02-25'
        """
        kind = ",".join(kinds) if kinds is not None else None
        return self._asking.items(
            f"/locations/{_id(location)}/timeline", kind=kind, datetime=datetime
        )

    def neighbours(self, location: ItemLike, *, km: float = 10) -> list[Json]:
        """The places that sources tie to a place, and those within so many kilometres.

        >>> [each["location"] for each in catalog.neighbours("prk-sino-ri", km=40)]
        ['prk-myodu-san', 'prk-sobaeksu-academy', 'prk-yongbyon']
        """
        path = f"/locations/{_id(location)}/neighbours"
        return [each for page in self._asking.pages(path, km=km) for each in page["neighbours"]]

    def references_of(self, report: ItemLike) -> Items:
        """The references that a report makes.

        >>> catalog.references_of("bp-sino-ri-2019").ids
        ['img-bp-sino-ri-2019-01', 'ref-0002', 'ref-0040', 'ref-0041']
        """
        made = {"op": "=", "args": [{"property": "ref:report"}, _plain(report)]}
        return self.references(filter=made, sortby="id")

    def references_to(self, record: ItemLike) -> Items:
        """The references that point to a place or to a report.

        >>> len(catalog.references_to("bp-sino-ri-2019"))
        7
        """
        pointing = [
            {"op": "=", "args": [{"property": name}, _plain(record)]}
            for name in ("ref:location", "ref:target_report")
        ]
        return self.references(filter={"op": "or", "args": pointing}, sortby="id")

    def thread(self, report: ItemLike) -> Items:
        """A report with what it goes back to, what is said on it, and what followed, oldest first.

        >>> [each.id for each in catalog.thread("bp-sino-ri-2019")][-1]
        'bp-bases-changes-2-2024'
        """
        return self._asking.items(f"/reports/{_id(report)}/thread")

    def scenes_near(
        self, report: ItemLike, *, days: float = 10, cloud_cover: float | None = None
    ) -> list[PictureScenes]:
        """For each picture that a report cites, the public scenes of its place within so many days.

        >>> for near in catalog.scenes_near("stepforum-beirut-2020", days=1):
        ...     print(near.date, near.scenes[0].id[:25])
        2020-07-30 S1B_IW_SLC__1SDV_20200730
        2020-08-05 S1A_IW_SLC__1SDV_20200805
        """
        path = f"/reports/{_id(report)}/scenes"
        found = self._asking.one(path, days=days, cloud_cover=cloud_cover)
        return [
            PictureScenes(
                picture=self._asking.item(each["picture"]),
                date=each.get("date"),
                window=tuple(each["window"]) if each.get("window") else None,
                scenes=Items(map(self._asking.item, each["scenes"]["features"])),
                reason=each.get("reason"),
            )
            for each in found["pictures"]
        ]

    def resolve(self, product_id: str) -> Json:
        """The acquisition that a product id in any grammar names: its key, other ids, scenes, references.

        >>> catalog.resolve("S2B_MSIL2A_20210525T081609_N0300_R121_T36RXV_20210525T105614")["acquisition"]
        's2b-20210525T081609-36rxv'
        """
        (found,) = self._asking.one("/acquisitions", id=product_id)["acquisitions"]
        return dict(found)

    def gaps(
        self,
        missing: str = "report",
        *,
        since: date | str | None = None,
        days: float | None = None,
        **narrowed: str,
    ) -> list[Json]:
        """Places without a `report` or `picture` since a day, or pictures without a public `scene` within some days.

        `series`, `country`, `type` and `access` narrow them.

        >>> [gap["last"] for gap in catalog.gaps(since="2020-01-01", series="Undeclared North Korea")]
        ['2019-01-21', '2019-01-21', '2019-09-06']
        """
        day = str(since) if since is not None else None
        pages = self._asking.pages("/gaps", missing=missing, since=day, days=days, **narrowed)
        return [gap for page in pages for gap in page["gaps"]]

    def conflicts(
        self,
        location: ItemLike | None = None,
        *,
        kinds: Sequence[str] | None = None,
        country: str | None = None,
    ) -> list[Json]:
        """What sources give differently of one place, or of all places.

        >>> (conflict,) = catalog.conflicts("prk-sakkanmol", kinds=["position"])
        >>> conflict["distance_km"]
        17.4
        """
        pages = self._asking.pages(
            "/conflicts",
            location=None if location is None else _plain(location),
            kind=",".join(kinds) if kinds is not None else None,
            country=country,
        )
        return [conflict for page in pages for conflict in page["conflicts"]]

    def changes(
        self, since: date | str | None = None, *, kinds: Sequence[str] | None = None
    ) -> list[Json]:
        """What was done to the records from a day or moment on, latest first: by whom, why, what stood there before.

        >>> {change["kind"] for change in catalog.changes("2026-01-01")}
        {'entered'}
        """
        pages = self._asking.pages(
            "/changes",
            since=str(since) if since is not None else None,
            kind=",".join(kinds) if kinds is not None else None,
            limit=1000,
        )
        return [change for page in pages for change in page["changes"]]

    def facets(self, *names: str, **asked: str | Sequence[str]) -> dict[str, Json]:
        """How many references have which value of each facet; `asked` keeps those with some values of others.

        >>> counts = catalog.facets("mission", relation="cites-image", country="PRK")
        >>> counts["mission"]["values"][0]["value"]
        'landsat-8'
        """
        found = self._asking.one("/references", facets=",".join(names) or None, limit=1, **asked)
        return dict(found["facets"])

    def _search(self, collections: Sequence[str], search: dict[str, Any]) -> Items:
        try:
            return Items(self.stac.search(collections=list(collections), **search).items())
        except APIError as error:
            raise raised(error) from error


def _plain(record: ItemLike) -> str:
    return record.id if isinstance(record, Item) else record


def _id(record: ItemLike) -> str:
    return _segment(_plain(record))


def _segment(text: str) -> str:
    return quote(text, safe="")
