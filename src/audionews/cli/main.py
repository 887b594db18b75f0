"""The program: finds the command, prints errors and makes exit codes. Nothing else ends the program."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module

import click

from audionews import __version__
from audionews.cli.group import COMPLETION, Group, verbosity_options
from audionews.cli.signals import handle_signals, received, words_for
from audionews.cli.streams import Tolerant, tolerant_streams
from audionews.cli.words import error_lines, wants_tracebacks
from audionews.errors import AudionewsError

# Help is printed without importing the commands; tests hold this table against them.
COMMANDS = {
    "build": "Turn articles into episodes and publish the show.",
    "cache": "Look after the caches of spoken and encoded sound.",
    "check": "Find what podcast apps could not handle.",
    "completion": "Print the script that completes commands in a shell.",
    "demo": "Build a show of sample articles, to listen to.",
    "desk": "Open the desk, where editors listen, correct and publish.",
    "doctor": "Check that all the program needs is in order.",
    "edition": "Put the episodes of a day into one programme.",
    "embed": "Print the code that embeds an episode in another site.",
    "init": "Write a commented audionews.toml.",
    "inspect": "Show what becomes of every line of articles, and why.",
    "lexicon": "Define how names are read.",
    "list": "List the episodes and whether they are published.",
    "proof": "Listen to episodes, and rank the lines that sound unlike their text.",
    "publish": "Upload the show: only what changed.",
    "remove": "Remove episodes from feed and pages.",
    "script": "Show what is spoken for what is written.",
    "serve": "Serve the show, so that you can listen and subscribe.",
    "sync": "Keep the show in step with a newspaper.",
    "text": "Run one step of the Arabic front end.",
    "trust": "Allow a voice file of a folder to run programs or to choose services.",
    "voices": "List, show, install and try voices.",
    "worker": "Work for builds on other machines.",
}
SIGNALLED = 128  # and the number of the signal
BUG, LOST_OUTPUT, TRY_LATER = 70, 74, 75

_NO_MEMORY = "failed to map segment"  # what the system's loader says of a library that has no room


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
@verbosity_options
def program() -> None:
    """Turn Arabic news articles into podcast episodes.

    \b
    Example:
      audionews build article.txt
      audionews serve
    """


def main() -> None:
    """Run the program and exit with its code."""
    handle_signals()
    prepare()
    if COMPLETION in os.environ:
        sys.exit(_complete(os.environ[COMPLETION]))
    with tolerant_streams() as out:
        code = run(sys.argv[1:])
        sys.stdout.flush()
        if out.lost and code == 0:
            code = lost_output(out)
    sys.exit(code)


def prepare() -> None:
    """Set up the process, before anything is imported that takes time."""
    # Python's worker processes would import modules from the working folder before their own.
    os.environ.setdefault("PYTHONSAFEPATH", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads would only wait: work is shared out by line
    gc.set_threshold(10_000, 20, 50)  # imports make many objects, and hardly a cycle


def lost_output(out: Tolerant) -> int:
    """Print why a part of the output is lost, and return the exit code."""
    return _fail(f"a part of the output is lost: {out.lost}", "make room, and run it again", LOST_OUTPUT, [])


def run(arguments: list[str]) -> int:
    """Run the program and return its exit code.

    0 all well, 1 some articles failed, 2 usage, 65 bad article, 69 engine failed, 75 try later, 78 bad settings; 129,
    130 and 143 ended by a signal; 70 is a bug. ``main`` adds 74, output that is lost.
    """
    if number := received():  # before the command began
        return _ended(number)
    try:
        code = program.main(arguments, prog_name="audionews", standalone_mode=False, obj=wants_tracebacks(arguments))
    except (click.Abort, KeyboardInterrupt):
        return _ended(received() or signal.SIGINT)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a bug must not end in a page of traceback for a newsroom
        return _ended(received() or 0) or _failed(error, arguments)
    return _ended(received() or 0) or (code if isinstance(code, int) else 0)


def _complete(instruction: str) -> int:
    """Answer a shell that asks what a command line may go on with."""
    from click.shell_completion import shell_complete

    return shell_complete(program, {}, "audionews", COMPLETION, instruction)


def _ended(number: int) -> int:
    """Print what a signal did, and return the exit code; 0 is no signal."""
    if not number:
        return 0
    click.echo(f"audionews: {words_for(number)}; what was finished is kept", err=True)
    return SIGNALLED + number


def _failed(error: BaseException, arguments: list[str]) -> int:
    if isinstance(error, AudionewsError):
        return _fail(error.message, error.remedy, error.exit_code, arguments)
    if isinstance(error, click.ClickException):
        hint = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "audionews"
        return _fail(error.format_message().rstrip("."), f"{hint} --help", error.exit_code, arguments)
    if isinstance(error, MemoryError) or _NO_MEMORY in str(error):
        return _fail(
            "the memory is full", "build fewer articles at once, or with fewer --workers", TRY_LATER, arguments
        )
    return _fail(f"internal error: {error!r}", "report it with what 'audionews -vv ...' prints", BUG, arguments)


def _fail(what: str, remedy: str, code: int, arguments: list[str]) -> int:
    """Print an error in two lines; with -vv the traceback too."""
    if wants_tracebacks(arguments):
        import traceback

        traceback.print_exc()
    click.echo(error_lines(what, remedy), err=True)
    return code
