"""audionews sync."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audionews.cli.group import Command, is_quiet
from audionews.cli.options import local_folder, out_option, settings_option, show_option

if TYPE_CHECKING:
    from audionews.app.sync import Sync, SyncResult
    from audionews.model.events import Event

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_STEPS = frozenset({"line_spoken", "line_encoded", "file_sent", "script_written", "speech_planned"})
_ROUTINE = frozenset({"source_polled", "sync_finished", "article_left_out", "show_published"})
_LEAST = 10.0  # seconds; sites would complain


def _duration(_ctx: click.Context, _parameter: click.Parameter, value: str) -> float:
    """Return the seconds of a duration such as 5m.

    Raises:
        BadParameter: It is none, or too short.
    """
    match = re.fullmatch(r"([0-9]{1,6})([smhd])", value)
    if match is None:
        raise click.BadParameter(f"{value!r} is no duration; write 90s, 5m or 1h")
    seconds = int(match[1]) * _UNITS[match[2]]
    if seconds < _LEAST:
        raise click.BadParameter(f"sites should be asked at most every {_LEAST:.0f}s")
    return seconds


@click.command(cls=Command)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--watch", is_flag=True, help="Go on until the program is ended.")
@click.option(
    "--every",
    metavar="TIME",
    default="5m",
    show_default=True,
    callback=_duration,
    help="How often --watch asks the sources.",
)
@click.option(
    "--max-per-run",
    "most",
    type=click.IntRange(min=1),
    metavar="N",
    help="Make or correct at most N episodes in a round; the rest waits for the next.",
)
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of this machine and its own network too.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done; write nothing.")
@click.option(
    "--health",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="After each round, write into FILE how each source is, as JSON.",
)
@out_option
@settings_option
@show_option
def command(sources: tuple[str, ...], out: Path | str, settings: Path | None, show: str | None, **options: Any) -> int:  # noqa: ANN401 - click's
    """Keep the show in step with a newspaper.

    SOURCE is the name of a source in the settings (a table [[sync]]), the address of a feed, or a folder; without one,
    all sources of the settings are asked. New articles become episodes, changed ones are corrected, and withdrawn ones
    removed. What is known of the sources is kept in the folder of the show: a sync that is ended at any moment loses
    nothing and repeats nothing.

    Each event is a line of JSON on stdout.

    \b
    Example:
      audionews sync .
    """
    from audionews.app import sync
    from audionews.app.idle import Invocation
    from audionews.cli.signals import until_ended
    from audionews.errors import UsageError
    from audionews.settings import FILE, load_settings

    report = until_ended(SyncReport(quiet=is_quiet()))
    if options["watch"] and options["dry_run"]:
        raise UsageError("--watch and --dry-run exclude each other", "give one of them")
    names = ("most", "allow_private", "dry_run")
    request = sync.SyncRequest(sources=sources, **{name: options[name] for name in names})
    with sync.Sync(local_folder(out), load_settings(settings, show), request, report) as running:
        if options["watch"]:
            if os.environ.get("SOURCE_DATE_EPOCH"):
                raise UsageError(
                    "SOURCE_DATE_EPOCH is set, so time would stand still", "unset it, or leave out --watch"
                )
            sync.watch(running, options["every"], report, after=lambda: _write_health(options["health"], running))
        result = running.round()
        if not (sources or show):
            running.remember(Invocation(str(out), str(settings or FILE), options["allow_private"]))
        _write_health(options["health"], running)
    return _code(result)


class SyncReport:
    """Prints every event that matters as a JSON object with its time, on a line of stdout.

    Args:
        quiet: Print only what happens to episodes, and failures.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._left_out = _STEPS | _ROUTINE if quiet else _STEPS

    def __call__(self, event: Event) -> None:
        """Print the event."""
        import msgspec

        facts = msgspec.to_builtins(event)
        if facts["event"] not in self._left_out:
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            click.echo(msgspec.json.encode({"at": moment, **facts}))


def _write_health(path: Path | None, running: Sync) -> None:
    if path is not None:
        running.write_health(path)


def _code(result: SyncResult) -> int:
    """Return 0 if nothing failed, the code of the failures if they have one and nothing was done, else 1."""
    done, codes = result.finished, set(result.codes)
    made = done.new + done.corrected + done.removed + done.restored
    return 0 if not codes else codes.pop() if not made and len(codes) == 1 else 1
