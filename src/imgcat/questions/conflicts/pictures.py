"""Pictures that a report has from another one, and dates otherwise."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from imgcat.model.reference import Reference
from imgcat.model.when import Window
from imgcat.questions.conflicts.conflict import Conflict, Kind, Said

Speaks = Collection[tuple[str, str]]
"""Pairs of reports of which the first speaks of the second: it reports on it, quotes, translates, corrects it."""


def picture_dates(pictures: Sequence[Reference], speaks: Speaks) -> Iterator[Conflict]:
    """Pictures of one place that two such reports cite from one provider with dates that cannot be the same.

    Where the other report has a picture of that date too, it is the one that is meant, and there is no conflict.
    """
    of_report: dict[str, list[Reference]] = {}
    for each in pictures:
        of_report.setdefault(each.report, []).append(each)
    for later, earlier in sorted(speaks):
        for picture in of_report.get(later, ()):
            others = [each for each in of_report.get(earlier, ()) if _one_provider(picture, each)]
            windows: Mapping[str, Window | None] = {each.id: _window(each) for each in others}
            window = _window(picture)
            if window is None or not others or None in windows.values():
                continue
            if not any(_meet(window, other) for other in windows.values() if other):
                yield Conflict(Kind.PICTURE_DATE, tuple(_said(each) for each in (*others, picture)))


def _said(reference: Reference) -> Said:
    picture = reference.picture
    more = {
        "report": reference.report,
        "reference": reference.id,
        "locator": reference.locator,
        "credit": picture.credit if picture else None,
    }
    return Said(
        picture.taken.text() if picture else None,
        reference.source,
        {key: value for key, value in more.items() if value is not None},
    )


def _one_provider(one: Reference, other: Reference) -> bool:
    """Whether two pictures may be from one provider: what is not stated contradicts nothing."""
    names = [each.picture and each.picture.provider for each in (one, other)]
    return None in names or names[0] == names[1]


def _window(reference: Reference) -> Window | None:
    return reference.picture.taken.window() if reference.picture else None


def _meet(one: Window, other: Window) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
