"""All grammars, by name."""

from imgcat.model.acquisition import aster, corona, landsat, sentinel1, sentinel2
from imgcat.model.acquisition.grammar import Grammar

GRAMMARS: dict[str, Grammar] = {
    grammar.name: grammar
    for grammar in (
        *sentinel2.GRAMMARS,
        *sentinel1.GRAMMARS,
        *landsat.GRAMMARS,
        *aster.GRAMMARS,
        *corona.GRAMMARS,
    )
}
