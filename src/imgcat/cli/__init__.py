"""The command line: `imgcat --help`."""


def main() -> None:
    """Entry point of the console script."""
