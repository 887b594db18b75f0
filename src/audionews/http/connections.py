"""The client that all threads share, with its certificates and proxies.

REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, else SSL_CERT_FILE or SSL_CERT_DIR, names the only certificates to trust. If none
is set, those of the system and of httpx are trusted. Proxies are those of the environment.
"""

from __future__ import annotations

import atexit
import os
import ssl
import threading
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from urllib.request import getproxies

import httpx

from audionews import __version__
from audionews.errors import SettingsError

BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=32, keepalive_expiry=30.0)

_lock = threading.Lock()


def shared_client() -> httpx.Client:
    """Return the client that suits the environment.

    Raises:
        SettingsError: The certificates or proxies of the environment cannot be used.
    """
    with _lock:
        return _client(_trusted(), tuple(sorted(getproxies().items())))


def shared_context() -> ssl.SSLContext:
    """Return our side of TLS: whom to trust, as the environment says.

    Raises:
        SettingsError: The certificates of the environment cannot be used.
    """
    with _lock:
        return _kept_context(_trusted())


def _trusted() -> tuple[str, ...]:
    """Return what the environment says about certificates."""
    return tuple(os.environ.get(name, "") for name in (*BUNDLES, *_CERTIFICATES))


@cache
def _kept_context(_trusted: tuple[str, ...]) -> ssl.SSLContext:
    return _context()


@cache
def _client(_trusted: tuple[str, ...], _proxies: tuple[tuple[str, str], ...]) -> httpx.Client:
    """Return a client for this environment, which httpx and ``_context`` read themselves."""
    context = _context()
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


def _context() -> ssl.SSLContext:
    name = next((name for name in (*BUNDLES, *_CERTIFICATES) if os.environ.get(name)), "")
    try:
        if name in BUNDLES:
            path = os.environ[name]
            folder = Path(path).is_dir()
            return ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
        context = httpx.create_ssl_context()
    except OSError as error:
        what = f"{name} names no certificates: {error.strerror or 'they cannot be read'}"
        raise SettingsError(what, f"correct {name}, or unset it") from error
    if not name:
        context.load_default_certs()
    return context
