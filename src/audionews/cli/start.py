"""The start of the program. A sync without news ends here, and loads no command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from audionews.cli.signals import handle_signals
from audionews.cli.streams import tolerant_streams

if TYPE_CHECKING:
    from typing import Any

_FLAGS = {"--allow-private", "-q", "--quiet"}
_VALUES = {"--out": "output", "--settings": "audionews.toml", "--max-per-run": "1"}  # options of a sync with a value


def main() -> None:
    """Run the program and exit with its code."""
    handle_signals()
    with tolerant_streams() as out:
        is_done = _is_done(sys.argv[1:])
        sys.stdout.flush()
    if is_done and not out.lost:
        return
    from audionews.cli import main as whole

    if is_done:
        sys.exit(whole.lost_output(out))
    whole.main()


def run(arguments: list[str]) -> int:
    """Run the program and return its exit code; see ``audionews.cli.main.run``."""
    if _is_done(arguments):
        return 0
    from audionews.cli.main import run as run_command

    return run_command(arguments)


def _is_done(arguments: list[str]) -> bool:
    """Return whether the command was a sync without news, which is done; what ends it is told by the whole program."""
    try:
        return _synced_without_news(arguments)
    except KeyboardInterrupt:
        return False


def _synced_without_news(arguments: list[str]) -> bool:
    """Return whether the command was a sync of the usual kind that has found no news, and has told so."""
    options = _options(arguments)
    if options is None:
        return False
    from audionews.app.idle import Invocation, events_without_news

    called = Invocation(options["--out"], options["--settings"], "--allow-private" in options)
    events = events_without_news(called)
    if events and not {"-q", "--quiet"} & options.keys():
        _print(events)
    return events is not None


def _options(arguments: list[str]) -> dict[str, str] | None:
    """Return the options of a sync and their values; None for other commands, and if click has to have a look."""
    if arguments[:1] != ["sync"]:
        return None
    options, rest = dict(_VALUES), iter(arguments[1:])
    for name in rest:
        if name in _FLAGS:
            options[name] = ""
        elif name in _VALUES and (value := next(rest, "-"))[:1] not in {"", "-"}:
            options[name] = value
        else:
            return None
    is_usual = (
        "://" not in options["--out"] and options["--max-per-run"].isdecimal() and options["--max-per-run"] != "0"
    )
    return options if is_usual else None


def _print(events: list[dict[str, Any]]) -> None:
    """Print events as ``audionews sync`` does."""
    import json
    from datetime import UTC, datetime

    for event in events:
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"at": moment, **event}, ensure_ascii=False, separators=(",", ":"))
        sys.stdout.write(f"{line}\n")
