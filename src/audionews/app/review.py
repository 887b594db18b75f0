"""The review inbox of a show: articles that wait for a person, as the desk and newspapers' systems work with it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.app.builds import BuildRequest, build
from audionews.app.clock import now
from audionews.app.readings import keep_readings
from audionews.errors import AudionewsError, ReviewChanged, StoreBusy
from audionews.model.events import ignore
from audionews.stores import open_store
from audionews.stores.folder_lock import hold
from audionews.stores.waiting import FOREVER, Waiting
from audionews.sync.database import Database
from audionews.sync.inbox import APPROVED, REJECTED, Decision, Inbox, Submission, WaitingArticle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.app.builds import Result
    from audionews.app.library import Show
    from audionews.model import Article
    from audionews.model.events import Listener

_LOCKS = ".audionews/review"  # in the output folder


def waiting(show: Show) -> list[WaitingArticle]:
    """Return the articles that wait for review, those that came first first.

    Raises:
        StoreError: The folder of the show cannot be read.
    """
    with Database(show.folder) as database:
        return Inbox(database).waiting()


def find(show: Show, article_id: str) -> WaitingArticle:
    """Return an article of the inbox, whatever its state.

    Raises:
        UsageError: There is none with this id.
    """
    with Database(show.folder) as database:
        return Inbox(database).find(article_id)


def add(show: Show, article: Article, *, why: str = "", voice: str = "", episode: str = "", who: str = "") -> str:
    """Add an article to the inbox, and return its id; the version of it that waits already is replaced.

    Args:
        show: The show.
        article: The article.
        why: Why it waits, in a few words.
        voice: The voice to speak it, or "" for that of the show.
        episode: The id of the episode that it corrects, or "".
        who: The name of the person, or "".

    Raises:
        StoreError: The folder of the show cannot be written.
    """
    given = Submission(article=article, why=why, voice=voice, episode=episode)
    with Database(show.folder) as database:
        return Inbox(database).add(given, now(), who)


def change(show: Show, article_id: str, article: Article, revision: int, who: str = "") -> WaitingArticle:
    """Replace an article that waits by one that a person has changed, and return it with its new revision.

    Raises:
        ReviewChanged: It has another revision than the one that was looked at, or does not wait any more.
    """
    with Database(show.folder) as database:
        return Inbox(database).change(article_id, article, revision, now(), who)


def approve(
    show: Show,
    article_id: str,
    revision: int | None = None,
    request: BuildRequest | None = None,
    tell: Listener = ignore,
    who: str = "",
) -> Result:
    """Make an episode of an article that waits, and return what was made or why it failed.

    If it fails, the article waits again, with the reason. If the process is ended meanwhile, the next sync goes on.

    Args:
        show: The show.
        article_id: The id of the article.
        revision: The revision that was looked at; None is any.
        request: The options of the build; None takes the voice of the article's source, and the episode that it
            corrects.
        tell: Receives an event for every step.
        who: The name of the person, or "".

    Raises:
        ReviewChanged: It has another revision, or does not wait any more.
        UsageError: As for ``build``.
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read or written.
    """
    with Database(show.folder) as database, _building(show, article_id):
        found = Inbox(database).decide(article_id, APPROVED, revision, now(), who)
        return _build(show, Inbox(database), found, request, tell)


def resume(show: Show, inbox: Inbox, tell: Listener) -> Iterator[tuple[WaitingArticle, AudionewsError]]:
    """Make the episodes of articles whose approval was cut short, and yield those that wait again, with the reason.

    What another process builds at this moment is left to it. Readings and other decisions of the desk hold.
    """
    for found in inbox.approved():
        try:
            with _building(show, found.id, Waiting(0.0)):
                if any(each.id == found.id for each in inbox.approved()):
                    _build(show, inbox, found, _approved_at_desk(show, found), tell)
        except StoreBusy:
            continue
        except AudionewsError as error:
            yield found, error


def build_approved(show: Show, article_id: str, request: BuildRequest, tell: Listener) -> Result:
    """Make the episode of an article whose approval was cut short, and return what was made or why it failed.

    Raises:
        ReviewChanged: It is not approved.
        UsageError: It is no longer in the inbox.
        AudionewsError: As for ``approve``.
    """
    with Database(show.folder) as database, _building(show, article_id):
        found = Inbox(database).find(article_id)
        if found.state != APPROVED:
            raise ReviewChanged(f"the article {article_id} is {found.state}", "look at it again")
        return _build(show, Inbox(database), found, request, tell)


@contextmanager
def _building(show: Show, article_id: str, waiting: Waiting = FOREVER) -> Iterator[None]:
    """Let one process build an article. There are not as many locks as articles, lest the folder fill up."""
    with hold(show.folder / f"{_LOCKS}-{article_id[:1]}.lock", replace(waiting)):
        yield


def _approved_at_desk(show: Show, found: WaitingArticle) -> BuildRequest | None:
    """Return how the desk wants an approved article to be built; None if it was not approved there."""
    from audionews.app.desk_builds import approval_of, request_of  # noqa: PLC0415 - loads the desk only when needed
    from audionews.desk.drafts import FOLDER, Drafts  # noqa: PLC0415 - as above

    drafts = Drafts(open_store(show.folder / FOLDER)).all()
    draft = next((draft for draft in drafts if draft.review == found.id and draft.approval), None)
    if draft is None:
        return None
    return replace(request_of(draft, approval_of(draft)), voice=draft.voice or found.voice or None)


def _build(show: Show, inbox: Inbox, found: WaitingArticle, request: BuildRequest | None, tell: Listener) -> Result:
    """Make the episode of an approved article; see ``approve``."""
    wanted = request or BuildRequest(voice=found.voice or None, correct=found.episode)
    try:
        result = build([found.article], show, wanted, tell)
    except AudionewsError as error:
        inbox.failed(found.id, error.message, error.remedy, now())
        raise
    if result.failures:
        why = result.failures[0].error
        inbox.failed(found.id, why.message, why.remedy, now())
    else:
        episode = result.episodes[0].episode.id if result.episodes else ""
        if episode and wanted.readings is not None:  # before the article leaves the inbox, or they could be lost
            keep_readings(show.folder, episode, wanted.readings)
        inbox.built(found, episode, now())
    return result


def reject(show: Show, article_id: str, revision: int | None = None, who: str = "") -> WaitingArticle:
    """Take an article out of the inbox for good, and return it: its newspaper may change it, and it does not come back.

    Raises:
        ReviewChanged: It has another revision than the one that was looked at, or does not wait any more.
    """
    with Database(show.folder) as database:
        return Inbox(database).decide(article_id, REJECTED, revision, now(), who)


def decisions(show: Show, most: int = 200) -> list[Decision]:
    """Return what was done with articles of the inbox, newest first."""
    with Database(show.folder) as database:
        return Inbox(database).decisions(most)
