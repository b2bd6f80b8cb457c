"""An upstream that cannot be searched: all of it is read once, and each Item offered to the windows it meets."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from shapely import STRtree

from imgcat.catalog.sources.record import Kind, SourceRecord
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.ingest.harvest.answer import Answer, Offer
from imgcat.ingest.harvest.candidate import span_of
from imgcat.ingest.harvest.terms import Terms
from imgcat.ingest.harvest.window import SearchWindow
from imgcat.model.coverage import extent
from imgcat.model.finding import Finding, Severity
from imgcat.model.footprint import footprint
from imgcat.model.item import Json

Address = Callable[[SourceRecord], str | None]
"""Where anybody can read an Item that does not say so itself."""


class Reading:
    """One reading of a file, a folder or a static catalog on the web."""

    def __init__(self, records: Iterable[SourceRecord | Finding], address: Address) -> None:
        self._records, self._address = records, address
        self._collections: dict[str, Json] = {}
        self._findings: list[Finding] = []

    def answers(self, windows: list[SearchWindow], _: Terms) -> Iterator[Answer]:
        """One answer a window, when all is read; when reading ends too soon, what had been read, and then the error."""
        offers: dict[int, list[Offer]] = defaultdict(list)
        ended: BaseException | None = None
        try:
            self._read(windows, offers)
        except (ImgcatError, KeyboardInterrupt) as error:
            ended = error
        findings, self._findings = self._findings, []
        for number, window in enumerate(windows):
            yield Answer(window, offers[number], findings, failed=ended is not None)
            findings = []
        if ended is not None:
            raise ended

    def collection(self, collection_id: str) -> Json | None:
        """What was read of a collection."""
        return self._collections.get(collection_id)

    def _read(self, windows: list[SearchWindow], offers: dict[int, list[Offer]]) -> None:
        tree = STRtree([extent(window.position) for window in windows])
        for record in self._records:
            if isinstance(record, Finding):
                self._findings.append(record)
            elif record.kind is Kind.COLLECTION:
                self._collections.setdefault(str(record.body.get("id")), record.body)
            else:
                try:
                    meeting = _meeting(record.body, tree, windows)
                except InvalidRecord as error:
                    said = str(error)
                    self._findings.append(
                        Finding(record.origin, "", Severity.WARNING, "item-broken", said)
                    )
                    continue
                offer = Offer(record.body, record.origin, self._address(record))
                for number in meeting:
                    offers[number].append(offer)


def _meeting(item: Json, tree: STRtree, windows: list[SearchWindow]) -> list[int]:
    """The windows whose place and time an Item touches, by number; what a search would have found."""
    outline = footprint(item.get("geometry"))
    properties = item.get("properties")
    start, end = span_of(properties if isinstance(properties, dict) else {})
    if outline is None:
        return []
    return [
        number
        for number in tree.query(outline, predicate="intersects").tolist()
        if start <= windows[number].end and end >= windows[number].start
    ]
