"""Search in SQL: what the engines have in common. Each gives its own dialect to it."""
