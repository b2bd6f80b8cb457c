"""Scalars of a filter in PostgreSQL: as keys where an index has them, otherwise as values of one kind, or as times."""

from collections.abc import Collection

from imgcat.store.cql2.expression import Call, Literal, Property, Scalar, Time
from imgcat.store.cql2.folding import FOLDINGS
from imgcat.store.cql2.functions import OF_TIMES
from imgcat.store.postgres import key as keys
from imgcat.store.properties import TEMPORAL
from imgcat.store.sql.kinds import kind
from imgcat.store.sql.sql import Sql, fill, param
from imgcat.store.time_text import instant

NO_TIME = Sql("NULL::bigint")


class Scalars:
    """Renders scalars against tables that have these promoted columns."""

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = columns

    def column(self, scalar: Scalar) -> Sql | None:
        """The column that holds the key of a property; None where there is none."""
        match scalar:
            case Property(name, core=False) if name in self._columns and name not in TEMPORAL:
                return Sql(f'item."{name}"')
        return None

    def key(self, scalar: Scalar) -> Sql:
        """The key of a property or literal."""
        if isinstance(scalar, Literal):
            return param(keys.key(scalar.value))
        return self.column(scalar) or fill("imgcat.key({})", self.json(scalar))

    def json(self, scalar: Scalar) -> Sql:
        """A property as it stands in the item; NULL where it is missing or null."""
        match scalar:
            case Property(name, core=True):
                return Sql(f"to_jsonb(item.{name})")
            case Property(name):
                return fill("(item.properties -> {})", _name(name))
        raise AssertionError(scalar)

    def value(self, scalar: Scalar, of_kind: str) -> Sql:
        """The scalar as `text`, `number` or `boolean`; NULL where it is of another kind."""
        match scalar:
            case Literal(bool(value)):
                return Sql("?::boolean", (value,))
            case Literal(str(value)):
                return Sql("?::text", (keys.escaped(value),))
            case Literal(int() | float() as value):
                return Sql("?::numeric", (keys.number(value),))
            case Property(name, core=True):
                return Sql(f"item.{name}") if of_kind == "text" else Sql("NULL::" + _TYPES[of_kind])
            case Property():
                return fill(f"imgcat.{of_kind}({{}})", self.json(scalar))
            case Call(op) if kind(scalar) != of_kind:
                return Sql("NULL::" + _TYPES[of_kind])
            case Call(op, args) if op in FOLDINGS:
                return fill(f"imgcat.folded('{op}', {{}})", self.value(args[0], "text"))
            case Call("length", (Property() as arg,)):
                return fill("imgcat.length({})", self.json(arg))
            case Call("length", (arg,)):
                return fill("char_length({})::numeric", self.value(arg, "text"))
            case Call(op, (arg,)) if op in OF_TIMES:
                time = self.time(arg) or NO_TIME
                return fill(f"extract({op} FROM imgcat.moment({{}}))", time)
            case Call(op, (left, right)):
                return fill(
                    "imgcat.arithmetic({}, {}, {})",
                    _name(op),
                    self.value(left, "number"),
                    self.value(right, "number"),
                )
        return Sql("NULL::" + _TYPES[of_kind])

    def time(self, scalar: Scalar) -> Sql | None:
        """The scalar as microseconds since 1970; None for what can never be a time."""
        match scalar:
            case Time(start):
                return moment(start)
            case Literal(str(text)):
                found = instant(text)
                return None if found is None else moment(found)
            case Property(core=True):
                return NO_TIME
            case Property(name) if name in TEMPORAL and name in self._columns:
                return Sql(f'item."{name}"')
            case Property(name):
                return fill("(item.times -> {} ->> 0)::bigint", _name(name))
        return None

    def time_end(self, scalar: Time | Property) -> Sql:
        """The end of a time, which for a bare date is the end of its day."""
        if isinstance(scalar, Time):
            return moment(scalar.end)
        return fill("(item.times -> {} ->> 1)::bigint", _name(scalar.name))

    def array(self, name: str, times: bool) -> Sql:
        """A property to be read as an array; with `times`, its strings that are times as such."""
        found = fill("(item.properties -> {})", _name(name))
        if not times:
            return found
        return fill("coalesce(item.times -> {}, {})", _name("[]" + name), found)


_TYPES = {"text": "text", "number": "numeric", "boolean": "boolean"}


def moment(microseconds: int) -> Sql:
    """A time as a parameter."""
    return Sql("?::bigint", (microseconds,))


def _name(name: str) -> Sql:
    return Sql("?::text", (keys.escaped(name),))
