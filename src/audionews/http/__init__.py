"""HTTP for all of audionews: one client, and one table of statuses and errors. Built on httpx.

Certificates are verified, cookies are not kept, .netrc is not read, redirects are followed only if the caller allows
it, and every answer has limits of size and time. Nothing here knows the protocol of a service. Engines and downloads
ask addresses that our settings name (``exchange``, ``streamed``); an address that a stranger may have chosen, such as
that of an article, goes through ``guarded_get``.
"""

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
