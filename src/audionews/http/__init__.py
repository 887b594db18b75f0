"""HTTP as all of audionews speaks it: one client, one table of what a status means. Built on httpx.

Certificates are verified, cookies are not kept, .netrc is not read, redirects are followed only where the caller allows
it, and every answer has limits of size and time. Here is nothing about what a service wants to be asked, and nothing
about what its answer is good for.
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
