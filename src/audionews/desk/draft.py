"""Drafts: articles on the desk, from the first look at their lines until they are published. They are never public."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from enum import StrEnum

import msgspec

from audionews.articles.editing import EditableLine, article_of
from audionews.building.kept_script import Reading  # noqa: TC001 - msgspec reads the annotations at run time
from audionews.model import Article  # noqa: TC001 - msgspec reads the annotations at run time


class State(StrEnum):
    """What is to be done with a draft."""

    WAITING = "waiting"  # for an editor
    PUBLISHED = "published"  # as an episode; it is kept for its next correction
    DISCARDED = "discarded"


class Kind(StrEnum):
    """What an editor did."""

    ADDED = "added"
    PLACED = "placed"
    REWRITTEN = "rewritten"
    FIXED = "fixed"
    ALWAYS = "always"  # fixed in the lexicon of the show
    UNDONE = "undone"
    APPROVED = "approved"
    PUBLISHED = "published"
    FAILED = "failed"
    DISCARDED = "discarded"
    REOPENED = "reopened"
    REFRESHED = "refreshed"  # with what the newspaper says now
    REMOVED = "removed"
    RESTORED = "restored"


_ENDS = {Kind.APPROVED, Kind.PUBLISHED, Kind.FAILED, Kind.DISCARDED}


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of the log.

    Attributes:
        at: When, aware.
        who: The name that the editor gave.
        kind: What was done.
        text: To what: a line, a word and its reading, a headline.
        to: What it has become, for example the new place of a line, or "".
        draft: The id of the draft, or "".
        episode: The id of the episode, or "".
        revision: The revision that the draft got by it, or 0.
    """

    at: datetime
    who: str
    kind: Kind
    text: str = ""
    to: str = ""
    draft: str = ""
    episode: str = ""
    revision: int = 0


class Undo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What takes a change back.

    Attributes:
        lines: The lines as they were, by index.
        readings: The readings as they were; None if they did not change.
        lexicon: The words whose entry in the show's lexicon is changed back, or "".
        entry: How that entry read before; "" if there was none.
        reading: How it reads since.
        text: What is taken back, as the log has it.
    """

    lines: dict[int, EditableLine] = {}
    readings: tuple[Reading, ...] | None = None
    lexicon: str = ""
    entry: str = ""
    reading: str = ""
    text: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article on the desk.

    Attributes:
        id: Its name.
        revision: Counts its changes; a change names the revision that it was made for.
        source: What messages call its input.
        origin: Where it came from: "desk", or the name of what delivers articles for review.
        made: When it came to the desk, aware.
        facts: The article as a reader made it, for its facts; None if no reader could.
        lines: Its lines with their places.
        error: Why a reader or a build failed, or "".
        error_kind: The name of the class of that error, or "".
        remedy: What to do about that, or "".
        readings: What editors fixed in this article, oldest first.
        voice: The name of the voice, or "" for that of the settings.
        section: The section of the show, or "" for that of the article.
        publish_at: When it may be published, aware, or None.
        note: What was corrected, for listeners, or "".
        is_new: Whether it is another article than the episodes that it resembles.
        episode: The id of the episode that was made of it, or that it corrects, or "".
        episode_revision: The revision of that episode when the draft was opened or published.
        state: What is to be done with it.
        why: Why it waits, as what delivered it says, or "".
        review: The id of the article in the review inbox that it was opened from, or "".
        review_revision: The revision of that article when it was opened.
        log: What was done with it, oldest first.
        undo: What takes the last changes back, oldest first.
    """

    id: str
    revision: int = 1
    source: str
    origin: str = "desk"
    made: datetime
    facts: Article | None = None
    lines: tuple[EditableLine, ...] = ()
    error: str = ""
    error_kind: str = ""
    remedy: str = ""
    readings: tuple[Reading, ...] = ()
    voice: str = ""
    section: str = ""
    publish_at: datetime | None = None
    note: str = ""
    is_new: bool = False
    episode: str = ""
    episode_revision: int = 0
    state: State = State.WAITING
    why: str = ""
    review: str = ""
    review_revision: int = 0
    log: tuple[Change, ...] = ()
    undo: tuple[Undo, ...] = ()

    @property
    def article(self) -> Article:
        """The article that its lines are now.

        Raises:
            NoHeadline: No line is the headline.
            NoBody: Nothing but the headline is spoken.
        """
        return article_of(self.lines, self.facts, self.source)

    @property
    def title(self) -> str:
        """Its headline, or the name of its input."""
        return next((line.text for line in self.lines if line.place == "headline" and line.text), self.source)

    @property
    def approval(self) -> Change | None:
        """The entry of its approval, if nothing has come of that yet."""
        ends = (change for change in reversed(self.log) if change.kind in _ENDS)
        last = next(ends, None)
        return last if last and last.kind is Kind.APPROVED and self.state is State.WAITING else None

    @property
    def editors(self) -> tuple[str, ...]:
        """Who has worked on it, each once."""
        return tuple(dict.fromkeys(change.who for change in self.log if change.who))
