"""The folder of files: layout, reader, writer, everything that is derived, and the checks."""
