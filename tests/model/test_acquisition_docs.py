"""The table of grammars in the documentation holds every grammar, and its examples are read as it says."""

import re
from pathlib import Path

from imgcat.model.acquisition import GRAMMARS, key, parse

PAGE = Path(__file__).resolve().parents[2] / "docs" / "acquisition-keys.md"


def test_every_grammar_is_documented_with_an_example_and_its_key() -> None:
    rows = re.findall(
        r"^\| `([\w-]+)` \| [^|]+ \| `([^`]+)` \| ([^|]+) \|$", PAGE.read_text(), re.M
    )
    assert {grammar for grammar, _, _ in rows} == set(GRAMMARS)
    for grammar, example, documented in rows:
        product = parse(example)
        assert product is not None, example
        assert product.grammar == grammar
        stated = re.fullmatch(r"`([^`]+)`", documented)
        assert key(product) == (stated[1] if stated else None), example
