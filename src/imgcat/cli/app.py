"""The command `imgcat`: its subcommands, and how errors reach a person."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from imgcat.cli.console import errors
from imgcat.errors import ImgcatError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "serve": ("serve", "serve"),
    "build": ("build", "build"),
    "check": ("check", "check"),
    "import": ("import_", "import_"),
    "draft": ("draft", "draft"),
    "add": ("draft", "add"),
    "correct": ("correct", "correct"),
    "withdraw": ("correct", "withdraw"),
    "supersede": ("correct", "supersede"),
    "merge": ("correct", "merge"),
    "rename": ("correct", "rename"),
    "harvest": ("harvest", "harvest"),
    "resolve": ("resolve", "resolve_"),
    "export": ("export", "export"),
    "site": ("site", "site"),
    "index": ("index", "index"),
    "load": ("load", "load"),
    "coverage": ("coverage", "coverage"),
}
"""The commands, in the order in which they are listed: the module of this package and the function that each is."""

_STYLE: Any = {
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,
}


class Commands(TyperGroup):
    """The commands, each imported when it is asked for: all of them together take more than a second."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name]
        alone = typer.Typer(**_STYLE)
        alone.command(cmd_name)(getattr(import_module(f"imgcat.cli.{module}"), function))
        return typer.main.get_command(alone)


app = typer.Typer(name="imgcat", cls=Commands, no_args_is_help=True, **_STYLE)


@app.callback()
def imgcat() -> None:
    """A STAC catalog of public satellite imagery as it is used."""


def run() -> None:
    """Run the command that was given: an ImgcatError is a sentence and exit code 2, never a traceback.

    So is a file or folder that the system does not let us read or write.
    """
    try:
        app()
    except ImgcatError as error:
        errors.print(f"imgcat: {error}", style="red", markup=False, emoji=False, highlight=False)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename} cannot be read or written: " if error.filename else ""
        told = f"imgcat: {where}{error.strerror or error}."
        errors.print(told, style="red", markup=False, emoji=False, highlight=False)
        sys.exit(2)
