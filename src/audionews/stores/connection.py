"""Opens the file systems of fsspec, and their connections anew.

Nothing waits for minutes for a host that does not answer: a connection is given up after some seconds.
"""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from audionews.errors import SettingsError
from audionews.packages import install_command
from audionews.stores.failures import store_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

S3 = frozenset({"s3", "s3a"})
GOOGLE = frozenset({"gs", "gcs"})
AZURE = frozenset({"abfs", "abfss", "az"})
REMEDY = "check the address, your keys and your rights there, then run it again: what is done is kept"
_NAMED = "name a folder, or an address like s3://bucket/podcast, and look at its keys in the environment"
_SERIAL = frozenset({"sftp", "ssh"})  # one connection, for one thread at a time
_CONNECT = 5  # seconds
_PACKAGES = {"smbclient": "smbprotocol"}  # whose module has another name
_turns: WeakKeyDictionary[Any, threading.RLock] = WeakKeyDictionary()


def kinds_of(address: str) -> frozenset[str]:
    """Return the names of the protocol of an address. Nothing is connected.

    Raises:
        SettingsError: The address is not supported, or the package that supports it is not installed.
    """
    from fsspec import get_filesystem_class  # noqa: PLC0415 - loads when used
    from fsspec.core import split_protocol  # noqa: PLC0415 - loads when used

    try:
        names = get_filesystem_class(split_protocol(address.partition("::")[0])[0]).protocol
    except ImportError as error:
        module = (getattr(error.__cause__, "name", "") or "").partition(".")[0]
        remedy = install_command(_PACKAGES.get(module, module)) if module else "install that package beside audionews"
        raise SettingsError(f"{address}: {error}", remedy) from error
    except ValueError as error:
        raise SettingsError(f"{address}: {error}", _NAMED) from error
    return frozenset({names} if isinstance(names, str) else names)


def opened(address: str, kinds: frozenset[str]) -> tuple[Any, str]:
    """Return the file system at an address, and the path there.

    Raises:
        SettingsError: The file system refuses what the address or the environment says.
        StoreError: Its server cannot be reached, or refuses us.
    """
    from fsspec.core import url_to_fs  # noqa: PLC0415 - loads when used

    try:
        raw, root = url_to_fs(address, **dict(_options(address, kinds)))
    except ValueError as error:
        raise SettingsError(f"{address}: {error}", _NAMED) from error
    except Exception as error:  # some connect at once
        raise store_error(f"cannot open {address}: {said(error)}", REMEDY, error) from error
    return raw, str(root)


def _options(address: str, kinds: frozenset[str]) -> Iterator[tuple[str, object]]:
    """Yield how long to wait for a connection, unless the user's configuration of fsspec tells."""
    from fsspec.config import conf  # noqa: PLC0415 - loads when used

    given: Mapping[str, object] = {}
    if "::" in address:
        return  # these would be the options of what lies over it
    if kinds & S3:
        given = {"config_kwargs": {"connect_timeout": _CONNECT}}
    elif kinds & _SERIAL:
        given = {"timeout": _CONNECT, "banner_timeout": 4 * _CONNECT, "auth_timeout": 4 * _CONNECT}
    elif kinds & AZURE:
        given = {"connection_timeout": _CONNECT}
    for name, value in given.items():
        if not any(name in conf.get(kind, {}) for kind in kinds):
            yield name, value


def turn(raw: Any, kinds: frozenset[str]) -> AbstractContextManager[object]:  # noqa: ANN401 - fsspec has no types
    """Return what a thread holds while it uses a file system: all that use the same connection have the same."""
    return _turns.setdefault(raw, threading.RLock()) if kinds & _SERIAL else nullcontext()


def reconnect(raw: Any, kinds: frozenset[str]) -> None:  # noqa: ANN401 - fsspec has no types
    """Connect again if the connection is gone. Other file systems do so by themselves.

    Raises:
        Exception: As the file system raises it, if that fails.
    """
    if kinds & _SERIAL and hasattr(raw, "_connect"):
        line = raw.client.get_transport()
        if line is None or not line.is_active():
            raw._connect()  # noqa: SLF001 - fsspec has no other way


def said(error: BaseException) -> str:
    """Return what an error says, or what it is."""
    return str(error) or type(error).__name__
