"""docs/reference/cli.md is what the commands say of themselves. AUDIONEWS_GOLDEN=write writes it anew."""

import inspect
import os
from collections.abc import Iterator
from pathlib import Path

import click

from audionews.cli.main import program

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def render() -> str:
    """Return the page."""
    intro = "# The command line\n\nMade from the program's own help.\n"
    codes = "\n".join(line.strip() for line in CODES.strip().splitlines())
    return "\n".join([intro, codes, "", *sections(program, "audionews")])


CODES = """
stdout is the result, one path or one JSON object a line; stderr is progress and words. An error is two lines: what
happened, and what to do; `audionews -vv COMMAND` adds the traceback. Exit codes:

| code | means |
| --- | --- |
| 0 | all well |
| 1 | some articles failed, each is named |
| 2 | the command line makes no sense |
| 65 | bad article |
| 69 | the engine failed |
| 70 | a bug in the program: report it |
| 74 | all was done, but a part of the output could not be written |
| 75 | try again later |
| 78 | bad settings, or a folder that cannot be used |
| 129, 130, 143 | its terminal has gone, or it was interrupted or terminated; what was finished is kept |
"""


def sections(command: click.Command, name: str) -> Iterator[str]:
    """Yield the lines on a command and the ones below it."""
    context = click.Context(command, info_name=name)
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            below = command.get_command(context, part)
            assert below is not None
            yield from sections(below, f"{name} {part}")
        return
    text, _, example = inspect.cleandoc(command.help or "").replace("\b", "").partition("Example:\n")
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    yield f"## {name}\n\n{text.strip()}\n\n```\n{usage}\n```\n"
    rows = [record for parameter in command.params if (record := parameter.get_help_record(context))]
    yield "| option | meaning |\n| --- | --- |"
    yield from (f"| `{option}` | {meaning.replace('|', chr(92) + '|')} |" for option, meaning in rows)
    yield f"\nExample:\n\n```\n{inspect.cleandoc(example)}\n```\n"


def test_the_reference_is_what_the_commands_say() -> None:
    if os.environ.get("AUDIONEWS_GOLDEN") == "write":
        PAGE.write_text(render(), "utf-8")
    assert PAGE.read_text("utf-8") == render()
