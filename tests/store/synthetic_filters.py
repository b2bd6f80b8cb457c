"""Seeded random CQL2 filters over synthetic items."""

from typing import Any

from tests.store.synthetic_items import TIMES, WORDS, SyntheticItems

COMPARED = ("=", "<>", "<", "<=", ">", ">=")


class SyntheticFilters(SyntheticItems):
    """A source of random CQL2 JSON trees."""

    names: tuple[str, ...] = (
        "eo:cloud_cover",
        "platform",
        "gsd",
        "size",
        "name",
        "flag",
        "made",
        "absent",
        "bands",
        "id",
        "collection",
    )

    def filter(self, depth: int) -> Any:
        """A CQL2 JSON tree."""
        if depth:
            op = self.random.choice(("and", "or", "not"))
            count = 1 if op == "not" else self.random.randrange(1, 4)
            return {
                "op": op,
                "args": [self.filter(self.random.randrange(depth)) for _ in range(count)],
            }
        makers = (
            self.comparison,
            self.comparison,
            self.comparison,
            self.text_test,
            self.null_test,
            self.space_test,
            self.time_test,
            self.array_test,
        )
        return self.random.choice(makers)()

    def property(self) -> dict[str, str]:
        name = self.random.choice(self.names)
        prefixed = name not in ("id", "collection") and self.random.random() < 0.1
        return {"property": f"properties.{name}" if prefixed else name}

    def literal(self) -> Any:
        return self.random.choice(
            (0, 5, 12.5, -3, 10, "5", "12", "sentinel-2a", "landsat-8", "Café", "base", True, False)
        )

    def comparison(self) -> Any:
        pick = self.random.choice
        style = self.random.randrange(8)
        if style == 0:
            return {"op": "between", "args": [self.property(), self.literal(), self.literal()]}
        if style == 1:
            return {
                "op": "in",
                "args": [
                    self.property(),
                    [self.literal() for _ in range(self.random.randrange(1, 5))],
                ],
            }
        if style == 2:
            return {"op": pick(COMPARED), "args": [self.property(), self.property()]}
        if style == 3:
            sides = [
                {"property": pick(("datetime", "created", "made", "end_datetime"))},
                self.time_literal(),
            ]
            return {"op": pick(COMPARED), "args": self.random.sample(sides, 2)}
        if style == 5:
            op = pick(("year", "month", "length", "fold"))
            name = pick(("datetime", "created", "made", "name", "bands", "size", "keywords", "id"))
            return {
                "op": pick(COMPARED),
                "args": [
                    {"op": op, "args": [{"property": name}]},
                    {"op": "fold", "args": [pick(WORDS)]}
                    if op == "fold"
                    else pick((2018, 12, 2, 1)),
                ],
            }
        if style == 4:
            left = {
                "op": pick(("+", "-", "*", "/", "%", "div", "^")),
                "args": [self.property(), pick((0, 2, 3.5, -1))],
            }
            return {"op": pick(COMPARED), "args": [left, pick((0, 1, 2.5, 10, "5"))]}
        return {
            "op": pick(COMPARED),
            "args": self.random.sample([self.property(), self.literal()], 2),
        }

    def time_literal(self) -> Any:
        pick = self.random.choice
        return pick(
            (
                {"timestamp": pick(TIMES[:2])},
                {"date": "2018-12-27"},
                pick(TIMES),
                {"property": "created"},
                5,
            )
        )

    def text_test(self) -> Any:
        pick = self.random.choice
        name: Any = {"property": pick(("name", "platform", "id", "created", "size"))}
        pattern: Any = pick(
            ("%", "S%", "s%2_", "caf_", "%é%", "item-_", "a\\_b", "50\\%", "[x]", "%2018%", "")
        )
        if self.random.random() < 0.4:
            op = pick(("casei", "accenti"))
            name, pattern = {"op": op, "args": [name]}, {"op": op, "args": [pattern]}
            if self.random.random() < 0.5:
                return {"op": "=", "args": [name, {"op": op, "args": [pick(WORDS)]}]}
        return {"op": "like", "args": [name, pattern]}

    def null_test(self) -> Any:
        names = (
            "geometry",
            "datetime",
            "created",
            "size",
            "bands",
            "absent",
            "id",
            "eo:cloud_cover",
            "ref:locations",
        )
        return {"op": "isNull", "args": [{"property": self.random.choice(names)}]}

    def space_test(self) -> Any:
        op = self.random.choice(
            (
                *("intersects", "intersects", "disjoint", "within", "contains", "touches"),
                *("equals", "crosses", "overlaps"),
            )
        )
        shape: Any = {"bbox": list(self.bbox())}
        if self.random.random() < 0.5:
            shape = dict(self.area().__geo_interface__)
        if self.random.random() < 0.1:
            shape = {"property": "geometry"}
        return {"op": f"s_{op}", "args": self.random.sample([{"property": "geometry"}, shape], 2)}

    def time_test(self) -> Any:
        pick = self.random.choice
        op = pick(
            (
                *("after", "before", "contains", "disjoint", "during", "equals", "finishedBy"),
                *("finishes", "intersects", "meets", "metBy", "overlappedBy", "overlaps"),
                *("startedBy", "starts"),
            )
        )
        start, end = sorted(
            self.random.sample(
                ("2018-12-01", "2018-12-27", "2018-12-28T00:00:00Z", "2019-06-01"), 2
            )
        )
        left = pick(
            (
                {"property": pick(("datetime", "created", "made"))},
                {"interval": [{"property": "start_datetime"}, {"property": "end_datetime"}]},
            )
        )
        right = pick(
            (
                {"interval": [{"date": start[:10]}, ".."]},
                {"interval": [start, end]},
                {"interval": ["..", end]},
                {"timestamp": "2018-12-27T02:10:00Z"},
                {"date": "2018-12-27"},
            )
        )
        return {"op": f"t_{op}", "args": self.random.sample([left, right], 2)}

    def array_test(self) -> Any:
        pick = self.random.choice
        op = pick(("contains", "overlaps", "equals", "containedBy"))
        name = {"property": pick(("ref:locations", "keywords", "bands", "absent", "name"))}
        array = pick(
            (
                ["prk-sino-ri"],
                ["prk-sino-ri", "chn-x"],
                [],
                [1, 2],
                ["base"],
                [1],
                ["1"],
                [True],
                [1, "base"],
            )
        )
        return {
            "op": f"a_{op}",
            "args": self.random.sample([name, array], 2)
            if self.random.random() < 0.2
            else [name, array],
        }
