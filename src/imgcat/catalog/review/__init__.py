"""What a change of the catalog's folder does, for who reviews it: `imgcat check --against REVISION`."""

from imgcat.catalog.review.markdown import markdown
from imgcat.catalog.review.review import Review, review

__all__ = ["Review", "markdown", "review"]
