"""The command line: `imgcat --help`."""

from imgcat.cli.app import main

__all__ = ["main"]
