"""A web page -> a document: the head by trafilatura, the text by its blocks, every caption and table cell kept."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from imgcat.errors import ImgcatError
from imgcat.ingest.documents.document import Document, Link, Passage, PassageKind, Stated
from imgcat.ingest.documents.language import language_of

MOST_PASSAGES = 20_000
MOST_LINKS = 5_000

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th", "dd"})
_BLOCKS = (
    _HEADINGS | _CELLS | {"p", "li", "blockquote", "figcaption", "caption", "dt", "pre", "div"}
)
_SKIPPED = "script style noscript template nav header footer aside form iframe svg"
_CAPTION_CLASS = re.compile(r"caption|credit|cutline|figcaption", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_META_DOI = ("citation_doi", "dc.identifier", "dc.identifier.doi", "prism.doi")


def read_html(content: bytes, url: str | None = None) -> Document:
    """The page's head, the blocks of its main text, and every caption. `url` is where it was fetched from, if it was.

    Raises ImgcatError where there is nothing to read.
    """
    try:
        tree = lxml_html.document_fromstring(content, parser=_parser(content))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ImgcatError(f"It is no web page that can be read: {error}.") from None
    source = lxml_html.tostring(tree, encoding="unicode")
    for line_break in tree.iter("br"):
        line_break.tail = " " + (line_break.tail or "")
    found: Any = trafilatura.bare_extraction(
        source,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        # Not from words of the text: a year of copyright is no date of publication.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    head = found.as_dict() if found is not None else {}
    passages = _passages(tree, _squeezed(head.get("text") or ""))
    if not passages:
        raise ImgcatError(
            "The page holds no text; it may be written by scripts. Save it from a browser."
        )
    text = "\n".join(each.text for each in passages)
    return Document(
        tuple(passages),
        title=_stated(tree, head.get("title")),
        authors=tuple(
            stated
            for name in (head.get("author") or "").split(";")
            if (stated := _stated(tree, name.strip()))
        ),
        publisher=_stated(tree, head.get("sitename")),
        published=_stated(tree, head.get("date")),
        language=_language(tree) or language_of(text),
        url=_own_address(tree, url),
        doi=_doi(tree),
        links=tuple(_links(tree, _own_address(tree, url))),
    )


def _parser(content: bytes) -> Any:
    # A page that is UTF-8 but does not say so would be read as Latin-1.
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return lxml_html.HTMLParser()
    return lxml_html.HTMLParser(encoding="utf-8")


def _passages(tree: Any, main: str) -> list[Passage]:
    """The blocks of the main text and all captions; every block where none of them is in the main text."""
    every = list(_blocks(tree))
    kept = [
        (text, kind)
        for text, kind in every
        if kind is PassageKind.CAPTION or _squeezed(text) in main
    ]
    if all(kind is PassageKind.CAPTION for _, kind in kept):
        kept = every
    passages: list[Passage] = []
    captions = paragraphs = 0
    for text, kind in kept[:MOST_PASSAGES]:
        if kind is PassageKind.CAPTION:
            captions += 1
            passages.append(Passage(text, f"caption {captions}", kind))
        else:
            paragraphs += 1
            passages.append(Passage(text, f"paragraph {paragraphs}", kind))
    return passages


def _blocks(tree: Any) -> Iterator[tuple[str, PassageKind]]:
    """The texts of the innermost blocks, in order; a caption is one block, whatever is in it."""
    skipped = set(_SKIPPED.split())
    hidden: set[Any] = set()
    for element in tree.iter():
        parent = element.getparent()
        if not isinstance(element.tag, str) or element.tag in skipped or parent in hidden:
            hidden.add(element)
            continue
        if element.tag == "img":
            alt = _run_together(element.get("alt") or "")
            if len(alt.split()) > 3:
                yield alt, PassageKind.CAPTION
        elif element.tag in ("figcaption", "caption") or _is_named_caption(element):
            hidden.add(element)
            if text := _text(element):
                yield text, PassageKind.CAPTION
        elif element.tag in _BLOCKS and _is_innermost(element) and (text := _text(element)):
            yield text, _kind(element.tag)


def _is_innermost(element: Any) -> bool:
    return not any(inner.tag in _BLOCKS for inner in element.iterdescendants())


def _kind(tag: str) -> PassageKind:
    if tag in _HEADINGS:
        return PassageKind.HEADING
    return PassageKind.TABLE if tag in _CELLS else PassageKind.TEXT


def _is_named_caption(element: Any) -> bool:
    """Whether an element with few words is a caption by its class, as in many systems without `figcaption`."""
    return bool(_CAPTION_CLASS.search(element.get("class") or "")) and not element.findall(".//img")


def _text(element: Any) -> str:
    return _run_together(element.text_content())


def _run_together(text: str) -> str:
    return " ".join(text.split())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _stated(tree: Any, value: str | None) -> Stated | None:
    """A value with the words of the page that hold it: those of the head before those of the text."""
    if not value:
        return None
    value = _run_together(value)
    for meta in tree.iter("meta"):
        content = meta.get("content") or ""
        if value in content:
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or "meta"
            return Stated(value, content, f"the page's head, {name[:60]}")
    for element in tree.iter("title", "time", "h1", "h2", "span", "a", "p", "div"):
        words = _run_together(" ".join([element.text or "", element.get("datetime") or ""]))
        if value in words:
            return Stated(value, words, f"the page, <{element.tag}>")
    return Stated(value, value, "the page")


def _language(tree: Any) -> Stated | None:
    code = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ).strip()
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9-]+))?", code)
    if not match:
        return None
    # The region of a page's language says where its reader sits, but for scripts (`zh-Hant`).
    script = (
        f"-{match[2].title()}" if match[2] and len(match[2]) == 4 and match[2].isalpha() else ""
    )
    return Stated(match[1].lower() + script, f'lang="{code}"', "the page's head")


def _own_address(tree: Any, url: str | None) -> Stated | None:
    """The address that the page gives for itself, else the one it was fetched from."""
    for path, name in (
        ("//link[@rel='canonical']/@href", "canonical"),
        ("//meta[@property='og:url']/@content", "og:url"),
    ):
        for found in tree.xpath(path):
            address = urljoin(url or "", found.strip())
            if re.match(r"https?://[^\s/]+\.\S+$", address):
                return Stated(address, address, f"the page's head, {name}")
    return Stated(url, url, "the address that was fetched") if url else None


def _doi(tree: Any) -> Stated | None:
    for meta in tree.iter("meta"):
        name = (meta.get("name") or "").lower()
        if name in _META_DOI and (found := _DOI.match(meta.get("content") or "")):
            return Stated(found[1], meta.get("content"), f"the page's head, {name}")
    return None


def _links(tree: Any, own: Stated | None) -> Iterator[Link]:
    for number, anchor in enumerate(tree.iter("a")):
        href = (anchor.get("href") or "").strip()
        if number >= MOST_LINKS:
            return
        if not href or href.startswith(("#", "mailto:", "javascript:", "data:")):
            continue
        try:
            address = urljoin(own.value if own else "", href)
        except ValueError:
            continue
        if address.startswith(("http://", "https://")):
            yield Link(address, _text(anchor)[:300], "a link of the page")
