"""HTTP: the STAC API and imgcat's own routes over any Store."""

import logging

# On import stac-fastapi makes settings of its own and warns that they have default values; they are not used.
logging.getLogger("stac_fastapi.types.config").setLevel(logging.ERROR)
