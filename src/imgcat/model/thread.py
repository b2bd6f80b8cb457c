"""How reports hang together: by what they say of one another, from report to report."""

from collections.abc import Callable, Collection, Iterable

from imgcat.model.reference import Reference
from imgcat.model.vocabulary import Relation

COMMENTARY = frozenset(
    {
        Relation.REPORTS_ON,
        Relation.REACTS_TO,
        Relation.CONFIRMS,
        Relation.DISPUTES,
        Relation.CORRECTS,
        Relation.RETRACTS,
        Relation.QUOTES,
        Relation.REPUBLISHES,
        Relation.TRANSLATES,
    }
)
"""Relations by which a report speaks of another one. What is said on such a report belongs to the thread too; what is
said on a report that goes on to something else (`follows`, `cites`) does not."""

CONTRADICTION = frozenset(
    {Relation.DISPUTES, Relation.CORRECTS, Relation.RETRACTS, Relation.SUPERSEDES}
)
"""Relations that a reader of the older report has to know of."""

Found = Callable[[Collection[str]], Iterable[Reference]]
"""The references of one direction that some reports have, all at once."""


def answers(reports: Iterable[str], pointing_to: Found) -> list[Reference]:
    """The references to these reports, and to the commentary on them."""
    return _reached(
        reports, pointing_to, lambda each: each.report if each.relation in COMMENTARY else None
    )


def grounds(reports: Iterable[str], made_by: Found) -> list[Reference]:
    """The references of these reports to others, and of those to others again."""
    return _reached(reports, made_by, lambda each: each.target_report)


def _reached(
    reports: Iterable[str], found_at: Found, next_of: Callable[[Reference], str | None]
) -> list[Reference]:
    asked: set[str] = set()
    found: dict[str, Reference] = {}
    open_ends = set(reports)
    while open_ends:
        asked |= open_ends
        more = list(found_at(open_ends))
        found |= {each.id: each for each in more}
        open_ends = {report for each in more if (report := next_of(each))} - asked
    return list(found.values())
