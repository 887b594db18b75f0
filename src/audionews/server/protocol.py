"""Limits of connections: slow and idle clients are cut off, and none of them keeps the others out.

uvicorn has a limit for the time between two requests, which each byte begins anew, and none for requests and for
clients that do not read their answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

    from uvicorn.protocols.http.h11_impl import RequestResponseCycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of a server.

    Attributes:
        request: Seconds for a whole request, from its first byte or from the connection on.
        idle: Seconds between two requests.
        stalled: Seconds in which a client takes nothing of its answer.
        connections: Connections at once. One more replaces the one that has waited longest for its request, or that
            has taken nothing of its answer for longest; if all are at work, it waits for the first that is not, and
            there may be as many that wait.
    """

    request: float = 10.0
    idle: int = 15
    stalled: float = 60.0
    connections: int = 64


LIMITS = Limits()
_WAITING, _STALLED, _AT_WORK = range(3)


class LimitedProtocol(H11Protocol):
    """HTTP/1.1 with limits."""

    limits = LIMITS
    _deadline: asyncio.TimerHandle | None = None  # of the request that is being received
    _stall: asyncio.TimerHandle | None = None
    waits = False  # for another connection to end
    given_up = False
    _since = 0.0  # when the connection was made, the answer ended or the client began to take nothing

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Make room for the connection, or let it wait."""
        super().connection_made(transport)
        self._since = self.loop.time()
        others = [one for one in self._all(waiting=False) if one is not self]
        last = min(others, key=lambda one: one.rank, default=self)
        if len(others) < self.limits.connections or last.rank[0] != _AT_WORK:
            self.begin()
            if len(others) >= self.limits.connections:
                last.give_up()
        else:
            self.waits = True
            self.flow.pause_reading()
            waiting = self._all(waiting=True)
            if len(waiting) > self.limits.connections:
                min(waiting, key=lambda one: one.rank).give_up()

    def begin(self) -> None:
        """Begin to wait for a request."""
        self._deadline = self.loop.call_later(self.limits.request, self.transport.abort)

    def give_up(self) -> None:
        """Cut the connection off."""
        self.given_up = True
        self.transport.abort()

    def _all(self, *, waiting: bool) -> list[LimitedProtocol]:
        """Return the connections that wait for others, or those that do not."""
        found = [one for one in self.connections if isinstance(one, LimitedProtocol)]
        return [one for one in found if one.waits == waiting and not one.given_up]

    def _is_in_the_way(self) -> bool:
        """Return whether another connection waits for this one."""
        return not self.waits and bool(self._all(waiting=True))

    @property
    def _request(self) -> RequestResponseCycle | None:
        """The last request that has begun; uvicorn declares it without its None."""
        return self.cycle

    @property
    def rank(self) -> tuple[int, float]:
        """The order in which connections are given up."""
        request = self._request
        at_work = request is not None and not request.response_complete and not self.transport.is_closing()
        return (_STALLED if self._stall else _AT_WORK) if at_work else _WAITING, self._since

    def data_received(self, data: bytes) -> None:
        """Take bytes of a request."""
        request = self._request
        if self._deadline is None and (request is None or request.response_complete):
            self.begin()
        super().data_received(data)
        request = self._request
        if self._deadline and request is not None and not request.more_body and not request.response_complete:
            self._deadline.cancel()
            self._deadline = None

    def pause_writing(self) -> None:
        """Begin to wait for a client that takes nothing; others wait no longer for it."""
        super().pause_writing()
        if self._is_in_the_way():
            self.give_up()
        self._since = self.loop.time()
        self._stall = self.loop.call_later(self.limits.stalled, self.transport.abort)

    def resume_writing(self) -> None:
        """End the wait."""
        super().resume_writing()
        if self._stall:
            self._stall.cancel()
            self._stall = None

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, or for the end of a client that does not take the rest."""
        self._since = self.loop.time()
        if self._is_in_the_way():
            self.transport.close()
        if self.transport.is_closing():
            self.loop.call_later(self.limits.stalled, self.transport.abort)
        super().on_response_complete()

    def timeout_keep_alive_handler(self) -> None:
        """End an idle connection."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(self.limits.stalled, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection; the one that has waited longest takes its place."""
        for timer in (self._deadline, self._stall):
            if timer:
                timer.cancel()
        super().connection_lost(exc)
        waiting = self._all(waiting=True)
        if waiting and len(self._all(waiting=False)) < self.limits.connections:
            first = min(waiting, key=lambda one: one.rank)
            first.waits = False
            first.flow.resume_reading()
            first.begin()
