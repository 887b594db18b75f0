"""The pages of the documentation as data: their blocks of code, and the command lines in them.

A comment before a block says what a test does with it: ``<!-- run -->`` runs it, ``<!-- run 65 -->`` expects that exit
code, ``<!-- settings -->`` makes it the settings of the page's folder.
"""

import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from audionews.cli.main import program

ROOT = Path(__file__).parents[1]
PAGES = [path for pattern in ("*.md", "docs/**/*.md", "examples/*.md") for path in sorted(ROOT.glob(pattern))]
_BLOCK = re.compile(
    r"(?:^[ ]*<!-- (?P<mark>run|settings)(?: (?P<code>\d+))? -->\n)?"
    r"^(?P<indent>[ ]*)```(?P<kind>\w*)[^\n]*\n(?P<text>.*?)^(?P=indent)```",
    re.DOTALL | re.MULTILINE,
)
_COMMAND = re.compile(r"(?:^|[\s;&|(/])audionews (?=[a-z-])(?!audionews)")
_ENDS = {"|", "||", "&&", "&", ";", ">", ">>", "<", ")"}
_ANY = re.compile(r"\.\.\.|…|\[.*|[A-Z_]+")  # what stands for something else in a line that shows a form


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code of a page.

    Attributes:
        kind: Its language, or "".
        text: Its lines, without the indent that they have in a list.
        mark: "run", "settings" or "".
        code: The exit code that its last command should have.
    """

    kind: str
    text: str
    mark: str
    code: int

    @property
    def commands(self) -> list[str]:
        """The lines that a reader types: those after a prompt, or all of them. A line may go on after a backslash."""
        lines = self.text.replace("\\\n", " ").splitlines()
        if self.kind == "console":
            return [line[2:] for line in lines if line.startswith("$ ")]
        return [line for line in lines if line.strip()]


def blocks(page: Path) -> list[Block]:
    """Return the blocks of code of a page."""
    return [
        Block(found["kind"], textwrap.dedent(found["text"]), found["mark"] or "", int(found["code"] or 0))
        for found in _BLOCK.finditer(page.read_text("utf-8"))
    ]


def anchors(page: Path) -> set[str]:
    """Return the names of the headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def command_lines(page: Path) -> Iterator[tuple[str, bool]]:
    """Yield every line that calls the program, and whether it stands whole in a block, as opposed to within a text."""
    text = page.read_text("utf-8")
    for block in blocks(page):
        if block.kind in {"", "sh", "console", "ini", "yaml", "dockerfile"}:
            yield from ((line, True) for line in block.commands if _COMMAND.search(line) and "[OPTIONS]" not in line)
    for code in re.findall(r"`([^`\n]+)`", _BLOCK.sub("", text)):
        if _COMMAND.search(code):
            yield code.replace("\\|", "|"), False


def is_plain(line: str) -> bool:
    """Return whether a line only calls the program, so that no shell is needed to run it."""
    return line.startswith("audionews ") and not set(line) & set("|<>$;&#")


def faults(line: str, *, whole: bool) -> Iterator[str]:
    """Yield what the program would not understand in each of its calls in a line."""
    for start in [found.end() for found in _COMMAND.finditer(line)]:
        lexer = shlex.shlex(line[start:], posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words = []
        for word in lexer:
            if word in _ENDS or set(word) <= set("|&;<>()"):
                break
            words.append(word)
        yield from _faults(words, whole=whole)


def _faults(words: list[str], *, whole: bool) -> Iterator[str]:
    """Follow the words through the commands, and let the parser of the last one read the rest."""
    command: click.Command = program
    context = click.Context(command, info_name="audionews")
    rest = [word for word in words if word not in {"...", "…"}]
    while isinstance(command, click.Group):
        while rest and command is program and rest[0].startswith("-"):
            rest = rest[1:]
        if not rest or _ANY.fullmatch(rest[0]):
            return
        below = command.get_command(context, rest[0])
        if below is None:
            yield f"there is no command {rest[0]}"
            return
        command, rest = below, rest[1:]
        context = click.Context(command, info_name=rest[0] if rest else "", parent=context)
    yield from _option_faults(command, context, rest, whole=whole)


def _option_faults(command: click.Command, context: click.Context, words: list[str], *, whole: bool) -> Iterator[str]:
    options = {name: each for each in command.params if isinstance(each, click.Option) for name in each.opts}
    if not whole and words and words[-1] in options and not options[words[-1]].is_flag:
        words = [*words, "VALUE"]  # a text may name an option without its value
    try:
        values, left, _ = command.make_parser(context).parse_args(words)
    except click.UsageError as error:
        yield error.format_message()
        return
    if left:
        yield f"nothing takes {left}"
    for each in command.params:
        value = values.get(each.name or "")
        if whole and isinstance(each, click.Argument) and each.required and not value:
            yield f"{each.name} is missing"
        if isinstance(each.type, click.Choice) and isinstance(value, str) and not _ANY.fullmatch(value):
            yield from [] if value in each.type.choices else [f"{each.opts[0]} cannot be {value}"]
