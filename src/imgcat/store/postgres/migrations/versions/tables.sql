-- Everything stands in a schema of its own. PostGIS is the database owner's to install where this role may not.
CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TABLE imgcat.meta (name text PRIMARY KEY, value bytea NOT NULL);

-- Digests are those of the bodies before they are compressed. `given` is false of what was made up from its items,
-- which `tally` sums up: so many items are there, with these properties, places and times.
CREATE TABLE imgcat.collection (
  id text COLLATE "C" PRIMARY KEY, digest bytea NOT NULL, given boolean NOT NULL, items bigint NOT NULL,
  tally bytea NOT NULL, body bytea NOT NULL
);

CREATE TABLE imgcat.queryable (
  collection text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, schema text NOT NULL,
  PRIMARY KEY (collection, name)
);

-- `time` is what items are sorted by; `start` and `end` hull all times; times are microseconds since 1970 in UTC.
-- `properties` are the item's, save null ones; `times` has those of them that can be read as times. `lexemes` are the
-- words of its free text and `words` the same in their order; `members` the strings of its arrays, each as NAME=VALUE.
CREATE TABLE imgcat.item (
  num bigint PRIMARY KEY,
  collection text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  digest bytea NOT NULL,
  time bigint,
  start bigint,
  "end" bigint,
  {promoted},
  properties jsonb NOT NULL,
  times jsonb NOT NULL,
  footprint public.geometry(Geometry, 4326),
  words text COLLATE "C" NOT NULL,
  lexemes text[] COLLATE "C" NOT NULL,
  members text[] COLLATE "C" NOT NULL,
  UNIQUE (id, collection)
);
CREATE INDEX item_time ON imgcat.item (time DESC NULLS LAST, collection, id);
CREATE INDEX item_collection ON imgcat.item (collection, time DESC NULLS LAST, id);
CREATE INDEX item_span ON imgcat.item (start, "end");
CREATE INDEX item_footprint ON imgcat.item USING gist (footprint);
CREATE INDEX item_lexemes ON imgcat.item USING gin (lexemes);
CREATE INDEX item_members ON imgcat.item USING gin (members);

-- What bodies are compressed with; each says by its number which one it needs.
CREATE TABLE imgcat.dictionary (id bigint PRIMARY KEY, bytes bytea NOT NULL);
CREATE TABLE imgcat.body (num bigint PRIMARY KEY, json bytea NOT NULL);
ALTER TABLE imgcat.body ALTER COLUMN json SET STORAGE EXTERNAL;

CREATE TABLE imgcat.retired (
  id text COLLATE "C" NOT NULL, collection text COLLATE "C" NOT NULL, digest bytea NOT NULL, moved_to text, json bytea NOT NULL,
  PRIMARY KEY (id, collection)
);

-- What single characters become when text is folded.
CREATE TABLE imgcat.folding (
  kind text COLLATE "C" NOT NULL, letter text COLLATE "C" NOT NULL, folded text COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, letter)
);
