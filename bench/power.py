"""Cuts the power at every moment of a build, and prints what a show loses: each number must be 0.

strace records what builds do to their files: what they write, sync, rename, create and remove. All of it is done again
on a disk in memory, which knows what is only in the cache of the system. After each call the power is cut, in four
ways: nothing has reached the disk but what was synced; all names have, but no bytes; all bytes have, and the names that
were given until some moment; or any of it has. A file whose folder was not synced may have its old name, its new one,
or none. Each such disk is examined as it lies there, and some are built to the end. Needs Linux and strace.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.shows import FAULTS, MORE, TITLES, Try, examine_met, is_whole
from tests.polling import items, mismatches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

CALLS = (
    "openat,open,creat,write,pwrite64,writev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,"
    "rmdir,mkdir,mkdirat"
)
STRACE = shutil.which("strace") or "strace"
BASE = "https://example.org/podcast"
WAYS = ("only what was synced", "all names, no bytes", "all bytes, some names", "any of it")
_BEGUN = re.compile(r"(\d+) +(\w+)\((.*) <unfinished \.\.\.>")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")
_CALL = re.compile(r"(\d+) +(\w+)\((.*)\) += (\d+)(?:<(.*)>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"\w+<([^>]*)>")


class Call(NamedTuple):
    """A system call that succeeded: its name, its arguments as strace prints them, its result, and the file of that."""

    name: str
    said: str
    result: int
    file: str

    def texts(self) -> list[bytes]:
        """Return its strings."""
        return [bytes.fromhex(each.replace("\\x", "")) for each in _TEXT.findall(self.said)]

    def of_descriptor(self) -> str:
        """Return the path of its first descriptor."""
        found = _FD.match(self.said)
        return _plain(found[1]) if found else ""

    def paths(self) -> list[str]:
        """Return its paths; relative ones are of the folder whose descriptor stands before them."""
        folder = self.of_descriptor()
        return [str(PurePosixPath(folder, text.decode())) for text in self.texts()]


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path


def calls_in(trace: Iterable[str]) -> Iterator[Call]:
    """Yield the calls of a trace that succeeded, when they did."""
    begun: dict[str, str] = {}
    for line in trace:
        if unfinished := _BEGUN.match(line):
            begun[unfinished[1]] = line[: line.rindex(" <unfinished")]
            continue
        resumed = _RESUMED.match(line)
        whole = begun.pop(resumed[1], "") + resumed[2] if resumed else line
        if found := _CALL.match(whole):
            yield Call(found[2], found[3], int(found[4]), _plain(found[5] or ""))


@dataclass(eq=False)
class File:
    """A file or a folder: its bytes, those that are on the disk for certain, and what was written since."""

    is_folder: bool = False
    data: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    unsynced: list[tuple[int, bytes | None]] = field(default_factory=list)  # where, and what; None cuts it off there
    place: int = 0  # of the next write

    def write(self, blob: bytes, at: int | None = None) -> None:
        """Write bytes, at the place of the last write or at another one."""
        start = self.place if at is None else at
        _overwrite(self.data, start, blob)
        self.unsynced.append((start, blob))
        self.place = start + len(blob) if at is None else self.place

    def cut_off(self, size: int) -> None:
        """Give the file another size."""
        _resize(self.data, size)
        self.unsynced.append((size, None))

    def sync(self) -> None:
        """Have all bytes on the disk."""
        self.synced = bytes(self.data)
        self.unsynced.clear()

    def after_cut(self, chance: Random | None) -> bytes:
        """Return the bytes after a cut: those that were synced, or any others too."""
        if chance is None or not self.unsynced:
            return self.synced
        data = bytearray(self.synced)
        for at, blob in self.unsynced:
            if chance.random() < 0.5:
                _resize(data, at) if blob is None else _overwrite(data, at, blob[: chance.choice((512, len(blob)))])
        return bytes(data)


def _resize(data: bytearray, size: int) -> None:
    del data[size:]
    data.extend(bytes(size - len(data)))


def _overwrite(data: bytearray, at: int, blob: bytes) -> None:
    _resize(data, max(len(data), at))
    data[at : at + len(blob)] = blob


class Disk:
    """The files below a folder, as programs see them, and as they are on the disk for certain."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.seen: dict[str, File] = {}
        self.synced: dict[str, File] = {}
        self.unsynced: list[tuple[str, File | None]] = []  # which name has which file; None removes it

    def read_in(self) -> None:
        """Begin with the files that are there."""
        for path in Path(self.root).rglob("*"):
            made = File(path.is_dir())
            if path.is_file():
                made.data[:] = path.read_bytes()
                made.sync()
            self.seen[str(path)] = self.synced[str(path)] = made

    def has(self, path: str) -> bool:
        """Return whether a path is below the folder."""
        return path.startswith(f"{self.root}/")

    def do(self, call: Call) -> bool:
        """Do what a call did; return False if it is not about these files."""
        match call.name:
            case "openat" | "open" | "creat":
                return self._open(call)
            case "write" | "pwrite64" | "writev" | "ftruncate":
                return self._write(call)
            case "fsync" | "fdatasync":
                return self._sync(call.of_descriptor())
            case "mkdir" | "mkdirat":
                return self._name(call.paths()[0], File(is_folder=True))
            case "unlink" | "unlinkat" | "rmdir":
                return self._name(call.paths()[0], None)
            case _:
                return self._rename(*call.paths())

    def _open(self, call: Call) -> bool:
        path = call.file
        if not self.has(path) or "O_DIRECTORY" in call.said or not re.search("O_CREAT|O_WRONLY|O_RDWR", call.said):
            return False
        made = path not in self.seen
        if made:
            self._name(path, File())
        self.seen[path].place = 0
        if "O_TRUNC" in call.said and self.seen[path].data:
            self.seen[path].cut_off(0)
            return True
        return made

    def _write(self, call: Call) -> bool:
        file = self.seen.get(call.of_descriptor())
        if file is None:
            return False
        last = call.said.rpartition(", ")[2]
        if call.name == "ftruncate":
            file.cut_off(int(last))
        else:
            file.write(b"".join(call.texts())[: call.result], int(last) if call.name == "pwrite64" else None)
        return True

    def _sync(self, path: str) -> bool:
        file = self.seen.get(path)
        if path == self.root or (file and file.is_folder):
            kept = [(name, made) for name, made in self.unsynced if str(PurePosixPath(name).parent) != path]
            for name, made in self.unsynced:
                if (name, made) not in kept:
                    _give(self.synced, name, made)
            self.unsynced = kept
        elif file:
            file.sync()
        return file is not None

    def _name(self, path: str, file: File | None) -> bool:
        if not self.has(path):
            return False
        self.unsynced.append((path, file))
        _give(self.seen, path, file)
        return True

    def _rename(self, old: str, new: str) -> bool:
        if not self.has(old):
            return False
        file = self.seen[old]
        return self._name(new, file) and self._name(old, None)

    def after_cut(self, way: str, chance: Random) -> dict[str, bytes]:
        """Return the files after the power was cut, by their paths below the folder."""
        names, last = dict(self.synced), chance.randint(0, len(self.unsynced))
        for number, (name, file) in enumerate(self.unsynced):
            if way == WAYS[1] or (way == WAYS[2] and number < last) or (way == WAYS[3] and chance.random() < 0.5):
                _give(names, name, file)
        found = {}
        for name, file in names.items():
            above = [str(each) for each in PurePosixPath(name).parents if self.has(str(each))]
            if not file.is_folder and all(each in names for each in above):
                blob = bytes(file.data) if way == WAYS[2] else file.after_cut(chance if way == WAYS[3] else None)
                found[name[len(self.root) + 1 :]] = blob
        return found


def _give(names: dict[str, File], name: str, file: File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def record(shown: Try, workers: str) -> list[str]:
    """Build, and return the trace of all that is done to files."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as trace:
        options = ("-f", "-y", "-xx", "-qq", "-s", "100000000", "-o", trace.name, "-e", f"trace={CALLS}")
        ended = shown.build(STRACE, *options, workers=workers)
        if ended.code:
            raise SystemExit(ended.err)
        return trace.readlines()


def look(files: dict[str, bytes], found: Counter[str]) -> None:
    """Count what is wrong with a show as it lies there."""
    out = {name.removeprefix("out/"): blob for name, blob in files.items() if name.startswith("out/")}
    shown = {name: blob for name, blob in out.items() if not any(part.startswith(".") for part in name.split("/"))}
    broken = [name for name, blob in shown.items() if not _is_whole(PurePosixPath(name).suffix, blob)]
    feed = shown.get("feed.xml", b"")
    seen = [
        each
        for item in (items(feed).values() if _is_whole(".xml", feed) else ())
        for each in mismatches(item, lambda url: shown.get(url.removeprefix(f"{BASE}/")))
    ]
    lost = [name for name, blob in shown.items() if (sound := _sound_of(name, blob)) and not _is(shown, *sound)]
    found.update({"half files": len(broken), "seen": len(seen), "lost": len(lost)})
    for each in (*broken, *seen, *lost)[:3]:
        print(f"  {each}", flush=True)


_is_whole = cache(is_whole)


@cache
def _sound_of(name: str, blob: bytes) -> tuple[str, str] | None:
    """Return the sound of a sidecar and its digest; None for another file."""
    if not re.fullmatch(r"episodes/\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json", name):
        return None
    try:
        facts = msgspec.json.decode(blob)
    except msgspec.DecodeError:  # it counts as a half file
        return None
    version = facts.get("version")
    return name.removesuffix("json") + (f"{version}.mp3" if version else "mp3"), facts["sha256"]


def _is(files: dict[str, bytes], name: str, digest: str) -> bool:
    return name in files and _digest(files[name]) == digest


@cache
def _digest(blob: bytes) -> str:
    return sha256(blob).hexdigest()


def put(files: dict[str, bytes], shown: Try) -> None:
    """Write the files of a disk, with an index that knows them as it did there."""
    for name, blob in files.items():
        path = shown.folder / name
        if path.suffix != ".sqlite-shm":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(blob)
    index = shown.out / ".audionews/catalogue.sqlite"
    if index.exists():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(index, isolation_level=None)) as rows:
            _match_stats(rows, shown.out)


def _match_stats(rows: sqlite3.Connection, out: Path) -> None:
    """Give the rows of the files that are as they were written the stats of their copies."""
    for table, key, place in (("outputs", "path", "{}"), ("episodes", "id", "episodes/{}.json")):
        for name, digest in rows.execute(f"SELECT {key}, digest FROM {table}").fetchall():  # noqa: S608 - ours
            path = out / place.format(name)
            if path.is_file() and sha256(path.read_bytes()).hexdigest() == digest:
                stat = path.stat()
                question = f"UPDATE {table} SET size = ?, modified_ns = ?, file_id = ? WHERE {key} = ?"  # noqa: S608 - ours
                rows.execute(question, (stat.st_size, stat.st_mtime_ns, stat.st_ino, name))


class Story(NamedTuple):
    """A build with what it did to its files, and what the show must be in the end."""

    name: str
    folder: Path
    disk: Disk
    calls: Sequence[Call]
    digests: dict[str, str]


def stories(home: Path, workers: str) -> Iterator[Story]:
    """Yield a first build and a correction; processes make whole episodes, and threads share lines."""
    shown = Try.new(home / workers.partition(":")[0])
    for name, more, count in (("first build", "", 3), ("correction of one", MORE, 1)):
        shown.write_articles(more, TITLES[:count])
        disk = Disk(str(shown.folder))
        disk.read_in()
        calls = list(calls_in(record(shown, workers)))
        yield Story(f"{name}, {workers}", shown.folder, disk, calls, shown.digests())


def cut(story: Story, resumed: int, chance: Random, found: Counter[str]) -> int:
    """Cut the power after each call, build some of the shows to the end, and return how often it was cut."""
    count, states = 0, []
    wanted = sorted(chance.sample(range(len(story.calls)), min(len(story.calls), 4 * resumed)))
    for number, call in enumerate(story.calls):
        if not story.disk.do(call):
            continue
        for way in WAYS:
            files = story.disk.after_cut(way, chance)
            look(files, found)
            count += 1
            if wanted and number >= wanted[0]:
                states.append((way, files))
        wanted = [each for each in wanted if each > number]
    for number, (way, files) in enumerate(chance.sample(states, min(resumed, len(states)))):
        finish(story, Path(f"{story.folder}-{way[:3].strip()}-{number}"), files, found)
    return count


def finish(story: Story, folder: Path, files: dict[str, bytes], found: Counter[str]) -> None:
    """Build a show to the end that a cut of the power has left."""
    shown = Try(folder)
    put(files, shown)
    ended = shown.build(workers="threads:2")
    examine_met(ended.code, ended.err, found)
    made = shown.digests()
    differ = sorted(name for name in {*made, *story.digests} if made.get(name) != story.digests.get(name))
    found["lost"] += bool(differ)
    if ended.code or differ:
        print(f"  {folder.name}: exit {ended.code}: {ended.err.strip()[-400:]} {differ[:5]}", flush=True)
    else:
        shutil.rmtree(folder)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resumed", type=int, default=20, help="how many shows are built to the end, of each build")
    asked = parser.parse_args()
    print(f"{'power cut in a':26} cuts  {'  '.join(FAULTS)}", flush=True)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        for story in chain.from_iterable(stories(Path(name), workers) for workers in ("processes:2", "threads:2")):
            found: Counter[str] = Counter()
            count = cut(story, asked.resumed, random.Random(16), found)  # noqa: S311 - no secret
            wrong += found.total()
            numbers = "  ".join(f"{found[each]:{len(each)}}" for each in FAULTS)
            print(f"{story.name:26} {count:5} {numbers}", flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
