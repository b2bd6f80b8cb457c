"""Scalars of a filter as SQL: of what kind they are, and how they read as values or as times."""

from collections.abc import Collection

from imgcat.store.cql2.expression import Call, Literal, Property, Scalar, Time
from imgcat.store.cql2.folding import FOLDINGS
from imgcat.store.cql2.functions import OF_TIMES
from imgcat.store.properties import TEMPORAL
from imgcat.store.sql.sql import NULL, Sql, fill, param
from imgcat.store.sqlite.values import encode
from imgcat.store.time_text import instant

_BODY = "(SELECT json FROM body WHERE body.num = item.num)"


class Scalars:
    """Renders scalars against an index that has these promoted columns."""

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = columns

    def value(self, scalar: Scalar) -> Sql:
        """The scalar as a value; a time literal has none and is only ever read as a time."""
        match scalar:
            case Literal(value):
                return param(encode(value))
            case Property(name, core=True):
                return Sql(f"item.{name}")
            case Property(name) if name in self._columns and name not in TEMPORAL:
                return Sql(f'item."{name}"')
            case Property(name):
                return fill(f"property(item.num, {_BODY}, {{}})", param(name))
            case Call(op, args) if op in FOLDINGS:
                return fill(f"{op}({{}})", self.value(args[0]))
            case Call(op, (arg,)):
                of = self.time(arg) if op in OF_TIMES else self.value(arg)
                return fill(f"cql2_{op}({{}})", of or NULL)
            case Call(op, (left, right)):
                return fill(
                    "arithmetic({}, {}, {})", param(op), self.value(left), self.value(right)
                )
            case Time(start):
                return param(start)
        raise AssertionError(scalar)

    def time(self, scalar: Scalar) -> Sql | None:
        """The scalar as microseconds since 1970; None for what can never be a time."""
        match scalar:
            case Time(start):
                return param(start)
            case Literal(str(text)):
                found = instant(text)
                return None if found is None else param(found)
            case Property(name, core=False) if name in TEMPORAL and name in self._columns:
                return Sql(f'item."{name}"')
            case Property():
                return fill("instant({})", self.value(scalar))
        return None

    def time_end(self, scalar: Time | Property) -> Sql:
        """The end of a time, which for a bare date is the end of its day."""
        if isinstance(scalar, Time):
            return param(scalar.end)
        return fill("instant_end({})", self.value(scalar))
