"""Stores of bytes, with one port: folders, memory, and whatever fsspec supports. None knows what the bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.ports import BlobStore


def open_store(address: Path | str) -> BlobStore:
    """Return the store at an address: a folder, or an address that fsspec supports, such as s3://bucket/podcast.

    Raises:
        SettingsError: The address is not supported, or the package that supports it is not installed.
    """
    if isinstance(address, str) and "://" in address:
        from audionews.stores.remote import RemoteStore  # noqa: PLC0415 - loads when used

        return RemoteStore(address)
    from pathlib import Path  # noqa: PLC0415 - loads when used

    from audionews.stores.local import LocalStore  # noqa: PLC0415 - loads when used

    return LocalStore(Path(address))


def open_cache(folder: Path) -> BlobStore:
    """Return the store of the caches in a folder: it does not wait for the disk, and marks files as used."""
    from audionews.stores.local import LocalStore  # noqa: PLC0415 - loads when used

    return LocalStore(folder, durable=False)
