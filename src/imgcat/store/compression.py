"""Bodies compressed with a zstd dictionary trained on the first of them."""

from collections.abc import Sequence

import zstandard

DICTIONARY_SIZE = 65_536
LEVEL = 3
_FEWEST = 64
"""Fewer bodies than this do not make a dictionary worth having."""


def train(samples: Sequence[bytes]) -> bytes:
    """A dictionary for bodies like these; empty when they are too few or too alike to train on."""
    if len(samples) < _FEWEST:
        return b""
    try:
        return zstandard.train_dictionary(DICTIONARY_SIZE, list(samples)).as_bytes()
    except zstandard.ZstdError:
        return b""


class Codec:
    """Compresses and decompresses bodies; one for each thread.

    Frames begin with a head of eight bytes, that each is one and which dictionary it has, only where they are `headed`.
    """

    def __init__(self, dictionary: bytes, *, level: int = LEVEL, headed: bool = False) -> None:
        trained = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        form = zstandard.FORMAT_ZSTD1 if headed else zstandard.FORMAT_ZSTD1_MAGICLESS
        parameters = zstandard.ZstdCompressionParameters.from_level(
            level, format=form, write_dict_id=headed
        )
        self._compressor = zstandard.ZstdCompressor(
            dict_data=trained, compression_params=parameters
        )
        self._decompressor = zstandard.ZstdDecompressor(dict_data=trained, format=form)

    def compress(self, body: bytes) -> bytes:
        """The body, compressed."""
        return self._compressor.compress(body)

    def decompress(self, stored: bytes) -> bytes:
        """The body as it was given to `compress`."""
        return self._decompressor.decompress(stored)
