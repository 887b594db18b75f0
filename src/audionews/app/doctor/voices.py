"""Which voices can speak now, and what the others lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.app.voices import obstacle
from audionews.engines.toolkit.voice_files import installed, refuse_damaged
from audionews.errors import SettingsError
from audionews.voices import choose_voice, load_voice, voice_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.app.doctor.findings import Area, Finding
    from audionews.model import Voice
    from audionews.settings import Settings

_NAMED = 6  # voices in one line


def findings(area: Area, settings: Settings) -> Iterator[Finding]:
    """Yield the voice of the settings, whether installed files are whole, and which other voices can speak."""
    chosen, notice = choose_voice(settings, fetch=False)
    why = obstacle(chosen, settings)
    missing = why is not None and notice is not None and not installed(chosen)  # a build fetches it
    if why is None:
        yield area.ok(f"{chosen.name} speaks")
    elif missing:
        yield area.note(notice or "", f"audionews voices install {chosen.name}")
    else:
        what = f"the voice of the settings, {chosen.name}, cannot speak: {why.message}"
        yield area.error(SettingsError(what, why.remedy))
    places = [(name, f"for the role {role}") for role, name in chosen.roles.items()]
    for name, place in (*places, *((name, "as a fallback") for name in chosen.fallback)):
        if other := obstacle(load_voice(name, settings), settings):
            yield area.warning(f"{name}, {place} of {chosen.name}, cannot speak: {other.message}", other.remedy)
    yield from _all_findings(area, settings)


def _all_findings(area: Area, settings: Settings) -> Iterator[Finding]:
    ready: list[str] = []
    lacking: dict[tuple[str, str], list[str]] = {}
    for name in voice_names(settings):
        try:
            voice = load_voice(name, settings)
            _refuse_damaged(voice)
        except SettingsError as error:
            yield area.error(error)
            continue
        why = obstacle(voice, settings)
        if why is None:
            ready.append(name)
        else:
            lacking.setdefault((why.message, why.remedy), []).append(name)
    yield area.ok(f"can speak: {', '.join(ready)}")
    for (what, remedy), names in lacking.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield area.note(f"cannot speak: {', '.join(names[:_NAMED])}{more}: {what}", remedy)


def _refuse_damaged(voice: Voice) -> None:
    """Raise a SettingsError unless the installed files of a voice, if there are any, have their digests."""
    folder = installed(voice)
    if voice.files and folder:
        refuse_damaged(voice, folder)
