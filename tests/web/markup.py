"""What a test asks of a page: is it well-formed, what are its headings, texts and links."""

from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
INLINE = frozenset({"a", "bdi", "data", "q", "small", "span", "strong", "time"})
NEVER = frozenset({"style", "iframe", "object", "embed"})
DATA = "application/ld+json"

Attributes = dict[str, str]


class Page(HTMLParser):
    """A page, parsed. `faults` holds what is wrong with its markup."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.elements: list[tuple[str, Attributes]] = []
        self._texts: dict[int, list[str]] = {}
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag, _ in self._open]
        self.faults += self._bad_attributes()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._part(tag)
        if tag == "script":
            self._script(self.elements[-1][1])
        if tag not in VOID:
            self._open.append((tag, len(self.elements) - 1))
        if tag in NEVER:
            self.faults.append(f"<{tag}> does not belong in a page")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:] or 'nothing'}")
            return
        self._open.pop()
        self._part(tag)

    def handle_data(self, data: str) -> None:
        for _, position in self._open:
            self._texts.setdefault(position, []).append(data)

    def _script(self, attributes: Attributes) -> None:
        """A script is a file that waits for the page; what stands in the page is data."""
        if attributes.get("type") != DATA and not {"src", "defer"} <= attributes.keys():
            self.faults.append("a script stands in the page")

    def _part(self, tag: str) -> None:
        """Blocks are apart even where no space in the source parts them."""
        if tag not in INLINE:
            self.handle_data(" ")

    def _bad_attributes(self) -> list[str]:
        ids = [attributes["id"] for _, attributes in self.elements if "id" in attributes]
        faults = [f"id {each!r} occurs twice" for each in set(ids) if ids.count(each) > 1]
        for tag, attributes in self.elements:
            faults += [f"inline {name} on <{tag}>" for name in attributes if name == "style"]
            faults += [f"handler {name} on <{tag}>" for name in attributes if name[:2] == "on"]
            label = attributes.get("aria-labelledby")
            if label is not None and label not in ids:
                faults.append(f"nothing has the id {label!r} that labels <{tag}>")
        return faults

    def texts(self, tag: str, **wanted: str) -> list[str]:
        """The text in each element of a name, white space folded; only those with the attributes that are wanted."""
        return [
            " ".join("".join(self._texts.get(position, [])).split())
            for position, (name, attributes) in enumerate(self.elements)
            if name == tag and wanted.items() <= attributes.items()
        ]

    def links(self) -> list[Attributes]:
        """The attributes of every `<a>` that leads somewhere."""
        return [
            attributes for tag, attributes in self.elements if tag == "a" and "href" in attributes
        ]

    @property
    def text(self) -> str:
        """All the text of the body."""
        return self.texts("body")[0]
