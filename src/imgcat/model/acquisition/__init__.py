"""Acquisitions: every id of a public scene read, written, found in text, and brought to one key."""

from imgcat.model.acquisition.alias import aliases, write
from imgcat.model.acquisition.grammars import GRAMMARS
from imgcat.model.acquisition.item import acquisition_of, product_of, sentinel2_acquisition
from imgcat.model.acquisition.join import Acquisition, acquisition, join, same_acquisition
from imgcat.model.acquisition.key import key, pass_key, pass_of
from imgcat.model.acquisition.parse import find_ids, parse
from imgcat.model.acquisition.product import ProductId

__all__ = [
    "GRAMMARS",
    "Acquisition",
    "ProductId",
    "acquisition",
    "acquisition_of",
    "aliases",
    "find_ids",
    "join",
    "key",
    "parse",
    "pass_key",
    "pass_of",
    "product_of",
    "same_acquisition",
    "sentinel2_acquisition",
    "write",
]
