"""Another catalog, asked through its STAC API as a harvest would ask it: slowly, and not twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from imgcat.errors import ImgcatError, InvalidRequest
from imgcat.ingest.harvest.api import Api
from imgcat.ingest.harvest.manners import Manners
from imgcat.ingest.harvest.terms import Terms
from imgcat.ingest.harvest.upstream import named, opened
from imgcat.ingest.harvest.window import SearchWindow
from imgcat.ingest.resolve.search import Found
from imgcat.model.coverage import Coverage
from imgcat.model.position import Position
from imgcat.model.when import Window


@dataclass(frozen=True, slots=True)
class UpstreamSearch:
    """The scenes of a STAC API; what it has of an acquisition it cannot tell, as it does not know its key."""

    name: str
    api: Api
    terms: Terms

    def around(self, position: Position, window: Window) -> Iterator[Found]:
        asked = SearchWindow("the place", position, *window)
        for answer in self.api.answers([asked], self.terms):
            if answer.failed:
                raise ImgcatError(" ".join(finding.message for finding in answer.findings))
            for offer in answer.offers:
                yield Found(offer.body, self.name, offer.address)

    def of_acquisition(self, acquisition: str) -> Iterator[Found]:
        del acquisition
        return iter(())


@contextmanager
def upstream_search(text: str, cache: Path) -> Iterator[UpstreamSearch]:
    """The search of an upstream by its name or address. `cache` is where answers are kept.

    Raises ImgcatError when it cannot be reached, InvalidRequest when it cannot be searched.
    """
    name = named(text)
    if name.path is not None:
        raise InvalidRequest(f"{text} is a file or a folder: give it as --source.")
    with opened(name, cache, Manners()) as upstream:
        if not isinstance(upstream, Api):
            raise InvalidRequest(f"{text} is a static catalog, which cannot be searched.")
        yield UpstreamSearch(name.title, upstream, Terms(name.collections, covers=Coverage.PART))
