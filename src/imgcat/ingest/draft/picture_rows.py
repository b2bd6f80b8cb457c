"""Rows of the pictures that the report says it used: from its captions, and from ids of products in its text."""

from imgcat.errors import InvalidRecord
from imgcat.ingest.documents.document import Document, Passage
from imgcat.ingest.draft.captions import PictureCaption, credit_line
from imgcat.ingest.draft.place_rows import new_name
from imgcat.ingest.draft.places import Places
from imgcat.ingest.draft.row import UNDECIDED, Cell, Named, Row, from_passage
from imgcat.model.acquisition import ProductId, find_ids, parse
from imgcat.model.caption import Caption, Role, mission_of
from imgcat.model.coverage import coverage
from imgcat.model.scene import scene_from_id
from imgcat.model.scene_footprint import footprint_of
from imgcat.model.vocabulary import Access
from imgcat.model.when import When

_PUBLIC = {Access.PUBLIC: True, Access.COMMERCIAL: False}


def image_rows(
    document: Document, captions: list[PictureCaption], places: Places, report: Named
) -> list[Row]:
    """One row for each picture: each date of each caption, and each product id that no caption holds."""
    rows = [row for each in captions for row in _of_caption(each, places, report)]
    named = {product_id for each in captions for product_id in each.caption.product_ids}
    for passage in document.passages:
        for product, start, end in find_ids(passage.text):
            if product.id not in named:
                named.add(product.id)
                rows.append(_of_product(product, passage, (start, end), places, report))
    return rows


def _of_caption(found: PictureCaption, places: Places, report: Named) -> list[Row]:
    caption = found.caption
    ids = [product_id for product_id in caption.product_ids if parse(product_id)]
    dates: list[When | None] = [each for each in caption.dates if not is_other_reading(each)]
    dates = dates or [None]
    rows = []
    for index, taken in enumerate(dates):
        row = _row(found.passage, found.label, places, report)
        _put_taken(row, taken, caption)
        _put_credit(row, caption)
        if len(ids) == len(dates):
            _put_id(row, ids[index])
        elif ids:
            row.put(
                "product_id", UNDECIDED, f"The caption prints {', '.join(ids)}: which, or null?"
            )
        rows.append(row)
    return rows


def is_other_reading(taken: When) -> bool:
    """Whether a date is the second reading of one such as 04/05/2019: both are offered with the first."""
    first, _, second = (taken.note or "").removeprefix("The caption can mean ").partition(" or ")
    return bool(second) and taken.value == second.rstrip(".") and first != taken.value


def _row(passage: Passage, label: str | None, places: Places, report: Named) -> Row:
    row = Row("images")
    row.put("report", report)
    row.cells["location"] = _location(passage, places)
    page = passage.where if passage.where.startswith("page") else None
    row.put("locator", ", ".join(filter(None, (label, page))) or passage.where)
    return row


def _location(passage: Passage, places: Places) -> Cell:
    """The place that the caption names or gives the point of; else what the report is about, if that is one place."""
    quote = from_passage(passage)
    named: list[str | Named] = [
        each.location.id
        for each in places.known.values()
        if any(where is passage for where, _ in each.mentions)
        or any(printed.passage is passage for printed in each.points)
    ]
    named += [
        Named(new_name(number), UNDECIDED)
        for number, each in enumerate(places.new, 1)
        if any(printed.passage is passage for printed in each.points)
    ]
    if len(named) == 1:
        return Cell(named[0], (quote,))
    about: list[str | Named] = [each.location.id for each in places.about()] or [
        Named(new_name(number), UNDECIDED) for number, _ in enumerate(places.new, 1)
    ]
    if not named and len(about) == 1:
        return Cell(
            about[0], (quote, "The caption names no place; this is what the report is about.")
        )
    options = [each for each in named or places.known if isinstance(each, str)]
    which = (
        f"Which place does it show? {', '.join(options)}"
        if options
        else "Which place does it show?"
    )
    return Cell(UNDECIDED, (quote, which))


def _put_taken(row: Row, taken: When | None, caption: Caption) -> None:
    if taken is None:
        years = ", ".join(map(str, caption.credit_years))
        why = f"; {years} is the year of the credit" if years else ""
        row.put("acquired", None, f"The caption prints no date of the picture{why}.")
        return
    said = f'Printed: "{taken.verbatim}"' if taken.verbatim else None
    if (taken.note or "").startswith("The caption can mean"):
        row.put("acquired", UNDECIDED, said, taken.note)
        return
    value, time = taken.value, taken.time
    window = taken.window()
    if time and window:
        # A local time becomes the UTC that the column holds, and may fall on another day.
        value, time = window[0].strftime("%Y-%m-%d"), window[0].strftime("%H:%M:%S")
        said = f"{said}, given here in UTC" if said and taken.zone != "UTC" else said
    row.put("acquired", value, said, taken.note)
    if taken.end:
        row.put("acquired_end", taken.end)
    if time:
        row.put("acquired_time_utc", time)
    if taken.basis:
        row.put("date_basis", str(taken.basis))


def _put_credit(row: Row, caption: Caption) -> None:
    # As printed: what it was called on another day is not what the page says.
    sources = [
        credit.verbatim
        for credit in caption.credits
        if credit.role in (Role.OPERATOR, Role.DISTRIBUTOR)
    ]
    row.put("provider", " / ".join(dict.fromkeys(sources)) or None)
    row.put("satellite", ", ".join(caption.sensors) or None)
    row.put("credit_as_printed", credit_line(caption))
    row.put(
        "public_archive",
        _PUBLIC.get(caption.access),
        None if caption.access in _PUBLIC else "true, false, or null.",
    )


def _of_product(
    product: ProductId, passage: Passage, span: tuple[int, int], places: Places, report: Named
) -> Row:
    row = _row(passage, None, places, report)
    row.cells["location"] = _covered(product, row.cells["location"], places, passage, span)
    moment = (
        product.sensing_start or product.datatake_start or product.datastrip_start or product.day
    )
    row.put("acquired", moment.strftime("%Y-%m-%d") if moment else None, "As the id says, in UTC.")
    row.put("satellite", mission_of(product))
    _put_id(row, product.id)
    row.put("public_archive", True)
    return row


def _put_id(row: Row, product_id: str) -> None:
    """The id, if it names one scene; a datatake's or a datastrip's is told, and left out."""
    try:
        scene_from_id(product_id)
    except InvalidRecord as error:
        row.put("product_id", None, f"Printed: {product_id}", str(error))
    else:
        row.put("product_id", product_id)


def _covered(
    product: ProductId, guessed: Cell, places: Places, passage: Passage, span: tuple[int, int]
) -> Cell:
    """The place that the passage names, or the one of the document that lies in the footprint of the id."""
    quote = from_passage(passage, *span)
    outline = footprint_of(product).geometry
    if outline is None:
        return Cell(guessed.value, (quote, *guessed.comments[1:]))
    inside = [
        place.location.id
        for place in places.known.values()
        if place.location.position is not None
        and coverage(outline, place.location.position) is not None
    ]
    if guessed.value in inside:
        return Cell(guessed.value, (quote,))
    if len(inside) == 1:
        return Cell(
            inside[0], (quote, "The only place named that lies in the footprint of the id.")
        )
    which = (
        f"Which place does it show? {', '.join(inside)}" if inside else "Which place does it show?"
    )
    return Cell(UNDECIDED, (quote, which))
