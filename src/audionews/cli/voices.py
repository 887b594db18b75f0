"""audionews voices."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from audionews.cli.completing import complete_voice
from audionews.cli.group import Group, is_quiet, say
from audionews.cli.options import json_option, settings_option
from audionews.cli.streams import CLEAR

_SAMPLE = "مرحباً بكم في نشرة الأخبار. هكذا يبدو هذا الصوت."


@click.group(cls=Group)
def command() -> None:
    """List, show, install and try voices.

    \b
    Example:
      audionews voices list
    """


@command.command(name="list")
@settings_option
@json_option
def list_(settings: Path | None, *, as_json: bool) -> None:
    """List all voices: engine, state, offline or online, licence.

    \b
    Example:
      audionews voices list
    """
    from audionews import app
    from audionews.cli.words import json_line
    from audionews.settings import load_settings

    rows = tuple(app.list_voices(load_settings(settings)))
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        reach = "" if row.state == "no engine" else "offline" if row.offline else "online"
        text = f"{row.name:{width}} {row.engine:8} {row.state:14} {reach:8} {row.licence}"
        click.echo(json_line(row) if as_json else text)


@command.command()
@click.argument("name", shell_complete=complete_voice)
@settings_option
def show(name: str, settings: Path | None) -> None:
    """Show all settings of the voice NAME, as JSON.

    \b
    Example:
      audionews voices show ar-ziad
    """
    import msgspec

    from audionews.cli.words import json_line
    from audionews.settings import load_settings
    from audionews.voices import load_voice

    voice = load_voice(name, load_settings(settings))
    click.echo(msgspec.json.format(json_line(voice)))


@command.command()
@click.argument("name", shell_complete=complete_voice)
@click.option("--from", "source", metavar="URL-OR-PATH", help="A folder or an address that has its files.")
@settings_option
def install(name: str, source: str | None, settings: Path | None) -> None:
    """Download, check and install the files of the voice NAME.

    They are installed into the first folder of AUDIONEWS_VOICES, else into the user's data folder. If the voice cannot
    speak all the same, for want of a package or a key, the exit code is 78, and what to do is said.

    \b
    Example:
      audionews voices install ar-ziad
    """
    from audionews import app
    from audionews.errors import SettingsError
    from audionews.settings import load_settings
    from audionews.voices import load_voice

    opened = load_settings(settings)
    voice = load_voice(name, opened)
    for path in app.install_voice(voice, source, _progress):
        click.echo(path)
    done = "is installed" if voice.files else "needs no files"
    if obstacle := app.obstacle(voice, opened):
        raise SettingsError(f"{name} {done}, but cannot speak yet: {obstacle.message}", obstacle.remedy)
    say(f"{name} {done} and can speak: audionews voices try {name}")


@command.command(name="try")
@click.argument("name", shell_complete=complete_voice)
@click.argument("text", default=_SAMPLE)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.wav", help="The file; NAME.wav by default."
)
@settings_option
def try_(name: str, text: str, out: Path | None, settings: Path | None) -> None:
    """Speak TEXT with the voice NAME into a WAV file.

    \b
    Example:
      audionews voices try ar-neural 'مرحباً بكم'
    """
    from audionews import app
    from audionews.settings import load_settings
    from audionews.voices import load_voice

    opened = load_settings(settings)
    sound = app.try_voice(load_voice(name, opened), text, opened)
    path = out or Path(f"{name}.wav")
    app.write_file(path, sound)
    click.echo(path)


def _progress(name: str, have: int, size: int) -> None:
    if sys.stderr.isatty() and not is_quiet():
        click.echo(f"{CLEAR}{name} {100 * have // size} %", nl=have == size, err=True)
