"""A picture's record read as if it were a caption."""

from imgcat.model.acquisition import parse
from imgcat.model.caption.caption import Caption
from imgcat.model.caption.parse import parse_caption
from imgcat.model.reference import Picture
from imgcat.model.vocabulary import Access


def caption_of(picture: Picture, published: str | None = None) -> Caption:
    """What a record says of a picture: the words of its credit, and the fields, which count for more.

    A date that is not known leaves the dates of the words; all else that is recorded stands.
    """
    words = ". ".join(filter(None, (picture.provider, picture.sensor, picture.credit)))
    read = parse_caption(words, published)
    ids = [product.id for text in picture.product_ids if (product := parse(text))]
    return Caption(
        text=words,
        credits=read.credits,
        missions=picture.missions or read.missions,
        implied=read.implied,
        sensors=(picture.sensor,) if picture.sensor else read.sensors,
        dates=(picture.taken,) if picture.taken.value else read.dates,
        credit_years=read.credit_years,
        other_dates=read.other_dates,
        modality=picture.modality or read.modality,
        access=read.access if picture.access is Access.UNKNOWN else picture.access,
        licence=read.licence,
        product_ids=tuple(dict.fromkeys([*picture.product_ids, *ids])),
        point=read.point,
        remainder=read.remainder,
    )
