"""Stores of bytes, with one port: folders, memory, and whatever fsspec supports. None knows what the bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.stores.waiting import FOREVER

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.ports import BlobStore
    from audionews.stores.waiting import Waiting


def is_address(place: Path | str) -> bool:
    """Return whether a place is an address, such as s3://bucket/podcast, and no folder."""
    return isinstance(place, str) and "://" in place


def open_store(address: Path | str, waiting: Waiting = FOREVER) -> BlobStore:
    """Return the store at an address: a folder, or an address that fsspec supports, such as s3://bucket/podcast.

    Args:
        address: The address.
        waiting: How long to wait for another program that writes there.

    Raises:
        SettingsError: The address is not supported, or the package that supports it is not installed.
    """
    if isinstance(address, str) and is_address(address):
        from audionews.stores.remote import RemoteStore  # noqa: PLC0415 - loads when used

        return RemoteStore(address, waiting)
    from pathlib import Path  # noqa: PLC0415 - loads when used

    from audionews.stores.local import LocalStore  # noqa: PLC0415 - loads when used

    return LocalStore(Path(address), waiting=waiting)


def lock_holder(place: Path | str) -> str:
    """Return which program holds the lock of a folder or an address now, or "" if none does.

    Raises:
        StoreError: The lock cannot be read.
        SettingsError: The address is not supported, or the package that supports it is not installed.
    """
    if isinstance(place, str) and is_address(place):
        from audionews.stores.remote import lease_holder  # noqa: PLC0415 - loads when used

        return lease_holder(place)
    from pathlib import Path  # noqa: PLC0415 - loads when used

    from audionews.stores.folder_lock import holder  # noqa: PLC0415 - loads when used
    from audionews.stores.local import LOCK  # noqa: PLC0415 - loads when used

    return holder(Path(place) / LOCK)


def open_cache(folder: Path, shared: str = "") -> BlobStore:
    """Return the store of the caches in a folder: it does not wait for the disk, and marks files as used.

    Args:
        folder: A folder of this machine.
        shared: A folder or an address that machines share, before which that folder stands; "" for none.

    Raises:
        SettingsError: The address is not supported, or the package that supports it is not installed.
    """
    from pathlib import Path  # noqa: PLC0415 - loads when used

    from audionews.stores.layered import LayeredStore  # noqa: PLC0415 - loads when used
    from audionews.stores.local import LocalStore  # noqa: PLC0415 - loads when used

    near = LocalStore(folder, durable=False)
    if not shared:
        return near
    return LayeredStore(near, open_store(shared) if is_address(shared) else LocalStore(Path(shared), durable=False))
