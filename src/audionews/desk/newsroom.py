"""What the desk asks of the library: the port that the composition root fills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from audionews.catalogue.summary import EpisodeSummary
    from audionews.desk.draft import Change, Draft
    from audionews.desk.marks import LineMark
    from audionews.desk.words import ShownLine, ShownWord
    from audionews.model import Episode, ShowFacts
    from audionews.model.events import BuildPlanned


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFix:
    """How an editor wants a word or a phrase to be read.

    Attributes:
        place: The place of its first word, such as "3.5".
        written: The words as they are written.
        reading: How they are spoken: with vowel marks, or spelled out.
        scope: "here", "article" or "always".
        known: How the lexicon read the words when the editor saw them, or "". A reading for always takes its place.
    """

    place: str
    written: str
    reading: str
    scope: str
    known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What an editor decides about a draft when it is published.

    Attributes:
        voice: The name of a voice, or "" for that of the settings.
        section: The section of the show, or "".
        publish_at: When it may be published, aware, or None.
        note: What was corrected, for listeners, or "".
        is_new: Whether it is another article than the episodes that it resembles.
    """

    voice: str = ""
    section: str = ""
    publish_at: datetime | None = None
    note: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptPage:
    """The script of a draft.

    Attributes:
        lines: Its lines, word by word.
        lost: The readings whose word is no longer there.
        voice: The name of the voice that it is written for.
    """

    lines: tuple[ShownLine, ...]
    lost: tuple[str, ...]
    voice: str


class WordCue(NamedTuple):
    """When a word is spoken: seconds from the start of the sound, and the place of the word."""

    begins: float
    ends: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """A line of a script as it is spoken.

    Attributes:
        wav: The sound as a WAV file; b"" if nobody has said yet that it may cost something.
        cues: When its words are spoken; () if the engine does not say.
        cost: What speaking it would cost then.
    """

    wav: bytes = b""
    cues: tuple[WordCue, ...] = ()
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPage:
    """A word of a script.

    Attributes:
        word: The word.
        phrases: The word as it is written, then with the word behind it, and so on.
        entries: Those of the phrases that are in a lexicon, with their readings there.
    """

    word: ShownWord
    phrases: tuple[str, ...]
    entries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is.

    Attributes:
        done: Whether it has ended.
        lines: The number of lines.
        spoken: How many of them are spoken.
        encoded: How many of them are encoded.
        notices: What an editor should know.
        error: Why it failed, or "".
        error_kind: The name of the class of that error, or "".
        remedy: What to do about that, or "".
    """

    done: bool = False
    lines: int = 0
    spoken: int = 0
    encoded: int = 0
    notices: tuple[str, ...] = ()
    error: str = ""
    error_kind: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofing:
    """How far a recognizer has listened to a draft.

    Attributes:
        done: Whether it does not listen now.
        lines: The number of lines; 0 if it was never asked to.
        proofed: How many of them it has listened to.
        stopping: Whether it is to stop after the line that has begun.
        error: Why it could not go on, or "".
        error_kind: The name of the class of that error, or "".
        remedy: What to do about that, or "".
    """

    done: bool = True
    lines: int = 0
    proofed: int = 0
    stopping: bool = False
    error: str = ""
    error_kind: str = ""
    remedy: str = ""


class Proofed(NamedTuple):
    """What a recognizer has made of a draft: the marks of its lines, by rank, and how many it has not listened to."""

    marks: tuple[LineMark, ...] = ()
    left: int = 0


class Upload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the upload of the show stands, where the settings say that it is uploaded.

    Attributes:
        pending: Whether the show has changed since it was uploaded.
        running: Whether it is being uploaded.
        done: When it was uploaded last, aware, or None.
        failures: How often in a row that failed.
        next_try: When it is tried again, aware, or None.
        error: Why it failed, or "".
        error_kind: The name of the class of that error, or "".
        remedy: What to do about that, or "".
    """

    pending: bool = False
    running: bool = False
    done: datetime | None = None
    failures: int = 0
    next_try: datetime | None = None
    error: str = ""
    error_kind: str = ""
    remedy: str = ""


class Newsroom(Protocol):
    """Everything that an editor does to a show. It is called from several threads.

    Every method may raise an ``AudionewsError``: a ``DraftChanged`` or an ``EntryChanged`` if somebody was quicker.
    """

    def health(self) -> bool:
        """Return whether the syncs of the show, if it has any, succeed."""
        ...

    def facts(self) -> ShowFacts:
        """Return the facts of the show."""
        ...

    def settings(self) -> Mapping[str, str]:
        """Return the settings of the show that an editor wants to see, by their names."""
        ...

    def voices(self) -> tuple[str, ...]:
        """Return the names of the voices that can speak here; the first is the one that the settings choose."""
        ...

    def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, newest first."""
        ...

    def damaged(self) -> tuple[str, ...]:
        """Return the files of drafts that cannot be read."""
        ...

    def draft(self, draft_id: str) -> Draft:
        """Return a draft."""
        ...

    def changes(self) -> tuple[Change, ...]:
        """Return the log, newest entry first."""
        ...

    def add_text(self, text: str, who: str) -> tuple[Draft, ...]:
        """Make drafts of a text that was pasted, and return them."""
        ...

    def add_file(self, name: str, content: bytes, who: str) -> tuple[Draft, ...]:
        """Make drafts of the bytes of a file, and return them."""
        ...

    def add_address(self, url: str, who: str) -> tuple[Draft, ...]:
        """Make drafts of what is at an address, and return them."""
        ...

    def place(self, draft_id: str, revision: int, at: int, place: str, who: str) -> Draft:
        """Put a line of a draft into another place."""
        ...

    def rewrite(self, draft_id: str, revision: int, at: int, text: str, who: str) -> Draft:
        """Give a line of a draft another text."""
        ...

    def fix(self, draft_id: str, revision: int, wanted: WordFix, who: str) -> Draft:
        """Fix how a word is read."""
        ...

    def accept(self, draft_id: str, revision: int, place: str, who: str) -> Draft:
        """Say that a word is spoken correctly."""
        ...

    def undo(self, draft_id: str, revision: int, who: str, known: str | None = None) -> Draft:
        """Take the last change of a draft back.

        Args:
            draft_id: The draft.
            revision: The revision that was looked at.
            who: The name of the editor.
            known: How the lexicon reads the words whose entry is taken back, as the editor saw it; None if it is as
                the change left it.
        """
        ...

    def is_outdated(self, draft: Draft) -> bool:
        """Return whether the newspaper has changed the article of a draft after somebody began to edit it."""
        ...

    def refresh(self, draft_id: str, revision: int, who: str) -> Draft:
        """Take the article as the newspaper has it now."""
        ...

    def discard(self, draft_id: str, revision: int, who: str) -> Draft:
        """Put a draft away, or take it out again. An article that waits for review is rejected by it."""
        ...

    def script(self, draft_id: str, voice: str = "") -> ScriptPage:
        """Return the script of a draft for a voice."""
        ...

    def word(self, draft_id: str, place: str) -> WordPage:
        """Return a word of the script of a draft."""
        ...

    def speak(self, draft_id: str, number: int, voice: str = "", *, pay: bool = True) -> SpokenLine:
        """Return a line of the script of a draft as it is spoken; what it would cost, if it may cost nothing."""
        ...

    def proofing(self, draft_id: str) -> Proofing | None:
        """Return how far a recognizer has listened to a draft; None if there is no recognizer."""
        ...

    def proofing_price(self, draft_id: str) -> float:
        """Return what it costs to speak the lines that a recognizer has to listen to; infinity if nobody knows."""
        ...

    def proof(self, draft_id: str) -> None:
        """Begin to have a recognizer listen to the lines of a draft."""
        ...

    def stop_proofing(self, draft_id: str) -> None:
        """Stop that, after the line that has begun."""
        ...

    def proofed(self, draft_id: str, script: ScriptPage) -> Proofed:
        """Return what a recognizer has made of the script of a draft."""
        ...

    def plan(self, draft_id: str, approval: Approval) -> BuildPlanned:
        """Return what publishing a draft would do and cost."""
        ...

    def approve(self, draft_id: str, revision: int, approval: Approval, who: str) -> Draft:
        """Begin to make the episode of a draft and to render the show."""
        ...

    def preview(self, draft_id: str, approval: Approval) -> None:
        """Begin to make the episode of a draft without publishing it."""
        ...

    def progress(self, draft_id: str) -> Progress | None:
        """Return how far the build of a draft is; None if there was none."""
        ...

    def preview_file(self, draft_id: str) -> Path | None:
        """Return the sound of the last preview of a draft, if it is still that of the draft."""
        ...

    def episodes(self) -> tuple[EpisodeSummary, ...]:
        """Return all episodes of the show, newest first."""
        ...

    def episode(self, episode_id: str) -> Episode:
        """Return an episode."""
        ...

    def public_folder(self) -> Path:
        """Return the output folder."""
        ...

    def cover(self) -> bytes | None:
        """Return the cover of the show as JPEG, or None if it was not rendered yet."""
        ...

    def correct(self, episode_id: str, who: str) -> Draft:
        """Open an episode as a draft."""
        ...

    def upload(self) -> Upload | None:
        """Return how the upload of the show stands; None if the settings do not say that it is uploaded."""
        ...

    def upload_again(self) -> None:
        """Begin to upload the show now."""
        ...

    def withdraw(self, episode_id: str, who: str) -> None:
        """Take an episode out of feed and pages."""
        ...

    def restore(self, episode_id: str, who: str) -> None:
        """Put an episode back into feed and pages."""
        ...
