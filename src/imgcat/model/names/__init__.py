"""Names of places across scripts and spellings: folding, transliteration, matching."""

from imgcat.model.names.entry import NameEntry
from imgcat.model.names.folding import compact, fold, latin
from imgcat.model.names.gazetteer import Gazetteer
from imgcat.model.names.matching import Match, match
from imgcat.model.names.mention import Mention, Mentions
from imgcat.model.names.scoring import MatchKind
from imgcat.model.names.script import script_of

__all__ = [
    "Gazetteer",
    "Match",
    "MatchKind",
    "Mention",
    "Mentions",
    "NameEntry",
    "compact",
    "fold",
    "latin",
    "match",
    "script_of",
]
