"""The errors that audionews raises on purpose.

    AudionewsError              what happened, what to do, the exit code, and whether a retry may help
    ├── UsageError              2   the command line or a call is wrong
    ├── ArticleError            65  the article cannot be used
    │   ├── NotText                 it is not text that could be an article
    │   │   ├── Empty                   it is empty
    │   │   ├── Binary                  it is a sound, a picture, a document or damaged text
    │   │   ├── UnknownFormat           it is text, but of a kind that no reader knows
    │   │   └── TooLarge                it is larger than any article
    │   ├── NotArabic               it is not in Arabic
    │   ├── NotAnArticle            it is a page with no article, such as a list of articles
    │   ├── Withheld                the newsroom does not want it published
    │   ├── DatedAhead              its date is far in the future
    │   ├── AmbiguousArticle        it may be a correction of an episode, or another article
    │   ├── NoHeadline              no line could be the headline
    │   ├── NoBody                  there is nothing to speak after the headline
    │   └── FetchError              the page cannot be fetched
    │       ├── AddressRefused          no address of the public web, or one with a password
    │       ├── RobotsRefused           robots.txt of the site forbids it
    │       ├── PageGone                the page does not exist, or no longer
    │       └── SiteUnavailable     75  the site cannot be reached now, or asks to wait (retryable)
    ├── EngineError             69  the engine did not deliver speech
    │   ├── BadInput                the engine refuses this text
    │   ├── Blocked                 the service refuses us (key, quota, region)
    │   ├── NoAudio                 the answer has no sound, or cannot be the sound of the text
    │   ├── Truncated               the sound ends before the text does
    │   └── Transient           75  a failure that may pass (retryable)
    │       └── RateLimited     75  too many requests; may say when to ask again (retryable)
    ├── WorkerLost              75  a process that worked for us was ended from outside (retryable)
    ├── ReviewChanged           75  somebody else has changed an article that waits for review (retryable)
    ├── SyncRunning             75  another sync of the show is at work (retryable)
    ├── StoreError              78  a store cannot be read or written, or a file in it is damaged
    │   ├── CacheChanged            a cache entry was lost or damaged while it was in use
    │   ├── StoreBusy           75  another program writes there (retryable)
    │   ├── StoreUnavailable    75  a store cannot be reached now, or its server fails (retryable)
    │   ├── EpisodeDamaged          a file of one episode is damaged or cannot be read
    │   ├── EpisodeChanged          another process has changed the episode meanwhile (retryable)
    │   ├── DraftChanged            another editor has changed the draft meanwhile (retryable)
    │   └── EntryChanged            another editor has changed the entry of the lexicon meanwhile (retryable)
    └── SettingsError           78  audionews.toml, a voice file or an environment variable is wrong

Exceptions of other libraries are translated once, in the adapter that calls the library, ``from`` the cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return a remedy for an unknown word: the nearest choice, or all of them.

    >>> did_you_mean("espaek", ["espeak", "silence"])
    'did you mean "espeak"?'
    >>> did_you_mean("x", ["espeak", "silence"])
    'there are: espeak, silence'
    """
    from difflib import get_close_matches  # noqa: PLC0415 - loads when used

    names = sorted(choices)
    near = get_close_matches(word, names, n=1)
    return f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(names) or 'none'}"


class AudionewsError(Exception):
    """An error that a person can act on: one line says what happened, one line what to do.

    Attributes:
        message: What happened, in one line, without a full stop.
        remedy: What to do about it, in one line.
        exit_code: The exit code of the command line.
        retryable: Whether the same call may succeed later.
    """

    exit_code = 1
    retryable = False

    def __init__(self, message: str, remedy: str, *facts: object) -> None:
        super().__init__(message, remedy, *facts)  # all that makes it anew on the other side of a process boundary
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return self.message


class UsageError(AudionewsError):
    """The command line or a call is wrong."""

    exit_code = 2


class ArticleError(AudionewsError):
    """The article cannot be used."""

    exit_code = 65


class NotText(ArticleError):
    """The input is not text that could be an article."""


class Empty(NotText):
    """The input is empty."""


class Binary(NotText):
    """The input is a sound, a picture, a document or damaged text."""


class UnknownFormat(NotText):
    """The input is text, but of a kind that no reader knows."""


class TooLarge(NotText):
    """The input is larger than any article."""


class NotArabic(ArticleError):
    """Under half of the letters are Arabic, or some are of Persian, Urdu, Kurdish or Pashto."""


class NotAnArticle(ArticleError):
    """The input is a page with no article, such as a list of articles."""


class Withheld(ArticleError):
    """The newsroom does not want the article published."""


class DatedAhead(ArticleError):
    """The article has a date that is far in the future."""


class AmbiguousArticle(ArticleError):
    """The article has the id, the link, or headline and date of an episode, but an unlike text.

    Attributes:
        episode_id: The id of the episode.
    """

    def __init__(self, message: str, remedy: str, episode_id: str) -> None:
        super().__init__(message, remedy, episode_id)
        self.episode_id = episode_id


class NoHeadline(ArticleError):
    """No line could be the headline."""


class NoBody(ArticleError):
    """There is nothing to speak after the headline."""


class FetchError(ArticleError):
    """The page cannot be fetched."""


class AddressRefused(FetchError):
    """The address is not one of the public web, leads to one that is not, or has a password."""


class RobotsRefused(FetchError):
    """The robots.txt of the site forbids it."""


class PageGone(FetchError):
    """The page does not exist, or no longer.

    Attributes:
        for_good: Whether the site says that it will not come back (410).
    """

    def __init__(self, message: str, remedy: str, for_good: bool = False) -> None:  # noqa: FBT001, FBT002 - errors cross processes by position
        super().__init__(message, remedy, for_good)
        self.for_good = for_good


class SiteUnavailable(FetchError):
    """The site cannot be reached now, fails, or asks us to wait.

    Attributes:
        retry_after: Seconds until the site may be asked again, or None if it does not say.
    """

    exit_code = 75
    retryable = True

    def __init__(self, message: str, remedy: str, retry_after: float | None = None) -> None:
        super().__init__(message, remedy, retry_after)
        self.retry_after = retry_after


class EngineError(AudionewsError):
    """The engine did not deliver speech."""

    exit_code = 69


class BadInput(EngineError):
    """The engine refuses this text."""


class Blocked(EngineError):
    """The service refuses us: key, quota or region."""


class NoAudio(EngineError):
    """The answer has no sound, or cannot be the sound of the text."""


class Truncated(EngineError):
    """The sound ends before the text does."""


class Transient(EngineError):
    """A failure that may pass.

    Attributes:
        retry_after: Seconds that the service asks us to wait, or None.
    """

    exit_code = 75
    retryable = True

    def __init__(self, message: str, remedy: str, retry_after: float | None = None) -> None:
        super().__init__(message, remedy, retry_after)
        self.retry_after = retry_after


class RateLimited(Transient):
    """Too many requests; may say when to ask again."""


class WorkerLost(AudionewsError):
    """A process that worked for us was ended from outside, for want of memory for example."""

    exit_code = 75
    retryable = True


class ReviewChanged(AudionewsError):
    """An article that waits for review has changed since it was read, or does not wait any more."""

    exit_code = 75
    retryable = True


class SyncRunning(AudionewsError):
    """Another sync of the same show is at work."""

    exit_code = 75
    retryable = True


class StoreError(AudionewsError):
    """A store cannot be read or written, or a file in it is damaged."""

    exit_code = 78


class StoreBusy(StoreError):
    """Another program writes there, and has not ended in the time that we wait."""

    exit_code = 75
    retryable = True


class StoreUnavailable(StoreError):
    """A store, or a service that is told about a show, cannot be reached now, or its server fails."""

    exit_code = 75
    retryable = True


class CacheChanged(StoreError):
    """A cache entry was lost or damaged while it was in use."""


class FileDamaged(StoreError):
    """A public file is missing, or its bytes are not those that were written.

    Attributes:
        path: Relative to the output folder.
    """

    def __init__(self, message: str, remedy: str, path: str) -> None:
        super().__init__(message, remedy, path)
        self.path = path


class EpisodeDamaged(StoreError):
    """A file of one episode is damaged or cannot be read. Other episodes are not affected.

    Attributes:
        episode_id: The id of the episode.
    """

    def __init__(self, message: str, remedy: str, episode_id: str) -> None:
        super().__init__(message, remedy, episode_id)
        self.episode_id = episode_id


class EpisodeChanged(StoreError):
    """An episode has changed since it was read, or another one has its GUID already.

    Attributes:
        episode_id: The id of the episode.
    """

    retryable = True

    def __init__(self, message: str, remedy: str, episode_id: str) -> None:
        super().__init__(message, remedy, episode_id)
        self.episode_id = episode_id


class DraftChanged(StoreError):
    """A draft has another revision than the one that a change was made for.

    Attributes:
        draft_id: The id of the draft.
        revision: The revision that it has now.
    """

    retryable = True

    def __init__(self, message: str, remedy: str, draft_id: str, revision: int) -> None:
        super().__init__(message, remedy, draft_id, revision)
        self.draft_id = draft_id
        self.revision = revision


class EntryChanged(StoreError):
    """The lexicon of the show reads some words otherwise than when a change of them was begun.

    Attributes:
        written: The words.
        reading: How they are read now; "" if they are in no lexicon.
        expected: How they were read when the change was begun.
    """

    retryable = True

    def __init__(self, message: str, remedy: str, written: str, reading: str, expected: str) -> None:
        super().__init__(message, remedy, written, reading, expected)
        self.written = written
        self.reading = reading
        self.expected = expected


class SettingsError(AudionewsError):
    """The settings, a voice file or an environment variable is wrong."""

    exit_code = 78
