"""From the words that people use in tables to the words of the vocabularies."""

import re

from imgcat.model.vocabulary import (
    FacilityType,
    NameKind,
    PositionMethod,
    Relation,
    SourceKind,
)

FACILITY_TYPES = {
    "airfield": FacilityType.AIRFIELD,
    "burn scar": FacilityType.BURNED_AREA,
    "burned area": FacilityType.BURNED_AREA,
    "city": FacilityType.SETTLEMENT,
    "claimed missile silo": FacilityType.MISSILE_SILO_FIELD,
    "construction site": FacilityType.CONSTRUCTION_SITE,
    "dam": FacilityType.DAM,
    "deforestation area": FacilityType.DEFORESTATION_FRONT,
    "destroyed reactor site": FacilityType.REACTOR,
    "detention facility": FacilityType.DETENTION,
    "displacement camp": FacilityType.CAMP_DISPLACED,
    "flooded area": FacilityType.FLOODED_AREA,
    "illegal mining area": FacilityType.MINE,
    "indigenous territory": FacilityType.INDIGENOUS_TERRITORY,
    "industrial zone": FacilityType.INDUSTRIAL_PLANT,
    "military base": FacilityType.GARRISON,
    "military complex": FacilityType.MILITARY_COMPLEX,
    "mine": FacilityType.MINE,
    "missile operating base": FacilityType.MISSILE_OPERATING_BASE,
    "missile production site": FacilityType.MUNITIONS_OR_MISSILE_PLANT,
    "missile school": FacilityType.MILITARY_ACADEMY,
    "missile silo field": FacilityType.MISSILE_SILO_FIELD,
    "missile support facility": FacilityType.MISSILE_SUPPORT,
    "missile training area": FacilityType.TRAINING_AREA,
    "nuclear complex": FacilityType.NUCLEAR_COMPLEX,
    "nuclear test site": FacilityType.NUCLEAR_TEST_SITE,
    "offshore oil facility": FacilityType.OIL_OR_GAS_FIELD,
    "oil and gas field": FacilityType.OIL_OR_GAS_FIELD,
    "oil facility": FacilityType.REFINERY_OR_TERMINAL,
    "oil field": FacilityType.OIL_OR_GAS_FIELD,
    "oil spill": FacilityType.WASTE_OR_SPILL,
    "port": FacilityType.PORT,
    "prison camp": FacilityType.DETENTION,
    "protected area": FacilityType.PROTECTED_AREA,
    "rail or road works": FacilityType.ROAD_OR_RAIL_WORKS,
    "reef base": FacilityType.REEF_OR_OUTPOST,
    "reef outpost": FacilityType.REEF_OR_OUTPOST,
    "reef platform": FacilityType.REEF_OR_OUTPOST,
    "region": FacilityType.REGION,
    "reported underground missile base": FacilityType.UNDERGROUND_FACILITY,
    "rocket engine test stand": FacilityType.ENGINE_TEST_STAND,
    "settlements": FacilityType.SETTLEMENT,
    "shipyard": FacilityType.SHIPYARD,
    "space launch site": FacilityType.SPACE_LAUNCH_SITE,
    "storage site": FacilityType.STORAGE,
    "suspected enrichment site": FacilityType.ENRICHMENT,
    "tailings dam": FacilityType.TAILINGS,
    "territory": FacilityType.REGION,
    "town": FacilityType.SETTLEMENT,
    "training area": FacilityType.TRAINING_AREA,
    "uranium enrichment site": FacilityType.ENRICHMENT,
    "uranium mill": FacilityType.URANIUM_MINE_MILL,
    "village": FacilityType.SETTLEMENT,
    "village tract": FacilityType.SETTLEMENT,
    "volcano": FacilityType.VOLCANO,
}
SUSPECTED = re.compile(r"\b(suspected|claimed|reported|alleged)\b", re.IGNORECASE)
"""Words with which a source keeps a type open."""

RELATIONS = {
    "subject": Relation.ABOUT,
    "reports_on": Relation.REPORTS_ON,
    "reacts_to": Relation.REACTS_TO,
    **{relation.value: relation for relation in Relation},
}

NAME_KINDS: dict[str, tuple[NameKind, str | None]] = {
    "Revised Romanisation": (NameKind.VARIANT, "rr"),
    "romanisation (North Korean usage)": (NameKind.VARIANT, "dprk"),
    "other name": (NameKind.VARIANT, None),
    "former name": (NameKind.HISTORIC, None),
    "official cover name": (NameKind.COVER, None),
    "misspelling": (NameKind.MISSPELLING, None),
    "Hanja": (NameKind.VARIANT, "hanja"),
    "pinyin": (NameKind.VARIANT, "pinyin"),
}
FOLDED = re.compile(r"unhyphenated|without diacritics$")
"""Kinds of name rows that only fold a name: they are matched without being recorded."""

NAME_LANGUAGES = {
    "Korean": "ko",
    "Chinese": "zh",
    "Traditional Chinese": "zh-Hant",
    "Simplified Chinese": "zh-Hans",
    "Persian": "fa",
    "Burmese": "my",
    "Bengali": "bn",
    "Vietnamese": "vi",
}
"""The language that the words at the start of a name's kind tell, the longest first."""

SOURCE_KINDS = (
    ("primary page", SourceKind.PRIMARY),
    ("publisher", SourceKind.LISTING),
    ("mirror", SourceKind.COPY),
    ("copy", SourceKind.COPY),
    ("newsletter copy", SourceKind.COPY),
    ("newspaper page copy", SourceKind.COPY),
    ("document copy", SourceKind.COPY),
    ("extract", SourceKind.COPY),
    ("JRC item", SourceKind.COPY),
    ("secondary news", SourceKind.SECONDARY),
    ("citation on", SourceKind.SECONDARY),
    ("third-party capture", SourceKind.CAPTURE),
    ("library abstract", SourceKind.ABSTRACT),
    ("French translation", SourceKind.TRANSLATION),
)
"""How a description of a source begins, and the kind that it is."""

POSITION_SOURCES: tuple[tuple[str, PositionMethod, SourceKind | None], ...] = (
    ("stated in the report (as captured", PositionMethod.STATED, SourceKind.CAPTURE),
    ("stated in the report (quoted", PositionMethod.STATED, SourceKind.SECONDARY),
    ("stated in the report", PositionMethod.STATED, SourceKind.PRIMARY),
    ("GeoNames", PositionMethod.GAZETTEER, SourceKind.GAZETTEER),
    ("Wikipedia", PositionMethod.GAZETTEER, SourceKind.ENCYCLOPEDIA),
    ("third-party compilation", PositionMethod.GAZETTEER, SourceKind.COMPILATION),
    ("Atomic Archive", PositionMethod.GAZETTEER, SourceKind.COMPILATION),
    ("centre of", PositionMethod.DERIVED, SourceKind.PRIMARY),
    ("", PositionMethod.STATED, None),
)
"""How a description of a position's source begins, how such a position came about, and the kind of the source."""


def source_kind(description: str | None) -> SourceKind | None:
    """The kind of a source from the words that describe it."""
    words = (description or "").removeprefix("publisher's blog")
    return next((kind for start, kind in SOURCE_KINDS if words.startswith(start)), None)


def name_language(kind: str) -> str | None:
    """The language that a name's kind tells: `Korean script` -> `ko`."""
    starts = sorted(NAME_LANGUAGES, key=len, reverse=True)
    return next((NAME_LANGUAGES[start] for start in starts if kind.startswith(start)), None)
