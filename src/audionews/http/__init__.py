"""HTTP for all of audionews: one client, and one table of statuses and errors. Built on httpx.

Certificates are verified, cookies are not kept, .netrc is not read, redirects are followed only if the caller allows
it, and every answer has limits of size and time. Nothing here knows the protocol of a service. Engines and downloads
ask addresses that our settings name (``exchange``, ``streamed``); an address that a stranger may have chosen, such as
that of an article, goes through ``guarded_get``. The names below load what they need when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.http.client import Answer, Fail, Failure, Kind, Request, Stream, exchange, streamed
    from audionews.http.guarded import Deadline, Guard, IPAddress, Limits, Resolve, guarded_get, look_up
    from audionews.http.statuses import TRUST, engine_error, excerpt, retry_after, status_error

__all__ = [
    "TRUST",
    "Answer",
    "Deadline",
    "Fail",
    "Failure",
    "Guard",
    "IPAddress",
    "Kind",
    "Limits",
    "Request",
    "Resolve",
    "Stream",
    "engine_error",
    "excerpt",
    "exchange",
    "guarded_get",
    "look_up",
    "retry_after",
    "status_error",
    "streamed",
]

_HOMES = {
    "audionews.http.client": ("Answer", "Fail", "Failure", "Kind", "Request", "Stream", "exchange", "streamed"),
    "audionews.http.guarded": ("Deadline", "Guard", "IPAddress", "Limits", "Resolve", "guarded_get", "look_up"),
    "audionews.http.statuses": ("TRUST", "engine_error", "excerpt", "retry_after", "status_error"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
