"""Routes beside those that stac-fastapi makes.

They are imgcat's own, the questions that join places, reports, pictures and scenes, and those of STAC extensions that
stac-fastapi does not know, or makes in a way that describes neither parameters nor errors.
"""

from imgcat.api.routes import (
    acquisitions,
    aggregate,
    browse,
    changes,
    children,
    collection_schemas,
    conflicts,
    coverage,
    facets,
    functions,
    gaps,
    match,
    names,
    neighbours,
    reconcile,
    references,
    resolve,
    revisit,
    scenes,
    schema,
    thread,
    timeline,
)

ROUTERS = (
    match.router,
    timeline.router,
    coverage.router,
    revisit.router,
    names.router,
    neighbours.router,
    references.router,
    resolve.router,
    scenes.router,
    thread.router,
    facets.router,
    gaps.router,
    conflicts.router,
    changes.router,
    acquisitions.router,
    reconcile.router,
    schema.router,
    aggregate.router,
    browse.router,
    children.router,
    collection_schemas.router,
    functions.router,
)
