"""A group of commands."""

from __future__ import annotations

import click

from audionews.errors import UsageError, did_you_mean


class Group(click.Group):
    """A group of commands whose error for an unknown command suggests the nearest one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name.

        Raises:
            UsageError: There is none.
        """
        names = self.list_commands(ctx)
        if args and args[0] not in names:
            raise UsageError(f'there is no command "{ctx.command_path} {args[0]}"', did_you_mean(args[0], names))
        return super().resolve_command(ctx, args)
