"""How an upstream is treated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """What a guest keeps to.

    `rate` is requests a second at most; `timeout` seconds without a byte; `longest` seconds for a whole answer;
    `largest` its bytes, unpacked; `tries` how often a failing request is repeated: at once, then after twice `backoff`
    seconds, four times, and so on, or as long as the server asks for, up to `patience` seconds.
    """

    rate: float = 2.0
    timeout: float = 30.0
    longest: float = 120.0
    largest: int = 64 * 2**20
    tries: int = 5
    backoff: float = 1.0
    patience: int = 120
