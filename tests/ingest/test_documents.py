"""Web pages, PDFs and texts read into passages, and what cannot be read."""

import zlib
from contextlib import suppress

import pytest
from fpdf import FPDF
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imgcat.errors import ImgcatError
from imgcat.ingest.documents.apart import read_apart
from imgcat.ingest.documents.document import Document, PassageKind
from imgcat.ingest.documents.reading import read_document
from tests.ingest.reports import ENGLISH, KOREAN, SPANISH, pdf


def test_a_web_page_gives_its_head_with_the_words_that_state_it() -> None:
    page = read_document(ENGLISH.encode())
    assert page.title
    assert page.title.value == "New Halls at the Sino-ri Base"
    assert [author.value for author in page.authors] == ["Ada Example", "Bo Example"]
    assert page.publisher
    assert page.publisher.value == "Example Institute"
    assert page.published
    assert page.published.value == "2026-05-04"
    assert page.published.text == "2026-05-04T09:00:00Z"
    assert "article:published_time" in page.published.where
    assert page.language
    assert page.language.value == "en"
    assert page.url
    assert page.url.value == "https://example.org/reports/sino-ri-halls"
    assert page.doi
    assert page.doi.value == "10.9999/example.1"


def test_a_web_page_gives_its_main_text_captions_and_cells_and_no_menu() -> None:
    page = read_document(ENGLISH.encode())
    captions = [each.text for each in page.passages if each.kind is PassageKind.CAPTION]
    assert captions[0] == "An overview of the base"
    assert captions[1].startswith("Figure 1. Overview of the Sino-ri base, April 30, 2026.")
    assert "Read also" not in page.text()
    assert "© 2026 Example Institute" not in page.text()
    table = read_document(KOREAN.encode())
    assert [each.text for each in table.passages if each.kind is PassageKind.TABLE] == [
        "좌표",
        "북위 39도 38분 41초, 동경 125도 21분 19초",
    ]
    assert [each.where for each in table.passages][:2] == ["paragraph 1", "paragraph 2"]


def test_a_pdf_keeps_the_numbers_of_its_pages() -> None:
    paper = read_document(pdf())
    assert paper.title
    assert paper.title.value == "Halls at the Sino-ri Base"
    assert [author.value for author in paper.authors] == ["Ada Example", "Bo Example"]
    assert {each.where for each in paper.passages} == {"page 1", "page 2"}
    (caption,) = [each for each in paper.passages if each.text.startswith("Figure 1")]
    assert caption.where == "page 2"
    assert caption.text.endswith("Copernicus Sentinel-2.")
    assert [(link.url, link.where) for link in paper.links] == [
        ("https://example.org/earlier", "page 2")
    ]
    assert paper.language
    assert paper.language.value == "en"
    assert paper.published is None
    assert "not when the report was published" in paper.remarks[0]


def test_markdown_gives_its_heading_and_links_and_the_language_of_its_words() -> None:
    text = read_document(SPANISH.encode())
    assert text.title
    assert text.title.value == "Minería nueva cerca de La Pampa"
    assert text.language
    assert text.language.value == "es"
    assert [(link.url, link.text) for link in text.links] == [
        ("https://example.org/anterior", "el informe anterior")
    ]


def test_a_page_in_an_old_encoding_is_read() -> None:
    page = "<html><head><meta charset='euc-kr'><title>신오리</title></head><body><p>신오리 기지</p></body></html>"
    assert "신오리 기지" in read_document(page.encode("euc-kr")).text()


def test_pages_without_text_are_told() -> None:
    paper = FPDF()
    paper.set_font("helvetica", size=11)
    paper.add_page()
    paper.cell(0, 6, "Some words on the first page")
    paper.add_page()
    assert "page 2" in read_document(bytes(paper.output())).remarks[0]


def blank_pdf(pages: int = 1) -> bytes:
    paper = FPDF()
    for _ in range(pages):
        paper.add_page()
    return bytes(paper.output())


def locked_pdf() -> bytes:
    paper = FPDF()
    paper.set_encryption(owner_password="owner", user_password="user")  # noqa: S106
    paper.add_page()
    return bytes(paper.output())


def bomb_pdf() -> bytes:
    """A page whose content is 100 MB of blanks, packed twice into little."""
    packed = zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed) + packed
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        stream + b"\nendstream",
    ]
    body = b"%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        body += b"%d 0 obj" % number + each + b"endobj\n"
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"PK\x03\x04rest", "ZIP file"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\xff\xfe\x00", "no text"),
        (b"caf\xe9", "no text"),
        (b"a\0b", "no text"),
        (b"%PDF-1.7 and then nothing", "PDF cannot be read"),
        (b"<html><body><script>write()</script></body></html>", "holds no text"),
        (blank_pdf(), "pages are pictures"),
        (blank_pdf(501), "501 pages"),
        (locked_pdf(), "locked with a password"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(content: bytes, message: str) -> None:
    with pytest.raises(ImgcatError, match=message):
        read_document(content)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>" + b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000,
        b"<html><body>" + b"<table><tr><td>" * 2_000,
        b"<html><body>" + b"<p>a" * 5_000,
        b"<html><body><p class='" + b"caption " * 10_000 + b"'>x",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">'
        + b"".join(
            b'<!ENTITY %c "&%c;&%c;&%c;">' % (98 + n, 97 + n, 97 + n, 97 + n) for n in range(20)
        )
        + b"]><html><body><p>&u;</p></body></html>",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>x &a;</p>',
        b"a" * 1_000_000,
        b"[" * 100_000,
        b"\n\n".join([b"# x"] * 5_000),
        bomb_pdf(),
    ],
    ids=[
        "deep",
        "tables",
        "many",
        "class",
        "entities",
        "external",
        "line",
        "brackets",
        "headings",
        "bomb",
    ],
)
def test_a_hostile_file_is_read_within_bounds_or_refused(content: bytes) -> None:
    read = None
    with suppress(ImgcatError):
        read = read_document(content)
    assert read is None or "root:" not in read.text()


def test_what_takes_too_long_or_too_much_memory_is_ended() -> None:
    with pytest.raises(ImgcatError, match=r"within 0\.01 seconds"):
        read_apart(ENGLISH.encode(), seconds=0.01)
    with pytest.raises(ImgcatError, match="cannot be read"):
        read_apart(b"<html>" + ENGLISH.encode() * 2000, memory_bytes=100_000_000)


def test_reading_apart_gives_what_reading_gives() -> None:
    assert read_apart(SPANISH.encode()) == read_document(SPANISH.encode())


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.4\n", b"<html>", b"<!doctype html>", b"\xef\xbb\xbf"]),
)
@example(b"", b"<?xml version='1.0' encoding='utf-7'?>")
@example(b"", b"<html><meta charset='nonsense'><p>x")
def test_any_bytes_are_a_document_or_a_sentence(content: bytes, start: bytes) -> None:
    with suppress(ImgcatError):
        assert isinstance(read_document(start + content), Document)
