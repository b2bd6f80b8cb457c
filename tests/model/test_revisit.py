"""Passes over a place, and the gaps between the clear ones."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.revisit import ONE_PASS, Look, gaps, missions, passes

START = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def look(
    day: float,
    cloud: float | None = 0,
    satellite: str = "sentinel-2a",
    *,
    lasts: timedelta = timedelta(0),
    scene: str = "s",
    share: float = 1,
) -> Look:
    mission, sar = satellite[:10], satellite.startswith("sentinel-1")
    start = START + day * DAY
    return Look(f"{scene}-{day}", satellite, mission, sar, start, start + lasts, cloud, share)


def test_scenes_of_one_satellite_within_minutes_are_one_pass_as_clear_as_the_clearest() -> None:
    tiles = [look(1, 80, share=1), look(1.001, 10, share=0.4), look(1.002, None, share=0.2)]
    (one,) = passes(tiles)
    assert (one.time, one.cloud, one.share, len(one.looks)) == (START + DAY, 10, 1, 3)
    assert one.is_clear(10)
    assert not one.is_clear(9)
    assert len(passes([look(1), look(1.001, satellite="sentinel-2b")])) == 2
    assert len(passes([look(1), look(1 + 100 / 1440)])) == 2


def test_a_scene_of_which_only_the_day_is_known_is_of_the_pass_of_that_day() -> None:
    vague = look(3, 5, lasts=DAY - timedelta(seconds=1))
    assert [len(each.looks) for each in passes([vague, look(3.4), look(5)])] == [2, 1]
    assert [each.time for each in passes([vague])] == [START + 3 * DAY]


def test_a_mosaic_of_a_month_is_no_pass() -> None:
    assert passes([look(1, lasts=30 * DAY)]) == []


def test_a_gap_tells_what_there_was_in_it_and_what_ends_it() -> None:
    known = passes(
        [
            look(0),
            look(2, 90),
            look(3, None),
            look(4, satellite="sentinel-1a", cloud=None),
            look(9),
            look(10),
        ]
    )
    longest, short = gaps(known, 20, None, None)
    assert (longest.start, longest.end) == (START, START + 9 * DAY)
    assert (longest.cloudy, longest.unknown, longest.sar) == (1, 1, 1)
    assert longest.after is known[0]
    assert longest.before is known[-2]
    assert (short.end - short.start, short.sar) == (DAY, 0)


def test_the_time_that_is_asked_about_bounds_the_gaps() -> None:
    known = passes([look(5)])
    first, second = gaps(known, 20, START, START + 7 * DAY)
    assert (first.start, first.after, first.before) == (START, None, known[0])
    assert (second.end, second.after, second.before) == (START + 7 * DAY, known[0], None)
    (whole,) = gaps([], 20, START, START + DAY)
    assert (whole.start, whole.end, whole.cloudy) == (START, START + DAY, 0)
    assert gaps([], 20, START, None) == []
    assert gaps(known, 20, None, None) == []


days = st.integers(0, 60)
clouds = st.one_of(st.none(), st.integers(0, 100))
satellites = st.sampled_from(("sentinel-2a", "sentinel-2b", "sentinel-1a"))
scenes = st.lists(st.builds(look, days, clouds, satellites), max_size=25)


@given(scenes, st.integers(0, 100), days, days)
def test_gaps_are_those_found_by_walking_day_after_day(
    found: list[Look], most: int, one: int, other: int
) -> None:
    first, last = sorted((one, other))
    clear = {
        each.start
        for each in found
        if not each.sar and each.cloud is not None and each.cloud <= most
    }
    inside = [START + day * DAY for day in range(first, last + 1) if START + day * DAY in clear]
    bounds = [START + first * DAY, *inside, START + last * DAY]
    expected = {(a, b) for a, b in itertools.pairwise(bounds) if a < b}
    made = gaps(passes(found), most, START + first * DAY, START + last * DAY)
    assert {(gap.start, gap.end) for gap in made} == expected
    assert [gap.end - gap.start for gap in made] == sorted(
        (gap.end - gap.start for gap in made), reverse=True
    )
    for gap in made:
        within = {
            (e.start, e.satellite) for e in found if gap.start <= e.start <= gap.end and e.sar
        }
        assert gap.sar == len(within)


@given(scenes)
def test_every_scene_is_of_one_pass_in_whatever_order_they_come(found: list[Look]) -> None:
    made = passes(found)
    assert sum(len(each.looks) for each in made) == len(found)
    assert [(each.time, each.satellite) for each in passes(found[::-1])] == [
        (each.time, each.satellite) for each in made
    ]
    for each in made:
        assert {of.satellite for of in each.looks} == {each.satellite}
        assert all(abs(of.start - each.time) <= ONE_PASS for of in each.looks)


def test_intervals_are_between_the_passes_of_a_mission() -> None:
    known = passes(
        [look(0), look(5, 90), look(7, satellite="sentinel-2b"), look(1, satellite="sentinel-1a")]
    )
    radar, optical = missions(known, 20)
    assert (radar.name, radar.sar, radar.passes, radar.median_interval) == (
        "sentinel-1",
        True,
        1,
        None,
    )
    assert (optical.passes, optical.scenes, optical.clear) == (3, 3, 2)
    assert optical.median_interval == 3.5 * DAY
    assert optical.longest_interval == 5 * DAY
