"""XML written an element at a time."""

import re
from xml.etree import ElementTree

_ILLEGIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot say."""


def legible(text: str) -> str:
    """The text without what XML cannot say."""
    return _ILLEGIBLE.sub("", text)


def child(
    parent: ElementTree.Element, tag: str, text: str | None = None, /, **attributes: str
) -> ElementTree.Element:
    """A new last child. Its tag may have a prefix that the document declares."""
    made = ElementTree.SubElement(
        parent, tag, {key: legible(value) for key, value in attributes.items()}
    )
    made.text = None if text is None else legible(text)
    return made


def element_bytes(element: ElementTree.Element) -> bytes:
    """The element in UTF-8, to stand inside a document that says so."""
    return ElementTree.tostring(element, "unicode").encode()
