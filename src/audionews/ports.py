"""The ports: protocols that plug-ins and stores implement."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray

    from audionews.model import (
        Blob,
        Caps,
        ChangedShow,
        Clip,
        Episode,
        Found,
        Known,
        MarkedText,
        Neighbours,
        Output,
        Show,
        Voice,
    )


@runtime_checkable
class ArticleReader(Protocol):
    """Reads one kind of input. Pure: takes bytes, returns articles. Imports what it needs only when it reads.

    Attributes:
        name: The registered name.
        suffixes: The endings of the files that are taken from a folder, in lower case, such as ".html".
    """

    name: str
    suffixes: tuple[str, ...]

    def sniff(self, blob: Blob, text: str) -> float:
        """Return the confidence (0 to 1) that the input is of this reader's kind; 0 if it cannot read it.

        Args:
            blob: The input. Its name and media type are hints, and may be wrong.
            text: The beginning of its decoded text; "" if it is no text.
        """
        ...

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the articles in the input, in order: each read, failed, or to be fetched.

        Args:
            blob: The whole input.
            given: What is known about the article, or about all of them.

        Raises:
            ArticleError: Nothing in the input can be read.
            SettingsError: A package that the reader needs is not installed.
        """
        ...


@runtime_checkable
class Diacritizer(Protocol):
    """Adds vowel marks. Letters, digits, spaces and given marks stay as they are."""

    name: str
    version: str

    def diacritize(self, texts: Sequence[str]) -> list[str]:
        """Return each text with its vowel marks, in the same order."""
        ...

    def diacritize_with_chances(self, texts: Sequence[str]) -> list[MarkedText]:
        """Return each text with its vowel marks, and how sure each of its words is."""
        ...


@runtime_checkable
class MarkModel(Protocol):
    """Gives the probabilities of vowel marks, letter by letter. Loads at the first use; for one thread at a time.

    Attributes:
        name: The registered name.
        version: Changes whenever the weights change.
        classes: What each class writes on a letter; "" is nothing.
    """

    name: str
    version: str

    @property
    def classes(self) -> tuple[str, ...]: ...  # noqa: D102 - documented above

    def weigh(self, bare: str) -> NDArray[np.float32]:
        """Return the probability of each class for each letter, shape (letters, classes); rows add up to 1.

        Args:
            bare: One sentence or more, without marks; a letter with hamza or madda is one character (NFC).

        Raises:
            SettingsError: The model cannot be loaded.
        """
        ...


@runtime_checkable
class SpeechEngine(Protocol):
    """Speaks one text at a time. Up to ``caps.concurrency`` workers may call it at the same time."""

    name: str
    version: str
    caps: Caps

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the sound of the text.

        Args:
            text: ``Line.spoken``; at most ``caps.max_chars`` characters.
            voice: The voice, with its settings.

        Raises:
            EngineError: There is no sound, or it is not the sound of this text.
            SettingsError: The voice has a setting that the engine does not support.
        """
        ...


class Recognition(NamedTuple):
    """What a recognizer makes of a sound.

    Attributes:
        transcript: What it writes down.
        chances: For each word of the text that should be spoken, the natural logarithm of its probability, given the
            sound and the words before it.
    """

    transcript: str
    chances: tuple[float, ...]


@runtime_checkable
class SpeechRecognizer(Protocol):
    """Listens to clips. For one thread at a time."""

    def recognize(self, samples: NDArray[np.float32], text: str) -> Recognition:
        """Return what is recognized in the sound, and how likely it makes each word of the text.

        Args:
            samples: Mono, 16,000 samples a second, at most half a minute.
            text: What should be spoken in it.
        """
        ...


@runtime_checkable
class Publisher(Protocol):
    """Renders a show: the port of 0.1.0, which ``Renderer`` replaces. Pure: yields paths and bytes, writes nothing."""

    name: str

    def render(self, show: Show) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield (path relative to the output folder, its bytes in pieces). Nothing large is held in memory."""
        ...


@runtime_checkable
class Renderer(Protocol):
    """Renders the files of a show. Pure: yields paths and bytes, writes nothing.

    The files of an episode are rendered again if its sidecar, its neighbours, the facts of the show or the version of a
    renderer changed; a list, if its declared inputs changed. A file is written only if its bytes changed.

    Attributes:
        name: The registered name.
        version: Changes whenever the bytes change; it is an input of all outputs.
    """

    name: str
    version: str

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        """Yield the files of one episode. ``Output.inputs`` may be empty: the inputs are the arguments."""
        ...

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield every list, such as feeds and index pages, with its inputs; what names other lists comes last."""
        ...


class Stat(NamedTuple):
    """The facts of a blob that a store knows without reading it. If two of one name are equal, so are the bytes.

    Attributes:
        size: Size in bytes.
        modified_ns: Time of the last write, in nanoseconds since 1970; 0 if the store does not know.
        file_id: Changes when the file is replaced; 0 if the store does not know.
    """

    size: int
    modified_ns: int = 0
    file_id: int = 0


@runtime_checkable
class BlobStore(Protocol):
    """Keeps bytes under names; a blob is whole or absent. A name is a relative POSIX path.

    Names whose first part begins with ".audionews" are private to the store and the program: they can be read and
    written, but are never listed.
    """

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or None if the name does not exist.

        Args:
            name: The name of the blob.
            start: The first byte to read.
            size: How many bytes to read at most; -1 reads all.

        Raises:
            StoreError: The store cannot be read.
        """
        ...

    def stat(self, name: str) -> Stat | None:
        """Return size and time, or None if the name does not exist.

        Raises:
            StoreError: The store cannot be read.
        """
        ...

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Write the bytes in one atomic step; return False if exactly these bytes were there already.

        Raises:
            StoreError: The store cannot be written; the old bytes are still there.
        """
        ...

    def write_if(self, name: str, pieces: Iterable[bytes], expected: str | None) -> bool:
        """Write the bytes in one atomic step if the old bytes are the expected ones; return whether they were.

        Args:
            name: The name of the blob.
            pieces: The bytes.
            expected: SHA-256 of the bytes that must be there now; None if the name must not exist.

        Raises:
            StoreError: The store cannot be written; the old bytes are still there.
        """
        ...

    def batch(self) -> AbstractContextManager[None]:
        """Let the writes of the body survive a failure of the power together, from its end on: that is quicker."""
        ...

    def remove(self, name: str) -> None:
        """Remove a blob. Does nothing if the name does not exist."""
        ...

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names that start with the prefix, sorted."""
        ...

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        """Yield names with size and time, in no order. A store that can list sizes is not asked for each name.

        Args:
            prefix: The beginning of the names.
            wanted: Returns whether a name is wanted; None yields all.
        """
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Hold the lock of the store: one process and thread at a time.

        The thread that holds it may acquire it again.

        Raises:
            StoreBusy: Another program holds it for longer than the store waits.
            StoreError: The store cannot be locked.
        """
        ...

    def tidy(self) -> None:
        """Remove what interrupted writes have left."""
        ...

    def local_file(self, name: str) -> str | None:
        """Return the path of the file of a name, or None if the store is not a folder on this machine."""
        ...

    def place(self, name: str) -> str:
        """Return what people call the place of a name: the path of a file, or an address."""
        ...
