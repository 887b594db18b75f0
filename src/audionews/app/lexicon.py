"""What an editor does with the lexicon: list and check its entries, look words up, add and remove entries."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import asdict, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from audionews import registry
from audionews.arabic.letters import is_letter, is_mark, strip_marks
from audionews.arabic.lexicon import Entry, Lexicon, read_entries, written_form
from audionews.errors import EntryChanged, UsageError, did_you_mean
from audionews.settings import read_word_lists
from audionews.settings.toml import read_toml
from audionews.stores import open_store
from audionews.voices import read_lexicons, voice_names
from audionews.voices.load import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from audionews.model import Voice
    from audionews.ports import BlobStore
    from audionews.settings import Settings


def list_entries(settings: Settings) -> Iterator[tuple[str, Entry]]:
    """Yield (file, entry) of the program's lexicon, then of the show's own. Later entries take precedence.

    Raises:
        SettingsError: A lexicon is not valid TOML, or an entry has the wrong form.
    """
    for source, table in read_lexicons(settings):
        for entry in read_entries(table, source):
            yield source, entry


def split_entries(settings: Settings) -> tuple[list[Entry], list[Entry]]:
    """Return the entries of the show's own lexicon, and those of the program.

    Raises:
        SettingsError: A lexicon is not valid TOML, or an entry has the wrong form.
    """
    found, path = list(list_entries(settings)), str(settings.folder / LEXICON)
    own = [entry for source, entry in found if source == path]
    return own, [entry for source, entry in found if source != path]


def open_lexicon(settings: Settings, voice: Voice) -> Lexicon:
    """Return the lexicon for a voice: the program's own, and the show's, which takes precedence.

    Raises:
        SettingsError: A lexicon is not valid TOML, or an entry has the wrong form.
    """
    entries = [entry for _, entry in list_entries(settings)]
    return Lexicon.select(entries, engine=voice.engine, voice=voice.name, lists=read_word_lists(settings))


def find_readings(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield (written, read) for all words of the text that are in the lexicon."""
    words = text.split()
    for match in lexicon.find(words):
        yield " ".join(words[match.start : match.end]), " ".join(match.words)


def add_entry(settings: Settings, entry: Entry) -> Path:
    """Add an entry to the show's own lexicon and return its file. The rest of the file does not change.

    The words are written without their marks, as they are looked up.

    Raises:
        SettingsError: The new entry, or one that is in the file already, has the wrong form.
        UsageError: The file has an entry for these words in this table, or there is no such table, engine or voice.
        StoreError: The file cannot be written.
    """
    refuse_unknown(settings, entry)
    store, path = open_store(settings.folder), settings.folder / LEXICON
    bare = replace(entry, written=written_form(entry.written))
    with store.lock():
        tables = read_toml(path) if path.is_file() else {}
        if _keys(tables, entry.kind, bare.written):
            raise UsageError(f'{path} has an entry for "{bare.written}"', "edit it there")
        changed = _inserted((store.read(LEXICON) or b"").decode("utf-8-sig"), bare)
        read_entries(tomllib.loads(changed), str(path))
        store.write(LEXICON, [changed.encode()])
    return path


def change_entry(settings: Settings, entry: Entry, expected: str) -> str:
    """Let the show's own lexicon read some words otherwise, and return how its table read them before, or "".

    Args:
        settings: The settings of the show.
        entry: The words and their new reading; "" removes the entry from its table.
        expected: How the lexicons read the words when the change was begun; "" if they did not have them.

    Raises:
        EntryChanged: They read them otherwise now.
        SettingsError: The lexicon, or the new entry, has the wrong form.
        UsageError: The entry has several lines, or there is no such table.
        StoreError: The file cannot be written.
    """
    with open_store(settings.folder).lock():
        entries = [found for _, found in list_entries(settings) if found.written == entry.written]
        now = entries[-1].reading if entries else ""
        if now != expected:
            what = f'the lexicon reads "{entry.written}" otherwise than it did'
            raise EntryChanged(what, "look at the difference, and make your change again", entry.written, now, expected)
        before = next((found.reading for found in entries if found.kind == entry.kind), "")
        if before:
            remove_entry(settings, entry.written, entry.kind)
        if entry.reading:
            add_entry(settings, entry)
    return before


def remove_entry(settings: Settings, written: str, kind: str | None = None) -> Path:
    """Remove the entries of some words from the show's own lexicon and return its file. The rest does not change.

    Args:
        settings: The settings of the show.
        written: The words as they are written.
        kind: The table to look in; None is every table.

    Raises:
        UsageError: The show's own lexicon has no such entry, or it has several lines.
        SettingsError: The file is not valid TOML.
        StoreError: The file cannot be written.
    """
    store, path = open_store(settings.folder), settings.folder / LEXICON
    with store.lock():
        changed = _without_entry(store, path, written, kind)
        store.write(LEXICON, [changed.encode()])
    return path


def _without_entry(store: BlobStore, path: Path, written: str, kind: str | None) -> str:
    """Return the text of a lexicon without the entries of some words; see ``remove_entry``."""
    tables = read_toml(path) if path.is_file() else {}
    keys = {each: found for each in tables if kind in {None, each} and (found := _keys(tables, each, written))}
    if not keys:
        raise UsageError(f'{path} has no entry for "{written}"', "audionews lexicon list shows those that it has")
    lines = (store.read(LEXICON) or b"").decode("utf-8-sig").splitlines()
    changed = "\n".join([*_without(lines, keys), ""])
    try:
        left = tomllib.loads(changed)
    except tomllib.TOMLDecodeError:
        left = tables
    if any(_keys(left, each, written) for each in keys):
        raise UsageError(f'the entry for "{written}" in {path} has several lines', "remove it there")
    return changed


def _keys(tables: dict[str, Any], kind: str, written: str) -> list[str]:
    """Return how the words are written in a table of a lexicon: marks in them are passed over."""
    bare, table = written_form(written), tables.get(kind, {})
    return [key for key in table if written_form(key) == bare] if isinstance(table, dict) else []


def _without(lines: list[str], keys: dict[str, list[str]]) -> Iterator[str]:
    """Yield the lines of a TOML file without some keys of some tables."""
    table = ""
    for line in lines:
        if line.startswith("["):
            table = line.strip().strip("[]").strip().strip('"')
        key = line.partition("=")[0].strip()
        forms = {form for each in keys.get(table, []) for form in (each, _quoted(each), f"'{each}'")}
        if key not in forms:
            yield line


def check_entries(settings: Settings) -> Iterator[tuple[str, Entry, str]]:
    """Yield (file, entry, doubt) for every entry that may be a mistake.

    Raises:
        SettingsError: A lexicon is not valid TOML, or an entry has the wrong form.
    """
    found = sorted(list_entries(settings), key=lambda pair: (pair[0], pair[1].written, pair[1].engine, pair[1].voice))
    for _, same in groupby(found, key=lambda pair: (pair[0], pair[1].written, pair[1].engine, pair[1].voice)):
        (source, entry), *others = same
        for _, other in others:
            yield source, other, f"is read {entry.reading} in the table {entry.kind} too"
    for source, entry in found:
        for doubt in _doubts(entry):
            yield source, entry, doubt


def refuse_unknown(settings: Settings, entry: Entry) -> None:
    """Raise a UsageError for an invalid name of a table, an unknown engine or voice, or letters that are not Arabic."""
    letters = [char for char in strip_marks(entry.reading) if char.isalnum()]
    if not (letters and all(unicodedata.name(char, "").startswith("ARABIC") for char in letters)):
        what = f'"{entry.reading}" is no reading: it is not written in Arabic letters'
        raise UsageError(what, "spell it out in Arabic letters with vowel marks, such as هَلُو for hello")
    if re.fullmatch("[A-Za-z0-9_-]+", entry.kind) is None:
        raise UsageError(f'a table cannot be called "{entry.kind}"', "write letters a to z, digits, - and _")
    kinds = (("engine", entry.engine, registry.engine_names()), ("voice", entry.voice, voice_names(settings)))
    for kind, name, names in kinds:
        if name and name not in names:
            raise UsageError(f'there is no {kind} "{name}"', did_you_mean(name, names))


def _doubts(entry: Entry) -> Iterator[str]:
    strange = sorted({char for char in entry.reading if not (is_letter(char) or is_mark(char) or char == " ")})
    if strange:
        yield f"has {' '.join(strange)} in its reading, which no Arabic voice can say"
    if entry.reading == entry.written:
        yield "says nothing that the written form does not say"
    elif strip_marks(entry.reading) != entry.written and entry.reading != strip_marks(entry.reading):
        yield "has other letters in its reading: fine when it is spelled out anew"


def _inserted(text: str, entry: Entry) -> str:
    """Return the text of a TOML file with the entry at the end of its table."""
    facts = {key: value for key, value in asdict(entry).items() if key in {"engine", "voice"} and value}
    reading = _quoted(entry.reading)
    scope = "".join(f", {key} = {_quoted(value)}" for key, value in facts.items())
    line = f"{_quoted(entry.written)} = " + (f"{{ reading = {reading}{scope} }}" if scope else reading)
    lines = text.splitlines()
    header = f"[{entry.kind}]"
    if header not in lines:
        return "\n".join([*lines, *([""] if lines else []), header, line, ""])
    start = lines.index(header) + 1
    end = next((at for at in range(start, len(lines)) if lines[at].startswith("[")), len(lines))
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], line, *lines[end:], ""])


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()  # a JSON string is a TOML string
