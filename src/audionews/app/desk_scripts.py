"""The scripts of drafts: what is spoken, how a word is fixed, and how a line sounds."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from audionews import registry
from audionews.app.composition import open_builder
from audionews.app.lexicon import list_entries
from audionews.app.readings import make_reading
from audionews.app.voices import list_voices, spoken_clips, try_voice, wav_of
from audionews.arabic.lexicon import Entry
from audionews.building.kept_script import apply_readings
from audionews.building.scripting import script_of
from audionews.desk.newsroom import ScriptPage, SpokenLine, WordCue, WordPage
from audionews.desk.words import find_word, phrases, place_of, shown_lines
from audionews.errors import AudionewsError, UsageError
from audionews.model.events import ignore
from audionews.settings import read_word_lists
from audionews.stores import open_store
from audionews.voices import choose_voice
from audionews.voices.load import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.app.library import Show
    from audionews.building.context import EpisodeBuilder
    from audionews.building.kept_script import Reading
    from audionews.building.voice_set import VoiceSet
    from audionews.desk.draft import Draft
    from audionews.desk.newsroom import WordFix
    from audionews.desk.words import ShownLine
    from audionews.model import Article, Line, Script, WordTime

TABLE = "desk"  # of the lexicon, for entries that the desk adds
_KEPT = 32  # scripts in memory
_FIRST_WORD = "مرحبًا."


class DeskScripts:
    """Writes and speaks the scripts of drafts.

    Args:
        show: The show.
    """

    def __init__(self, show: Show) -> None:
        self._show = show
        self._script_of = lru_cache(_KEPT)(self._write)
        self._entries_at = lru_cache(1)(self._list)

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The names of the voices that can speak here; the first is the one that the settings choose.

        Raises:
            SettingsError: The settings name a voice that does not exist, or a voice's file is wrong.
        """
        chosen = choose_voice(self._show.settings)[0].name
        ready = (row.name for row in list_voices(self._show.settings) if row.state == "ready")
        return tuple(dict.fromkeys((chosen, *ready)))

    def script(self, draft: Draft, voice: str = "") -> ScriptPage:
        """Return the script of a draft for a voice.

        Raises:
            ArticleError: The lines of the draft are no article.
            SettingsError: There is no such voice.
        """
        script, lost = self._written(draft, voice)
        return ScriptPage(
            lines=self._shown(script),
            lost=tuple(reading.written for reading in lost),
            voice=voice or draft.voice or self.voices[0],
        )

    def word(self, draft: Draft, place: str) -> WordPage:
        """Return a word of the script of a draft.

        Raises:
            UsageError: There is no such word.
        """
        script, _ = self._written(draft)
        own = phrases(script, place)
        entries = self._entries_at(self._stamp())
        known = tuple((phrase, entries[phrase]) for phrase in own if phrase in entries)
        return WordPage(word=find_word(self._shown(script), place), phrases=own, entries=known)

    def reading(self, draft: Draft, wanted: WordFix) -> Reading:
        """Return the reading that an editor wants, in its usual form.

        Raises:
            UsageError: There is no such word in its place.
            SettingsError: The reading has the wrong form.
        """
        place = place_of(wanted.place) if wanted.scope == "here" else None
        script = self._written(draft)[0] if place else None
        entry = Entry(written=wanted.written, reading=wanted.reading, kind=TABLE)
        return make_reading(self._show.settings, entry, script, place)

    def speak(self, draft: Draft, number: int, voice: str = "", *, pay: bool = True) -> SpokenLine:
        """Return a line of the script of a draft as it is spoken, from the cache if it is there.

        Args:
            draft: The draft.
            number: The number of the line, from 1.
            voice: The name of a voice; "" takes that of the draft.
            pay: Whether it may cost something.

        Raises:
            UsageError: There is no such line.
            EngineError: It could not be spoken.
        """
        script, _ = self._written(draft, voice)
        if not 0 < number <= len(script.lines):
            raise UsageError(f"there is no line {number}", f"give a number from 1 to {len(script.lines)}")
        line = script.lines[number - 1]
        voices = self._builder(voice or draft.voice).voices
        cost = 0.0 if pay else voices.estimate([line]).cost
        if cost:
            return SpokenLine(cost=cost)
        clips = spoken_clips([line], voices)
        (shown,) = shown_lines(replace(script, lines=(line,)), read_word_lists(self._show.settings))
        return SpokenLine(wav=wav_of(clips, [line]), cues=tuple(_cues(shown, clips[0].words)))

    def to_proof(self, draft: Draft) -> tuple[Sequence[Line], VoiceSet]:
        """Return the lines of the script of a draft, as its episode would have them, and their voices.

        Raises:
            ArticleError: The lines of the draft are no article.
            SettingsError: There is no such voice.
        """
        return self._written(draft)[0].lines, self._builder(draft.voice).voices

    def load_voice(self) -> None:
        """Load what the first script and the first sound need, so that they come as quickly as later ones.

        Services are not asked.
        """
        with suppress(AudionewsError):  # it is told where it is met
            voice = choose_voice(self._show.settings, fetch=False)[0]
            if registry.engine(voice.engine).caps.offline:
                try_voice(voice, _FIRST_WORD, self._show.settings)

    def _shown(self, script: Script) -> tuple[ShownLine, ...]:
        return shown_lines(script, read_word_lists(self._show.settings))

    def _written(self, draft: Draft, voice: str = "") -> tuple[Script, tuple[Reading, ...]]:
        """Return the script of a draft, and the readings whose word is no longer there."""
        everywhere = tuple(each for each in draft.readings if each.at is None)
        script = self._script_of(draft.article, everywhere, voice or draft.voice, self._stamp())
        return apply_readings(script, draft.readings)

    def _stamp(self) -> object:
        """Return what changes with the lexicon of the show."""
        return open_store(self._show.settings.folder).stat(LEXICON)

    def _list(self, _stamp: object) -> dict[str, str]:
        """Return the readings in the lexicons by their words; they are kept until the lexicon changes."""
        return {entry.written: entry.reading for _, entry in list_entries(self._show.settings)}

    def _write(self, article: Article, readings: tuple[Reading, ...], voice: str, _stamp: object) -> Script:
        """Return the script of an article before single words are fixed; it is kept until the lexicon changes."""
        return script_of(article, self._builder(voice), readings)

    def _builder(self, voice: str) -> EpisodeBuilder:
        store = open_store(self._show.folder)
        return open_builder(self._show.settings, voice or self.voices[0], store, ignore, fetch=False)


def _cues(line: ShownLine, times: Sequence[WordTime]) -> Iterator[WordCue]:
    """Yield when the words of a line are spoken."""
    for word in line.words:
        own = [time for time in times if word.start <= time.start < word.start + len(word.spoken)]
        if own:
            yield WordCue(own[0].begins, own[-1].ends, word.place)
