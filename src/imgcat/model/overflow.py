"""Numbers in JSON text that may be too large for a float: such text is not taken over unparsed."""

import numpy as np

_CHUNK = 65_536
"""Bytes looked at together: so many stay in the cache of a processor."""
_DIGITS = 160
"""A number with an exponent of less than three digits has more than these before its point where it is too large."""
_APART = 32
_OVERLAP = 2 * _DIGITS


def may_overflow(text: bytes) -> bool:
    """Whether text may have a number that no float can hold: with an exponent of three digits, or very many digits.

    It may also be a string that looks like one. To look costs a tenth of parsing.
    """
    letters = np.frombuffer(text, np.uint8)
    for start in range(0, len(letters), _CHUNK):
        chunk = letters[start : start + _CHUNK + _OVERLAP]
        digit = (chunk - np.uint8(ord("0"))) < 10
        # Of so many digits in a row four stand at these places; few other texts have any there.
        apart = digit[::_APART]
        for at in np.flatnonzero(apart[:-3] & apart[1:-2] & apart[2:-1] & apart[3:]) * _APART:
            if digit[at : at + 3 * _APART].all():
                return True
        exponent = (chunk | 0x20) == ord("e")
        after = np.flatnonzero(digit[:-3] & exponent[1:-2]) + 2
        signed = digit[after] | (chunk[after] == ord("+"))
        if (signed & digit[after + 1] & digit[np.minimum(after + 2, len(chunk) - 1)]).any():
            return True
    return False
