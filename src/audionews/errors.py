"""Everything that audionews raises on purpose.

    AudionewsError              what happened, what to do, the exit code, and whether trying again may help
    ├── UsageError              2   the command line or a call makes no sense
    ├── ArticleError            65  the article cannot be used
    │   ├── NotText                 no text that could be an article
    │   │   ├── Empty                   nothing in it
    │   │   ├── Binary                  a sound, a picture, a document, damaged text
    │   │   └── TooLarge                larger than any article
    │   ├── NotArabic               under half of its letters are Arabic
    │   ├── NoHeadline              nothing that could be a headline
    │   └── NoBody                  nothing to speak after the headline
    ├── EngineError             69  the engine did not deliver speech
    │   ├── BadInput                the engine refuses this text
    │   ├── Blocked                 the service refuses us (key, quota, region)
    │   ├── NoAudio                 an answer that holds no sound, or an implausible one
    │   ├── Truncated               the sound stops before the text does
    │   └── Transient           75  a failure that may pass (retryable)
    │       └── RateLimited     75  too many requests; may say when to come back (retryable)
    ├── StoreError              78  a folder that cannot be read or written
    │   ├── CacheChanged            what a cache held was lost or damaged while it was used
    │   └── EpisodeChanged          an episode was changed by another process meanwhile (retryable)
    └── SettingsError           78  audionews.toml, a voice file or an environment variable is wrong

Foreign exceptions are translated once, in the adapter that calls the foreign library, ``from`` the cause.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return a remedy for an unknown word: the nearest of the choices, or all of them.

    >>> did_you_mean("espaek", ["espeak", "silence"])
    'did you mean "espeak"?'
    >>> did_you_mean("x", ["espeak", "silence"])
    'there are: espeak, silence'
    """
    names = sorted(choices)
    near = get_close_matches(word, names, n=1)
    return f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(names) or 'none'}"


class AudionewsError(Exception):
    """An error that a person can act upon: one line of what, one line of remedy.

    Attributes:
        message: What happened, in one line, without a full stop.
        remedy: What to do about it, in one line.
        exit_code: What the command line exits with.
        retryable: Whether the same call may succeed later.
    """

    exit_code = 1
    retryable = False

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[AudionewsError], tuple[str, str]]:
        """Let the error cross a process boundary."""
        return type(self), (self.message, self.remedy)


class UsageError(AudionewsError):
    """The command line or a call makes no sense."""

    exit_code = 2


class ArticleError(AudionewsError):
    """The article cannot be used."""

    exit_code = 65


class NotText(ArticleError):
    """No text that could be an article."""


class Empty(NotText):
    """Nothing in it."""


class Binary(NotText):
    """A sound, a picture, a document or damaged text."""


class TooLarge(NotText):
    """Larger than any article."""


class NotArabic(ArticleError):
    """Under half of its letters are Arabic."""


class NoHeadline(ArticleError):
    """Nothing that could be a headline."""


class NoBody(ArticleError):
    """Nothing to speak after the headline."""


class EngineError(AudionewsError):
    """The engine did not deliver speech."""

    exit_code = 69


class BadInput(EngineError):
    """The engine refuses this text."""


class Blocked(EngineError):
    """The service refuses us: key, quota or region."""


class NoAudio(EngineError):
    """An answer that holds no sound, or an implausible one."""


class Truncated(EngineError):
    """The sound stops before the text does."""


class Transient(EngineError):
    """A failure that may pass.

    Attributes:
        retry_after: Seconds after which the service asked us to come back, or None.
    """

    exit_code = 75
    retryable = True

    def __init__(self, message: str, remedy: str, retry_after: float | None = None) -> None:
        super().__init__(message, remedy)
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[type[AudionewsError], tuple[str, str, float | None]]:  # type: ignore[override] # one more value
        """Let the error cross a process boundary."""
        return type(self), (self.message, self.remedy, self.retry_after)


class RateLimited(Transient):
    """Too many requests; may say when to come back."""


class StoreError(AudionewsError):
    """A folder that cannot be read or written."""

    exit_code = 78


class CacheChanged(StoreError):
    """What a cache held was lost or damaged while it was used."""


class EpisodeChanged(StoreError):
    """An episode is not, or no longer, as it was when its change was begun.

    Attributes:
        episode_id: Which episode.
    """

    retryable = True

    def __init__(self, message: str, remedy: str, episode_id: str) -> None:
        super().__init__(message, remedy)
        self.episode_id = episode_id

    def __reduce__(self) -> tuple[type[AudionewsError], tuple[str, str, str]]:  # type: ignore[override] # one more value
        """Let the error cross a process boundary."""
        return type(self), (self.message, self.remedy, self.episode_id)


class SettingsError(AudionewsError):
    """The settings, a voice file or an environment variable is wrong."""

    exit_code = 78
