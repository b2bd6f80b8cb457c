"""Names of real places: every recorded variant, the traps, and places taken for one another."""

import json
from collections import Counter
from typing import Any

import pytest

from imgcat.model.names import Gazetteer, MatchKind, NameEntry
from tests.shared_data import shared


def _rows(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shared(path).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def variants() -> list[dict[str, Any]]:
    return _rows("reports/name_variants.ndjson")


@pytest.fixture(scope="module")
def names(variants: list[dict[str, Any]]) -> list[NameEntry]:
    places = {row["id"]: row for row in _rows("reports/locations.ndjson")}
    attested = [(p["id"], text) for p in places.values() for text in [p["name"], *p["alt_names"]]]
    attested += [(row["location"], row["variant"]) for row in variants if row["should_match"]]
    return [
        NameEntry(
            location,
            text,
            places[location]["country"],
            title=places[location]["name"],
            context=tuple(filter(None, [places[location]["admin"]])),
        )
        for location, text in dict.fromkeys(attested)
    ]


def test_recorded_variants_find_their_place_and_traps_find_nothing(
    names: list[NameEntry], variants: list[dict[str, Any]]
) -> None:
    gazetteer = Gazetteer(names)
    for row in variants:
        found = [match.location for match in gazetteer.match(row["variant"])]
        assert found[:1] == ([row["location"]] if row["should_match"] else []), row["variant"]


@pytest.mark.slow
def test_most_variants_are_found_when_only_the_other_names_are_recorded(
    names: list[NameEntry], variants: list[dict[str, Any]]
) -> None:
    missed = []
    for row in variants:
        if row["should_match"]:
            held_out = row["variant"].casefold()
            others = Gazetteer(name for name in names if name.text.casefold() != held_out)
            if [m.location for m in others.match(row["variant"], limit=1)] != [row["location"]]:
                missed.append(row["variant"])
    # A cover name, and two scripts whose vowels the transliteration does not give.
    assert set(missed) <= {"Nam-chon Chemical Complex", "မောင်တောမြို့", "মংডু"}


def test_few_places_are_taken_for_one_another(names: list[NameEntry]) -> None:
    gazetteer = Gazetteer(names)
    crossed = Counter(
        (name.location, match.location, match.kind)
        for name in names
        for match in gazetteer.match(name.text)
        if match.location != name.location
    )
    assert all(gazetteer.match(n.text)[0].location == n.location for n in names)
    by_kind = Counter(kind for _, _, kind in crossed)
    # Chongjin and its camp, Gaza City and Strip, two wholes and their parts; Sinpung and Sinhung, one letter apart.
    assert by_kind[MatchKind.NEAR] <= 4
    assert len(crossed) <= 12
    assert not {MatchKind.EXACT, MatchKind.FOLDED, MatchKind.KOREAN} & set(by_kind)
