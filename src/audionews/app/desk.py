"""What the desk asks of the library, for the show in a folder."""

from __future__ import annotations

import math
import threading
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from audionews.app import readings as readings_of
from audionews.app.builds import plan_build
from audionews.app.composition import open_builder
from audionews.app.desk_builds import DeskBuilds, article_for, request_of
from audionews.app.inputs import read_inputs
from audionews.app.lexicon import add_entry, remove_entry
from audionews.app.show import rendered_facts
from audionews.app.voices import list_voices, speak_lines
from audionews.arabic.lexicon import Entry
from audionews.articles.editing import editable_lines
from audionews.building.scripting import read_as_fixed
from audionews.desk import edits
from audionews.desk.draft import Change, Draft, Kind, State
from audionews.desk.drafts import FOLDER, Drafts, new_id
from audionews.desk.edits import By
from audionews.desk.newsroom import ScriptPage, SpokenLine, WordCue, WordFix, WordPage
from audionews.desk.words import find_word, phrases, place_of, shown_lines
from audionews.errors import UsageError
from audionews.model import Article, Blob, Failed, Place, Role
from audionews.model.paths import show_cover_file
from audionews.model.reading import NOTHING_KNOWN
from audionews.settings import read_word_lists
from audionews.stores import open_store
from audionews.voices import choose_voice
from audionews.voices.load import LEXICON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from audionews.app.inputs import Input
    from audionews.app.library import Show
    from audionews.building.context import EpisodeBuilder
    from audionews.building.kept_script import Reading
    from audionews.catalogue.summary import EpisodeSummary
    from audionews.desk.newsroom import Approval, Progress
    from audionews.desk.words import ShownLine
    from audionews.model import Episode, Line, Script, ShowFacts, WordTime
    from audionews.model.events import BuildPlanned, Event

_MOST_ADDED = 100  # drafts of one input
_SCRIPTS = 32  # in memory
_PASTED = "-"
_SCOPES = ("here", "article", "always")
_TABLE = "desk"  # of the lexicon, for entries that the desk adds


class ShowNewsroom:
    """The desk of one show.

    Args:
        show: The show.
        allow_private: Whether addresses may be of this machine or its own network.
    """

    def __init__(self, show: Show, *, allow_private: bool = False) -> None:
        self._show = show
        self._allow_private = allow_private
        self._drafts = Drafts(open_store(show.folder / FOLDER))
        self._builds = DeskBuilds(show, self._drafts)
        self._writing = threading.Lock()  # of the lexicon
        self._script_of = lru_cache(_SCRIPTS)(self._written_script)

    def facts(self) -> ShowFacts:
        """Return the facts of the show."""
        return self._show.settings.show

    def settings(self) -> Mapping[str, str]:
        """Return the settings of the show that an editor wants to see, by their names."""
        settings = self._show.settings
        facts = settings.show
        return {
            "title": facts.title,
            "description": facts.description,
            "author": facts.author,
            "base_url": facts.base_url,
            "timezone": facts.timezone,
            "sections": "، ".join(facts.sections.values()),
            "voice": self.voices()[0],
            "max_cost": "" if settings.max_cost == math.inf else f"{settings.max_cost:g}",
            "loudness": f"{settings.loudness:g} LUFS",
            "bitrate": f"{settings.bitrate} kbit/s",
            "music": "، ".join(filter(None, (settings.intro, settings.bed, settings.transition, settings.outro))),
            "folder": str(self._show.folder),
            "lexicon": str(settings.folder / LEXICON),
        }

    def voices(self) -> tuple[str, ...]:
        """Return the names of the voices that can speak here; the first is the one that the settings choose."""
        return self._voices

    @cached_property
    def _voices(self) -> tuple[str, ...]:
        chosen = choose_voice(self._show.settings)[0].name
        ready = (row.name for row in list_voices(self._show.settings) if row.state == "ready")
        return tuple(dict.fromkeys((chosen, *ready)))

    def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, newest first."""
        return self._drafts.all()

    def damaged(self) -> tuple[str, ...]:
        """Return the files of drafts that cannot be read."""
        return self._drafts.damaged()

    def draft(self, draft_id: str) -> Draft:
        """Return a draft."""
        return self._drafts.draft(draft_id)

    def changes(self) -> tuple[Change, ...]:
        """Return the log, newest entry first."""
        return self._drafts.changes()

    def add_text(self, text: str, who: str) -> tuple[Draft, ...]:
        """Make drafts of a text that was pasted, and return them."""
        if not text.strip():
            raise UsageError("the text is empty", "paste the headline and the paragraphs of an article")
        return self._add(Blob(content=text.encode("utf-8", "replace"), name=_PASTED, media_type="text/plain"), who)

    def add_file(self, name: str, content: bytes, who: str) -> tuple[Draft, ...]:
        """Make drafts of the bytes of a file, and return them."""
        return self._add(Blob(content=content, name=name), who)

    def add_address(self, url: str, who: str) -> tuple[Draft, ...]:
        """Make drafts of what is at an address, and return them."""
        if "://" not in url:
            raise UsageError(f'"{url[:80]}" is no address', "write one like https://example.org/article")
        return self._add(url, who)

    def _add(self, source: Input, who: str) -> tuple[Draft, ...]:
        settings = self._show.settings
        found = read_inputs([source], NOTHING_KNOWN, settings, _ignore, allow_private=self._allow_private)
        waiting = {_words_of(draft): draft for draft in self.drafts() if draft.state is State.WAITING}
        made = []
        for each in islice(found, _MOST_ADDED):
            draft = self._made(each.found, who)
            same = waiting.get(_words_of(draft))
            made.append(same or self._drafts.add(draft))
        if not made:
            raise UsageError("there is no article in it", "audionews inspect shows what is in a file")
        return tuple(made)

    def _made(self, found: Article | Failed, who: str) -> Draft:
        article = found.article if isinstance(found, Failed) else found
        error = found.error if isinstance(found, Failed) else None
        draft = Draft(
            id=new_id(),
            source=found.source,
            made=_now(),
            facts=article,
            lines=editable_lines(found.lines, article),
            error=error.message if error else "",
            remedy=error.remedy if error else "",
        )
        return _logged(draft, Kind.ADDED, who)

    def place(self, draft_id: str, revision: int, at: int, place: str, who: str) -> Draft:
        """Put a line of a draft into another place."""
        if place not in set(Place):
            raise UsageError(f"there is no place {place[:20]!r}", f"choose one of {', '.join(edits.PLACES)}")
        return self._change(draft_id, revision, who, lambda draft, by: edits.placed(draft, at, Place(place), by))

    def rewrite(self, draft_id: str, revision: int, at: int, text: str, who: str) -> Draft:
        """Give a line of a draft another text."""
        return self._change(draft_id, revision, who, lambda draft, by: edits.rewritten(draft, at, text, by))

    def fix(self, draft_id: str, revision: int, wanted: WordFix, who: str) -> Draft:
        """Fix how a word is read."""
        if wanted.scope not in _SCOPES:
            raise UsageError(f"there is no scope {wanted.scope[:20]!r}", f"choose one of {', '.join(_SCOPES)}")
        draft = self.draft(draft_id)
        if wanted.scope == "always":
            return self._fix_always(draft_id, revision, wanted, who)
        place = place_of(wanted.place) if wanted.scope == "here" else None
        script = self._written(draft)[0] if place else None
        entry = Entry(written=wanted.written, reading=wanted.reading, kind=_TABLE)
        reading = readings_of.make_reading(self._show.settings, entry, script, place)
        return self._change(draft_id, revision, who, lambda draft, by: edits.fixed(draft, reading, by))

    def _fix_always(self, draft_id: str, revision: int, wanted: WordFix, who: str) -> Draft:
        entry = Entry(written=wanted.written, reading=wanted.reading, kind=_TABLE)

        def add(draft: Draft, by: By) -> Draft:
            add_entry(self._show.settings, entry)
            return edits.fixed_always(draft, entry.written, entry.reading, by)

        with self._writing:
            return self._change(draft_id, revision, who, add)

    def accept(self, draft_id: str, revision: int, place: str, who: str) -> Draft:
        """Say that a word is spoken correctly."""
        word = self.word(draft_id, place)
        wanted = WordFix(place=place, written=word.phrases[0], reading=word.word.spoken, scope="here")
        return self.fix(draft_id, revision, wanted, who)

    def undo(self, draft_id: str, revision: int, who: str) -> Draft:
        """Take the last change of a draft back."""

        def undo(draft: Draft, by: By) -> Draft:
            undone = edits.undone(draft, by)
            if draft.undo[-1].lexicon:
                remove_entry(self._show.settings, draft.undo[-1].lexicon, _TABLE)
            return undone

        with self._writing:
            return self._change(draft_id, revision, who, undo)

    def discard(self, draft_id: str, revision: int, who: str) -> Draft:
        """Put a draft away, or take it out again."""

        def turn(draft: Draft, by: By) -> Draft:
            if draft.state is State.DISCARDED:
                return edits.stated(draft, State.WAITING, by, Kind.REOPENED)
            return edits.stated(draft, State.DISCARDED, by, Kind.DISCARDED)

        return self._change(draft_id, revision, who, turn)

    def script(self, draft_id: str, voice: str = "") -> ScriptPage:
        """Return the script of a draft for a voice."""
        script, lost = self._written(self.draft(draft_id), voice)
        lists = read_word_lists(self._show.settings)
        return ScriptPage(
            lines=shown_lines(script, lists),
            lost=tuple(reading.written for reading in lost),
            voice=voice or self.draft(draft_id).voice or self.voices()[0],
        )

    def word(self, draft_id: str, place: str) -> WordPage:
        """Return a word of the script of a draft."""
        script, _ = self._written(self.draft(draft_id))
        lines = shown_lines(script, read_word_lists(self._show.settings))
        return WordPage(word=find_word(lines, place), phrases=phrases(script, place))

    def speak(self, draft_id: str, number: int, voice: str = "") -> SpokenLine:
        """Return a line of the script of a draft as it is spoken."""
        script, line, builder = self._line(draft_id, number, voice)
        wav = speak_lines([line], builder.voices)
        times = builder.voices.speaker(line).clip(line.spoken)[0].words
        shown = shown_lines(script, read_word_lists(self._show.settings))[number - 1]
        return SpokenLine(wav=wav, cues=tuple(_cues(shown, times)))

    def price(self, draft_id: str, number: int, voice: str = "") -> float:
        """Return what speaking a line would cost; 0 if it is in the cache."""
        _, line, builder = self._line(draft_id, number, voice)
        return builder.voices.estimate([line]).cost

    def _line(self, draft_id: str, number: int, voice: str) -> tuple[Script, Line, EpisodeBuilder]:
        draft = self.draft(draft_id)
        script, _ = self._written(draft, voice)
        if not 0 < number <= len(script.lines):
            raise UsageError(f"there is no line {number}", f"give a number from 1 to {len(script.lines)}")
        return script, script.lines[number - 1], self._builder(voice or draft.voice)

    def plan(self, draft_id: str, approval: Approval) -> BuildPlanned:
        """Return what publishing a draft would do and cost."""
        draft = self.draft(draft_id)
        planned, result = plan_build([article_for(draft, approval)], self._show, request_of(draft, approval))
        if result.failures:
            raise result.failures[0].error
        return planned[0]

    def approve(self, draft_id: str, revision: int, approval: Approval, who: str) -> Draft:
        """Begin to make the episode of a draft and to render the show."""

        def approved(draft: Draft, by: By) -> Draft:
            _ = draft.article  # that it is one is said now, and not by the build
            facts = {"voice": approval.voice, "section": approval.section, "publish_at": approval.publish_at}
            told = {"note": approval.note, "is_new": approval.is_new, "error": "", "remedy": ""}
            return edits.stated(draft, draft.state, by, Kind.APPROVED, **facts, **told)

        self._builds.refuse_second(draft_id)
        self._builds.refuse_outdated(self.draft(draft_id))
        draft = self._change(draft_id, revision, who, approved)
        self._builds.publish(draft, approval, who)
        return draft

    def preview(self, draft_id: str, approval: Approval) -> None:
        """Begin to make the episode of a draft without publishing it."""
        self._builds.refuse_second(draft_id)
        self._builds.preview(self.draft(draft_id), approval)

    def progress(self, draft_id: str) -> Progress | None:
        """Return how far the build of a draft is; None if there was none."""
        return self._builds.progress(draft_id)

    def preview_file(self, draft_id: str) -> Path | None:
        """Return the sound of the last preview of a draft, if it is still that of the draft."""
        return self._builds.preview_file(self.draft(draft_id))

    def episodes(self) -> tuple[EpisodeSummary, ...]:
        """Return all episodes of the show, newest first."""
        return tuple(self._show.episodes()) if self._show.folder.exists() else ()

    def episode(self, episode_id: str) -> Episode:
        """Return an episode."""
        return self._show.episode(episode_id)

    def public_folder(self) -> Path:
        """Return the output folder."""
        return self._show.folder

    def cover(self) -> bytes | None:
        """Return the cover of the show as JPEG, or None if it was not rendered yet."""
        store = open_store(self._show.folder)
        facts = rendered_facts(store)
        return store.read(show_cover_file(facts)) if facts else None

    def correct(self, episode_id: str, who: str) -> Draft:
        """Open an episode as a draft."""
        episode = self._show.episode(episode_id)
        if episode.stories:
            raise UsageError(f"{episode.id} is an edition, and no article", "correct the episodes in it")
        kept = readings_of.list_readings(self._show.folder, episode.id)
        before = self._drafts.of_episode(episode.id)
        if before and before.state is State.WAITING:
            return before
        article = _article_of(episode)
        lines = editable_lines((), article)
        if before and before.episode_revision == episode.revision:
            article, lines = before.facts or article, before.lines
        draft = Draft(
            id=new_id(),
            source=episode.source or episode.id,
            made=_now(),
            facts=replace(article, source=episode.source or episode.id),
            lines=lines,
            readings=kept,
            voice=self._voice_of(episode),
            section=episode.section,
            publish_at=episode.publish_at,
            episode=episode.id,
            episode_revision=episode.revision,
        )
        return self._drafts.add(_logged(draft, Kind.REOPENED, who))

    def _voice_of(self, episode: Episode) -> str:
        """Return the voice of an episode if it is another than that of the show."""
        ready = self.voices()
        return episode.voice.name if episode.voice.name in ready[1:] else ""

    def withdraw(self, episode_id: str, who: str) -> None:
        """Take an episode out of feed and pages."""
        self._log(self._show.remove(episode_id), Kind.REMOVED, who)

    def restore(self, episode_id: str, who: str) -> None:
        """Put an episode back into feed and pages."""
        self._log(self._show.restore(episode_id), Kind.RESTORED, who)

    def _log(self, episode: Episode, kind: Kind, who: str) -> None:
        self._drafts.log(Change(at=_now(), who=who, kind=kind, text=episode.title, episode=episode.id))

    def _change(self, draft_id: str, revision: int, who: str, change: Edit) -> Draft:
        return self._drafts.change(draft_id, revision, lambda draft: change(draft, By(who, _now())))

    def _written(self, draft: Draft, voice: str = "") -> tuple[Script, tuple[Reading, ...]]:
        """Return the script of a draft, and the readings whose word is no longer there."""
        stamp = open_store(self._show.settings.folder).stat(LEXICON)
        return self._script_of(draft.article, draft.readings, voice or draft.voice, stamp)

    def _written_script(
        self, article: Article, readings: tuple[Reading, ...], voice: str, _stamp: object
    ) -> tuple[Script, tuple[Reading, ...]]:
        return read_as_fixed(article, self._builder(voice), readings)

    def _builder(self, voice: str) -> EpisodeBuilder:
        return open_builder(
            self._show.settings, voice or self.voices()[0], open_store(self._show.folder), _ignore, fetch=False
        )


Edit: TypeAlias = "Callable[[Draft, By], Draft]"


def _ignore(_event: Event) -> None:
    """Do nothing with an event."""


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _logged(draft: Draft, kind: Kind, who: str) -> Draft:
    """Return a new draft with the entry of the log that it was made."""
    change = Change(at=draft.made, who=who, kind=kind, text=draft.title[:80], draft=draft.id, revision=draft.revision)
    return msgspec.structs.replace(draft, log=(change,))


def _words_of(draft: Draft) -> tuple[object, ...]:
    """Return what makes two drafts the same: where they came from, and their words."""
    facts = draft.facts
    return draft.episode, facts and (facts.link, facts.source_id), tuple(line.written for line in draft.lines)


def _cues(line: ShownLine, times: Sequence[WordTime]) -> Iterator[WordCue]:
    """Yield when the words of a line are spoken."""
    for word in line.words:
        own = [time for time in times if word.start <= time.start < word.start + len(word.spoken)]
        if own:
            yield WordCue(own[0].begins, own[-1].ends, word.place)


def _article_of(episode: Episode) -> Article:
    """Return the article that an episode was made of, as far as the episode has it."""

    def texts(role: Role) -> tuple[str, ...]:
        return tuple(segment.text for segment in episode.segments if segment.role is role)

    return Article(
        source=episode.source or episode.id,
        headline=episode.title,
        summary=texts(Role.SUMMARY),
        body=texts(Role.BODY),
        date=episode.published,
        byline=episode.byline,
        language=episode.language,
        link=episode.link,
        source_id=episode.source_id,
        section=episode.section,
    )
