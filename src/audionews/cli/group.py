"""Commands and groups of commands: what all of them have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from audionews.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

COMPLETION = "_AUDIONEWS_COMPLETE"  # the variable that a shell sets when it asks

_QUIET, _VERBOSE = "audionews.quiet", "audionews.verbose"  # what the options have said, in the context of click


def is_quiet() -> bool:
    """Return whether the user wants only results and errors (-q)."""
    return bool(_said(_QUIET))


def is_verbose() -> bool:
    """Return whether the user wants to be told more (-v)."""
    return bool(_said(_VERBOSE))


def say(text: str) -> None:
    """Print a sentence for a person to stderr, unless they want results only."""
    if not is_quiet():
        click.echo(text, err=True)


def _said(name: str) -> int:
    context = click.get_current_context(silent=True)
    return int(context.meta.get(name, 0)) if context else 0


def _remember(ctx: click.Context, parameter: click.Parameter, value: int) -> None:
    name = _QUIET if parameter.name == "quiet" else _VERBOSE
    ctx.meta[name] = ctx.meta.get(name, 0) + int(value)  # the program has the options too, before the command


def verbosity_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add -q and -v."""
    return _quiet_option(_verbose_option(command))


_quiet_option = click.option(
    "-q", "--quiet", is_flag=True, expose_value=False, callback=_remember, help="Print only results and errors."
)
_verbose_option = click.option(
    "-v",
    "--verbose",
    count=True,
    expose_value=False,
    callback=_remember,
    help="Tell more; -vv adds tracebacks to errors.",
)


class Command(click.Command):
    """A command that has -q and -v."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - click's signature
        super().__init__(*arguments, **options)
        _quiet_option(self)
        _verbose_option(self)


class Group(click.Group):
    """A group of commands whose error for an unknown command suggests the nearest one."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name.

        Raises:
            UsageError: There is none.
        """
        names = self.list_commands(ctx)
        if args and args[0] not in names and not ctx.resilient_parsing:  # completion asks with half a name
            raise UsageError(f'there is no command "{ctx.command_path} {args[0]}"', did_you_mean(args[0], names))
        return super().resolve_command(ctx, args)
