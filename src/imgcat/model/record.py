"""What all records share: frozen, closed, and written as JSON without what is not known."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from imgcat.errors import InvalidRecord


def _not_reserved(record_id: str) -> str:
    if record_id == "collection":
        raise ValueError("`collection.json` is the file of the collection itself")
    return record_id


RecordId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,119}$"), AfterValidator(_not_reserved)
]
"""An id of imgcat's own records: lower case, no `/` or `:`, so that it is a file name and a path segment as it is."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Quote = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
"""Words quoted from a source: 300 characters at most, the house limit."""


class Record(BaseModel):
    """A part of a record. Fields that are None or empty are left out of the JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def to_json(self) -> dict[str, Any]:
        """The part as JSON values, without what is not known."""
        dumped = self.model_dump(mode="json", exclude_none=True)
        return {key: value for key, value in dumped.items() if value not in ([], {})}

    @classmethod
    def from_json(cls, value: Any, where: str = "") -> Self:
        """Read the part back. Raises InvalidRecord that names the field and what is wrong with it."""
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            raise InvalidRecord(sentence(error, where or cls.__name__)) from None


def sentence(error: ValidationError, subject: str) -> str:
    """All that a validation found, as one sentence a finding."""
    parts = []
    for problem in error.errors(include_url=False):
        field = ".".join(str(step) for step in problem["loc"]) or "the whole"
        shown = repr(problem.get("input"))
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        parts.append(f"{field}: {problem['msg'].rstrip('.')} (found {shown})")
    return f"{subject} is not valid: " + "; ".join(parts) + "."
