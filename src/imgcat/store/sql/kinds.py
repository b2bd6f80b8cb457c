"""Of what kind the scalars of a filter are, before any value is known."""

from imgcat.store.cql2.expression import Call, Literal, Property, Scalar, Time
from imgcat.store.cql2.folding import FOLDINGS
from imgcat.store.properties import TEMPORAL


def kind(scalar: Scalar) -> str | None:
    """`text`, `number` or `boolean` where the scalar can be nothing else (save null), otherwise None."""
    match scalar:
        case Literal(bool()):
            return "boolean"
        case Literal(str()):
            return "text"
        case Literal():
            return "number"
        case Property(core=True):
            return "text"
        case Call(op):
            return "text" if op in FOLDINGS else "number"
    return None


def is_temporal(scalar: Scalar) -> bool:
    """Whether a comparison with this scalar is one of times."""
    match scalar:
        case Time():
            return True
        case Property(name, core=False):
            return name in TEMPORAL
    return False
