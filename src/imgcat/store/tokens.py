"""The words of texts, as the embedded engine's full-text index cuts them, for engines with another idea of words."""

import sqlite3
import threading
from collections.abc import Sequence

from imgcat.store.searchable import TOKENIZER, searchable

_TABLES = f"""
CREATE VIRTUAL TABLE text USING fts5 (content, content='', tokenize="{TOKENIZER}");
CREATE VIRTUAL TABLE word USING fts5vocab (text, 'instance');
"""


class Tokenizer:
    """Cuts texts into words; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._index.executescript(_TABLES)

    def words(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each text, in their order."""
        found: list[list[str]] = [[] for _ in texts]
        with self._lock:
            self._index.executemany(
                "INSERT INTO text (rowid, content) VALUES (?, ?)",
                ((number, searchable(text)) for number, text in enumerate(texts, 1)),
            )
            rows = self._index.execute('SELECT doc, term FROM word ORDER BY doc, "offset"')
            for number, word in rows:
                found[number - 1].append(word)
            self._index.execute("INSERT INTO text (text) VALUES ('delete-all')")
        return found
