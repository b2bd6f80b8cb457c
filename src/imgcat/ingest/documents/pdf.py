"""A PDF -> a document; pages keep their numbers."""

import re
from collections.abc import Iterator
from ctypes import create_string_buffer

import pypdfium2
from pypdfium2 import PdfDocument, PdfPage, raw

from imgcat.errors import ImgcatError
from imgcat.ingest.documents.document import Document, Link, Passage, Stated
from imgcat.ingest.documents.language import language_of
from imgcat.ingest.documents.plain import addresses_in

MOST_PAGES = 500
MOST_CHARACTERS = 5_000_000

_SENTENCE_END = re.compile(r"[.!?:;。？！)\]»”\"]$")
_STARTS_CAPTION = re.compile(
    r"(?:fig|figure|image|photo|map|figura|imagen|사진|그림|图|圖)\W", re.I
)
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word|powerpoint|document\d*|.*\.(?:docx?|pdf|indd|pptx?|odt))\b", re.I
)


def read_pdf(content: bytes) -> Document:
    """The text of each page, cut into paragraphs where lines end short. Raises ImgcatError where it cannot be read."""
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
        textpage = page.get_textpage()
        text = textpage.get_text_bounded().replace("\0", "").replace("\ufffe", "-")
        characters += len(text)
        if characters > MOST_CHARACTERS:
            raise ImgcatError(f"The PDF holds more than {MOST_CHARACTERS} characters of text.")
        paragraphs = list(_paragraphs(text))
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


def _paragraphs(text: str) -> Iterator[str]:
    """Runs of lines. A line that is much shorter than the longest, and ends a sentence, ends a paragraph."""
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n")]
    longest = max(map(len, lines), default=0)
    held: list[str] = []
    for line in lines:
        if held and (not line or _STARTS_CAPTION.match(line)):
            yield _joined(held)
            held = []
        if not line:
            continue
        held.append(line)
        if len(line) < 0.7 * longest and (_SENTENCE_END.search(line) or len(held) == 1):
            yield _joined(held)
            held = []
    if held:
        yield _joined(held)


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
