"""HTTP for all of audionews: one client, and one table of statuses and errors. Built on httpx.

Certificates are verified, cookies are not kept, .netrc is not read, redirects are followed only if the caller allows
it, and every answer has limits of size and time. Nothing here knows the protocol of a service.
"""

from audionews.http.client import Answer, Fail, Failure, Kind, Request, Stream, exchange, streamed
from audionews.http.statuses import engine_error, excerpt, retry_after, status_error

__all__ = [
    "Answer",
    "Fail",
    "Failure",
    "Kind",
    "Request",
    "Stream",
    "engine_error",
    "excerpt",
    "exchange",
    "retry_after",
    "status_error",
    "streamed",
]
