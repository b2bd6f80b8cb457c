"""Has stac-validator and stac-check judge STAC files: prints a line for each that either finds fault with.

Run in the judges' environment, as `python static_files.py FILE...`.
"""

import contextlib
import io
import json
import sys

import offline  # noqa: F401 - keeps to this machine
from stac_check.lint import Linter
from stac_validator.stac_validator import StacValidate
from stac_validator.utilities import set_schema_cache_size

set_schema_cache_size(200)
for path in sys.argv[1:]:
    validator = StacValidate(path)
    # Both talk on standard output too.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        validator.run()
        linter = Linter(path)
    if not validator.valid:
        print(f"{path}: stac-validator: {json.dumps(validator.message)[:600]}")
    if not linter.valid_stac:
        print(f"{path}: stac-check: {linter.error_type} {str(linter.error_msg)[:600]}")
