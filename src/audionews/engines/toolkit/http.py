"""Asks a speech service over HTTP. The client below is that of all audionews; here is what its answers mean for a line.

Certificates are verified, redirects are not followed (they would carry the key elsewhere), cookies are not kept, and
the user's .netrc is not read. Proxies of the environment hold, and so does REQUESTS_CA_BUNDLE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audionews.errors import BadInput, Blocked, EngineError, SettingsError, Transient
from audionews.http.client import Request, exchange, host_of, is_loopback, origin_of, refuse_login
from audionews.http.statuses import engine_error, excerpt, holds_secret, status_error, without_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MOST_BYTES", "WAIT", "post"]

MOST_BYTES = 20_000_000  # of one answer; two minutes of the largest kind have 12,000,000
WAIT = "wait some minutes, or use another voice (audionews voices list)"

_REMEDIES: Mapping[type[EngineError], str] = {
    Transient: WAIT,
    Blocked: "check key, quota and region, where the service has them, or use another voice (audionews voices list)",
    BadInput: "check the voice's id and its settings (audionews voices show NAME)",
    EngineError: "check the address in the voice's settings",
}


def post(address: str, body: bytes, headers: Mapping[str, str], limit: float) -> bytes:
    """Return the body of a good answer to a POST request.

    Args:
        address: An http or https address.
        body: What is posted.
        headers: Of the request. What they hold is in no message.
        limit: Seconds for all of it, by the clock on the wall.

    Raises:
        Transient: No answer, or one that may be another the next time; RateLimited is one of these.
        Blocked: The service refuses us.
        BadInput: The service cannot do anything with the request.
        EngineError: Any other answer that is not good, or a certificate that cannot be verified.
        NoAudio: The answer is larger than ``MOST_BYTES``.
        SettingsError: The address is none or has a password in it, a key would be sent in the clear, or a header
            cannot be sent.
    """
    refuse_login(address)
    if holds_secret(headers) and urlsplit(address).scheme == "http" and not is_loopback(host_of(address)):
        what = f"a key would be sent to {host_of(address)} over http, where others can read it"
        raise SettingsError(what, "write an https address in the voice's settings, or use none of your keys")
    request = Request(address, body, headers)
    answer = exchange(request, lambda failure: engine_error(failure, WAIT), seconds=limit, largest=MOST_BYTES)
    if answer.good:
        return answer.content
    what = f"{origin_of(address)} answered {answer.status} ({without_keys(answer.phrase, headers)})"
    error = status_error(answer.status, answer.headers, what, _REMEDIES)
    if isinstance(error, BadInput):
        raise BadInput(f"{what}{excerpt(answer.content, headers)}", error.remedy)
    raise error
