"""The index file: its tables, its version, and how one that cannot be used is told apart."""

import sqlite3
from zlib import crc32

from imgcat.errors import ImgcatError
from imgcat.store.properties import ARRAYS, PROMOTED, TEMPORAL, TEXT
from imgcat.store.searchable import TOKENIZER

_FORMAT = 7
"""Raised when a file written before could be misread although its tables are the same."""
APPLICATION_ID = 0x696D6763
"""Marks an SQLite file as an imgcat index."""


class IndexUnusableError(ImgcatError):
    """The file is not an index, is damaged, or was written by another version: build it anew."""


_PROMOTED_COLUMNS = ", ".join(f'"{name}"' for name in PROMOTED)

TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE collection (id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE queryable (
  collection TEXT NOT NULL, name TEXT NOT NULL, schema TEXT NOT NULL, PRIMARY KEY (collection, name)
) WITHOUT ROWID;
CREATE TABLE item (
  num INTEGER PRIMARY KEY,
  collection TEXT NOT NULL,
  id TEXT NOT NULL,
  time INTEGER,
  start INTEGER,
  "end" INTEGER,
  west INTEGER,
  south INTEGER,
  east INTEGER,
  north INTEGER,
  {_PROMOTED_COLUMNS}
);
CREATE TABLE posting (
  list INTEGER, second INTEGER, num INTEGER, PRIMARY KEY (list, second DESC, num)
) WITHOUT ROWID;
CREATE TABLE ranking (
  name TEXT, run INTEGER, low REAL, collection TEXT, id TEXT, nums BLOB NOT NULL,
  PRIMARY KEY (name, run, low, collection, id)
) WITHOUT ROWID;
CREATE TABLE body (num INTEGER PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE footprint (num INTEGER PRIMARY KEY, outline BLOB NOT NULL);
CREATE TABLE retired (
  id TEXT NOT NULL, collection TEXT NOT NULL, moved_to TEXT, json BLOB NOT NULL, PRIMARY KEY (id, collection)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE text USING fts5 (
  content, content='', columnsize=0, tokenize="{TOKENIZER}"
);
"""
"""`item.time` is what items are sorted by: the datetime, or the start of the range where that is null. `start` and
`end` hull all times of the item; west, south, east and north are its box as `spatial.box_of` gives it. `posting` holds
the lists of `terms`, newest first; `ranking` the blocks of a column, each with the place of its first item. `retired`
holds what no search finds: withdrawn references, locations that moved."""

VERSION = crc32(repr((_FORMAT, TABLES, TEXT, sorted(ARRAYS), sorted(TEMPORAL))).encode()) >> 1
"""Tells files apart that were written with other tables, or with other properties in them."""


def check_version(connection: sqlite3.Connection) -> None:
    """Raise IndexUnusableError unless the file is an index of this version."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise IndexUnusableError(f"The index cannot be read: {error}.") from error
    if application != APPLICATION_ID:
        raise IndexUnusableError("The file is not an index of imgcat.")
    if version != VERSION:
        raise IndexUnusableError(
            f"The index has the layout {version}; this imgcat reads {VERSION}."
        )
