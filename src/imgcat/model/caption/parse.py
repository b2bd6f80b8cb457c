"""Reading a caption."""

import re
import unicodedata
from datetime import date

from imgcat.model.acquisition import find_ids
from imgcat.model.caption.caption import Caption
from imgcat.model.caption.credit import (
    Credit,
    Organisation,
    Role,
    organisations_in,
    others_in,
)
from imgcat.model.caption.dates import dates_in
from imgcat.model.caption.mission import access_of, mission_of, modality_of, sensors_in
from imgcat.model.caption.table import BLANK, Span, blanked
from imgcat.model.vocabulary import Access, Modality
from imgcat.model.when import last_day

LONGEST = 2000
"""Characters of a caption that are read; more is an article."""

_URL = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_LABEL = re.compile(
    r"(?:\b(?:Fig(?:ure|ura|\.)?|Abb(?:ildung|\.)?|Рис\.?|Part|Page|Table|p\.|No\.?)|그림|图|図|#)\s?\d+[a-z]?\b",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\bCC[ -](?:0|BY(?:[ -](?:NC|SA|ND))*)(?:[ -][1-4]\.0)?(?: IGO)?\b|\bpublic domain\b|\ball rights reserved\b",
    re.IGNORECASE,
)
_CATALOG_ID = re.compile(r"\b1[0-9A-F]{15}\b")
_NUMBER = r"(?P<{0}>-?\d{{1,3}}\.\d{{2,9}})\s?°?\s?"
_POINT = re.compile(
    rf"(?<![\d.]){_NUMBER.format('lat')}(?P<ns>[NS])?\b,?\s?{_NUMBER.format('lon')}(?P<ew>[EWO])?(?!\d|\.\d)"
)
_LEFTOVERS = re.compile(r"[\s,;:/|()\[\]©\"'“”.-]*\0[\s,;:/|()\[\]©\"'“”.\0-]*")

_MODALITY_WORDS = (
    (
        r"\bthermal\b|\bthermique|\btérmic|\bthermisch|теплов|열적외선|열화상|热红外",
        Modality.THERMAL,
    ),
    (r"\bSAR\b|\bradar|радар|레이더|雷达|합성개구", Modality.SAR),
    (r"\bmosaic|\bbasemap|\bcomposite\b|google earth|\bbing maps", Modality.COMPOSITE),
)
_COMMERCIAL = re.compile(
    r"\bcommercial(?:ly)?(?: available)? satellite|상업용? ?위성|商业卫星", re.IGNORECASE
)


def parse_caption(text: str, published: str | None = None) -> Caption:
    """What a caption says, whatever text it is; `published` is the civil date of the report, where it is known.

    Of a text longer than LONGEST the end is not read, and is part of the remainder.
    """
    read = " ".join(unicodedata.normalize("NFKC", text[:LONGEST]).replace(BLANK, " ").split())
    ids = find_ids(read)
    product_ids = [product.id for product, _, _ in ids]
    spans = [(start, end) for _, start, end in ids]
    rest = blanked(read, spans)
    for match in _CATALOG_ID.finditer(rest):
        product_ids.append(match[0])
        spans.append(match.span())
    licence = _LICENCE.search(rest)
    point, where = _point(rest)
    spans += where + ([licence.span()] if licence else [])
    hidden = [match.span() for pattern in (_URL, _LABEL) for match in pattern.finditer(rest)]
    rest = blanked(rest, [*spans, *hidden])

    sensors = sensors_in(rest)
    named = organisations_in(blanked(rest, [sensor.span for sensor in sensors]))
    known = [span for _, span in named]
    taken = [*known, *(sensor.span for sensor in sensors)]
    dates = dates_in(blanked(rest, taken), known, published)
    unknown = others_in(blanked(rest, dates.spans), taken)
    spans += [*taken, *unknown, *dates.spans]

    words = [word for sensor in sensors for word in sensor.missions]
    missions = tuple(dict.fromkeys([*words, *(mission_of(product) for product, _, _ in ids)]))
    providers = [each for each, _ in named if each.missions]
    return Caption(
        text=text,
        credits=_chain(read, named, unknown, published),
        missions=missions,
        implied=tuple(dict.fromkeys(word for each in providers for word in each.missions)),
        sensors=tuple(dict.fromkeys(sensor.verbatim for sensor in sensors)),
        dates=dates.taken,
        credit_years=dates.credit_years,
        other_dates=dates.others,
        modality=_modality(rest, missions),
        access=_access(rest, missions, providers),
        licence=licence[0] if licence else None,
        product_ids=tuple(dict.fromkeys(product_ids)),
        point=point,
        remainder=_remainder(read, spans) + text[LONGEST:],
    )


def _chain(
    text: str,
    named: list[tuple[Organisation, Span]],
    unknown: list[Span],
    published: str | None,
) -> tuple[Credit, ...]:
    day = last_day(published) if published else date.max
    links = [(span, _credit(text[slice(*span)], known, day)) for known, span in named]
    links += [(span, Credit(text[slice(*span)])) for span in unknown]
    return tuple(dict.fromkeys(credit for _, credit in sorted(links, key=lambda link: link[0])))


def _credit(verbatim: str, known: Organisation, day: date) -> Credit:
    return Credit(verbatim, known.id, known.name_on(day), known.role)


def _modality(text: str, missions: tuple[str, ...]) -> Modality | None:
    said = next((kind for words, kind in _MODALITY_WORDS if re.search(words, text, re.I)), None)
    if said is Modality.COMPOSITE and missions:
        return modality_of(missions)
    return said or modality_of(missions)


def _access(text: str, missions: tuple[str, ...], providers: list[Organisation]) -> Access:
    """Whether the picture is open to all: by the satellites that are named, or else by those who fly or sell them."""
    if missions:
        return access_of(missions)
    kinds = {each.access for each in providers if each.role in (Role.OPERATOR, Role.DISTRIBUTOR)}
    if not kinds and _COMMERCIAL.search(text):
        return Access.COMMERCIAL
    return kinds.pop() if len(kinds) == 1 else Access.UNKNOWN


def _point(text: str) -> tuple[tuple[float, float] | None, list[Span]]:
    """The one point that is printed in decimal degrees, as lon, lat."""
    found = [match for match in _POINT.finditer(text) if abs(float(match["lat"])) <= 90]
    spans = [match.span() for match in found]
    if len(found) != 1:
        return None, spans
    (match,) = found
    lat, lon = float(match["lat"]), float(match["lon"])
    if abs(lon) > 180:
        return None, spans
    south, west = match["ns"] == "S", match["ew"] in ("W", "O")
    return (-lon if west else lon, -lat if south else lat), spans


def _remainder(text: str, spans: list[Span]) -> str:
    """What is left between the spans, with an ellipsis for each gap."""
    left = _LEFTOVERS.sub(" … ", blanked(text, spans))
    return " ".join(left.split()).strip("… ,;:.-©")
