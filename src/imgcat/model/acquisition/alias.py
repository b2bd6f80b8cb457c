"""Writing ids: the names of one picture in other catalogs."""

from imgcat.model.acquisition.grammars import GRAMMARS
from imgcat.model.acquisition.product import ProductId


def write(product: ProductId, grammar: str) -> str | None:
    """The product's id in a grammar, by its name; None when the product does not state all that the id must hold.

    Raises KeyError for a grammar that is not known.
    """
    return GRAMMARS[grammar].write(product)


def aliases(product: ProductId) -> dict[str, str]:
    """Every id of the scene that can be written without guessing, by the name of its grammar; its own among them."""
    written = {name: grammar.write(product) for name, grammar in GRAMMARS.items()}
    return {name: text for name, text in written.items() if text is not None}
