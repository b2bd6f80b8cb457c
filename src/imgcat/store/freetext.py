"""Free text: what `q` says, as phrases and how they are joined.

Two notations (STAC API Free-Text Search 1.0.0-rc.1): a list of phrases, one of which is enough, and an expression with
`AND`, `OR`, `NOT`, `+`, `-`, quotes and parentheses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imgcat.errors import InvalidRequest
from imgcat.store.searchable import searchable

MAX_TERMS = 100
MAX_WORDS = 100
"""Phrases of one search, and words of one phrase: the time for a phrase grows with the square of its words."""
MAX_DEPTH = 32
"""How deep parentheses nest."""

_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r'\s*(?:"([^"]*)"|([()])|([+-])(?=[^\s)])|([^\s()"]+)|(\S))')
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other in a record's text, whatever their case and accents."""

    text: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of them."""

    of: tuple["Text", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of them."""

    of: tuple["Text", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Records that the text does not find."""

    of: "Text"


Text = Phrase | Every | Some | Without


def read_text(q: Sequence[str] | str) -> Text:
    """What a `q` means: an expression when it is a string, otherwise phrases. Raises InvalidRequest."""
    if not isinstance(q, str):
        if len(q) > MAX_TERMS:
            raise _too_many(len(q))
        return Some(tuple(_phrase(term) for term in q))
    return _Reading(q).whole()


def _phrase(text: str) -> Phrase:
    if "\0" in text:
        raise InvalidRequest("A search term cannot hold a null character.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequest("A search term must be valid Unicode.") from error
    if not text.strip():
        raise InvalidRequest("A search term is not empty.")
    if len(_WORD.findall(searchable(text))) > MAX_WORDS:
        raise InvalidRequest(f"A search term has at most {MAX_WORDS} words.")
    return Phrase(text)


def _too_many(found: int) -> InvalidRequest:
    return InvalidRequest(
        f"A free text search has at most {MAX_TERMS} terms; this one has {found}."
    )


@dataclass(frozen=True, slots=True)
class _Token:
    """A phrase, or a sign: one of `( ) + - AND OR NOT`."""

    text: str
    sign: bool


class _Reading:
    """One expression being read. AND binds closer than OR; words side by side are joined by OR."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        phrases = sum(not token.sign for token in self.tokens)
        if phrases > MAX_TERMS:
            raise _too_many(phrases)

    def whole(self) -> Text:
        if not self.tokens:
            raise InvalidRequest("A search term is not empty.")
        found = self.alternatives()
        if self.at < len(self.tokens):
            raise InvalidRequest("The q has a closing parenthesis without an opening one.")
        return found

    def next_sign(self, *signs: str) -> bool:
        """Whether the next token is one of these signs; it is passed over when it is."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or not token.sign or token.text not in signs:
            return False
        self.at += 1
        return True

    def alternatives(self) -> Text:
        """What stands between two parentheses. Where something must be there, the rest need not be."""
        required: list[Text] = []
        excluded: list[Text] = []
        optional: list[Text] = []
        while True:
            sign, found = self.conjunction()
            {"+": required, "-": excluded, "": optional}[sign].append(found)
            if not self.next_sign("OR") and not self.goes_on():
                break
        parts = required or ([_joined(Some, optional)] if optional else [])
        return _joined(Every, [*parts, *(Without(text) for text in excluded)])

    def goes_on(self) -> bool:
        if self.at == len(self.tokens):
            return False
        token = self.tokens[self.at]
        return not (token.sign and token.text == ")")

    def conjunction(self) -> tuple[str, Text]:
        """Terms joined by AND, or one term and the sign before it."""
        sign, first = self.term()
        if not self.next_sign("AND"):
            return sign, first
        terms = [(sign, first), self.term()]
        while self.next_sign("AND"):
            terms.append(self.term())
        return "", Every(tuple(Without(text) if sign == "-" else text for sign, text in terms))

    def term(self) -> tuple[str, Text]:
        sign = ""
        if self.next_sign("+"):
            sign = "+"
        elif self.next_sign("-", "NOT"):
            sign = "-"
        if self.next_sign("("):
            return sign, self.group()
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or token.sign:
            found = "the end" if token is None else repr(token.text)
            raise InvalidRequest(f"In the q a word or a phrase is expected; found {found}.")
        self.at += 1
        return sign, _phrase(token.text)

    def group(self) -> Text:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise InvalidRequest(f"A q nests at most {MAX_DEPTH} parentheses deep.")
        found = self.alternatives()
        if not self.next_sign(")"):
            raise InvalidRequest("The q has an opening parenthesis without a closing one.")
        self.depth -= 1
        return found


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        quoted, bracket, sign, word, stray = found.groups()
        if stray is not None:
            raise InvalidRequest("The q has a quotation mark without another one.")
        if quoted is not None:
            yield _Token(quoted, sign=False)
        elif word is not None:
            yield _Token(word, sign=word in _OPERATORS)
        else:
            yield _Token(bracket or sign, sign=True)


def _joined(join: type[Every] | type[Some], parts: list[Text]) -> Text:
    return parts[0] if len(parts) == 1 else join(tuple(parts))
