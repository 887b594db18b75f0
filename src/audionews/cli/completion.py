"""audionews completion."""

from __future__ import annotations

import click

from audionews.cli.group import COMPLETION, Command

_SHELLS = ("bash", "fish", "zsh")


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print the script that completes commands in a shell.

    Commands, options, files, the names of voices and shows, and the ids of episodes are completed. Put the line for
    your shell where it starts; bash must be 4.4 or newer:

    \b
      eval "$(audionews completion bash)"                            # into ~/.bashrc
      eval "$(audionews completion zsh)"                             # into ~/.zshrc, after compinit
      audionews completion fish > ~/.config/fish/completions/audionews.fish

    \b
    Example:
      audionews completion zsh
    """
    from click.shell_completion import get_completion_class

    from audionews.cli.main import program

    if kind := get_completion_class(shell):
        # not its source(), which runs a bash to look at its version
        found = kind(program, {}, "audionews", COMPLETION)
        click.echo(found.source_template % found.source_vars())
