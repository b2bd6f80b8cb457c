"""imgcat's own routes: the questions that join places, reports, pictures and scenes."""

from imgcat.api.routes import acquisitions, match, references, resolve, scenes, schema, timeline

ROUTERS = (
    match.router,
    timeline.router,
    references.router,
    resolve.router,
    scenes.router,
    acquisitions.router,
    schema.router,
)
