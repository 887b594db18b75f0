"""Results of pure functions, kept in a cache under the digest of all that they depend on.

So a build sees in a moment that an article has not changed: it is neither read nor normalized again. What is kept is
never needed: without it, or if it is damaged, the work is done again.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from audionews.building.cache import MetadataCache
from audionews.building.keys import result_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from audionews.ports import BlobStore

Result = TypeVar("Result")


class KeptResults(Generic[Result]):
    """Results of one kind.

    Args:
        store: The store of the cache.
        kind: The name of the kind.
        result: The type of the results.
        basis: Returns the digest of what all of them depend on, code and settings; "" if it cannot be known, so that
            nothing is kept.
    """

    def __init__(self, store: BlobStore, kind: str, result: type[Result], basis: Callable[[], str]) -> None:
        self._cache = MetadataCache(store, kind, result)
        self._result = result
        self._find_basis = basis

    def __getstate__(self) -> dict[str, object]:
        """Pickle with the basis: a worker has no settings."""
        state = {**vars(self), "_basis": self._basis}
        return {name: value for name, value in state.items() if name != "_find_basis"}

    @cached_property
    def _basis(self) -> str:
        return self._find_basis()

    def key(self, *facts: object) -> str:
        """Return the address of the result for these facts, or "" if it cannot be kept."""
        try:
            return result_key(self._basis, *facts) if self._basis else ""
        except (TypeError, ValueError, OverflowError):  # no JSON, such as the name of a file that is no Unicode
            return ""

    def find(self, key: str) -> Result | None:
        """Return the result, or None if it is not kept."""
        return self._cache.facts(key) if key else None

    def keep(self, key: str, result: Result) -> None:
        """Keep a result, unless it would not come back as it is."""
        if key and self._is_faithful(result):
            self._cache.put_if_possible(key, result)

    def _is_faithful(self, result: Result) -> bool:
        try:
            return bool(msgspec.json.decode(msgspec.json.encode(result), type=self._result) == result)
        except (TypeError, ValueError, OverflowError):
            return False
