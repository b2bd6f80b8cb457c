"""Lines as short text: the encoding of Google's polylines, longitude first. The scripts of the pages read it too.

Each number is the difference to the one before it of its axis, in base 32, least significant digit first.
"""

from collections.abc import Iterable, Iterator

Point = tuple[int, int]


def encoded(points: Iterable[Point]) -> str:
    """A line of whole numbers as text."""
    text: list[str] = []
    before = (0, 0)
    for point in points:
        for value in (point[0] - before[0], point[1] - before[1]):
            rest = ~(value << 1) if value < 0 else value << 1
            while rest >= 0x20:
                text.append(chr((0x20 | rest & 0x1F) + 63))
                rest >>= 5
            text.append(chr(rest + 63))
        before = point
    return "".join(text)


def decoded(line: str) -> list[Point]:
    """The inverse of `encoded`."""
    differences = _numbers(line)
    points: list[Point] = []
    x = y = 0
    for dx, dy in zip(differences, differences, strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _numbers(line: str) -> Iterator[int]:
    value = shift = 0
    for letter in line:
        digit = ord(letter) - 63
        value |= (digit & 0x1F) << shift
        shift += 5
        if digit < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0
