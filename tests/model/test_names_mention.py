"""Names of known places in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.names import Mentions, NameEntry

NAMES = [
    NameEntry("sino-ri", "Sino-ri Missile Operating Base", "PRK"),
    NameEntry("sino-ri", "Sino-ri", "PRK"),
    NameEntry("sino-ri", "신오리", "PRK"),
    NameEntry("sohae", "Tongch'ang-ri", "PRK"),
    NameEntry("yongnim", "Yongnim", "PRK"),
    NameEntry("sangnam", "Sangnam-ni", "PRK"),
    NameEntry("chongjin", "청진시", "PRK"),
    NameEntry("musan", "무산읍", "PRK"),
    NameEntry("north", "North Korea (fires across the country)", "PRK"),
    NameEntry("natanz", "Natanz nuclear facility", "IRN"),
    NameEntry("natanz", "نطنز", "IRN"),
    NameEntry("gaza", "Gaza", "PSE"),
    NameEntry("strip", "Gaza Strip", "PSE"),
    NameEntry("gerd", "GERD", "ETH"),
    NameEntry("subi", "渚碧礁"),
    NameEntry("subi", "Đá Xu Bi"),
    NameEntry("kakhovka", "Нова Каховка", "UKR"),
    NameEntry("west-coast", "West coast of Turkmenistan oil fields", "TKM"),
    NameEntry("port-a", "Port Example", "AAA"),
    NameEntry("port-b", "Port Example", "BBB"),
]
FINDER = Mentions(NAMES)


def found(text: str) -> list[tuple[str, str]]:
    return [
        (mention.text, "/".join(match.location for match in mention.matches))
        for mention in FINDER.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Sino-ri missile operating base and others",
            [("Sino-ri missile operating base", "sino-ri")],
        ),
        ("at SINORI, near Natanz's halls", [("SINORI", "sino-ri"), ("Natanz", "natanz")]),
        (
            "신오리에서 본 신오리기지와 청진시의 항구",
            [("신오리", "sino-ri"), ("신오리기지", "sino-ri"), ("청진시", "chongjin")],
        ),
        ("Tongch’ang-ri (Sino-ri)", [("Tongch’ang-ri", "sohae"), ("Sino-ri", "sino-ri")]),
        ("the base at Sangnam-li", [("Sangnam-li", "sangnam")]),
        ("the Gaza Strip and Gaza", [("Gaza Strip", "strip"), ("Gaza", "gaza")]),
        ("卫星图像显示渚碧礁的机场", [("渚碧礁", "subi")]),
        ("đảo Đá Xu Bi là", [("Đá Xu Bi", "subi")]),
        ("місто Нова Каховка", [("Нова Каховка", "kakhovka")]),
        ("مفاعل نطنز في إيران", [("نطنز", "natanz")]),
        ("La base de Sino-ri (Corea)", [("Sino-ri", "sino-ri")]),
        ("North Korea said", [("North Korea", "north")]),
        ("the GERD reservoir", [("GERD", "gerd")]),
        ("ships in Port Example", [("Port Example", "port-a/port-b")]),
    ],
)
def test_names_are_found_in_any_script(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sino-Russian relations, Sino Russian border, the Sino-Soviet split, casino-right",
        "South Korea and the Korea Herald",
        "Gerd Müller",
        "Yongnim-up",
        "Turkmenistan and its coast",
        "회담이 무산됐다",
        "a sino-ri without capitals is no name, nor is gaza",
        "Port of call; an example",
        "Songnim and Pyongyang",
    ],
)
def test_what_only_looks_like_a_name_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_name_is_told_with_its_place_in_the_text() -> None:
    text = "… near “Sino-ri”, and again: Sino-ri."
    assert [text[each.start : each.end] for each in FINDER.find(text)] == ["Sino-ri", "Sino-ri"]


@given(st.text())
def test_any_text_is_read_without_failing(text: str) -> None:
    for each in FINDER.find(text):
        assert text[each.start : each.end] == each.text


@given(st.sampled_from(NAMES), st.sampled_from(["", "said that ", "(", "“", "… "]))
def test_every_name_is_found_as_it_is_recorded(name: NameEntry, before: str) -> None:
    locations = {
        each.location for found in FINDER.find(before + name.text + ".") for each in found.matches
    }
    assert name.location in locations or "(" in name.text
