"""A lock that many machines share through a store: one owner at a time, and a dead owner is replaced.

The lease is a small file that says who holds it. It is only ever replaced if it is still the version that was read. Its
owner renews it several times in its term. Who waits for it and sees the same version for a whole term, on a clock of
its own that never goes back, takes it over: no two machines need to agree on the time.
"""

from __future__ import annotations

import os
import socket
import threading
import time
import uuid
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import msgspec

from audionews.errors import StoreBusy, StoreError
from audionews.stores.decoding import decode_json
from audionews.stores.waiting import FOREVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audionews.stores.waiting import Waiting

TERM = 30.0  # seconds in which the owner renews the lease
_RENEWALS = 4  # in a term
_SAFE = 0.8  # of a term, in which an owner whose renewals fail may go on
_POLL = 0.2  # seconds between two looks at a lease that another owner holds


class LeaseFile(Protocol):
    """The file of a lease."""

    def read(self) -> tuple[bytes, str] | None:
        """Return its bytes and the tag of their version, or None if it does not exist."""
        ...

    def replace(self, blob: bytes, tag: str | None) -> str | None:
        """Write it if it still has that version; return the new tag, or None if it has another version."""
        ...


class Holder(msgspec.Struct, frozen=True):
    """What a lease says. Each renewal has another ``version``, so that the bytes are others.

    Attributes:
        owner: The machine and the process that hold it; "" if nobody does.
        since: Since when, on the owner's clock.
        term: Seconds in which it will be renewed.
        version: A random number.
    """

    owner: str = ""
    since: str = ""
    term: float = TERM
    version: str = ""


class Lease:
    """The lease of one address, for all threads of this process.

    Args:
        file: Its file.
        address: The address, for messages.
        term: Seconds in which an owner renews it.
        clock: Returns seconds that never go back.
    """

    def __init__(
        self, file: LeaseFile, address: str, term: float = TERM, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._file = file
        self._address = address
        self._term = term
        self._clock = clock
        self._threads = threading.RLock()
        self._depth = 0
        self._changing = threading.Lock()  # renewals and the release are one after the other
        self._holder = Holder()
        self._tag: str | None = None
        self._tried = b""  # what was last written, or was to be
        self._renewed = 0.0
        self._lost = False
        self._released = threading.Event()

    @contextmanager
    def held(self, waiting: Waiting = FOREVER) -> Iterator[None]:
        """Hold the lease: one process and thread at a time. The thread that holds it may acquire it again.

        Raises:
            StoreBusy: Another owner holds it, and has not released it in the time.
            StoreError: The store cannot be read or written.
        """
        if not self._threads.acquire(timeout=min(waiting.seconds, threading.TIMEOUT_MAX)):
            raise waiting.busy(self._address, owner_name())
        try:
            if not self._depth:
                self._acquire(waiting)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    self._release()
        finally:
            self._threads.release()

    def check(self) -> None:
        """Refuse to go on if the lease is held, but was not renewed for so long that another may have it.

        Raises:
            StoreBusy: It was lost.
        """
        if self._depth and (self._lost or self._clock() - self._renewed > _SAFE * self._term):
            what = f"another program may write {self._address} by now: this one was not let through for too long"
            raise StoreBusy(what, "run it again: what is done is kept")

    def _acquire(self, waiting: Waiting) -> None:
        start, seen, since = self._clock(), "", 0.0
        while True:
            found = self._file.read()
            holder, tag = (_decoded(found[0]), found[1]) if found else (Holder(), None)
            now = self._clock()
            if tag != seen:
                seen, since = tag or "", now
            if (not holder.owner or now - since >= holder.term) and self._write_name(tag):
                return
            if holder.owner and now - start >= waiting.seconds:
                raise waiting.busy(self._address, holder.owner, holder.since)
            if holder.owner:
                waiting.tell(self._address, holder.owner, holder.since, now - start)
            time.sleep(min(_POLL, self._term / 10))

    def _write_name(self, tag: str | None) -> bool:
        """Write our name into the lease; return whether nobody was quicker."""
        start = self._clock()
        holder = Holder(owner_name(), datetime.now(UTC).isoformat(timespec="seconds"), self._term, uuid.uuid4().hex)
        taken = self._file.replace(msgspec.json.encode(holder), tag)
        if taken is None:
            return False
        self._holder, self._tag, self._renewed, self._lost = holder, taken, start, False
        self._released = threading.Event()
        threading.Thread(target=self._renew, args=[self._released], daemon=True).start()
        return True

    def _renew(self, released: threading.Event) -> None:
        """Renew the lease until it is released."""
        while not released.wait(self._term / _RENEWALS):
            with self._changing:
                if released.is_set() or self._lost:
                    return
                start = self._clock()
                with suppress(StoreError):  # the next renewal may succeed
                    self._tag = self._replace(self._holder.owner)
                    self._lost, self._renewed = self._tag is None, start

    def _release(self) -> None:
        self._released.set()
        with self._changing:
            if not self._lost:
                with suppress(StoreError):  # it ends by itself
                    self._replace("")
            self._tag = None

    def _replace(self, owner: str) -> str | None:
        holder = Holder(owner, self._holder.since, self._term, uuid.uuid4().hex)
        before, self._tried = self._tried, msgspec.json.encode(holder)
        taken = self._file.replace(self._tried, self._tag)
        if taken is None and (found := self._file.read()) and found[0] == before:
            return self._file.replace(self._tried, found[1])  # the answer to the renewal before was lost
        return taken


def holder_of(file: LeaseFile) -> str:
    """Return who holds the lease in a file, or "". A program that was killed holds it until its term has passed."""
    found = file.read()
    holder = _decoded(found[0]) if found else Holder()
    return f"{holder.owner}, since {holder.since}" if holder.owner else ""


def owner_name() -> str:
    """Return what others are told of this process."""
    return f"process {os.getpid()} on {socket.gethostname()}"


def _decoded(blob: bytes) -> Holder:
    """Return what a lease says; one that is damaged counts as held by somebody, and is not renewed."""
    try:
        return decode_json(blob, Holder)
    except msgspec.DecodeError:
        return Holder(owner="an unknown program")
