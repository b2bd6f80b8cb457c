"""Matching: what is found, how well, and what must never be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.errors import InvalidRequest
from imgcat.model.names import Gazetteer, Match, MatchKind, NameEntry, match

PLACES: dict[str, tuple[str, str, list[str]]] = {
    "prk-sino-ri": ("PRK", "Sino-ri Missile Operating Base", []),
    "prk-hoejung-ni": ("PRK", "Hoejung-ni Missile Operating Base", []),
    "prk-kal-gol": ("PRK", "Kal-gol Missile Operating Base", []),
    "prk-yongnim": ("PRK", "Yongnim Missile Operating Base", []),
    "prk-yongbyon": ("PRK", "Yongbyon Nuclear Scientific Research Center", []),
    "prk-sohae": ("PRK", "Sohae Satellite Launching Station", ["Tongchang-ri"]),
    "prk-tonghae": ("PRK", "Tonghae Satellite Launching Ground", ["Taep'o-dong"]),
    "prk-nampo-port": ("PRK", "Nampo Port", []),
    "prk-sinpung-dong": ("PRK", "Sinpung-dong Missile Operating Base", []),
    "prk-musudan-ri": ("PRK", "무수단리", []),
    "prk-camp-25": ("PRK", "Camp 25, Chongjin", []),
    "irn-natanz": ("IRN", "Natanz nuclear facility", []),
    "irn-parchin": ("IRN", "Parchin military complex", []),
    "irn-khojir": ("IRN", "Khojir missile production complex", []),
    "scs-fiery-cross": ("CHN", "Fiery Cross Reef", ["Đá Chữ Thập", "Yongshu Reef"]),
    "scs-mischief": ("CHN", "Mischief Reef", ["美济礁"]),
    "usa-kilauea": ("USA", "Kīlauea", []),
    "rus-norilsk": ("RUS", "Norilsk fuel spill (Ambarnaya River)", []),
    "lbn-beirut-port": ("LBN", "Port of Beirut", []),
    "pse-rafah": ("PSE", "Rafah", []),
}
NAMES = [
    NameEntry(location, text, country, title=title)
    for location, (country, title, others) in PLACES.items()
    for text in [title, *others]
]
GAZETTEER = Gazetteer(NAMES)


@pytest.mark.parametrize(
    ("query", "location", "kind"),
    [
        ("Sino-ri Missile Operating Base", "prk-sino-ri", MatchKind.EXACT),
        ("SINO-RI missile operating base", "prk-sino-ri", MatchKind.FOLDED),
        ("Sino-ri", "prk-sino-ri", MatchKind.STEM),
        ("Sinori", "prk-sino-ri", MatchKind.STEM),
        ("SINO RI", "prk-sino-ri", MatchKind.STEM),
        ("Shino-ri", "prk-sino-ri", MatchKind.STEM),
        ("신오리", "prk-sino-ri", MatchKind.STEM),
        ("신오리 미사일기지", "prk-sino-ri", MatchKind.STEM),
        ("新五里", "prk-sino-ri", MatchKind.STEM),
        ("Hoejung-ri", "prk-hoejung-ni", MatchKind.STEM),
        ("Gal-gol", "prk-kal-gol", MatchKind.STEM),
        ("Yongrim", "prk-yongnim", MatchKind.STEM),
        ("Nyongbyon", "prk-yongbyon", MatchKind.STEM),
        ("Nyŏngbyŏn", "prk-yongbyon", MatchKind.STEM),
        ("영변", "prk-yongbyon", MatchKind.STEM),
        ("Seohae", "prk-sohae", MatchKind.STEM),
        ("西海衛星發射場", "prk-sohae", MatchKind.STEM),
        ("Dongchang-ri", "prk-sohae", MatchKind.KOREAN),
        ("Daepodong", "prk-tonghae", MatchKind.KOREAN),
        ("Nampho", "prk-nampo-port", MatchKind.STEM),
        ("Musudan-ri", "prk-musudan-ri", MatchKind.KOREAN),
        ("舞水端里", "prk-musudan-ri", MatchKind.KOREAN),
        ("Camp 25", "prk-camp-25", MatchKind.FOLDED),
        ("Naţanz", "irn-natanz", MatchKind.STEM),
        ("نطنز", "irn-natanz", MatchKind.TRANSLITERATED),
        ("پارچین", "irn-parchin", MatchKind.TRANSLITERATED),
        ("Khujir", "irn-khojir", MatchKind.NEAR),
        ("da chu thap", "scs-fiery-cross", MatchKind.FOLDED),
        ("永暑礁", "scs-fiery-cross", MatchKind.TRANSLITERATED),
        ("美濟礁", "scs-mischief", MatchKind.TRANSLITERATED),
        ("Kilauea", "usa-kilauea", MatchKind.FOLDED),
        ("Норильск", "rus-norilsk", MatchKind.STEM),
        ("Ambarnaya", "rus-norilsk", MatchKind.PARTIAL),
        ("Beirut", "lbn-beirut-port", MatchKind.STEM),
        ("new base found at Sino-ri", "prk-sino-ri", MatchKind.PARTIAL),
    ],
)
def test_a_place_is_found_under_names_that_are_not_recorded(
    query: str, location: str, kind: MatchKind
) -> None:
    first = GAZETTEER.match(query)[0]
    assert (first.location, first.kind) == (location, kind)


@pytest.mark.parametrize(
    "query",
    [
        *("casino-right", "Sino-Russian", "Sino Russian border", "casino"),
        *("ri", "base", "s", "-", "", "  ", "\0", "port", "missile operating base"),
        *("Natanz (town)", "Natanz, Kauaʻi", "Kīlauea, Kauaʻi"),
        *("Camp 15", "Nafah", "Sinpo", "Pyongyang"),
    ],
)
def test_traps_match_nothing(query: str) -> None:
    assert GAZETTEER.match(query) == []


def test_a_query_too_long_to_be_a_name_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="at most 500 characters; the query has 501"):
        GAZETTEER.match("a" * 501)


def test_better_evidence_scores_higher() -> None:
    def points(query: str, name: str) -> int:
        found = match(query, [NameEntry("x", name, "PRK")])
        return found[0].score if found else 0

    ladder = [
        points("Sino-ri", "Sino-ri"),
        points("SINO RI", "Sino-ri"),
        points("신오리", "Sino-ri"),
        points("신오리", "Sino-ri missile base"),
        points("Sino", "Sino-ri"),
        points("Sino-dong", "Sino-ri"),
    ]
    assert ladder == sorted(ladder, reverse=True)
    assert len(set(ladder)) == len(ladder)


def test_korean_letter_classes_apply_only_where_a_name_may_be_korean() -> None:
    assert match("Daegu", [NameEntry("x", "Taeku", "KOR")])
    assert match("Daegu", [NameEntry("x", "Taeku", "CHN", lang="ko-Latn")])
    assert match("Daegu", [NameEntry("x", "Taeku", "CHN", system="bgn-mr")])
    assert not match("Daegu", [NameEntry("x", "Taeku", "IRN")])


def test_a_kind_that_nothing_supports_weighs_against_the_place() -> None:
    town, facility = GAZETTEER.match("Natanz town")[0], GAZETTEER.match("Natanz nuclear site")[0]
    assert town.location == facility.location == "irn-natanz"
    assert town.score < 70 < facility.score


def test_a_qualifier_that_the_context_supports_is_accepted() -> None:
    names = [NameEntry("x", "Natanz", "IRN", context=("Isfahan Province", "Iran"))]
    assert match("Natanz (Iran)", names)
    assert match("Natanz, Isfahan", names)
    assert not match("Natanz, Kashan", names)


def test_a_recorded_name_with_a_qualifier_is_found_by_itself() -> None:
    names = [NameEntry("facility", "Natanz", "IRN"), NameEntry("town", "Natanz (town)", "IRN")]
    assert [(m.location, m.score) for m in match("Natanz (town)", names)] == [("town", 100)]


def test_country_keeps_only_that_country() -> None:
    names = [NameEntry("a", "Namyang", "PRK"), NameEntry("b", "Namyang", "KOR")]
    assert [m.location for m in match("Namyang", names)] == ["a", "b"]
    assert [m.location for m in match("Namyang", names, country="kor")] == ["b"]
    assert Gazetteer(names).match("Namyang", country="CHN") == []


def test_one_result_a_location_with_the_name_that_fits_best() -> None:
    names = [
        NameEntry("a", "Sinori", "PRK", source="https://example.org/1"),
        NameEntry("a", "신오리", "PRK", lang="ko", source="https://example.org/2"),
    ]
    assert match("신오리", names) == [Match(names[1], 100, MatchKind.EXACT)]


def test_results_are_cut_at_the_limit() -> None:
    names = [NameEntry(f"{n}", "Namyang", "PRK") for n in range(5)]
    assert [m.location for m in match("Namyang", names, limit=2)] == ["0", "1"]


@given(st.permutations(NAMES), st.sampled_from(["Sinori", "Natanz", "Khujir", "Rafa", "Camp"]))
def test_the_order_of_the_names_does_not_matter(names: list[NameEntry], query: str) -> None:
    assert match(query, names) == GAZETTEER.match(query)


@given(st.lists(st.text(st.characters(), min_size=1), max_size=5), st.text(st.characters()))
def test_no_text_breaks_matching_and_an_exact_name_comes_first(names: list[str], q: str) -> None:
    entries = [NameEntry(str(n), text, "PRK") for n, text in enumerate(names)]
    gazetteer = Gazetteer(entries)
    assert gazetteer.match(q) == match(q, entries)
    for text in names:
        if text.strip():
            assert gazetteer.match(text)[0].score == 100


SYLLABLES = st.sampled_from(
    ["sin", "o", "ri", "yong", "byon", "kal", "nam", "ra", "fah", "kho", "jir"]
)
MADE_UP = st.lists(SYLLABLES, min_size=1, max_size=5).map("".join)
SUFFIXED = st.builds("{}{}".format, MADE_UP, st.sampled_from(["", "-ri", "-dong", " port", " (x)"]))


@given(st.lists(SUFFIXED, max_size=12), SUFFIXED, st.sampled_from(["PRK", "IRN"]))
def test_the_index_finds_what_looking_at_every_name_finds(
    names: list[str], query: str, country: str
) -> None:
    entries = [NameEntry(str(n), text, country) for n, text in enumerate(names)]
    assert Gazetteer(entries).match(query) == match(query, entries)
