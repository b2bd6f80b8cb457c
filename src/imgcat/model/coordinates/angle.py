"""One angle in running text: a latitude, a longitude, or a number that may be either."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """Which of the two an angle is; unknown where neither a hemisphere nor a label says it."""

    LAT = "lat"
    LON = "lon"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Angle:
    """An angle in signed degrees, the size of its last printed digit in degrees, and where it stands in the text.

    `plain` marks a bare number: no degree sign, hemisphere or label makes it an angle but its neighbour.
    """

    degrees: float
    unit: float
    axis: Axis
    start: int
    end: int
    plain: bool
    sexagesimal: bool


# Names of the hemispheres, and their letters. `O` is west in Romance languages and east in German and Dutch.
_HEMISPHERES = {
    "N": "N north northern norte nord 북위 北纬 北緯 с.ш.",
    "S": "S south southern sur sud sul 남위 南纬 南緯 ю.ш.",
    "E": "E east eastern este est leste 동경 东经 東經 東経 в.д.",
    "W": "W O west western oeste ouest ovest 서경 西经 西經 з.д.",
}
_OF_WORD = {
    word.casefold(): letter for letter, words in _HEMISPHERES.items() for word in words.split()
}
_EAST_IS_O = frozenset({"de", "nl"})
_LABELS = {"lat": Axis.LAT, "lon": Axis.LON, "lng": Axis.LON, "위도": Axis.LAT, "경도": Axis.LON}

_WORDS = "|".join(sorted(map(re.escape, _OF_WORD), key=len, reverse=True))
_BEFORE = rf"(?P<before>{_WORDS})\.?[\s:]{{0,2}}"
_LABEL = r"(?P<label>lat|long?|lng|위도|경도)(?:itude|itud|itudine)?\.?\s?[:=]?\s?"
_NUMBER = r"[0-9]{{1,{whole}}}(?:[.,][0-9]{{1,15}})?"
_DEGREES = r"\s?(?:[°º˚∘ᵒ]|deg(?:rees?)?\.?|도|度)"
_MINUTES = r"\s?(?:['′’‘´`ʹʼ＇]|min(?:utes?)?\.?|분|分)"
_SECONDS = r"""\s?(?:["″”“˝＂]|['′’‘´`ʹ]{2}|sec(?:onds?)?\.?|초|秒)"""
_ANGLE = re.compile(
    rf"(?<![\w.])(?<![0-9],)(?:{_BEFORE}|{_LABEL})?"
    rf"(?P<sign>[-−–+])?(?P<deg>{_NUMBER.format(whole=3)})(?P<mark>{_DEGREES})?"
    rf"(?(mark)(?:\s?(?P<min>{_NUMBER.format(whole=2)}){_MINUTES}"
    rf"(?:\s?(?P<sec>{_NUMBER.format(whole=2)}){_SECONDS})?)?)"
    rf"(?![0-9])(?:\s?(?:latitude\s|longitude\s)?(?P<after>{_WORDS})(?!\w))?",
    re.IGNORECASE,
)
_UNIT_OF_LENGTH = re.compile(
    r"\s?(?:km|kilomet|m\b|met|mi\b|mile|%|ha\b|hect|percent|ton|°\s?[CF]\b)", re.I
)
_DECIMALS_OF_A_PLAIN_NUMBER = 3


def angles(text: str, language: str | None = None) -> Iterator[Angle]:
    """The angles of a text, in order. `language` (BCP 47) tells what the hemisphere `O` is."""
    for match in _ANGLE.finditer(text):
        if (angle := _angle(match, language)) is not None:
            yield angle


def _angle(match: re.Match[str], language: str | None) -> Angle | None:
    hemisphere = _hemisphere(match, language)
    label = (match["label"] or "").casefold()[:3]
    axis = _LABELS.get(label, Axis.UNKNOWN)
    if hemisphere:
        axis = Axis.LAT if hemisphere in "NS" else Axis.LON
    parts = [match[name] for name in ("deg", "min", "sec") if match[name]]
    decimals = len(re.split("[.,]", parts[-1])[1]) if re.search("[.,]", parts[-1]) else 0
    if any(re.search("[.,]", part) for part in parts[:-1]):
        return None
    marked = bool(match["mark"])
    plain = not (marked or hemisphere or label)
    # `38 N` is a street or a footnote; `12.3, 45.6` is a measurement.
    if not marked and decimals < (_DECIMALS_OF_A_PLAIN_NUMBER if plain else 2):
        return None
    if plain and "," in parts[0]:
        return None
    if _UNIT_OF_LENGTH.match(match.string, match.end() if not marked else match.start("mark")):
        return None
    values = [float(part.replace(",", ".")) for part in parts]
    if any(value >= 60 for value in values[1:]):
        return None
    degrees = sum(value / 60**power for power, value in enumerate(values))
    negative = (match["sign"] or "+") in "-−–"
    if hemisphere and match["sign"]:
        return None
    if degrees > (90 if axis is Axis.LAT else 180):
        return None
    if negative or hemisphere in ("S", "W"):
        degrees = -degrees
    unit = 10.0**-decimals / 60 ** (len(parts) - 1)
    start = match.start() if not plain else match.start("sign" if match["sign"] else "deg")
    return Angle(degrees, unit, axis, start, match.end(), plain, len(parts) > 1)


def _hemisphere(match: re.Match[str], language: str | None) -> str | None:
    """`N`, `S`, `E` or `W`; a single letter counts only as a capital."""
    for word in (match["after"], match["before"]):
        if not word or (len(word) == 1 and not word.isupper()):
            continue
        if word == "O" and (language or "").partition("-")[0] in _EAST_IS_O:
            return "E"
        return _OF_WORD[word.casefold()]
    return None
