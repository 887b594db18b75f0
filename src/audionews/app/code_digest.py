"""The digest of the code that articles are read and scripts are written with."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import time
from functools import cache
from pathlib import Path
from zoneinfo import TZPATH

import audionews

PARTS = ("arabic", "articles", "building", "diacritizers", "model", "readers", "settings", "sources")  # and modules
_COMPILED = "__pycache__"
_PACKAGES = (".dist-info", ".egg-info")  # of installed packages; the name of the folder has the version
_ZONES = ("tzdata.zi", "+VERSION")  # in the folder of the time zones, the release first
_RELEASE = 100  # bytes of it
_STARTED = time.time()
_ACCURACY = 1.0  # seconds, of the times of files


@cache
def code_digest() -> str:
    """Return the digest of our code and word lists, the versions of all packages and of Python, and the time zones.

    It is "" if that cannot be known.
    """
    return digest_of(Path(audionews.__file__).parent, _STARTED - _ACCURACY)


def digest_of(root: Path, started: float) -> str:
    """Return the digest of the code in a folder.

    It is "" if there is none, because the program is not in files, or if a file or package is newer than this process,
    which may have loaded the one before.

    Args:
        root: The folder.
        started: When this process started, in seconds since 1970.
    """
    files = [path for path in root.glob("*.py") if path.is_file()]
    files += [Path(place, name) for part in PARTS for place, name in _files(root / part)]
    packages, zones = _packages(), _zones()
    if not files or max(each.stat().st_ctime for each in (*files, *packages, *zones)) >= started:
        return ""
    versions = sorted(name for names in packages.values() for name in names)
    releases = [_beginning(folder / name) for folder in zones for name in _ZONES if (folder / name).is_file()]
    changed = [folder.stat().st_mtime_ns for folder in zones]
    digest = hashlib.sha256(f"{sys.version} {platform.machine()} {versions} {releases} {changed}".encode())
    for path in sorted(files):
        blob = path.read_bytes()
        digest.update(f"\n{path.relative_to(root).as_posix()} {len(blob)}\n".encode())
        digest.update(blob)
    return digest.hexdigest()


def _files(folder: Path) -> list[tuple[str, str]]:
    found = []
    for place, below, names in os.walk(folder):
        below[:] = [name for name in below if name != _COMPILED]
        found += [(place, name) for name in names]
    return found


def _packages() -> dict[Path, list[str]]:
    """Return the folders with installed packages, and the names and versions of these."""
    folders = [Path(each) for each in sys.path if each and Path(each).is_dir()]
    found = {folder: [each.name for each in folder.iterdir() if each.name.endswith(_PACKAGES)] for folder in folders}
    return {folder: names for folder, names in found.items() if names}


def _zones() -> list[Path]:
    return [Path(each) for each in TZPATH if Path(each).is_dir()]


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_RELEASE).hex()
