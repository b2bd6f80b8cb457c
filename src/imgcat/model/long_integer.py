"""Integers in JSON text that may not fit 64 bits: orjson reads such a one as a float, and says nothing."""

import re

_BEYOND_64_BIT = re.compile(rb"(?<![\d.eE+])\d{19}")
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"000000000")


def has_long_integer(text: bytes) -> bool:
    """Whether JSON text may hold an integer of 19 digits or more."""
    # The pattern alone is correct, but takes ten times as long as parsing; a search for zeros takes almost nothing.
    return b"0" * 19 in text.translate(_DIGITS_ALIKE) and _BEYOND_64_BIT.search(text) is not None
