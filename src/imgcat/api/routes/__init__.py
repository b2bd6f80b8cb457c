"""imgcat's own routes: the questions that join places, reports, pictures and scenes."""

from imgcat.api.routes import (
    acquisitions,
    conflicts,
    facets,
    gaps,
    match,
    names,
    neighbours,
    reconcile,
    references,
    scenes,
    schema,
    thread,
    timeline,
)

ROUTERS = (
    match.router,
    timeline.router,
    names.router,
    neighbours.router,
    references.router,
    scenes.router,
    thread.router,
    facets.router,
    gaps.router,
    conflicts.router,
    acquisitions.router,
    reconcile.router,
    schema.router,
)
