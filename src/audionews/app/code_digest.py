"""The digest of the code that articles are read and scripts are written with."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from functools import cache
from pathlib import Path
from zoneinfo import TZPATH

import audionews

PARTS = ("arabic", "articles", "building", "diacritizers", "model", "readers", "settings", "sources")  # and modules
_COMPILED = "__pycache__"
_PACKAGES = (".dist-info", ".egg-info")  # of installed packages; the name of the folder has the version
_ZONES = ("tzdata.zi", "+VERSION")  # in the folder of the time zones, the release first
_RELEASE = 100  # bytes of it


@cache
def code_digest() -> str:
    """Return the digest of our code and word lists, the versions of all packages and of Python, and the time zones.

    It is "" if the program is not in files, so that its code cannot be read.
    """
    root = Path(audionews.__file__).parent
    files = [path for path in root.glob("*.py") if path.is_file()]
    files += [Path(place, name) for part in PARTS for place, name in _files(root / part)]
    if not files:
        return ""
    digest = hashlib.sha256(f"{sys.version} {platform.machine()} {_packages()} {_zones()}".encode())
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


def _packages() -> list[str]:
    folders = [Path(each) for each in sys.path if each and Path(each).is_dir()]
    return sorted(each.name for folder in folders for each in folder.iterdir() if each.name.endswith(_PACKAGES))


def _zones() -> list[str]:
    """Return what tells one release of the time zones from another."""
    folders = [Path(each) for each in TZPATH if Path(each).is_dir()]
    releases = [path for folder in folders for name in _ZONES if (path := folder / name).is_file()]
    return [*(str(each.stat().st_mtime_ns) for each in folders), *(_beginning(each) for each in releases)]


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_RELEASE).hex()
