"""Free text as an expression: what it means, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.errors import InvalidRequest
from imgcat.store.freetext import Every, Phrase, Some, Text, Without, read_text
from imgcat.store.protocol import Query
from tests.engines import Opened
from tests.store.conftest import MakeIndex
from tests.store.items import item

WORDS = ("quick", "brown", "fox", "lazy")


@pytest.fixture(scope="module")
def store(make_index: MakeIndex) -> Opened:
    """An item for each set of words, with them in its title."""
    made = []
    for number in range(2 ** len(WORDS)):
        said = [word for at, word in enumerate(WORDS) if number >> at & 1]
        made.append(item(f"n{number}", title=" ".join(said)))
    return make_index(made)[0]


def found(store: Opened, q: tuple[str, ...] | str) -> set[int]:
    page = store.search(Query(q=q, limit=100))
    return {int(one.id[1:]) for one in page.items}


def having(*words: str) -> set[int]:
    """The items with all of the words."""
    bits = [1 << WORDS.index(word) for word in words]
    return {n for n in range(2 ** len(WORDS)) if all(n & bit for bit in bits)}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("quick", having("quick")),
        ("QUICK", having("quick")),
        ('"quick brown"', having("quick", "brown")),
        ('"brown quick"', set()),
        ("quick brown", having("quick") | having("brown")),
        ("quick OR brown", having("quick") | having("brown")),
        ("quick AND brown", having("quick", "brown")),
        ("(quick OR brown) AND fox", having("quick", "fox") | having("brown", "fox")),
        ("quick OR brown AND fox", having("quick") | having("brown", "fox")),
        ("quick +brown -fox", having("brown") - having("fox")),
        ("+quick +brown", having("quick", "brown")),
        ("-fox", having() - having("fox")),
        ("quick -(brown OR fox)", having("quick") - having("brown") - having("fox")),
        ("quick AND -fox", having("quick") - having("fox")),
        ("quick AND NOT fox", having("quick") - having("fox")),
        ('+"quick brown" lazy', having("quick", "brown")),
        ("and", set()),
        ("quick-brown", having("quick", "brown")),
        ("((quick))", having("quick")),
        ("quick*", having("quick")),
        ("title:quick", set()),
        ("quick ☃", having("quick")),
        ("quick AND ☃", set()),
    ],
)
def test_an_expression_means_what_the_specification_says(
    store: Opened, q: str, expected: set[int]
) -> None:
    assert found(store, q) == expected


def test_terms_are_phrases_in_which_nothing_is_an_operator(store: Opened) -> None:
    assert found(store, ("quick brown", "lazy")) == having("quick", "brown") | having("lazy")
    assert found(store, ("quick OR brown",)) == set()
    assert found(store, ("-fox",)) == having("fox")


@pytest.mark.parametrize(
    ("q", "reason"),
    [
        ("", "not empty"),
        ('"', "quotation mark"),
        ('""', "not empty"),
        ("(a", "opening parenthesis"),
        ("a)", "closing parenthesis"),
        ("()", "expected; found '\\)'"),
        ("a AND", "expected; found the end"),
        ("OR a", "expected; found 'OR'"),
        ("a AND OR b", "expected; found 'OR'"),
        ("+-a", "expected; found '-'"),
        ("a\0", "null character"),
        ("\ud800", "valid Unicode"),
        ("(" * 40 + "a" + ")" * 40, "32 parentheses"),
        ("a " * 101, "100 terms"),
        ('"' + "a " * 101 + '"', "100 words"),
    ],
)
def test_what_is_no_expression_is_refused_with_a_sentence(q: str, reason: str) -> None:
    with pytest.raises(InvalidRequest, match=reason):
        read_text(q)


texts: st.SearchStrategy[Text] = st.recursive(
    st.sampled_from(WORDS).map(Phrase),
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(lambda of: Every(tuple(of)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda of: Some(tuple(of)))
        | inner.map(Without)
    ),
    max_leaves=8,
)


def written(text: Text) -> str:
    match text:
        case Phrase(words):
            return words
        case Without(of):
            return f"(NOT ({written(of)}))"
        case Every(of):
            return "(" + " AND ".join(map(written, of)) + ")"
        case Some(of):
            return "(" + " OR ".join(map(written, of)) + ")"


def meant(text: Text) -> set[int]:
    match text:
        case Phrase(words):
            return having(words)
        case Without(of):
            return having() - meant(of)
        case Every(of):
            return set.intersection(*map(meant, of))
        case Some(of):
            return set.union(*map(meant, of))


@given(texts)
def test_any_expression_finds_what_it_means(store: Opened, text: Text) -> None:
    assert found(store, written(text)) == meant(text)


@given(st.text(alphabet='ab"()+- ANDORT', max_size=30))
def test_any_text_is_an_expression_or_has_a_reason(q: str) -> None:
    try:
        read_text(q)
    except InvalidRequest as error:
        assert str(error).endswith(".")  # noqa: PT017
