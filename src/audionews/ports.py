"""The narrow doors behind which all effects live: what a plug-in has to offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray

    from audionews.model import Article, Caps, ChangedShow, Clip, Episode, Neighbours, Output, Show, Voice


@runtime_checkable
class ArticleReader(Protocol):
    """Makes Articles of one kind of input. Pure: bytes in, Articles out."""

    name: str

    def sniff(self, head: bytes, hint: str) -> float:
        """Return how surely (0 to 1) this reader knows the input.

        Args:
            head: The first 4 kB or all of it.
            hint: A file name, URL or media type, or "".
        """
        ...

    def read(self, blob: bytes, source: str, headline: str | None = None) -> Sequence[Article]:
        """Return the articles in the input.

        Args:
            blob: The whole input.
            source: Where it came from, for messages and ``Article.source``.
            headline: What the user says the headline is; then no line is taken for it.

        Raises:
            ArticleError: The input is no usable article.
        """
        ...


@runtime_checkable
class Diacritizer(Protocol):
    """Writes vowel marks. Base letters, digits, spaces and marks already there stay as they are."""

    name: str
    version: str

    def diacritize(self, texts: Sequence[str]) -> list[str]:
        """Return each text with its marks written out, in the same order."""
        ...

    def diacritize_with_confidence(self, texts: Sequence[str]) -> list[tuple[str, tuple[float, ...]]]:
        """Return each text with its marks, and the confidence (0 to 1) of each word (by white space)."""
        ...


@runtime_checkable
class MarkModel(Protocol):
    """Weighs vowel marks, letter by letter. Loads at the first use; may be called from one thread at a time.

    Attributes:
        name: As it is registered.
        version: Another one for every change of the weights.
        classes: What each class writes after a bare letter: decomposed hamza or madda, then marks; "" is nothing.
    """

    name: str
    version: str

    @property
    def classes(self) -> tuple[str, ...]: ...  # noqa: D102 - said above

    def weigh(self, bare: str) -> NDArray[np.float32]:
        """Return the probability of each class for each letter, shape (letters, classes); rows add up to 1.

        Args:
            bare: One sentence or more, without marks; hamza taken off its seat (NFD without its marks).

        Raises:
            SettingsError: The model cannot be loaded.
        """
        ...


@runtime_checkable
class SpeechEngine(Protocol):
    """Speaks one text at a time. May be called from several workers at once, up to ``caps.concurrency``."""

    name: str
    version: str
    caps: Caps

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the sound of the text.

        Args:
            text: ``Line.spoken``; at most ``caps.max_chars`` characters.
            voice: Its settings.

        Raises:
            EngineError: No sound, or not the sound of this text.
            SettingsError: The voice asks for what the engine does not have.
        """
        ...


@runtime_checkable
class Publisher(Protocol):
    """Renders a show. Pure: yields paths and bytes, writes nothing."""

    name: str

    def render(self, show: Show) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield (path relative to the output folder, its bytes in pieces). Nothing large is held at once."""
        ...


@runtime_checkable
class Renderer(Protocol):
    """Renders the files of a show. Pure: gives paths and bytes, writes nothing.

    The files of an episode are rendered again when its sidecar, its neighbours, the facts of the show or the version of
    a renderer changed; a list when the inputs that it declares did. What comes out is compared before it is written.

    Attributes:
        name: As it is registered.
        version: Another one for every change of the bytes; it is an input of all outputs.
    """

    name: str
    version: str

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        """Yield the files of one episode; ``Output.inputs`` may be left empty: they are what this method is given."""
        ...

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield every list of the show, such as feeds and index pages, each with its inputs; what names others last."""
        ...


class Stat(NamedTuple):
    """What a store knows of a blob without reading it. Two equal ones under one name mean the same bytes.

    Attributes:
        size: In bytes.
        modified_ns: When it was written, in nanoseconds since 1970; 0 where the store does not know.
        file_id: Another one when the file under this name was replaced; 0 where the store does not know.
    """

    size: int
    modified_ns: int = 0
    file_id: int = 0


@runtime_checkable
class BlobStore(Protocol):
    """Keeps bytes under a name: whole or absent. A name is a relative POSIX path.

    Names whose first part begins with ".audionews" are the store's and the program's own: they can be read and written,
    and are never listed.
    """

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or None if there are none.

        Args:
            name: Where they are.
            start: The first byte that is wanted.
            size: How many are wanted at most; -1 is all.

        Raises:
            StoreError: The store cannot be read.
        """
        ...

    def stat(self, name: str) -> Stat | None:
        """Return size and time, or None if there is nothing of that name.

        Raises:
            StoreError: The store cannot be read.
        """
        ...

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Put the bytes there at once; return False if exactly these bytes were there already.

        Raises:
            StoreError: The store cannot be written; what was there before still is.
        """
        ...

    def write_if(self, name: str, pieces: Iterable[bytes], expected: str | None) -> bool:
        """Put the bytes there at once unless somebody else has changed what is there; return whether it was done.

        Args:
            name: Where they go.
            pieces: The bytes.
            expected: SHA-256 of what must be there now; None: nothing may be there.

        Raises:
            StoreError: The store cannot be written; what was there before still is.
        """
        ...

    def remove(self, name: str) -> None:
        """Remove it; nothing happens if it is not there."""
        ...

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names that start with the prefix, sorted."""
        ...

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        """Yield names with size and time, in no order, without one question a name where the store can list them.

        Args:
            prefix: How the names start.
            wanted: Tells which of these names are wanted; None is all.
        """
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Hold the store for oneself: of all processes and threads that ask, one goes on at a time.

        The thread that holds it may take it again.

        Raises:
            StoreError: The store cannot be locked.
        """
        ...

    def tidy(self) -> None:
        """Remove what killed writes left behind."""
        ...

    def local_file(self, name: str) -> str | None:
        """Return the path of the file that holds the name; None if the store is not a folder on this machine."""
        ...
