"""Our side of TLS: whom to trust.

REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, else SSL_CERT_FILE or SSL_CERT_DIR, names the only certificates to trust. If none
is set, those of the system and of certifi are trusted.
"""

from __future__ import annotations

import os
import ssl
import threading
from functools import cache

from audionews.errors import SettingsError

BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")

_lock = threading.Lock()


def shared_context() -> ssl.SSLContext:
    """Return our side of TLS: whom to trust, as the environment says.

    Raises:
        SettingsError: The certificates of the environment cannot be used.
    """
    with _lock:
        return _kept_context(trusted())


def lazy_context() -> ssl.SSLContext:
    """Return our side of TLS as far as it costs little: certificates of the system are read only when one is needed.

    It trusts nobody whom ``shared_context`` does not trust, and perhaps not everybody: those of certifi are left out.

    Raises:
        SettingsError: The certificates of the environment cannot be used.
    """
    folder = ssl.get_default_verify_paths().capath
    if not folder or any(trusted()):
        return shared_context()
    return ssl.create_default_context(capath=folder)


def trusted() -> tuple[str, ...]:
    """Return what the environment says about certificates."""
    return tuple(os.environ.get(name, "") for name in (*BUNDLES, *_CERTIFICATES))


@cache
def _kept_context(_trusted: tuple[str, ...]) -> ssl.SSLContext:
    return make_context()


def make_context() -> ssl.SSLContext:
    """Return a new context, as the environment says now.

    Raises:
        SettingsError: The certificates of the environment cannot be used.
    """
    name = next((name for name in (*BUNDLES, *_CERTIFICATES) if os.environ.get(name)), "")
    try:
        if name:
            path = os.environ[name]
            folder = name == "SSL_CERT_DIR" or (name in BUNDLES and os.path.isdir(path))  # noqa: PTH112 - quicker to load than pathlib
            return ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
        import certifi  # noqa: PLC0415 - loads when used

        context = ssl.create_default_context(cafile=certifi.where())
    except OSError as error:
        what = f"{name} names no certificates: {error.strerror or 'they cannot be read'}"
        raise SettingsError(what, f"correct {name}, or unset it") from error
    context.load_default_certs()
    return context
