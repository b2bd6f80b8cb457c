"""The timeline without script: each event stands where its date is, and none hides another."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.vocabulary import Access, Modality
from imgcat.web.chronology import Event
from imgcat.web.seen import DAYS, could_have_seen
from imgcat.web.timeline_svg import APART, WIDTH, drawing

DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def event(what: str, first: str | date, last: str | date | None = None, **fields: object) -> Event:
    start = date.fromisoformat(first) if isinstance(first, str) else first
    end = date.fromisoformat(last) if isinstance(last, str) else last or start
    about = {"title": what, "by": "", "href": None, **fields}
    return Event(what, start, end, **about)  # type: ignore[arg-type]


REPORT = event("report", "2019-01-21", report="analysis", title="Report")
NEWS = event("news", "2019-01-22", report="news")
PICTURE = event(
    "picture", "2018-12-27", report="analysis", access=Access.UNKNOWN, title="Report", by="ESA"
)
NEAR = event("scene", "2018-12-30", title="near", cloud=3)
EARLY = event("scene", "2015-05-01", title="early")
AFTER = event("scene", "2021-09-13", title="after")


def test_without_events_there_is_no_drawing() -> None:
    assert drawing([]) is None


@given(st.lists(st.tuples(st.sampled_from(["picture", "report", "scene"]), DATES), min_size=1))
def test_marks_of_a_lane_do_not_hide_each_other(given_events: list[tuple[str, date]]) -> None:
    made = drawing([event(what, day) for what, day in given_events])
    assert made is not None
    assert len(made.marks) == len(given_events)
    for mark in made.marks:
        assert 0 <= mark.left <= mark.x <= mark.right <= WIDTH
        lane = made.lanes[mark.event.lane]
        assert lane.y < mark.y < lane.y + lane.height
    for row in {mark.y for mark in made.marks}:
        xs = sorted(mark.x for mark in made.marks if mark.y == row)
        assert all(later - earlier >= APART - 0.11 for earlier, later in pairwise(xs))


@given(st.lists(DATES, min_size=2, max_size=8, unique=True))
def test_later_stands_to_the_right(days: list[date]) -> None:
    made = drawing([event("report", day) for day in days])
    assert made is not None
    xs = [mark.x for mark in sorted(made.marks, key=lambda mark: mark.event.first)]
    assert xs == sorted(xs)


@given(DATES, st.integers(0, 60_000))
def test_the_axis_has_some_labels_in_order_and_not_too_many(first: date, length: int) -> None:
    made = drawing([event("report", first, first + timedelta(days=length))])
    assert made is not None
    xs = [x for x, _ in made.ticks]
    assert xs == sorted(set(xs))
    assert len(xs) <= 15
    assert length < 40 or xs
    assert all(0 <= x <= WIDTH for x in xs)


def test_a_date_known_to_the_year_is_as_wide_as_the_year() -> None:
    made = drawing([event("report", "2019-01-01", "2019-12-31"), event("report", "2021-05-05")])
    assert made is not None
    year, day = made.marks
    assert year.wide
    assert not day.wide


def test_a_picture_is_tied_to_the_report_that_cites_it() -> None:
    made = drawing([PICTURE, REPORT, NEWS])
    assert made is not None
    assert [(a.event, b.event) for a, b in made.lines] == [(PICTURE, REPORT)]


def test_the_drawing_says_in_words_what_it_shows() -> None:
    made = drawing([EARLY, PICTURE, REPORT, NEWS, AFTER])
    assert made is not None
    assert made.summary == (
        "Public scenes: 2, 2015-05-01 to 2021-09-13. Pictures cited: 1, 2018-12-27. "
        "Reports: 1, 2019-01-21. News and statements: 1, 2019-01-22."
    )


def test_an_event_says_in_words_what_it_is() -> None:
    assert PICTURE.words == "2018-12-27: picture cited in “Report”; ESA; access not known."
    assert NEAR.words == "2018-12-30: public scene near; cloud 3 %."
    assert AFTER.words == "2021-09-13: public scene after; cloud not stated."
    month = event("news", "2019-01-01", "2019-01-31", title="Bases", by="CNN")
    assert month.words == "2019-01: news: “Bases”; CNN."


def test_scripts_get_an_event_with_days_since_1970() -> None:
    sar = event("picture", "1970-01-02", modality=Modality.SAR, access=Access.PUBLIC)
    told = sar.to_json()
    assert (told["first"], told["last"], told["lane"]) == (1, 1, 1)
    assert (told["modality"], told["accessWord"], told["accessName"]) == ("sar", "public", "public")


def test_a_report_could_have_seen_what_is_near_its_pictures_and_not_after_it() -> None:
    (seen,) = could_have_seen([EARLY, PICTURE, NEAR, REPORT, NEWS, AFTER])
    assert seen.report == REPORT
    assert seen.pictures == 1
    assert seen.near == (NEAR,)
    assert seen.before == 2


@given(st.integers(-2 * DAYS, 2 * DAYS), st.integers(0, 30))
def test_near_is_within_so_many_days_and_before_the_report(off: int, published: int) -> None:
    taken = date(2020, 6, 15)
    scene = event("scene", taken + timedelta(days=off))
    report = event("report", taken + timedelta(days=published), report="r")
    (seen,) = could_have_seen([event("picture", taken, report="r"), scene, report])
    assert seen.near == ((scene,) if abs(off) <= DAYS and off <= published else ())
