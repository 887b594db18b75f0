"""The client that all threads share. Proxies are those of the environment."""

from __future__ import annotations

import atexit
import threading
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.request import getproxies

import httpx

from audionews import __version__
from audionews.errors import SettingsError
from audionews.http.certificates import make_context, trusted

_LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=32, keepalive_expiry=30.0)

_lock = threading.Lock()


def shared_client() -> httpx.Client:
    """Return the client that suits the environment.

    Raises:
        SettingsError: The certificates or proxies of the environment cannot be used.
    """
    with _lock:
        return _client(trusted(), tuple(sorted(getproxies().items())))


@cache
def _client(_trusted: tuple[str, ...], _proxies: tuple[tuple[str, str], ...]) -> httpx.Client:
    """Return a client for this environment, which httpx and ``make_context`` read themselves."""
    context = make_context()
    try:
        client = httpx.Client(
            verify=context,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"User-Agent": f"audionews/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"},
            limits=_LIMITS,
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:  # the message may contain the proxy's password
        remedy = "correct HTTP_PROXY, HTTPS_PROXY and ALL_PROXY; a SOCKS proxy needs pip install socksio"
        raise SettingsError("the proxy that the environment names cannot be used", remedy) from error
    atexit.register(client.close)
    return client
