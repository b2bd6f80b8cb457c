"""Routes beside those that stac-fastapi makes.

They are imgcat's own, the questions that join places, reports, pictures and scenes, and those of STAC extensions that
stac-fastapi does not know, or makes in a way that describes neither parameters nor errors.
"""

from imgcat.api.routes import (
    acquisitions,
    aggregate,
    browse,
    children,
    collection_schemas,
    functions,
    match,
    references,
    resolve,
    scenes,
    schema,
    timeline,
)

ROUTERS = (
    match.router,
    timeline.router,
    references.router,
    resolve.router,
    scenes.router,
    acquisitions.router,
    schema.router,
    aggregate.router,
    browse.router,
    children.router,
    collection_schemas.router,
    functions.router,
)
