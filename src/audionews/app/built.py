"""The episodes of a build, each read when it is asked for: a build of ten thousand articles holds none of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from audionews.building.stages import BuiltEpisode
from audionews.catalogue.sidecars import decode_sidecar
from audionews.errors import StoreError
from audionews.model.paths import sidecar

if TYPE_CHECKING:
    from audionews.ports import BlobStore


class _Made(NamedTuple):
    """A finished episode without its text: the fields are those of ``BuiltEpisode``."""

    source: str
    id: str
    change: str
    spoken: int


class BuiltEpisodes(Sequence[BuiltEpisode]):
    """Episodes in the order of their articles. Each is read from its sidecar when it is asked for.

    Args:
        store: The output folder.
    """

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._made: list[_Made] = []

    def add(self, built: BuiltEpisode) -> None:
        """Add a finished episode."""
        self._made.append(_Made(built.source, built.episode.id, built.change, built.spoken))

    @property
    def spoken(self) -> int:
        """How many lines had to be spoken for all of them."""
        return sum(made.spoken for made in self._made)

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, place: int) -> BuiltEpisode: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[BuiltEpisode, ...]: ...

    def __getitem__(self, place: int | slice) -> BuiltEpisode | tuple[BuiltEpisode, ...]:
        """Return one episode, or several.

        Raises:
            StoreError: A sidecar was removed or damaged after the build.
        """
        if isinstance(place, slice):
            return tuple(map(self._read, self._made[place]))
        return self._read(self._made[place])

    def _read(self, made: _Made) -> BuiltEpisode:
        name = sidecar(made.id)
        blob = self._store.read(name)
        if blob is None:
            raise StoreError(f"{name} is gone", "another program has removed it: build its article again")
        return BuiltEpisode(
            source=made.source, episode=decode_sidecar(name, blob), change=made.change, spoken=made.spoken
        )
