"""Has stac-check judge STAC files, which has stac-validator validate them: prints a line for each that is faulty.

Run in the judges' environment, as `python static_files.py FILE...`.
"""

import contextlib
import io
import sys
from multiprocessing import Pool

import offline  # noqa: F401 - keeps to this machine
from stac_check.lint import Linter
from stac_validator.utilities import set_schema_cache_size


def fault(path: str) -> str | None:
    """What is wrong with a file; None where nothing is."""
    # It talks on standard output too.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        linter = Linter(path)
    return None if linter.valid_stac else f"{linter.error_type}: {linter.error_msg}"


if __name__ == "__main__":
    files = sys.argv[1:]
    # By default the cache holds fewer schemas than the files declare.
    with Pool(initializer=set_schema_cache_size, initargs=(200,)) as pool:
        for path, found in zip(files, pool.imap(fault, files, chunksize=20), strict=True):
            if found is not None:
                print(f"{path}: {found:.600}")
