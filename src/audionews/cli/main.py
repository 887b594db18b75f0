"""The program: finds the command, prints errors and makes exit codes. Nothing else ends the program."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from audionews import __version__
from audionews.cli.group import Group
from audionews.cli.streams import tolerant_streams
from audionews.cli.words import error_lines, wants_tracebacks
from audionews.errors import AudionewsError

if TYPE_CHECKING:
    from types import FrameType

# Help is printed without importing the commands; tests hold this table against them.
COMMANDS = {
    "build": "Turn articles into episodes and publish the show.",
    "cache": "Look after the caches of spoken and encoded sound.",
    "check": "Find what podcast apps could not handle.",
    "edition": "Put the episodes of a day into one programme.",
    "embed": "Print the code that embeds an episode in another site.",
    "init": "Write a commented audionews.toml.",
    "inspect": "Show what becomes of every line of articles, and why.",
    "lexicon": "Define how names are read.",
    "list": "List the episodes and whether they are published.",
    "publish": "Upload the show: only what changed.",
    "remove": "Remove episodes from feed and pages.",
    "script": "Show what is spoken for what is written.",
    "serve": "Serve the show, so that you can listen and subscribe.",
    "text": "Run one step of the Arabic front end.",
    "trust": "Allow a voice file of a folder to run programs or to choose services.",
    "voices": "List, show, install and try voices.",
    "worker": "Work for builds on other machines.",
}
SIGNALLED = 128  # and the number of the signal
BUG, LOST_OUTPUT, TRY_LATER = 70, 74, 75


_STOPPED = {signal.SIGTERM: "terminated", getattr(signal, "SIGHUP", None): "its terminal has gone"}
_NO_MEMORY = "failed to map segment"  # what the system's loader says of a library that has no room


class Ended(KeyboardInterrupt):
    """The process shall end as if its user had interrupted it.

    Attributes:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class Commands(Group):
    """A group that imports a command when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"audionews.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="audionews")
@click.option("-v", "--verbose", count=True, expose_value=False, help="-vv adds tracebacks to errors, of any command.")
def program() -> None:
    """Turn Arabic news articles into podcast episodes.

    \b
    Example:
      audionews build article.txt
      audionews serve
    """


def main() -> None:
    """Run the program and exit with its code."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores it
            signal.signal(number, _end)
    # Python's worker processes would import modules from the working folder before their own.
    os.environ.setdefault("PYTHONSAFEPATH", "1")
    with tolerant_streams() as out:
        code = run(sys.argv[1:])
        sys.stdout.flush()
        if out.lost and code == 0:
            code = _fail(f"a part of the output is lost: {out.lost}", "make room, and run it again", LOST_OUTPUT, [])
    sys.exit(code)


def _end(number: int, _frame: FrameType | None) -> None:
    """End like an interrupt."""
    raise Ended(number)


def run(arguments: list[str]) -> int:
    """Run the program and return its exit code.

    0 all well, 1 some articles failed, 2 usage, 65 bad article, 69 engine failed, 75 try later, 78 bad settings; 129,
    130 and 143 ended by a signal; 70 is a bug. ``main`` adds 74, output that is lost.
    """
    try:
        code = program.main(arguments, prog_name="audionews", standalone_mode=False, obj=wants_tracebacks(arguments))
    except AudionewsError as error:
        return _fail(error.message, error.remedy, error.exit_code, arguments)
    except click.ClickException as error:
        hint = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "audionews"
        return _fail(error.format_message().rstrip("."), f"{hint} --help", error.exit_code, arguments)
    except (click.Abort, KeyboardInterrupt) as stopped:
        ended = stopped.__cause__ or stopped  # click raises Abort from an interrupt
        number = ended.number if isinstance(ended, Ended) else signal.SIGINT
        click.echo(f"audionews: {_STOPPED.get(number, 'interrupted')}; what was finished is kept", err=True)
        return SIGNALLED + number
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a bug must not end in a page of traceback for a newsroom
        if isinstance(error, MemoryError) or _NO_MEMORY in str(error):
            remedy = "build fewer articles at once, or with fewer --workers"
            return _fail("the memory is full", remedy, TRY_LATER, arguments)
        return _fail(f"internal error: {error!r}", "report it with what 'audionews -vv ...' prints", BUG, arguments)
    return code if isinstance(code, int) else 0


def _fail(what: str, remedy: str, code: int, arguments: list[str]) -> int:
    """Print an error in two lines; with -vv the traceback too."""
    if wants_tracebacks(arguments):
        import traceback

        traceback.print_exc()
    click.echo(error_lines(what, remedy), err=True)
    return code
