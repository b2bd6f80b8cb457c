"""The HTTP application: stac-fastapi's routes and imgcat's own over one store."""

from importlib.util import find_spec
from typing import Any, cast

from fastapi.telemetry import TelemetryConfig
from stac_fastapi.api.app import StacApi
from stac_fastapi.extensions import (
    FieldsExtension,
    FilterExtension,
    FreeTextExtension,
    TokenPaginationExtension,
)
from stac_fastapi.extensions.sort import ItemCollectionSortExtension, SearchSortExtension
from stac_fastapi.types.config import ApiSettings

from imgcat import __version__
from imgcat.api import conformance, documentation, requests, routes
from imgcat.api.catalog import Catalog
from imgcat.api.client import QueryablesClient, SortablesClient, StacClient
from imgcat.api.errors import add_error_handlers
from imgcat.api.middleware import outermost_first
from imgcat.api.openapi import Api
from imgcat.api.settings import Settings
from imgcat.model.identifiers import STAC_VERSION
from imgcat.store import Store

# Without OpenTelemetry's SDK nobody is told, and asking for every request whether somebody is takes long.
_UNTOLD: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def create_app(store: Store, settings: Settings | None = None) -> Api:
    """The application that answers from a store. Whoever opened the store closes it."""
    settings = settings or Settings()
    catalog = Catalog(store, settings)
    app = Api(
        title=settings.title,
        description=settings.description,
        version=__version__,
        openapi_url="/api",
        docs_url=None,
        redoc_url=None,
        servers=[{"url": settings.base_url}] if settings.base_url else None,
        telemetry=None if find_spec("opentelemetry.sdk") else _UNTOLD,
    )
    app.state.catalog = catalog
    app.state.known = {}
    # Before the STAC routes: those end in paths that would take these for ids.
    for router in routes.ROUTERS:
        app.include_router(router)
    app.include_router(documentation.router)
    _stac_routes(app, catalog)
    add_error_handlers(app)
    return app


def _stac_routes(app: Api, catalog: Catalog) -> None:
    # Of no type that stac-fastapi knows: see the clients' module.
    stac, queryables, sortables = (
        cast(Any, client(catalog)) for client in (StacClient, QueryablesClient, SortablesClient)
    )
    StacApi(
        app=app,
        settings=ApiSettings(
            stac_fastapi_title=catalog.settings.title,
            stac_fastapi_description=catalog.settings.description,
            stac_fastapi_version=__version__,
            stac_fastapi_landing_id="imgcat",
            openapi_url="/api",
        ),
        client=stac,
        stac_version=STAC_VERSION,
        extensions=[
            FilterExtension(
                client=queryables,
                conformance_classes=list(conformance.FILTER),
            ),
            SearchSortExtension(client=sortables, conformance_classes=list(conformance.SORT)),
            ItemCollectionSortExtension(
                client=sortables, conformance_classes=list(conformance.SORT)
            ),
            FieldsExtension(conformance_classes=list(conformance.FIELDS)),
            FreeTextExtension(conformance_classes=list(conformance.FREE_TEXT)),
            TokenPaginationExtension(),
        ],
        exceptions={},
        search_get_request_model=requests.SearchParameters,
        search_post_request_model=requests.SearchBody,
        items_get_request_model=requests.ItemsParameters,
        collections_get_request_model=requests.CollectionsParameters,
        collection_get_request_model=requests.CollectionParameters,
        item_get_request_model=requests.ItemParameters,
        # Each is put around those before it.
        middlewares=outermost_first(catalog.settings, catalog.store, stac)[::-1],
    )
