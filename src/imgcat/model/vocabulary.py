"""The controlled vocabularies: short lists of words, each with one meaning. Extended by proposal, never by accident."""

from enum import StrEnum


class Relation(StrEnum):
    """What a report does with what it points at."""

    CITES_IMAGE = "cites-image"
    ABOUT = "about"
    MENTIONS = "mentions"
    COMPARES = "compares"
    REPORTS_ON = "reports-on"
    FOLLOWS = "follows"
    UPDATES = "updates"
    CITES = "cites"
    QUOTES = "quotes"
    REACTS_TO = "reacts-to"
    CONFIRMS = "confirms"
    DISPUTES = "disputes"
    CORRECTS = "corrects"
    RETRACTS = "retracts"
    SUPERSEDES = "supersedes"
    REPUBLISHES = "republishes"
    TRANSLATES = "translates"


TO_LOCATION = frozenset(
    {Relation.CITES_IMAGE, Relation.ABOUT, Relation.MENTIONS, Relation.COMPARES}
)
"""Relations that point at a place, or at a picture of one; all others point at a report."""

INVERSE = {
    Relation.CITES_IMAGE: "pictured-in",
    Relation.ABOUT: "subject-of",
    Relation.MENTIONS: "mentioned-in",
    Relation.COMPARES: "compared-in",
    Relation.REPORTS_ON: "reported-on-by",
    Relation.FOLLOWS: "followed-by",
    Relation.UPDATES: "updated-by",
    Relation.CITES: "cited-by",
    Relation.QUOTES: "quoted-by",
    Relation.REACTS_TO: "answered-by",
    Relation.CONFIRMS: "confirmed-by",
    Relation.DISPUTES: "disputed-by",
    Relation.CORRECTS: "corrected-by",
    Relation.RETRACTS: "retracted-by",
    Relation.SUPERSEDES: "superseded-by",
    Relation.REPUBLISHES: "republished-by",
    Relation.TRANSLATES: "translated-by",
}
"""What a relation is called when it is read from the other end."""

CITO = {
    Relation.CITES_IMAGE: "http://purl.org/spar/cito/citesAsEvidence",
    Relation.ABOUT: "https://schema.org/about",
    Relation.MENTIONS: "https://schema.org/mentions",
    Relation.COMPARES: "https://schema.org/mentions",
    Relation.REPORTS_ON: "http://purl.org/spar/cito/discusses",
    Relation.FOLLOWS: "http://purl.org/spar/cito/extends",
    Relation.UPDATES: "http://purl.org/spar/cito/updates",
    Relation.CITES: "http://purl.org/spar/cito/cites",
    Relation.QUOTES: "http://purl.org/spar/cito/includesQuotationFrom",
    Relation.REACTS_TO: "http://purl.org/spar/cito/repliesTo",
    Relation.CONFIRMS: "http://purl.org/spar/cito/confirms",
    Relation.DISPUTES: "http://purl.org/spar/cito/disputes",
    Relation.CORRECTS: "http://purl.org/spar/cito/corrects",
    Relation.RETRACTS: "http://purl.org/spar/cito/retracts",
    Relation.SUPERSEDES: "http://purl.org/spar/cito/updates",
    Relation.REPUBLISHES: "http://purl.org/vocab/frbr/core#reproductionOf",
    Relation.TRANSLATES: "https://schema.org/translationOfWork",
}
"""Each relation's term in a public vocabulary: CiTO where it has one."""


class ReportKind(StrEnum):
    """What sort of publication a report is."""

    ANALYSIS = "analysis"
    UPDATE = "update"
    DATASET = "dataset"
    NEWS = "news"
    OFFICIAL_STATEMENT = "official-statement"
    CRITIQUE = "critique"
    VIDEO = "video"
    THREAD = "thread"


class FacilityType(StrEnum):
    """What a place is said to be."""

    MISSILE_OPERATING_BASE = "missile-operating-base"
    MISSILE_SUPPORT = "missile-support"
    MISSILE_SILO_FIELD = "missile-silo-field"
    MISSILE_TEST_SITE = "missile-test-site"
    SPACE_LAUNCH_SITE = "space-launch-site"
    ENGINE_TEST_STAND = "engine-test-stand"
    NUCLEAR_TEST_SITE = "nuclear-test-site"
    NUCLEAR_COMPLEX = "nuclear-complex"
    REACTOR = "reactor"
    ENRICHMENT = "enrichment"
    REPROCESSING = "reprocessing"
    URANIUM_MINE_MILL = "uranium-mine-mill"
    FUEL_OR_CONVERSION = "fuel-or-conversion"
    EXPLOSIVES_TEST = "explosives-test"
    WARHEAD_STORAGE = "warhead-storage"
    NAVAL_BASE = "naval-base"
    SHIPYARD = "shipyard"
    AIRFIELD = "airfield"
    AIR_DEFENCE = "air-defence"
    ARTILLERY = "artillery"
    GARRISON = "garrison"
    MILITARY_COMPLEX = "military-complex"
    TRAINING_AREA = "training-area"
    MILITARY_ACADEMY = "military-academy"
    COMMAND_OR_BUNKER = "command-or-bunker"
    UNDERGROUND_FACILITY = "underground-facility"
    MUNITIONS_OR_MISSILE_PLANT = "munitions-or-missile-plant"
    RADAR_OR_COMMS = "radar-or-comms"
    STORAGE = "storage"
    PORT = "port"
    BORDER_CROSSING = "border-crossing"
    BRIDGE = "bridge"
    ROAD_OR_RAIL_WORKS = "road-or-rail-works"
    CONSTRUCTION_SITE = "construction-site"
    POWER_PLANT = "power-plant"
    DAM = "dam"
    REFINERY_OR_TERMINAL = "refinery-or-terminal"
    OIL_OR_GAS_FIELD = "oil-or-gas-field"
    MINE = "mine"
    TAILINGS = "tailings"
    INDUSTRIAL_PLANT = "industrial-plant"
    WASTE_OR_SPILL = "waste-or-spill"
    DEFORESTATION_FRONT = "deforestation-front"
    BURNED_AREA = "burned-area"
    FLOODED_AREA = "flooded-area"
    VOLCANO = "volcano"
    PROTECTED_AREA = "protected-area"
    INDIGENOUS_TERRITORY = "indigenous-territory"
    SETTLEMENT = "settlement"
    REGION = "region"
    CAMP_DISPLACED = "camp-displaced"
    DETENTION = "detention"
    BURIAL_SITE = "burial-site"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    WORSHIP_OR_HERITAGE = "worship-or-heritage"
    FARM_OR_FOOD = "farm-or-food"
    REEF_OR_OUTPOST = "reef-or-outpost"
    VESSEL_POSITION = "vessel-position"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """What a name is to a place."""

    PREFERRED = "preferred"
    VARIANT = "variant"
    HISTORIC = "historic"
    COVER = "cover"
    NICKNAME = "nickname"
    GROUPING = "grouping"
    MISSPELLING = "misspelling"


class PositionRole(StrEnum):
    """What a geometry of a place shows."""

    REPRESENTATIVE = "representative"
    STAND_IN = "stand-in"
    FOOTPRINT = "footprint"
    ENTRANCE = "entrance"
    SUB_FEATURE = "sub-feature"


class PositionMethod(StrEnum):
    """How a geometry of a place came about."""

    STATED = "stated-in-source"
    DIGITISED = "digitised"
    GAZETTEER = "gazetteer"
    DERIVED = "derived"


class Precision(StrEnum):
    """How closely a place is known: exact 10 m, vicinity 100 m, locality 1 km, area 10 km, region beyond."""

    EXACT = "exact"
    VICINITY = "vicinity"
    LOCALITY = "locality"
    AREA = "area"
    REGION = "region"
    WITHHELD = "withheld"


class Sensitivity(StrEnum):
    """What harm a record could do, and so how coarse it must be."""

    OPEN = "open"
    CIVILIAN = "civilian"
    VULNERABLE = "vulnerable"
    RESTRICTED = "restricted"


class Certainty(StrEnum):
    """How sure an identity, a geometry or a date is (the words of Linked Places)."""

    CERTAIN = "certain"
    LESS_CERTAIN = "less-certain"
    UNCERTAIN = "uncertain"


class Access(StrEnum):
    """Who can get at a picture."""

    PUBLIC = "public"
    COMMERCIAL = "commercial"
    RESTRICTED = "restricted"
    UNKNOWN = "unknown"


class Modality(StrEnum):
    """What kind of picture it is."""

    OPTICAL = "optical"
    THERMAL = "thermal"
    SAR = "sar"
    FILM = "film"
    COMPOSITE = "composite"
    ATMOSPHERIC = "atmospheric"


class DatePrecision(StrEnum):
    """How closely a date is known."""

    SECOND = "second"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """Whether a source states the date, or it was worked out from what the source says."""

    STATED = "stated"
    INFERRED = "inferred"


class SourceKind(StrEnum):
    """What sort of page a value was read on."""

    PRIMARY = "primary"
    LISTING = "listing"
    COPY = "copy"
    CAPTURE = "capture"
    SECONDARY = "secondary"
    ABSTRACT = "abstract"
    TRANSLATION = "translation"
    GAZETTEER = "gazetteer"
    ENCYCLOPEDIA = "encyclopedia"
    COMPILATION = "compilation"


class ChangeKind(StrEnum):
    """What was done to a record."""

    ENTERED = "entered"
    REVIEWED = "reviewed"
    CORRECTED = "corrected"
    RENAMED = "renamed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    RESOLVED = "resolved"


class DecisionState(StrEnum):
    """What a person decided about the scene of a picture: it is this one, or there is no public one."""

    ACCEPTED = "accepted"
    NONE_PUBLIC = "none-public"


class Resolution(StrEnum):
    """Whether it is known which public scene a picture is of: its id is printed, a person decided, or it is open."""

    STATED = "stated"
    ACCEPTED = "accepted"
    NONE_PUBLIC = "none-public"
    UNRESOLVED = "unresolved"


class Method(StrEnum):
    """How a record was entered."""

    MANUAL = "manual"
    PARSED = "parsed"
    IMPORTED = "imported"
