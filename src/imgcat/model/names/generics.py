"""Words that say what kind of place a name is of: weak evidence, because many places share them.

Every table holds folded words (no case, no marks). A kind is named by one English word, so that 礁, `jiao` and `reefs`
are all `reef`.
"""

_ENGLISH = """
    academy airfield area autonomous ballistic banner base basin border bridge camp canal center chemical city coast
    command complex compound concentrate concentration county creek dam deforestation depot detention district
    division engine enrichment facility factory field frontier fuel gas ground headquarters icbm idp indigenous
    industrial island lake launch lava lignite mill mine military missile mount mountain national naval nuclear
    oblast offshore oil operating park peninsula plant point port prefecture prison processing production province
    pumping railway range reactor reeducation reef refinery region republic research reservoir reserve river road
    rolling satellite school scientific sea shipyard silo site space spill stand state station stock storage strip
    submarine support suspect swamp tailings tanker terminal territory test town township tract training uranium
    underground valley vertical village volcano well wreck yard
    central east eastern lower new north northeast northern northwest old south southeast southern southwest upper
    west western
"""
_SPELLINGS = {
    "airfield": "airbase airport airstrip",
    "center": "centre",
    "dam": "barragem daem",
    "division": "divisions",
    "field": "fields",
    "ground": "grounds",
    "island": "islands isle",
    "launch": "launching palsajang palsachang",
    "mountain": "mountains",
    "operating": "operational",
    "port": "harbor harbour",
    "reef": "bahura jiao reefs shoal",
    "satellite": "wisong wiseong",
    "silo": "silos",
    "site": "sites",
    "stock": "stockpile",
    "suspect": "suspected",
    "test": "testing",
    "well": "wells",
}
# Written on to the end of a name without a space; Chinese as used for reefs and districts.
_ENDINGS_OF_KIND = {
    "nuclear": "원자력연구소",
    "launch": "衛星發射場 위성발사장 發射場 발사장",
    "test": "핵실험장",
    "missile": "미사일기지",
    "airfield": "비행장 공항",
    "shipyard": "조선소",
    "research": "연구소",
    "plant": "발전소",
    "base": "기지",
    "factory": "공장",
    "dam": "水坝 水壩 댐",
    "port": "港 항",
    "station": "역",
    "reef": "礁 滩 灘",
    "island": "岛 島",
    "city": "市",
    "county": "县 縣",
    "province": "省",
    "town": "镇 鎮",
}
_ENDINGS = {
    ending: kind for kind, endings in _ENDINGS_OF_KIND.items() for ending in endings.split()
}
_LONGEST_FIRST = sorted(_ENDINGS, key=lambda ending: (-len(ending), ending))
_KINDS = {word: word for word in _ENGLISH.split()} | {
    spelling: kind for kind, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
_KINDS |= _ENDINGS
KINDS = frozenset(_KINDS.values())

# Left out of what is compared, alone or before a hyphen (Al-Kibar).
ARTICLES = frozenset({"al", "ad", "and", "ar", "as", "az", "el", "in", "near", "ng", "of", "the"})


def kind_of(word: str) -> str | None:
    """The kind of place that a word names, or None when the word is a name of its own."""
    return _KINDS.get(word)


def split_ending(word: str) -> tuple[str, str | None]:
    """A word and the kind written on to its end, if two characters are left before it."""
    if not word.isascii():
        for ending in _LONGEST_FIRST:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                return word.removesuffix(ending), _ENDINGS[ending]
    return word, None
