"""`imgcat harvest`: public scenes of the catalog's places, from any STAC API, static catalog or file."""

from imgcat.ingest.harvest.outcome import Outcome
from imgcat.ingest.harvest.run import Harvest
from imgcat.ingest.harvest.terms import Terms
from imgcat.ingest.harvest.upstream import named

__all__ = ["Harvest", "Outcome", "Terms", "named"]
