"""Documents: a web page, PDF or text, fetched or from a file, read into passages with their places."""
