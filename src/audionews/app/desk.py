"""What the desk asks of the library, for the show in a folder."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from audionews.app.builds import plan_build
from audionews.app.desk_builds import DeskBuilds, article_for, request_of
from audionews.app.desk_intake import draft_of_episode, drafts_in, now, words_of
from audionews.app.desk_proof import DeskProof
from audionews.app.desk_publishing import DeskPublishing
from audionews.app.desk_review import DeskReview
from audionews.app.desk_scripts import TABLE, DeskScripts
from audionews.app.lexicon import change_entry
from audionews.app.proof import has_recognizer, open_recognizer
from audionews.app.readings import list_readings
from audionews.app.show import rendered_facts
from audionews.app.sync import health
from audionews.arabic.lexicon import Entry
from audionews.desk import edits
from audionews.desk.draft import Change, Draft, Kind, State
from audionews.desk.drafts import FOLDER, Drafts
from audionews.desk.edits import By
from audionews.desk.newsroom import WordFix
from audionews.errors import UsageError
from audionews.model import Blob, Place
from audionews.model.paths import show_cover_file
from audionews.recognition import MODEL
from audionews.stores import open_store
from audionews.sync.database import FILE as SYNC_STATE
from audionews.voices.load import LEXICON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from audionews.app.inputs import Input
    from audionews.app.library import Show
    from audionews.catalogue.summary import EpisodeSummary
    from audionews.desk.newsroom import (
        Approval,
        Progress,
        Proofed,
        Proofing,
        ScriptPage,
        SpokenLine,
        Upload,
        WordPage,
    )
    from audionews.model import Episode, ShowFacts
    from audionews.model.events import BuildPlanned
    from audionews.ports import SpeechRecognizer

Edit: TypeAlias = "Callable[[Draft, By], Draft]"
_PASTED = "-"
_SCOPES = ("here", "article", "always")


class ShowNewsroom:
    """The desk of one show.

    Args:
        show: The show.
        allow_private: Whether addresses may be of this machine or its own network.
        recognizer: Returns the recognizer that listens to drafts; None takes that of the user, if there is one.
    """

    def __init__(
        self, show: Show, *, allow_private: bool = False, recognizer: Callable[[], SpeechRecognizer] | None = None
    ) -> None:
        self._show = show
        self._allow_private = allow_private
        self._drafts = Drafts(open_store(show.folder / FOLDER))
        self._review = DeskReview(show, self._drafts)
        self._publishing = DeskPublishing(show)
        self._builds = DeskBuilds(show, self._drafts, self._review, self._publishing.changed)
        self._scripts = DeskScripts(show)
        self._proof = DeskProof(self._scripts, recognizer or open_recognizer)
        self._has_recognizer = recognizer is not None or has_recognizer()

    def start(self) -> None:
        """Go on with what an end of the desk has cut short: builds of what was approved, and the upload of the show."""
        self._publishing.start()
        self._builds.resume()

    def load_voice(self) -> None:
        """Load what the first script and the first sound need, so that they come as quickly as later ones."""
        self._scripts.load_voice()

    def close(self) -> None:
        """Wait for the build, the upload or the line that has begun, and begin no other."""
        self._proof.close()
        self._builds.close()
        self._publishing.close()

    def health(self) -> bool:
        """Return whether the syncs of the show, if it has any, succeed."""
        has_syncs = (self._show.folder / SYNC_STATE).exists()
        return not has_syncs or bool(health(self._show)["ok"])

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
            "recognizer": os.environ.get(MODEL, "") if self._has_recognizer else "",
            "folder": str(self._show.folder),
            "lexicon": str(settings.folder / LEXICON),
        }

    def voices(self) -> tuple[str, ...]:
        """Return the names of the voices that can speak here; the first is the one that the settings choose."""
        return self._scripts.voices

    def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, newest first, those of what waits for review included."""
        self._review.bring_in()
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
        """Keep the drafts of an input, but for those that wait already; what failed with it before is put away."""
        waiting = [draft for draft in self.drafts() if draft.state is State.WAITING]
        same = {words_of(draft): draft for draft in waiting}
        found = tuple(drafts_in(source, self._show.settings, who, allow_private=self._allow_private))
        made = tuple(same.get(words_of(draft)) or self._drafts.add(draft) for draft in found)
        if not made:
            raise UsageError("there is no article in it", "audionews inspect shows what is in a file")
        if not any(draft.error for draft in made):
            for draft in waiting:
                if draft.facts is None and not draft.undo and draft.source == _name_of(source):
                    self.discard(draft.id, draft.revision, who)
        return made

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
        reading = self._scripts.reading(self.draft(draft_id), wanted)
        if wanted.scope != "always":
            return self._change(draft_id, revision, who, lambda draft, by: edits.fixed(draft, reading, by))
        entry = Entry(written=reading.written, reading=reading.reading, kind=TABLE)

        def add(draft: Draft, by: By) -> Draft:
            before = change_entry(self._show.settings, entry, wanted.known)
            return edits.fixed_always(draft, entry.written, (before, entry.reading), by)

        return self._change(draft_id, revision, who, add)

    def accept(self, draft_id: str, revision: int, place: str, who: str) -> Draft:
        """Say that a word is spoken correctly."""
        word = self.word(draft_id, place)
        wanted = WordFix(place=place, written=word.phrases[0], reading=word.word.spoken, scope="here")
        return self.fix(draft_id, revision, wanted, who)

    def undo(self, draft_id: str, revision: int, who: str, known: str | None = None) -> Draft:
        """Take the last change of a draft back; one of the lexicon only if nobody has changed the entry since."""

        def undo(draft: Draft, by: By) -> Draft:
            undone, last = edits.undone(draft, by), draft.undo[-1]
            if last.lexicon:
                entry = Entry(written=last.lexicon, reading=last.entry, kind=TABLE)
                change_entry(self._show.settings, entry, last.reading if known is None else known)
            return undone

        return self._change(draft_id, revision, who, undo)

    def is_outdated(self, draft: Draft) -> bool:
        """Return whether the newspaper has changed the article of a draft after somebody began to edit it."""
        return self._review.is_outdated(draft)

    def refresh(self, draft_id: str, revision: int, who: str) -> Draft:
        """Take the article as the newspaper has it now."""
        return self._change(draft_id, revision, who, self._review.refresh)

    def discard(self, draft_id: str, revision: int, who: str) -> Draft:
        """Put a draft away, or take it out again. An article that waits for review is rejected by it."""

        def turn(draft: Draft, by: By) -> Draft:
            if draft.state is State.DISCARDED:
                return edits.stated(draft, State.WAITING, by, Kind.REOPENED, review="")
            if draft.review:
                self._review.reject(draft, who)
            return edits.stated(draft, State.DISCARDED, by, Kind.DISCARDED)

        return self._change(draft_id, revision, who, turn)

    def script(self, draft_id: str, voice: str = "") -> ScriptPage:
        """Return the script of a draft for a voice."""
        return self._scripts.script(self.draft(draft_id), voice)

    def word(self, draft_id: str, place: str) -> WordPage:
        """Return a word of the script of a draft."""
        return self._scripts.word(self.draft(draft_id), place)

    def speak(self, draft_id: str, number: int, voice: str = "", *, pay: bool = True) -> SpokenLine:
        """Return a line of the script of a draft as it is spoken; what it would cost, if it may cost nothing."""
        return self._scripts.speak(self.draft(draft_id), number, voice, pay=pay)

    def proofing(self, draft_id: str) -> Proofing | None:
        """Return how far a recognizer has listened to a draft; None if there is no recognizer."""
        return self._proof.progress(draft_id) if self._has_recognizer else None

    def proofing_price(self, draft_id: str) -> float:
        """Return what it costs to speak the lines that a recognizer has to listen to; infinity if nobody knows."""
        return self._proof.price(self.draft(draft_id))

    def proof(self, draft_id: str) -> None:
        """Begin to have a recognizer listen to the lines of a draft."""
        self._proof.begin(self.draft(draft_id))

    def stop_proofing(self, draft_id: str) -> None:
        """Stop that, after the line that has begun."""
        self._proof.stop(draft_id)

    def proofed(self, draft_id: str, script: ScriptPage) -> Proofed:
        """Return what a recognizer has made of the script of a draft."""
        return self._proof.proofed(self.draft(draft_id), script.lines)

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
            told = {"note": approval.note, "is_new": approval.is_new, "error": "", "error_kind": "", "remedy": ""}
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
        before = self._drafts.of_episode(episode.id)
        if before and before.state is State.WAITING:
            return before
        draft = draft_of_episode(episode, before, list_readings(self._show.folder, episode.id), who)
        spoke = episode.voice.name  # the voice of the show is not named: it may change
        voice = spoke if spoke in self.voices()[1:] else ""
        return self._drafts.add(msgspec.structs.replace(draft, voice=voice))

    def upload(self) -> Upload | None:
        """Return how the upload of the show stands; None if the settings do not say that it is uploaded."""
        return self._publishing.state if self._show.settings.publish_to else None

    def upload_again(self) -> None:
        """Begin to upload the show now."""
        self._publishing.changed()

    def withdraw(self, episode_id: str, who: str) -> None:
        """Take an episode out of feed and pages."""
        with self._publishing.changing():
            self._log(self._show.remove(episode_id), Kind.REMOVED, who)

    def restore(self, episode_id: str, who: str) -> None:
        """Put an episode back into feed and pages."""
        with self._publishing.changing():
            self._log(self._show.restore(episode_id), Kind.RESTORED, who)

    def _log(self, episode: Episode, kind: Kind, who: str) -> None:
        self._drafts.log(Change(at=now(), who=who, kind=kind, text=episode.title, episode=episode.id))

    def _change(self, draft_id: str, revision: int, who: str, change: Edit) -> Draft:
        return self._drafts.change(draft_id, revision, lambda draft: change(draft, By(who, now())))


def _name_of(source: Input) -> str:
    """Return what messages call an input; "" for a text that was pasted, as each of them is called the same."""
    name = source.name if isinstance(source, Blob) else str(source)
    return "" if name == _PASTED else name
