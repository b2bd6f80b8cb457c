"""`python -m imgcat` is the same as the command `imgcat`."""

from imgcat.cli import main

if __name__ == "__main__":
    main()
