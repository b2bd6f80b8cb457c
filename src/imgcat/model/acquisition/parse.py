"""Reading ids: the one id that a text states, and every id in running text."""

from itertools import combinations
from urllib.parse import unquote

from imgcat.model.acquisition.grammars import GRAMMARS
from imgcat.model.acquisition.key import key
from imgcat.model.acquisition.product import ProductId

LONGEST = 2048
"""Characters. An id is under 100, a URL around it under this; longer text is not an id."""

IDENTITY = (
    "mission",
    "platform",
    "tile",
    "path",
    "row",
    "day",
    "datatake_start",
    "datastrip_start",
    "sensing_start",
    "absolute_orbit",
    "datatake",
    "frame",
)
"""What two ids of one picture cannot state differently."""


def find_ids(text: str) -> list[tuple[ProductId, int, int]]:
    """Every id in the text with where it starts and ends, in order.

    The longest reading of a place wins and none overlap; an id within a longer word is not one.
    """
    found = [hit for grammar in GRAMMARS.values() for hit in grammar.find(text)]
    kept: list[tuple[ProductId, int, int]] = []
    for hit in sorted(found, key=lambda hit: hit[1]):
        if not kept or hit[1] >= kept[-1][2]:
            kept.append(hit)
        elif hit[2] - hit[1] > kept[-1][2] - kept[-1][1]:
            kept[-1] = hit
    return kept


def parse(text: str) -> ProductId | None:
    """The id that the text states, bare or within a file name, a path or a URL; None when it is unknown.

    A path may hold several ids of one picture, such as a product's and its granule's: the one that determines the
    acquisition is taken. Ids of different pictures make the text ambiguous, which is unknown too.
    """
    if len(text) > LONGEST:
        return None
    products = [product for product, _, _ in find_ids(unquote(text))]
    if not products or any(_differ(*pair) for pair in combinations(products, 2)):
        return None
    return max(products, key=_rank)


def _rank(product: ProductId) -> tuple[bool, bool, int]:
    return key(product) is not None, product.tile is not None, len(product.id)


def _differ(one: ProductId, other: ProductId) -> bool:
    pairs = [(getattr(one, name), getattr(other, name)) for name in IDENTITY]
    return any(a is not None and b is not None and a != b for a, b in pairs)
