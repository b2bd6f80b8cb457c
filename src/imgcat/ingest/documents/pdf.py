"""A PDF -> a document; pages keep their numbers."""

import re
from collections.abc import Iterator
from ctypes import create_string_buffer
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import PdfDocument, PdfPage, raw

from imgcat.errors import ImgcatError
from imgcat.ingest.documents.document import Document, Link, Passage, Stated
from imgcat.ingest.documents.language import language_of
from imgcat.ingest.documents.plain import addresses_in

MOST_PAGES = 500
MOST_CHARACTERS = 5_000_000

_STARTS_CAPTION = re.compile(
    r"(?:fig|figure|image|photo|map|figura|imagen|사진|그림|图|圖)\W", re.I
)
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word|powerpoint|document\d*|.*\.(?:docx?|pdf|indd|pptx?|odt))\b", re.I
)


def read_pdf(content: bytes) -> Document:
    """The text of each page, cut into paragraphs. Raises ImgcatError where it cannot be read."""
    try:
        with PdfDocument(content) as pdf:
            return _document(pdf)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "it is locked with a password" if locked else str(error).rstrip(".")
        raise ImgcatError(f"The PDF cannot be read: {why}.") from None


def _document(pdf: PdfDocument) -> Document:
    if len(pdf) > MOST_PAGES:
        raise ImgcatError(f"The PDF has {len(pdf)} pages; {MOST_PAGES} are read at most.")
    passages: list[Passage] = []
    links: list[Link] = []
    empty: list[int] = []
    characters = 0
    for number, page in enumerate(pdf, 1):
        where = f"page {number}"
        paragraphs = list(_paragraphs(page))
        characters += sum(map(len, paragraphs))
        if characters > MOST_CHARACTERS:
            raise ImgcatError(f"The PDF holds more than {MOST_CHARACTERS} characters of text.")
        passages += [Passage(paragraph, where) for paragraph in paragraphs]
        links += [Link(url, "a link of the page", where) for url in _linked(pdf, page)]
        links += [link for each in paragraphs for link in addresses_in(each, where)]
        if not paragraphs:
            empty.append(number)
    if not passages:
        raise ImgcatError(
            "The PDF holds no text: its pages are pictures. Run it through OCR first."
        )
    head = {key: value.strip() for key, value in pdf.get_metadata_dict().items() if value.strip()}
    remarks = []
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (", ..." if len(empty) > 10 else "")
        remarks.append(f"No text was found on page {shown}: look at it yourself.")
    if made := re.match(r"D:(\d{4})(\d\d)?(\d\d)?", head.get("CreationDate", "")):
        day = "-".join(filter(None, made.groups()))
        remarks.append(f"The file was made on {day}; that is not when the report was published.")
    author = head.get("Author", "")
    return Document(
        tuple(passages),
        title=_title(head.get("Title", ""), passages),
        authors=tuple(
            Stated(name.strip(), author, "the properties of the file")
            for name in re.split(r";|,(?=.+,)| and ", author)
            if name.strip()
        ),
        language=language_of("\n".join(each.text for each in passages)),
        links=tuple(links),
        remarks=tuple(remarks),
    )


def _title(property_of_file: str, passages: list[Passage]) -> Stated:
    if property_of_file and not _NO_TITLE.match(property_of_file):
        return Stated(property_of_file, property_of_file, "the properties of the file")
    first = passages[0]
    return Stated(first.text[:300], first.text, f"the first lines of {first.where}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, and where it stands in points, from the bottom of the page upwards."""

    text: str
    bottom: float
    top: float


def _lines(page: PdfPage) -> Iterator[_Line]:
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    start = 0
    for line in text.splitlines(keepends=True):
        shown = " ".join(line.replace("\0", "").replace("\ufffe", "-").split())
        if shown:
            first = min(start + len(line) - len(line.lstrip()), textpage.count_chars() - 1)
            _, bottom, _, top = textpage.get_charbox(first, loose=True)
            yield _Line(shown, bottom, top)
        start += len(line)


def _paragraphs(page: PdfPage) -> Iterator[str]:
    """Runs of lines, cut where the gap above a line is wide, its letters are of another size, or a caption begins."""
    held: list[_Line] = []
    for line in _lines(page):
        if held and _begins(line, held):
            yield _joined([each.text for each in held])
            held = []
        held.append(line)
    if held:
        yield _joined([each.text for each in held])


def _begins(line: _Line, held: list[_Line]) -> bool:
    """Whether a line begins a paragraph; one that stands higher than the line before begins a column."""
    before, height = held[-1], max(line.top - line.bottom, 1.0)
    step = before.bottom - line.bottom
    usual = held[-2].bottom - before.bottom if len(held) > 1 else 1.6 * height
    other_size = abs((before.top - before.bottom) / height - 1) > 0.15
    return other_size or step < 0 or step > 1.25 * usual or bool(_STARTS_CAPTION.match(line.text))


def _joined(lines: list[str]) -> str:
    """Lines as one text; a word that was hyphenated at the end of a line keeps its hyphen."""
    return re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(lines))


def _linked(pdf: PdfDocument, page: PdfPage) -> Iterator[str]:
    """The web addresses of the page's link annotations."""
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        try:
            link = raw.FPDFAnnot_GetLink(annotation)
            action = raw.FPDFLink_GetAction(link) if link else None
            if not action:
                continue
            size = min(raw.FPDFAction_GetURIPath(pdf, action, None, 0), 4096)
            buffer = create_string_buffer(size)
            raw.FPDFAction_GetURIPath(pdf, action, buffer, size)
            url = buffer.value.decode("utf-8", "replace")
            if url.startswith(("http://", "https://")):
                yield url
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
