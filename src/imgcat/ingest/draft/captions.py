"""The captions of satellite pictures among a document's passages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imgcat.ingest.documents.document import Document, Passage, PassageKind
from imgcat.model.caption import LONGEST, Caption, Role, parse_caption
from imgcat.model.names import compact
from imgcat.model.vocabulary import Access

_LABEL_WORDS = (
    r"fig(?:ure|ura|\.)?|image|photo(?:graph)?|map|picture|imagen|foto(?:graf[ií]a)?|mapa|gr[aá]fico|imagem|abb(?:ildung)?|"
    r"carte|bild|рис(?:унок)?|фото|사진|그림|지도|도|图|圖|図|写真"
)
_LABEL = re.compile(
    rf"\s*(?P<label>(?:{_LABEL_WORDS})\.?\s?(?:no\.?\s?)?\d{{1,3}}[a-z]?)\b(?=\s*[.:|)–—-]|\s)",
    re.I,
)
_CREDIT_LINE = re.compile(
    r"\s*(?:©|\(c\)|satellite image|imagery|image (?:credit|courtesy|©)|photo (?:credit|courtesy)|"
    r"credits?\s?:|source\s?:|"
    r"cr[eé]dito|fuente|datos?\s?:|data\s?:|imagen (?:de )?sat[eé]lite|위성\s?사진|출처|자료|卫星|衛星|来源|источник)",
    re.IGNORECASE,
)
_SATELLITE = re.compile(
    r"satellite|satelit|sat[eé]lite|위성|卫星|衛星|спутник|imagery|radar|\bSAR\b|overview|orbital|aerial",
    re.IGNORECASE,
)
_LONGEST_CREDIT_LINE = 600
_BESIDE = 3
"""So many characters are between a credit and a satellite that belongs to it: `ESA / Sentinel-2`."""


@dataclass(frozen=True, slots=True)
class PictureCaption:
    """A caption, what it says, and its label: `Figure 2`; None where it has none."""

    passage: Passage
    caption: Caption
    label: str | None


def picture_captions(document: Document) -> list[PictureCaption]:
    """The captions that speak of satellite pictures, each once, in order."""
    published = document.published.value if document.published else None
    found: list[PictureCaption] = []
    for passage in _captions(document.passages):
        caption = parse_caption(passage.text, published)
        if _is_of_satellite(caption):
            label = _LABEL.match(passage.text)
            found.append(
                PictureCaption(
                    passage, caption, " ".join(label["label"].split()) if label else None
                )
            )
    return found


def is_labelled(text: str) -> bool:
    """Whether a text begins with the label of a figure."""
    return bool(_LABEL.match(text))


def _captions(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Passages that are captions, or begin like one. A text for those who cannot see a picture often repeats it."""
    seen: list[str] = []
    for passage in passages:
        if len(passage.text) > LONGEST:
            continue
        is_caption = passage.kind is PassageKind.CAPTION or is_labelled(passage.text)
        is_credit = len(passage.text) <= _LONGEST_CREDIT_LINE and _CREDIT_LINE.match(passage.text)
        letters = compact(passage.text)
        if (is_caption or is_credit) and not any(letters in other for other in seen):
            seen.append(letters)
            yield passage


def _is_of_satellite(caption: Caption) -> bool:
    """Whether a satellite took the picture: its mission, its owner or an id is named, or the words say so."""
    if caption.missions or caption.product_ids:
        return True
    owned = any(each.role in (Role.OPERATOR, Role.DISTRIBUTOR) for each in caption.credits)
    said = bool(_SATELLITE.search(caption.text))
    return (owned and bool(caption.implied or said)) or (
        said and bool(caption.dates or caption.access is not Access.UNKNOWN)
    )


_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)\s*(?:\d{4}[,:]?)?\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:\s+(?:Sentinel|data|[(]?\d{4}[)]?))+(?![\w-])")


def credit_line(caption: Caption) -> str | None:
    """The credits as printed: from the first to the last of the chain where they stand together, and the satellite
    that stands with them."""
    names = [credit.verbatim for credit in caption.credits]
    if not names:
        return None
    text = " ".join(caption.text.split())
    start = text.find(names[0])
    end = text.find(names[-1], max(start, 0)) + len(names[-1])
    if start < 0 or end < start or end - start > sum(map(len, names)) + 12 * len(names):
        return ", ".join(names)
    for sensor in caption.sensors:
        at = text.find(sensor)
        if end <= at <= end + _BESIDE:
            end = at + len(sensor)
        elif 0 <= start - at - len(sensor) <= _BESIDE:
            start = at
    # A sign or a year of copyright belongs to the words of the line.
    if before := _COPYRIGHT.search(text[:start]):
        start = before.start()
    if after := _YEAR.match(text[end:]):
        end += after.end()
    return text[start:end]
