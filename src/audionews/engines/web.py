"""Asks services over HTTP: one client for all engines, which keeps its connections open between requests.

Certificates are verified, redirects are not followed (they would carry the key elsewhere), cookies are not kept, and
the user's .netrc is not read. Proxies and REQUESTS_CA_BUNDLE of the environment hold.
"""

from __future__ import annotations

import re
import time
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audionews import __version__
from audionews.errors import BadInput, Blocked, EngineError, NoAudio, RateLimited, SettingsError, Transient

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.cookiejar import CookiePolicy

    import requests

REMEDY = "wait some minutes, or use another voice (audionews voices list)"
PATIENCE = 10.0  # seconds for a connection
MOST_BYTES = 20_000_000  # of one answer; two minutes of the largest kind have 12,000,000
PIECE = 1 << 16
EXCERPT = 200  # characters of what a service says about a request that it cannot read

_WORDS = {"ConnectTimeoutError": "no answer", "NameResolutionError": "its name cannot be looked up"}


def post(address: str, body: bytes, headers: Mapping[str, str], limit: float) -> bytes:
    """Return the answer to a POST request, when it is a good one.

    Args:
        address: An http or https address.
        body: What is posted.
        headers: Of the request. What they hold is in no message.
        limit: Seconds for all of it.

    Raises:
        Transient: No answer, or one that may be another the next time.
        Blocked: The service refuses us.
        BadInput: The service cannot do anything with the request.
        EngineError: Any other answer that is not good, or a certificate that cannot be verified.
        NoAudio: The answer is far too large.
        SettingsError: The address is none.
    """
    import requests  # noqa: PLC0415 - loads when used
    import urllib3  # noqa: PLC0415 - loads when used

    host = urlsplit(address).hostname
    if not host or re.match(r"https?://", address) is None:
        raise SettingsError(f'"{address}" is no http or https address', "correct the address in the voice's settings")
    deadline = time.monotonic() + limit
    try:
        with _session().post(
            address,
            data=body,
            headers=headers,
            timeout=(min(PATIENCE, limit), limit),
            stream=True,
            allow_redirects=False,
        ) as response:
            content = _read(response, host, deadline, limit)
            if not response.ok or response.is_redirect:
                raise _refusal(response, host, content)
            return content
    except (requests.exceptions.SSLError, urllib3.exceptions.SSLError) as error:
        raise _distrust(host, error) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise Transient(f"{host} cannot be reached: {_reason(error)}", REMEDY) from error


@cache
def _session() -> requests.Session:
    """Return the client. It is shared by threads: below it is a pool of connections that is made for that."""
    import requests  # noqa: PLC0415 - loads when used
    from requests.adapters import HTTPAdapter  # noqa: PLC0415 - loads when used

    session = requests.Session()
    session.headers.update({"User-Agent": f"audionews/{__version__}", "Accept-Encoding": "identity"})
    session.auth = lambda request: request  # else a .netrc would replace our Authorization header
    session.cookies.set_policy(_no_cookies())
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_connections=8, pool_maxsize=32))
    return session


def _no_cookies() -> CookiePolicy:
    from http.cookiejar import DefaultCookiePolicy  # noqa: PLC0415 - loads when used

    return DefaultCookiePolicy(allowed_domains=[])


def _read(response: requests.Response, host: str, deadline: float, limit: float) -> bytes:
    content = bytearray()
    while piece := _piece(response, host):
        content += piece
        if len(content) > MOST_BYTES:
            raise NoAudio(f"the answer of {host} is too large", REMEDY)
        if time.monotonic() > deadline:
            raise Transient(f"{host} did not finish its answer within {limit:g} s", REMEDY)
    return bytes(content)


def _piece(response: requests.Response, host: str) -> bytes:
    import urllib3  # noqa: PLC0415 - loads when used

    try:
        piece: bytes = response.raw.read1(PIECE, decode_content=True)
    except urllib3.exceptions.HTTPError as error:
        raise Transient(f"{host} broke off its answer", REMEDY) from error
    return piece


def _refusal(response: requests.Response, host: str, content: bytes) -> EngineError:
    code = response.status_code
    what = f"{host} answered {code} ({response.reason})"
    match code:
        case HTTPStatus.TOO_MANY_REQUESTS:
            return RateLimited(what, REMEDY, _retry_after(response.headers))
        case 401 | 402 | 403 | 451:
            return Blocked(
                what,
                "check key, quota and region, where the service has them, or use another voice (audionews voices list)",
            )
        case 400 | 404 | 413 | 422:
            words = _excerpt(content, response.request.headers)
            return BadInput(f"{what}{words}", "check the voice's id and its settings (audionews voices show NAME)")
        case 408 | 425:
            return Transient(what, REMEDY)
        case _ if code < HTTPStatus.INTERNAL_SERVER_ERROR:
            return EngineError(what, "check the address in the voice's settings")
        case _:
            return Transient(what, REMEDY, _retry_after(response.headers))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the service asks us to wait (RFC 9110, 10.2.3); a date counts from its own."""
    after = headers.get("Retry-After", "")
    if after.isdigit():
        return float(after)
    try:
        then, now = (parsedate_to_datetime(date) for date in (after, headers.get("Date", "")))
        return max(0.0, (then - now).total_seconds())
    except (ValueError, TypeError):  # no date, or one without its zone
        return None


def _excerpt(content: bytes, sent: Mapping[str, str | bytes]) -> str:
    """Return the beginning of what the service says, in one line; a key that it repeats is covered."""
    words = " ".join(content.decode(errors="replace").split())
    for name, value in sent.items():
        if name.lower() in {"authorization", "ocp-apim-subscription-key"}:
            words = words.replace(str(value).removeprefix("Bearer "), "***")
    return f": {words[:EXCERPT]}" if words else ""


def _distrust(host: str, error: Exception) -> EngineError:
    if "CERTIFICATE_VERIFY_FAILED" not in str(error):
        return Transient(f"{host} cannot be reached: the encrypted connection broke", REMEDY)
    remedy = "check the address; where a proxy of your own signs certificates, name its file in REQUESTS_CA_BUNDLE"
    return EngineError(f"the certificate of {host} cannot be verified", remedy)


def _reason(error: Exception) -> str:
    """Return what the libraries wrap several times, in a few words."""
    found: object = error
    while isinstance(found, Exception):
        name = type(found).__name__
        if name in _WORDS:
            return _WORDS[name]
        inner = getattr(found, "reason", None) or next((arg for arg in found.args if isinstance(arg, Exception)), None)
        if inner is None:
            break
        found = inner
    number = re.search(r"\[Errno -?\d+\] ([^'\")]+)", str(found))
    return number[1] if number else "no answer in time" if "timed out" in str(found) else "the connection broke"
