"""Whether an answer is the one that brute force gives; what differs is said in a sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.ask import Count, Found, Groups, Item, Json, Months, Own, Question, Revisits, Search

MEMBERS = ("id", "collection", "geometry", "bbox", "assets", "properties")
"""What of an Item has to come back as it was loaded; servers put their own links."""


def complaint(question: Question, answers: Sequence[Json]) -> str | None:
    """What is wrong with the answers to a question, one for each page; None when they are right."""
    match question.ask, question.expected:
        case Item(), dict() as item:
            return _item(item, answers[0])
        case Search(body, pages), Found() as found:
            return _search(found, int(body["limit"]), pages, answers)
        case Count(), int(expected):
            return _same("count", expected, counted(answers[0]))
        case Months(), Mapping() as months:
            return _same("months", dict(months), by_month(answers[0]))
        case Own(), Groups(ids):
            return _groups(ids, answers[0])
        case Own(_, limit), Found() as found:
            return _search(found, limit, 1, answers)
        case Own(), Revisits() as revisits:
            return _revisits(revisits, answers[0])
    return f"There is no check of {question.kind}."


def counted(answer: Json) -> int | None:
    """How many items an answer says there are."""
    for aggregation in answer.get("aggregations", ()):
        if aggregation["name"] == "total_count":
            return int(aggregation["value"])
    found = answer.get("numberMatched")
    return int(found) if found is not None else None


def by_month(answer: Json) -> dict[str, int]:
    """The buckets of an answer that are not empty: `2024-08` and how many."""
    (aggregation,) = answer["aggregations"]
    return {
        bucket["key"][:7]: bucket["frequency"]
        for bucket in aggregation["buckets"]
        if bucket["frequency"]
    }


def _item(expected: Json, found: Json) -> str | None:
    for name in MEMBERS:
        if expected.get(name) != found.get(name):
            return f"The member {name} differs: {_short(expected.get(name))}, found {_short(found.get(name))}."
    return None


def _search(found: Found, limit: int, pages: int, answers: Sequence[Json]) -> str | None:
    features = [feature for answer in answers for feature in answer["features"]]
    ids = [feature["id"] for feature in features]
    expected = min(found.matched, limit * pages)
    if len(ids) != expected:
        return f"{expected} items are expected, {len(ids)} were found."
    if len(set(ids)) != len(ids):
        return "An item was found twice."
    if wrong := [each for each in ids if each not in found.ids]:
        return f"{len(wrong)} items should not be there: {_short(wrong)}."
    order = [found.keys[each] for each in ids] if found.keys else []
    if order != sorted(found.keys.values(), reverse=True)[: len(order)]:
        return "The items are not the newest, or not in order."
    for answer in answers:
        if (said := answer.get("numberMatched")) not in (None, found.matched):
            return f"{found.matched} items match, but numberMatched is {said}."
    return None


_UNSURE_DAYS = 0.05
"""A gap is counted from the first scene of a pass, clear or not; a pass takes minutes."""


def _revisits(expected: Revisits, answer: Json) -> str | None:
    longest = answer["gaps"][0]["days"] if answer["gaps"] else 0.0
    if answer["scenes"] != expected.scenes or abs(longest - expected.longest) > _UNSURE_DAYS:
        return (
            f"{expected.scenes} scenes and {expected.longest:.2f} days are expected, "
            f"{answer['scenes']} and {longest} were found."
        )
    return None


def _groups(expected: Mapping[str, frozenset[str]], answer: Json) -> str | None:
    for name, ids in expected.items():
        found = _group(answer, name)
        if found != ids:
            return f"{name}: expected {_short(sorted(ids))}, found {_short(sorted(found))}."
    if "pictures" in answer and len(answer["pictures"]) != len(expected):
        return f"{len(expected)} pictures are expected, {len(answer['pictures'])} were found."
    return None


def _group(answer: Json, name: str) -> set[str]:
    """The ids of a group: of the scenes of a picture, of references in one direction, or of the best match."""
    if name == "features":
        return {feature["id"] for feature in answer["features"]}
    if "matches" in answer:
        return {
            match["location"] for match in answer["matches"] if match["kind"] in ("exact", "folded")
        }
    if "pictures" in answer:
        (scenes,) = (each["scenes"] for each in answer["pictures"] if each["picture"]["id"] == name)
        return {feature["id"] for feature in scenes["features"]}
    return {feature["id"] for feature in answer[name]["features"]}


def _same(what: str, expected: Any, found: Any) -> str | None:
    return (
        None
        if expected == found
        else f"{what}: expected {_short(expected)}, found {_short(found)}."
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}..."
