"""The vocabularies in words for people."""

from enum import StrEnum

from imgcat.ingest.resolve import MatchClass
from imgcat.model.coverage import Coverage
from imgcat.model.names import MatchKind
from imgcat.model.vocabulary import (
    Access,
    Modality,
    PositionMethod,
    Precision,
    Relation,
    ReportKind,
    Sensitivity,
    SourceKind,
)

RELATION = {
    Relation.CITES_IMAGE: "cites a picture of",
    Relation.ABOUT: "is about",
    Relation.MENTIONS: "mentions",
    Relation.COMPARES: "compares with",
    Relation.REPORTS_ON: "reports on",
    Relation.FOLLOWS: "follows",
    Relation.UPDATES: "updates",
    Relation.CITES: "cites",
    Relation.QUOTES: "quotes",
    Relation.REACTS_TO: "reacts to",
    Relation.CONFIRMS: "confirms",
    Relation.DISPUTES: "disputes",
    Relation.CORRECTS: "corrects",
    Relation.RETRACTS: "retracts",
    Relation.SUPERSEDES: "supersedes",
    Relation.REPUBLISHES: "republishes",
    Relation.TRANSLATES: "translates",
}
"""What a report does, to be followed by what it does it to."""

REPORT_KINDS = {
    ReportKind.ANALYSIS: "analyses",
    ReportKind.UPDATE: "updates",
    ReportKind.DATASET: "datasets",
    ReportKind.NEWS: "news items",
    ReportKind.OFFICIAL_STATEMENT: "official statements",
    ReportKind.CRITIQUE: "critiques",
    ReportKind.VIDEO: "videos",
    ReportKind.THREAD: "threads",
}
"""The kinds of reports, many at a time."""

PLACE_RELATION = {
    "part-of": "is part of",
    "supports": "supports",
    "near": "is near",
    "possibly-same-as": "is possibly the same as",
}
"""How one place stands to another, to be followed by the other's name."""

PRECISION = {
    Precision.EXACT: "exact: within 10 m",
    Precision.VICINITY: "vicinity: within 100 m",
    Precision.LOCALITY: "locality: within 1 km",
    Precision.AREA: "area: within 10 km",
    Precision.REGION: "region: more than 10 km",
    Precision.WITHHELD: "withheld on purpose",
}

METHOD = {
    PositionMethod.STATED: "stated in the source",
    PositionMethod.DIGITISED: "digitised from imagery or a map",
    PositionMethod.GAZETTEER: "taken from a gazetteer",
    PositionMethod.DERIVED: "worked out from what the source says",
}

SENSITIVITY = {
    Sensitivity.CIVILIAN: "A civilian place: changes to its record need two reviewers.",
    Sensitivity.VULNERABLE: "A place of vulnerable people: it is never shown more closely than about 1 km.",
    Sensitivity.RESTRICTED: "A place whose position is not shown.",
}
"""What follows from a place's sensitivity; open places need no word."""

ACCESS = {
    Access.PUBLIC: "public",
    Access.COMMERCIAL: "commercial",
    Access.RESTRICTED: "restricted",
    Access.UNKNOWN: "access not known",
}

ACCESS_SHORT: dict[str, str] = {
    Access.PUBLIC: "public",
    Access.COMMERCIAL: "commercial",
    Access.RESTRICTED: "restricted",
    Access.UNKNOWN: "not known",
}

MODALITY = {
    Modality.OPTICAL: "optical",
    Modality.THERMAL: "thermal",
    Modality.SAR: "radar (SAR)",
    Modality.FILM: "film",
    Modality.COMPOSITE: "composite",
    Modality.ATMOSPHERIC: "atmospheric",
}

RESOLUTION = {
    "stated": "The source prints the id of the scene.",
    "accepted": "The scene was matched by a person.",
    "none-public": "No public scene shows it.",
    "unresolved": "Not tied to a public scene.",
}

SOURCE_KIND = {
    SourceKind.PRIMARY: "the publication itself",
    SourceKind.LISTING: "a listing page of the publisher",
    SourceKind.COPY: "a copy",
    SourceKind.CAPTURE: "a capture by a third party",
    SourceKind.SECONDARY: "an account by someone else",
    SourceKind.ABSTRACT: "an abstract",
    SourceKind.TRANSLATION: "a translation",
    SourceKind.GAZETTEER: "a gazetteer",
    SourceKind.ENCYCLOPEDIA: "an encyclopedia",
    SourceKind.COMPILATION: "a compilation",
}

MATCH = {
    MatchKind.EXACT: "the same name",
    MatchKind.FOLDED: "the same but for case, marks or hyphens",
    MatchKind.KOREAN: "the same in another romanisation of Korean",
    MatchKind.TRANSLITERATED: "the same sound in another script",
    MatchKind.STEM: "the same name with another word of kind",
    MatchKind.PARTIAL: "part of the name",
    MatchKind.NEAR: "a few letters apart",
}


MATCH_CLASS = {
    MatchClass.STATED: "The report prints the id of the scene.",
    MatchClass.UNIQUE: "One public pass fits the caption, and no other nearly as well.",
    MatchClass.PROBABLE: "One public pass probably is the picture.",
    MatchClass.SEVERAL: "Several public passes fit the caption about as well.",
    MatchClass.NONE_PUBLIC: "The picture is no public one.",
    MatchClass.UNKNOWN: "No public pass in the catalog is known to be the picture.",
}
"""What the rules make of a caption. None of them is a decision: that is for a person."""

COVERAGE = {
    Coverage.WHOLE: "covers the place",
    Coverage.POINT: "covers the position, not all around it",
    Coverage.PART: "covers the place in part",
}

SCORE_PART = {
    "sensor": "satellite",
    "date": "date",
    "coverage": "coverage",
    "usable": "clear view",
    "uniqueness": "alone",
}
"""The parts of a score."""


def label(word: str) -> str:
    """A word of a vocabulary that reads well as it is: `missile-operating-base` -> `missile operating base`."""
    return str(word.value if isinstance(word, StrEnum) else word).replace("-", " ")


_MISSIONS = {
    "aqua-modis": "Aqua MODIS",
    "aster": "ASTER",
    "firms": "FIRMS",
    "ikonos": "IKONOS",
    "paz": "PAZ",
    "planetscope": "PlanetScope",
    "pleiades": "Pléiades",
    "pleiades-neo": "Pléiades Neo",
    "quickbird": "QuickBird",
    "skysat": "SkySat",
    "spot": "SPOT",
    "terra-modis": "Terra MODIS",
    "terrasar": "TerraSAR",
    "worldview": "WorldView",
}


def mission(word: str) -> str:
    """A mission or satellite as it is written: `sentinel-2a` -> `Sentinel-2A`, `aster` -> `ASTER`."""
    if word in _MISSIONS:
        return _MISSIONS[word]
    name, *rest = word.split("-")
    shown = _MISSIONS.get(name, name.capitalize())
    return "-".join((shown, *(each.upper() if len(each) < 3 else each for each in rest)))


def distance(metres: float) -> str:
    """A length for people: `500 m`, `1.6 km`, `120 km`."""
    if metres < 1000:
        return f"{metres:.0f} m"
    kilometres = metres / 1000
    return (
        f"{kilometres:.0f} km"
        if kilometres >= 10
        else f"{kilometres:.1f}".rstrip("0").rstrip(".") + " km"
    )


def sentence(words: str) -> str:
    """Words with a full stop, unless they end in a mark of their own."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: `1 report`, `2,100 reports`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
