"""`imgcat check`: whether a catalog's folder is valid, consistent, plausible, and what a build would write."""

from imgcat.catalog.check.run import check, check_before_writing, check_records

__all__ = ["check", "check_before_writing", "check_records"]
