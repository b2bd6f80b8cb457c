"""Numbers in JSON text that may be too large for a float: such text is not taken over unparsed."""

import numpy as np

_CHUNK = 65_536
"""Bytes looked at together: so many stay in the cache of a processor."""
_APART = 64
"""Where every digit of so many is looked at, no three in a row are missed of a number that needs no large exponent."""
_OVERLAP = 4 * _APART


def may_overflow(text: bytes) -> bool:
    """Whether text may have a number that no float can hold: with an exponent of three digits, or very many digits.

    It may also be a string that looks like one. To look costs a tenth of parsing.
    """
    letters = np.frombuffer(text, np.uint8)
    for start in range(0, len(letters), _CHUNK):
        chunk = letters[start : start + _CHUNK + _OVERLAP]
        digit = (chunk - np.uint8(ord("0"))) < 10
        # A number of 192 digits has three of these, one after the other; with less than 100 as its exponent, it needs
        # 210 to overflow.
        apart = digit[::_APART]
        if (apart[:-2] & apart[1:-1] & apart[2:]).any():
            return True
        exponent = (chunk | 0x20) == ord("e")
        after = np.flatnonzero(digit[:-1] & exponent[1:]) + 2
        after = after[after < len(chunk) - 2]
        signed = digit[after] | (chunk[after] == ord("+"))
        if (signed & digit[after + 1] & digit[after + 2]).any():
            return True
    return False
