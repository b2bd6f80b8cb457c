"""Index files that are published to be served elsewhere, each with its checksum beside it."""

from imgcat.store.published.amend import amend
from imgcat.store.published.publish import publish
from imgcat.store.published.replica import Current, Replica

__all__ = ["Current", "Replica", "amend", "publish"]
