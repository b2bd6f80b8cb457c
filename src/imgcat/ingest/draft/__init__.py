"""Drafts: rows for `imgcat import` that a program proposes from a document, and a person decides on."""
