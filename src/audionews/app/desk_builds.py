"""The builds that the desk begins: one after the other, in a thread of their own, so that pages go on meanwhile."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.app.builds import BuildRequest, build
from audionews.app.desk_intake import now
from audionews.app.readings import keep_readings, list_readings
from audionews.desk import edits
from audionews.desk.draft import Kind, State
from audionews.desk.drafts import FOLDER
from audionews.desk.edits import By
from audionews.desk.newsroom import Approval, Progress
from audionews.errors import AudionewsError, DraftChanged, EpisodeChanged, StoreBusy, UsageError
from audionews.model import events
from audionews.model.paths import sound_file
from audionews.stores.folder_lock import hold
from audionews.stores.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from audionews.app.builds import Result
    from audionews.app.desk_review import DeskReview
    from audionews.app.library import Show
    from audionews.desk.draft import Draft
    from audionews.desk.drafts import Drafts
    from audionews.model import Article, Episode
    from audionews.model.events import Event

_PREVIEWS = "preview"
_LOCK = "builds.lock"
_CUT_SHORT = "the desk ended before the episode was finished"
_log = logging.getLogger(__name__)


def article_for(draft: Draft, approval: Approval) -> Article:
    """Return the article of a draft with what the editor decided."""
    article = draft.article
    section, publish_at = approval.section or article.section, approval.publish_at or article.publish_at
    return replace(article, section=section, publish_at=publish_at)


def request_of(draft: Draft, approval: Approval) -> BuildRequest:
    """Return the options of the build of a draft."""
    return BuildRequest(
        voice=approval.voice or None,
        correct=draft.episode,
        new=approval.is_new and not draft.episode,
        note=approval.note,
        readings=draft.readings,
    )


def approval_of(draft: Draft) -> Approval:
    """Return what an editor decided about a draft when it was approved."""
    return Approval(
        voice=draft.voice,
        section=draft.section,
        publish_at=draft.publish_at,
        note=draft.note,
        is_new=draft.is_new,
    )


class DeskBuilds:
    """Builds the episodes of drafts.

    Args:
        show: The show.
        drafts: Its drafts.
        inbox: Its review inbox.
        published: Called when the show has changed.
    """

    def __init__(
        self, show: Show, drafts: Drafts, inbox: DeskReview, published: Callable[[], None] = lambda: None
    ) -> None:
        self._show = show
        self._drafts = drafts
        self._inbox = inbox
        self._published = published
        self._first = ExitStack()  # holds the lock of the desk that goes on with builds
        self._thread = ThreadPoolExecutor(1, "desk-build")
        self._builds: dict[str, _Build] = {}
        shutil.rmtree(self._folder(), ignore_errors=True)

    def close(self) -> None:
        """Wait for the build that has begun, and begin no other."""
        self._thread.shutdown(cancel_futures=True)
        self._first.close()

    def resume(self) -> None:
        """Go on with the builds that an end of the desk has cut short, unless another desk is at work on the show.

        A draft that was changed after its approval has to be approved again.
        """
        try:
            self._first.enter_context(hold(self._show.folder / FOLDER / _LOCK, Waiting(0.0)))
        except StoreBusy:
            return
        self._inbox.bring_in()
        for draft in reversed(self._drafts.all()):
            approval = draft.approval
            if approval and draft.log[-1] == approval:
                self.publish(draft, approval_of(draft), approval.who)
            elif approval:
                self._fail(draft, AudionewsError(_CUT_SHORT, "approve it again"), approval.who)

    def refuse_second(self, draft_id: str) -> None:
        """Raise a UsageError if a build of the draft has not ended yet."""
        before = self.progress(draft_id)
        if before and not before.done:
            raise UsageError("the draft is being built already", "wait until that has ended")

    def refuse_outdated(self, draft: Draft) -> None:
        """Raise EpisodeChanged if the episode of a draft is no longer as it was when the draft was opened.

        Raises:
            UsageError: The episode was removed.
        """
        if not draft.episode:
            return
        episode = self._show.episode(draft.episode)
        if episode.removed:
            raise UsageError(f"the episode {episode.id} was withdrawn", "restore it first")
        if episode.revision != draft.episode_revision:
            what = f"the episode {episode.id} was changed after the draft was opened"
            raise EpisodeChanged(what, "put the draft away, and open the episode again", episode.id)

    def publish(self, draft: Draft, approval: Approval, who: str) -> None:
        """Begin to build a draft into the show."""
        self._begin(draft, lambda made: self._publish(draft, approval, who, made))

    def preview(self, draft: Draft, approval: Approval) -> None:
        """Begin to build a draft into a folder of its own."""
        _ = draft.article  # that it is one is said now
        self._begin(draft, lambda made: self._preview(draft, approval, made))

    def progress(self, draft_id: str) -> Progress | None:
        """Return how far the build of a draft is; None if there was none."""
        found = self._builds.get(draft_id)
        return found.progress if found else None

    def preview_file(self, draft: Draft) -> Path | None:
        """Return the sound of the last preview of a draft, if the draft has not changed since."""
        found = self._builds.get(draft.id)
        return found.sound if found and found.revision == draft.revision else None

    def _begin(self, draft: Draft, work: Callable[[_Build], None]) -> None:
        begun = self._builds[draft.id] = _Build(draft.revision)
        self._thread.submit(begun.run, work)

    def _folder(self) -> Path:
        return self._show.folder / FOLDER / _PREVIEWS

    def _preview(self, draft: Draft, approval: Approval, made: _Build) -> None:
        folder = self._folder() / draft.id
        shutil.rmtree(folder, ignore_errors=True)
        request = replace(request_of(draft, approval), correct="", new=False)
        show = replace(self._show, place=folder)
        episode = _episode_of(build([article_for(draft, approval)], show, request, made.tell))
        made.sound = folder / sound_file(episode)

    def _publish(self, draft: Draft, approval: Approval, who: str, made: _Build) -> None:
        try:
            episode = _episode_of(self._build(draft, approval, who, made))
            if draft.readings != list_readings(self._show.folder, episode.id):
                keep_readings(self._show.folder, episode.id, draft.readings)
        except AudionewsError as error:
            self._fail(draft, error, who)
            raise
        self._published()

        def published(found: Draft) -> Draft:
            state = State.PUBLISHED if found.revision == draft.revision else State.WAITING
            facts = {"episode": episode.id, "episode_revision": episode.revision, "error": "", "remedy": "", "note": ""}
            return edits.stated(found, state, By(who, now()), Kind.PUBLISHED, **facts)

        self._settle(draft.id, published)
        shutil.rmtree(self._folder() / draft.id, ignore_errors=True)

    def _fail(self, draft: Draft, error: AudionewsError, who: str) -> None:
        """Let a draft wait again, with the reason."""
        facts = {"error": error.message, "error_kind": type(error).__name__, "remedy": error.remedy}
        revision = self._inbox.revision_of(draft)

        def failed(found: Draft) -> Draft:
            return edits.stated(found, State.WAITING, By(who, now()), Kind.FAILED, review_revision=revision, **facts)

        self._settle(draft.id, failed)

    def _build(self, draft: Draft, approval: Approval, who: str, made: _Build) -> Result:
        article, request = article_for(draft, approval), request_of(draft, approval)
        if draft.review:
            return self._inbox.build(draft, article, request, made.tell, who)
        return build([article], self._show, request, made.tell)

    def _settle(self, draft_id: str, change: Callable[[Draft], Draft]) -> None:
        """Change a draft whatever has become of it meanwhile."""
        while True:
            try:
                self._drafts.change(draft_id, self._drafts.draft(draft_id).revision, change)
            except DraftChanged:
                continue
            return


class _Build:
    """A build, and how far it is.

    Args:
        revision: The revision of its draft.

    Attributes:
        sound: The sound of a preview, or None.
    """

    def __init__(self, revision: int) -> None:
        self.revision = revision
        self.progress = Progress()
        self.sound: Path | None = None

    def run(self, work: Callable[[_Build], None]) -> None:
        """Do the work, and keep why it failed."""
        try:
            work(self)
        except AudionewsError as error:
            self._failed(type(error).__name__, error.message, error.remedy)
        except Exception as error:  # noqa: BLE001 - the thread goes on with the next build
            _log.exception("internal error")
            self._failed("InternalError", f"internal error: {error!r}"[:200], "report it")
        self.progress = replace(self.progress, done=True)

    def _failed(self, kind: str, error: str, remedy: str) -> None:
        self.progress = replace(self.progress, error=error, error_kind=kind, remedy=remedy)

    def tell(self, event: Event) -> None:
        """Receive an event of the build."""
        before = self.progress
        match event:
            case events.LineSpoken(number=number, lines=lines):
                self.progress = replace(before, spoken=max(before.spoken, number), lines=lines)
            case events.LineEncoded(number=number, lines=lines):
                self.progress = replace(before, encoded=max(before.encoded, number), lines=lines)
            case events.Noticed(text=text):
                self.progress = replace(before, notices=(*before.notices, text))
            case _:
                pass


def _episode_of(result: Result) -> Episode:
    """Return the episode of a build of one article.

    Raises:
        AudionewsError: It could not be made.
    """
    if result.failures and not result.episodes:
        raise result.failures[0].error
    if not result.episodes:
        raise UsageError("the episode of this article was withdrawn", "restore it first")
    return result.episodes[0].episode
