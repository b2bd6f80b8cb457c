-- The owner migrates, a writer loads, a reader asks. Roles belong to the whole server, so they may be there already.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'imgcat_reader') THEN
    CREATE ROLE imgcat_reader NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'imgcat_writer') THEN
    CREATE ROLE imgcat_writer NOLOGIN;
  END IF;
END
$$;
GRANT USAGE ON SCHEMA imgcat TO imgcat_reader, imgcat_writer;
GRANT SELECT ON ALL TABLES IN SCHEMA imgcat TO imgcat_reader, imgcat_writer;
GRANT INSERT, UPDATE, DELETE ON imgcat.meta, imgcat.collection, imgcat.queryable, imgcat.item, imgcat.body,
  imgcat.retired, imgcat.dictionary TO imgcat_writer;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA imgcat TO imgcat_reader, imgcat_writer;
