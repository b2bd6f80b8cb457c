"""Comparisons, `in` and `isNull` as SQL: each as the condition for it being true, or for it being false."""

from imgcat.store.cql2.expression import (
    Call,
    Comparison,
    IsNull,
    Junction,
    Literal,
    Property,
    Scalar,
)
from imgcat.store.sql.dialect import Dialect
from imgcat.store.sql.kinds import is_temporal, kind
from imgcat.store.sql.sql import ALWAYS, NEVER, Sql, fill

_OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def comparison(dialect: Dialect, node: Comparison, wanted: bool) -> Sql:
    """Compared as times when either side is one, otherwise as values, which must be of one kind."""
    op = node.op if wanted else _OPPOSITE[node.op]
    if is_temporal(node.left) or is_temporal(node.right):
        left, right = dialect.time(node.left), dialect.time(node.right)
        if left is None or right is None:
            return NEVER
        return fill(f"{{}} {op} {{}}", left, right)
    kinds = {kind(node.left), kind(node.right)} - {None}
    return dialect.compared(node, op) if len(kinds) < 2 else NEVER


def membership(dialect: Dialect, node: Junction, wanted: bool) -> Sql | None:
    """`in` with literals of one kind as a single IN; None for any other junction."""
    if node.op != "or" or len(node.args) < 2:
        return None
    value: Scalar | None = None
    literals: list[Literal] = []
    for arg in node.args:
        if not (isinstance(arg, Comparison) and arg.op == "=" and isinstance(arg.right, Literal)):
            return None
        if value is None:
            value = arg.left
        if arg.left != value:
            return None
        literals.append(arg.right)
    if not isinstance(value, Property | Call) or is_temporal(value):
        return None
    kinds = {kind(literal) for literal in literals}
    own = kind(value)
    (only, *others) = kinds
    if only is None or others or (own is not None and own != only):
        return None
    return dialect.one_of(value, only, literals, wanted)


def is_null(dialect: Dialect, node: IsNull, wanted: bool) -> Sql:
    """Whether the record has no such value at all; a time that cannot be read is a value nevertheless."""
    match node.value:
        case Property("geometry", core=True):
            return dialect.unlocated if wanted else dialect.located
        case Property(core=True):
            return NEVER if wanted else ALWAYS
        case Property() | Call():
            return dialect.missing(node.value, wanted)
    return NEVER if wanted else ALWAYS
