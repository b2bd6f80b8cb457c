"""Serves an application as `imgcat serve` does: one worker, with imgcat's own settings of uvicorn."""

import socket

import uvicorn

from imgcat.cli.serve import configuration


def run(factory: str, port: int) -> None:
    """Serve the application that a factory (`module:function`) makes, on the loopback address, until told to stop."""
    # asyncio sends small answers without delay only for a socket that says that it is of TCP.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    uvicorn.Server(configuration(factory, workers=1)).run([listening])
