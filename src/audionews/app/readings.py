"""What an editor does with the script of one episode: view it, and fix how its words are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.app.lexicon import refuse_unknown
from audionews.arabic.lexicon import Entry, read_entries, written_form
from audionews.building import kept_script
from audionews.building.kept_script import KeptScript, Reading, WordAddress
from audionews.catalogue import Catalogue
from audionews.errors import UsageError
from audionews.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from audionews.model import Script
    from audionews.settings import Settings

_PLACES = 5  # so many places of a word are named
KIND = "article"  # the name of the table under which such readings are checked like a lexicon's


def read_script(folder: Path | str, name: str) -> KeptScript:
    """Return the script of an episode as it was spoken.

    Args:
        folder: The output folder, or its address.
        name: The id of the episode, or the beginning of it.

    Raises:
        UsageError: There is no such episode, or it was made before scripts were kept.
        StoreError: The script is damaged.
    """
    with Catalogue.open(open_store(folder)) as catalogue:
        episode_id = catalogue.find(name).id
        script = kept_script.read_script(catalogue.store, episode_id)
    if script is None:
        raise UsageError(f"the script of {episode_id} was not kept", "build its article again")
    return script


def list_readings(folder: Path | str, name: str) -> tuple[Reading, ...]:
    """Return the readings that were fixed in an episode, oldest first.

    Raises:
        UsageError: There is no such episode.
        StoreError: They are damaged.
    """
    with Catalogue.open(open_store(folder)) as catalogue:
        return kept_script.read_readings(catalogue.store, catalogue.find(name).id)


def add_reading(
    settings: Settings, folder: Path | str, name: str, entry: Entry, place: tuple[int, int] | None = None
) -> str:
    """Fix a reading in one episode, and return the name of its file. The next build of the article uses it.

    Args:
        settings: The settings of the show.
        folder: The output folder, or its address.
        name: The id of the episode, or the beginning of it.
        entry: The words and their reading.
        place: The number of a segment and of a word in it, both from 1, if the reading applies to that word alone.

    Raises:
        UsageError: There is no such episode, engine, voice or word, or it has such a reading already.
        SettingsError: The reading has the wrong form.
    """
    reading = make_reading(settings, entry, read_script(folder, name).script if place else None, place)

    def added(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        if any(_same(each, reading) for each in readings):
            what = f'{name} has a reading of "{reading.written}" there'
            raise UsageError(what, f"audionews lexicon remove '{reading.written}' --only {name}")
        return (*readings, reading)

    return _change(folder, name, added)


def make_reading(
    settings: Settings, entry: Entry, script: Script | None = None, place: tuple[int, int] | None = None
) -> Reading:
    """Return a reading in its usual form, for ``BuildRequest.readings``.

    Args:
        settings: The settings of the show.
        entry: The words and their reading.
        script: The script that has the word, if the reading applies to one word alone.
        place: The number of the segment and of the word in it, both from 1.

    Raises:
        UsageError: There is no such engine, voice or word.
        SettingsError: The reading has the wrong form.
    """
    refuse_unknown(settings, entry)
    (checked,) = read_entries({KIND: {entry.written: _facts(entry)}}, "this")
    at = _address(script, place, checked.written) if script and place else None
    return Reading(written=checked.written, reading=checked.reading, engine=entry.engine, voice=entry.voice, at=at)


def keep_readings(folder: Path | str, name: str, readings: Sequence[Reading]) -> str:
    """Keep these readings beside an episode instead of those that it has, and return the name of their file.

    Raises:
        UsageError: There is no such episode.
        StoreError: The folder cannot be written.
    """
    return _change(folder, name, lambda _: tuple(readings))


def remove_reading(folder: Path | str, name: str, written: str) -> str:
    """Remove every reading of some words from one episode, and return the name of their file.

    Raises:
        UsageError: There is no such episode, or it has no such reading.
    """

    def removed(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        left = tuple(each for each in readings if each.written != written_form(written))
        if len(left) == len(readings):
            raise UsageError(f'{name} has no reading of "{written}"', f"audionews lexicon list --only {name}")
        return left

    return _change(folder, name, removed)


def _change(folder: Path | str, name: str, change: Callable[[tuple[Reading, ...]], tuple[Reading, ...]]) -> str:
    """Change the readings of an episode under the lock of the folder, and return the name of their file."""
    with Catalogue.open(open_store(folder)) as catalogue, catalogue.store.lock():
        episode_id = catalogue.find(name).id
        changed = change(kept_script.read_readings(catalogue.store, episode_id))
        file = kept_script.readings_file(episode_id)
        catalogue.store.write(file, [kept_script.encode(changed)])
        return catalogue.store.place(file)


def _facts(entry: Entry) -> dict[str, str]:
    return {key: value for key in ("reading", "engine", "voice") if (value := getattr(entry, key))}


def _address(script: Script, place: tuple[int, int], written: str) -> WordAddress:
    segment, word = (number - 1 for number in place)
    words = script.segments[segment].text.split() if 0 <= segment < len(script.segments) else []
    there = " ".join(words[word : word + len(written.split())]) if word >= 0 else ""
    if kept_script.bare(there) != written:
        what = (
            f'word {place[1]} of segment {place[0]} is "{there}", not "{written}"' if there else "there is no such word"
        )
        raise UsageError(what, _where(script, written))
    return kept_script.address_of(script, segment, word)


def _where(script: Script, written: str) -> str:
    """Return the places of the words as --word names them, in one line."""
    size = len(written.split())
    words = [segment.text.split() for segment in script.segments]
    places = [
        f"{segment}.{first + 1}"
        for segment, there in enumerate(words, 1)
        for first in range(len(there))
        if kept_script.bare(" ".join(there[first : first + size])) == written
    ]
    if not places:
        return "write it as it is in the article: audionews script ID prints that"
    return f"it is {', '.join(places[:_PLACES])}{', ...' if len(places) > _PLACES else ''} (segment and word)"


def _same(one: Reading, other: Reading) -> bool:
    return (one.written, one.engine, one.voice, one.at) == (other.written, other.engine, other.voice, other.at)
