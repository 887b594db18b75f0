"""The rules of what the program keeps beside the files of a show: what it knows of an episode is true of its files."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from audionews.lint.json_document import read_json
from audionews.lint.rules import Fault, finding
from audionews.lint.values import shown
from audionews.model.paths import EMBED, FOLDER, episode_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from audionews.lint.folder import FolderSite
    from audionews.lint.rules import Finding

_SIDECAR = re.compile(rf"{FOLDER}\d{{4,9}}-\d\d-\d\d-[0-9a-f]{{8}}\.json", re.ASCII)
_ASIDE = re.compile(r".+\.json\.damaged-[0-9a-f]+")


def sidecar_findings(site: FolderSite, sounds: AbstractSet[str]) -> Iterator[Finding]:
    """Yield what is wrong with the sidecars of a show; a copy of it for the public has none.

    Args:
        site: The folder.
        sounds: The paths of the sounds that its feeds name.
    """
    read = {path: _read(site, path, sounds) for path in site.files(".json", FOLDER) if _SIDECAR.fullmatch(path)}
    owners = {sound for sound, _ in read.values() if sound}
    if owners:  # else the files are not those of this program
        yield from (finding(fault, path) for path, (_, faults) in read.items() for fault in faults)
        mp3s = (each for each in sounds - owners if each.startswith(FOLDER) and each.endswith(".mp3"))
        lost = sorted(
            each for each in mp3s if f"{FOLDER}{each.removeprefix(FOLDER).partition('.')[0]}.json" not in read
        )
        yield from (finding(Fault("sidecar", "its sidecar is missing"), each) for each in lost)
    for path in (*site.files("", FOLDER), *site.files("")):
        if _ASIDE.fullmatch(path):
            yield finding(Fault("set-aside", "it was damaged, and the program has set it aside"), path)


def _read(site: FolderSite, path: str, sounds: AbstractSet[str]) -> tuple[str, list[Fault]]:
    """Return the path of the sound that a sidecar is about, "" if it does not say so, and what is wrong with it."""
    blob = site.read_file(path)
    if isinstance(blob, Fault):
        return "", [blob]
    value = read_json(blob)
    if isinstance(value, str):
        return "", [Fault("sidecar", value)]
    episode_id, version, digest = (str(value.get(key, "")) for key in ("id", "version", "sha256"))
    if f"{FOLDER}{episode_id}.json" != path or not digest:
        return "", [Fault("sidecar", f"it is none of this episode: its id is {shown(episode_id)}")]
    sound = f"{FOLDER}{episode_id}{f'.{version}' if version else ''}.mp3"
    return sound, [*_faults(site, episode_id, sound, digest)] if sound in sounds else []


def _faults(site: FolderSite, episode_id: str, sound: str, digest: str) -> Iterator[Fault]:
    """Yield what is wrong with the files of an episode that is public."""
    if _digest(site, sound) not in {digest, ""}:
        yield Fault("other-sound", f"{sound} has other bytes than those that were built")
    kinds = ("html", "embed.html", "player.json") if site.has(EMBED) else ("html", "embed.html")
    for kind in kinds:
        name = episode_file(episode_id, kind)
        blob = site.read_file(name)
        if isinstance(blob, Fault):
            yield Fault("asset", f"its episode is in the feed, but {name}: {blob.what}")
        elif kind.endswith(".json") and isinstance(why := read_json(blob), str):
            yield Fault("linked-json", f"{name}: {why}")


def _digest(site: FolderSite, path: str) -> str:
    """Return the SHA-256 of a file, or "" if it cannot be read, which is said elsewhere."""
    file = site.open_file(path)
    if isinstance(file, Fault):
        return ""
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type] # any file of bytes will do
