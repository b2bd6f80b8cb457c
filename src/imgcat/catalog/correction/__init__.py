"""Corrections of records that are published: nothing vanishes, and each says who did it, when and why.

The functions change `Records` in memory; whoever calls them builds the folder from these.
"""

from imgcat.catalog.correction.amendment import correct
from imgcat.catalog.correction.merger import merge
from imgcat.catalog.correction.renaming import move, rename
from imgcat.catalog.correction.signature import Signature
from imgcat.catalog.correction.withdrawal import supersede, withdraw

__all__ = ["Signature", "correct", "merge", "move", "rename", "supersede", "withdraw"]
