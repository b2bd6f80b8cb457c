"""HTML: pages of the catalog for people, rendered on the server and readable without script."""
