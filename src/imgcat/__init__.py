"""imgcat: a STAC catalog of public satellite imagery as it is used."""

__version__ = "0.1.0"
