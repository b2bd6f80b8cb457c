"""The command `imgcat`: its subcommands, and how errors reach a person."""

import sys

import typer

from imgcat.cli import build, check, correct, draft, export, harvest, import_, resolve, serve
from imgcat.cli.console import errors
from imgcat.errors import ImgcatError

app = typer.Typer(
    name="imgcat",
    help="A STAC catalog of public satellite imagery as it is used.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("serve")(serve.serve)
app.command("build")(build.build)
app.command("check")(check.check)
app.command("import")(import_.import_)
app.command("draft")(draft.draft)
app.command("add")(draft.add)
app.command("correct")(correct.correct)
app.command("withdraw")(correct.withdraw)
app.command("supersede")(correct.supersede)
app.command("merge")(correct.merge)
app.command("rename")(correct.rename)
app.command("harvest")(harvest.harvest)
app.command("resolve")(resolve.resolve_)
app.command("export")(export.export)


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
