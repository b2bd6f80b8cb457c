"""Bodies compressed with a zstd dictionary trained on the first of them."""

from collections.abc import Sequence

import zstandard

DICTIONARY_SIZE = 65_536
LEVEL = 3
_FORMAT = zstandard.FORMAT_ZSTD1_MAGICLESS
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
    """Compresses and decompresses bodies; one for each thread."""

    def __init__(self, dictionary: bytes, *, level: int = LEVEL) -> None:
        trained = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        # Each frame would say again in eight bytes that it is one, and which dictionary it has.
        parameters = zstandard.ZstdCompressionParameters.from_level(
            level, format=_FORMAT, write_dict_id=False
        )
        self._compressor = zstandard.ZstdCompressor(
            dict_data=trained, compression_params=parameters
        )
        self._decompressor = zstandard.ZstdDecompressor(dict_data=trained, format=_FORMAT)

    def compress(self, body: bytes) -> bytes:
        """The body, compressed."""
        return self._compressor.compress(body)

    def decompress(self, stored: bytes) -> bytes:
        """The body as it was given to `compress`."""
        return self._decompressor.decompress(stored)
