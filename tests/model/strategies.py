"""Hypothesis strategies that make any valid record."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from imgcat.model.change import Change
from imgcat.model.decision import Decision
from imgcat.model.location import Location, Name, PlaceLink, TypeAssertion
from imgcat.model.position import Coarsening, Position
from imgcat.model.reference import Picture, Reference
from imgcat.model.report import Report
from imgcat.model.source import Source
from imgcat.model.tombstone import Tombstone
from imgcat.model.vocabulary import (
    TO_LOCATION,
    Access,
    Certainty,
    ChangeKind,
    DateBasis,
    DecisionState,
    FacilityType,
    Method,
    Modality,
    NameKind,
    PositionMethod,
    PositionRole,
    Relation,
    ReportKind,
    Sensitivity,
    SourceKind,
)
from imgcat.model.when import When, first_day, last_day

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)
ids = st.from_regex(r"\A[a-z0-9][a-z0-9._-]{0,20}\Z")
urls = st.from_regex(r"\Ahttps?://[a-z]{1,9}\.org/[a-z0-9/?=%-]{0,20}\Z")
moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The strategy's values, or None."""
    return st.none() | strategy


def tuples(strategy: st.SearchStrategy[Any], at_least: int = 0) -> st.SearchStrategy[Any]:
    """A few of the strategy's values."""
    return st.lists(strategy, min_size=at_least, max_size=3).map(tuple)


sources = st.builds(
    Source,
    url=urls,
    citation=maybe(texts),
    kind=maybe(st.sampled_from(SourceKind)),
    locator=maybe(texts),
    verbatim=maybe(texts),
    note=maybe(texts),
)


changes = st.builds(
    Change,
    at=moments,
    by=texts,
    kind=st.sampled_from(ChangeKind),
    why=texts,
    field=maybe(texts),
    before=st.sampled_from([None, "A title", 500, False, {"admin": "X"}, [1.5, "x"]]),
    other=maybe(ids),
)
histories = st.lists(changes, max_size=1).map(tuple)


@st.composite
def civil_dates(draw: st.DrawFn) -> str:
    """A year, a month or a day."""
    day = draw(st.dates())
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def whens(draw: st.DrawFn) -> When:
    """A date as a source gives it: known or not, a range, a time of day, with and without a zone."""
    common: dict[str, Any] = {
        "verbatim": draw(maybe(texts)),
        "basis": draw(maybe(st.sampled_from(DateBasis))),
        "source": draw(maybe(sources)),
    }
    zone = draw(st.sampled_from([None, "UTC", "Asia/Seoul", "America/New_York"]))
    match draw(st.sampled_from(["unknown", "date", "range", "time"])):
        case "unknown":
            return When(reason=draw(texts), **common)
        case "time":
            day = draw(st.dates()).isoformat()
            return When(
                value=day,
                time=draw(st.sampled_from(["06:24:51", "00:00"])),
                zone=zone or "UTC",
                **common,
            )
        case "range":
            one, two = sorted([draw(civil_dates()), draw(civil_dates())], key=first_day)
            if last_day(two) >= first_day(one):
                return When(value=one, end=two, zone=zone, **common)
    return When(value=draw(civil_dates()), zone=zone, **common)


points = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(
    lambda at: {"type": "Point", "coordinates": list(at)}
)
positions = st.builds(
    Position,
    geometry=points,
    role=st.sampled_from(PositionRole),
    uncertainty_m=maybe(st.floats(0, 20_000_000)),
    method=maybe(st.sampled_from(PositionMethod)),
    as_printed=maybe(texts),
    coarsened=maybe(st.builds(Coarsening, decimals=st.sampled_from([0, 1, 2, 3]), reason=texts)),
    note=maybe(texts),
    source=sources,
)
names = st.builds(
    Name,
    text=texts,
    lang=maybe(st.sampled_from(["ko", "en", "zh-Hant"])),
    script=maybe(st.sampled_from(["Hang", "Latn"])),
    system=maybe(texts),
    kind=st.sampled_from(NameKind),
    note=maybe(texts),
    source=sources,
)


@st.composite
def locations(draw: st.DrawFn) -> Location:
    """Any location, with and without a position."""
    found = draw(tuples(positions))
    return Location(
        id=draw(ids),
        created=draw(moments),
        names=draw(tuples(names, at_least=1)),
        positions=found,
        geometry_reason=None if found else draw(texts),
        country=draw(maybe(st.sampled_from(["PRK", "SDN"]))),
        admin=draw(maybe(texts)),
        disputed=draw(st.booleans()),
        types=draw(
            tuples(
                st.builds(
                    TypeAssertion,
                    value=st.sampled_from(FacilityType),
                    suspected=st.booleans(),
                    verbatim=maybe(texts),
                    source=sources,
                )
            )
        ),
        related=draw(
            tuples(
                st.builds(
                    PlaceLink,
                    relation=st.sampled_from(["part-of", "supports", "near", "possibly-same-as"]),
                    location=ids,
                    source=sources,
                )
            )
        ),
        sensitivity=draw(st.sampled_from(Sensitivity)),
        note=draw(maybe(texts)),
        sources=draw(tuples(sources)),
        changes=draw(histories),
    )


@st.composite
def tombstones(draw: st.DrawFn) -> Tombstone:
    """What stays of a location that is recorded under another id."""
    left = draw(ids)
    return Tombstone(
        id=left,
        created=draw(moments),
        title=draw(texts),
        replaced_by=draw(ids.filter(lambda other: other != left)),
        sources=draw(tuples(sources)),
        changes=(draw(changes),),
    )


reports = st.builds(
    Report,
    id=ids,
    created=moments,
    title=texts,
    title_described=st.booleans(),
    kind=st.sampled_from(ReportKind),
    authors=tuples(texts),
    publisher=maybe(texts),
    series=maybe(texts),
    part=maybe(st.integers(1, 500)),
    published=whens(),
    language=maybe(st.sampled_from(["en", "pcm", "pt-BR"])),
    url=maybe(urls),
    doi=maybe(st.just("10.3390/s20216382")),
    rights=maybe(texts),
    summary=maybe(texts),
    note=maybe(texts),
    sources=tuples(sources),
    changes=histories,
)

scores = st.integers(0, 100)
decisions = st.builds(
    Decision,
    state=st.sampled_from(DecisionState),
    by=texts,
    at=st.dates(date(2024, 1, 1)),
    why=texts,
    score=maybe(scores),
    parts=maybe(st.dictionaries(texts.map(str.strip), scores, min_size=1, max_size=2)),
    searched=maybe(tuples(texts, at_least=1)),
)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Any picture: its scene printed, decided on by a person, or open."""
    decision = draw(maybe(decisions))
    acquisitions = {
        DecisionState.ACCEPTED: texts,
        DecisionState.NONE_PUBLIC: st.none(),
        None: maybe(texts),
    }
    return Picture(
        provider=draw(maybe(texts)),
        credit=draw(maybe(texts)),
        sensor=draw(maybe(texts)),
        missions=draw(tuples(st.sampled_from(["sentinel-2", "landsat-8", "aster"]))),
        modality=draw(maybe(st.sampled_from(Modality))),
        access=draw(st.sampled_from(Access)),
        taken=draw(whens()),
        product_ids=draw(tuples(texts)),
        acquisition=draw(acquisitions[decision and decision.state]),
        decision=decision,
    )


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """Any reference: to a place, a picture or a report."""
    relation = draw(st.sampled_from(Relation))
    report, own = draw(ids), draw(ids)
    deprecated = draw(st.booleans())
    return Reference(
        id=own,
        created=draw(moments),
        report=report,
        relation=relation,
        location=draw(ids) if relation in TO_LOCATION else None,
        target_report=None
        if relation in TO_LOCATION
        else draw(ids.filter(lambda other: other != report)),
        picture=draw(pictures()) if relation is Relation.CITES_IMAGE else None,
        locator=draw(maybe(texts)),
        quote=draw(maybe(texts)),
        certainty=draw(maybe(st.sampled_from(Certainty))),
        method=draw(st.sampled_from(Method)),
        note=draw(maybe(texts)),
        source=draw(sources),
        deprecated=deprecated,
        replaced_by=draw(maybe(ids.filter(lambda other: other != own))) if deprecated else None,
        changes=draw(histories),
    )
