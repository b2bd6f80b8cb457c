"""Other STAC servers with the same scenes, asked the same questions."""
