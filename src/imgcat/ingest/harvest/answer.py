"""What an upstream gives for one window."""

from dataclasses import dataclass, field

from imgcat.ingest.harvest.window import SearchWindow
from imgcat.model.finding import Finding
from imgcat.model.item import Json


@dataclass(frozen=True, slots=True)
class Offer:
    """An Item as it came: where it was met, and where anybody can read it if it does not say so itself."""

    body: Json
    origin: str
    address: str | None = None


@dataclass(slots=True)
class Answer:
    """Offers for a window, and what there is to say; a failed one may hold some of what there is, not all."""

    window: SearchWindow
    offers: list[Offer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    failed: bool = False

    def fail(self, why: Finding) -> None:
        """Mark it as not whole."""
        self.failed = True
        self.findings.append(why)
