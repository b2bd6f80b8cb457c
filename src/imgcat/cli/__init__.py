"""The command line: `imgcat --help`."""

import sys


def main() -> None:
    """Entry point of the console script."""
    try:
        # Takes a second, in which a person may think better of it.
        from imgcat.cli.app import run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


__all__ = ["main"]
