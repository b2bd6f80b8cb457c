"""The one exception family of the package. Every message is a sentence: what was expected, found, and where."""


class ImgcatError(Exception):
    """Anything that imgcat refuses or cannot do; `str(error)` is fit to be shown to a person."""


class InvalidRequest(ImgcatError):
    """The question itself is malformed: a bad bbox, an unknown property type, a broken token."""


class NotFound(ImgcatError):
    """The record or collection that was asked for does not exist."""


class Moved(NotFound):
    """The record that was asked for is kept under another id now: `successor`, in the same collection."""

    def __init__(self, collection: str, item_id: str, successor: str) -> None:
        noun = collection.removesuffix("s")
        super().__init__(f"The {noun} '{item_id}' is recorded as '{successor}' now.")
        self.collection = collection
        self.item_id = item_id
        self.successor = successor


class InvalidRecord(ImgcatError):
    """A record, row or file does not say what a record of its kind must say."""


class QueryTimeout(ImgcatError):
    """A query ran longer than the limit that the operator has set."""


class StoreUnavailable(ImgcatError):
    """The database that holds the records cannot be reached now; it may be later."""


class RecordsReplaced(StoreUnavailable):
    """The records of the revision that was promised are no longer those of the database."""

    def __init__(self) -> None:
        super().__init__("Other records were loaded while the answer was made; ask again.")
