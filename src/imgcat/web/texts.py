"""Pages of prose: what the catalog is, how records are made, what is not recorded."""

from imgcat.web.groups import GROUPINGS
from imgcat.web.kind import page

_WAYS = tuple((grouping.singular, grouping.address) for grouping in GROUPINGS)

ABOUT = page("about.html", "about.html", lambda *_: _WAYS)
METHODS = page("methods.html", "methods.html", lambda *_: None)
ETHICS = page("ethics.html", "ethics.html", lambda *_: None)
