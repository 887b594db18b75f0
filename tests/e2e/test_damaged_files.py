"""A damaged file stops one thing: a sidecar its own episode, which a build makes again; nothing is lost."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.pasted import FIRST, Result, article

from audionews.cli.main import run

Run = Callable[..., Result]
Show = tuple[Path, Path, Path]

OUT = Path("out")
SETTINGS = '[show]\nbase_url = "https://podcast.example.org"\n'


def without(blob: bytes, key: str) -> bytes:
    facts = json.loads(blob)
    del facts[key]
    return json.dumps(facts).encode()


def changed(**facts: object) -> Callable[[bytes], bytes]:
    return lambda blob: json.dumps({**json.loads(blob), **facts}).encode()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut short": lambda blob: blob[: len(blob) // 2],
    "zeros": lambda blob: bytes(len(blob)),
    "zeros at its end": lambda blob: blob[:-400] + bytes(400),
    "other bytes": lambda _: b"\xa5\x00\xff\xfe" * 500,
    "no utf-8": lambda blob: blob.replace("افتتاح".encode(), b"\xd8\xff", 1),
    "no object": lambda _: b"[]",
    "nested too deeply": lambda blob: blob.rstrip()[:-1] + b',"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "wrong types": changed(cues={"first": 1}),
    "a format of the future": changed(segments=[{"part": "title", "runs": []}], format=9),
    "a time without a zone": changed(published="2024-06-20T00:00:00"),
    "a time before all times": changed(published="0001-01-01T00:00:00+14:00"),
    "a rate of nothing": changed(rate=0),
    "a size beyond all sizes": changed(samples=10**30),
    "of another episode": changed(id="2024-06-20-00000000"),
    "without its title": lambda blob: without(blob, "title"),
}


def article_named(name: str, headline: str) -> Path:
    path = Path(name)
    path.write_text(article(headline, FIRST.replace("الميناء", headline)), "utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a show of two episodes once, with its caches."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("AUDIONEWS_CACHE", str(folder / "cache"))
        patch.setenv("SOURCE_DATE_EPOCH", "1718900000")
        Path("audionews.toml").write_text(SETTINGS, "utf-8")
        names = (article_named("one.txt", "افتتاح الجسر"), article_named("two.txt", "اتساع المدينة"))
        assert run(["build", *map(str, names), "--voice", "silence", "--out", str(OUT), "-q"]) == 0
    return folder


@pytest.fixture
def show(built: Path, tmp_path: Path) -> Show:
    """Return a copy of the show: both articles, and the sidecar of the first."""
    shutil.copytree(built, Path.cwd(), dirs_exist_ok=True)
    Path("cache").rename(tmp_path / "cache")
    first = next(path for path in OUT.glob("episodes/????-??-??-????????.json") if b"one.txt" in path.read_bytes())
    return Path("one.txt"), Path("two.txt"), first


def aside(sidecar: Path) -> list[Path]:
    return sorted(sidecar.parent.glob(f"{sidecar.name}.damaged-*"))


def items() -> int:
    return (OUT / "feed.xml").read_text("utf-8").count("<item>")


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_sidecar_is_set_aside_and_a_build_repairs_it(audionews: Run, show: Show, kind: str) -> None:
    first, second, sidecar = show
    whole, sound = json.loads(sidecar.read_bytes()), sidecar.with_suffix(".mp3").read_bytes()
    damaged = DAMAGES[kind](sidecar.read_bytes())
    sidecar.write_bytes(damaged)
    other = audionews("build", second, "--voice", "silence", "--out", OUT)
    assert other.code == 1, "the show has lost an episode"
    (kept,) = aside(sidecar)
    assert kept.read_bytes() == damaged
    told = other.err.replace("\n  try: ", " | try: ")
    assert re.search(
        rf"audionews: episodes/{sidecar.name} is damaged: .* set aside as episodes/{kept.name} \| try: ", told
    )
    assert "rror:" not in other.err
    assert sidecar.with_suffix(".mp3").read_bytes() == sound
    assert items() == 1
    repaired = audionews("build", first, "--voice", "silence", "--out", OUT)
    assert repaired.code == 0
    assert items() == 2
    anew = json.loads(sidecar.read_bytes())
    assert (anew["id"], anew["guid"], anew["sha256"]) == (whole["id"], whole["guid"], whole["sha256"])
    assert kept.read_bytes() == damaged
    again = audionews("build", first, second, "--voice", "silence", "--out", OUT)
    assert (again.code, "damaged" in again.err) == (0, False)


COMMANDS = (
    ("list",),
    ("publish", "www"),
    ("check", "out"),
    ("remove", "OTHER"),
    ("edition", "--voice", "silence"),
    ("build", "--dry-run", "two.txt", "--voice", "silence"),
    ("script", "two.txt", "--voice", "silence"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_goes_on_without_the_damaged_episode(
    audionews: Run, show: Show, command: tuple[str, ...]
) -> None:
    *_, sidecar = show
    sidecar.write_bytes(b'{"id": ')
    (other,) = {path.name[:19] for path in sidecar.parent.glob("*.mp3")} - {sidecar.stem}
    names = [other if word == "OTHER" else word for word in command]
    done = audionews(*names, *(() if command[0] in {"check", "script"} else ("--out", OUT)))
    assert done.code == 0, done.err
    if command[0] == "check":
        assert f"episodes/{sidecar.name}: " in done.out
    elif command[0] != "script":  # it reads no sidecar
        assert f"episodes/{sidecar.name} is damaged" in done.err
        later = audionews("list", "--out", OUT)
        assert (later.code, f"episodes/{sidecar.name} is missing" in later.err) == (0, True)
    assert sidecar.with_suffix(".mp3").exists()


def test_damage_that_the_index_cannot_see_is_found_when_the_show_is_rendered(audionews: Run, show: Show) -> None:
    *_, sidecar = show
    stat, size = sidecar.stat(), sidecar.stat().st_size
    with sidecar.open("r+b") as file:
        file.write(b"\xff" * (size - 1))
    os.utime(sidecar, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    Path("audionews.toml").write_text(SETTINGS + 'title = "عنوان آخر"\n', "utf-8")
    done = audionews("publish", "www", "--out", OUT)
    assert done.code == 0, done.err
    assert "is damaged" in done.err
    assert items() == 1
    assert len(aside(sidecar)) == 1


def test_an_article_whose_sidecar_has_changed_unseen_is_built_anew(audionews: Run, show: Show) -> None:
    first, _, sidecar = show
    stat, size = sidecar.stat(), sidecar.stat().st_size
    with sidecar.open("r+b") as file:
        file.write(b"\xff" * (size - 1))
    os.utime(sidecar, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    done = audionews("build", first, "--voice", "silence", "--out", OUT)
    assert done.code == 0, done.err
    assert "is damaged" in done.err
    assert items() == 2


@pytest.mark.parametrize("inside", [None, "file"])
def test_a_folder_in_the_place_of_a_sidecar_is_set_aside(audionews: Run, show: Show, inside: str | None) -> None:
    first, second, sidecar = show
    sidecar.unlink()
    sidecar.mkdir()
    if inside:
        (sidecar / inside).write_text("of a user")
    other = audionews("build", second, "--voice", "silence", "--out", OUT)
    assert other.code == 1
    (kept,) = aside(sidecar)
    assert f"set aside as episodes/{kept.name}" in other.err
    assert [path.name for path in kept.iterdir()] == ([inside] if inside else [])
    assert audionews("build", first, "--voice", "silence", "--out", OUT).code == 0
    assert items() == 2


@pytest.mark.parametrize("index", ["whole", "lost"])
def test_a_removed_episode_whose_sidecar_is_damaged_does_not_come_back(audionews: Run, show: Show, index: str) -> None:
    first, _, sidecar = show
    assert audionews("remove", sidecar.stem, "--out", OUT).code == 0
    blob = sidecar.read_bytes()
    sidecar.write_bytes(blob[:-40])
    if index == "lost":
        for path in (OUT / ".audionews").glob("catalogue*"):
            path.unlink()
    done = audionews("build", first, "--voice", "silence", "--out", OUT)
    assert done.code == 0, done.err
    assert f"audionews remove --restore {sidecar.stem}" in done.err
    assert json.loads(sidecar.read_bytes())["removed"] is True
    assert items() == 1
    assert audionews("remove", "--restore", sidecar.stem, "--out", OUT).code == 0
    assert items() == 2


@pytest.mark.usefixtures("show")
def test_an_episode_that_waits_does_not_come_out_because_its_sidecar_is_damaged(audionews: Run) -> None:
    third = article_named("three.txt", "موعد الافتتاح")
    built = audionews("build", third, "--voice", "silence", "--out", OUT, "--publish-at", "2030-01-01T10:00")
    sidecar = Path(built.out.splitlines()[0]).with_suffix(".json")
    sidecar.write_bytes(b"")
    before = set(sidecar.parent.glob("*.mp3"))
    done = audionews("build", third, "--voice", "silence", "--out", OUT)
    assert done.code == 0, done.err
    (anew,) = set(sidecar.parent.glob("*.mp3")) - before
    assert json.loads(anew.with_suffix(".json").read_bytes())["publish_at"].startswith("2030-01-01T10:00")
    assert items() == 2
    assert "missing" not in audionews("list", "--out", OUT).err


@pytest.mark.parametrize("kind", ["script", "readings"])
@pytest.mark.parametrize("damage", [b"", b"\xff", b"{}", b"[" * 100_000, b'{"voice": 1}'])
def test_damaged_readings_stop_their_article_and_a_damaged_script_stops_none(
    audionews: Run, show: Show, kind: str, damage: bytes
) -> None:
    first, second, sidecar = show
    file = sidecar.with_name(f"{sidecar.stem}.{kind}.json")
    file.write_bytes(damage)
    done = audionews("build", first, second, "--voice", "silence", "--out", OUT)
    if kind == "readings":
        assert done.code == 1
        assert f"{file.name} is damaged" in done.err
        assert file.read_bytes() == damage, "they are the work of an editor"
        file.unlink()
        assert audionews("build", first, "--voice", "silence", "--out", OUT).code == 0
    else:
        assert done.code == 0
        told = audionews("script", "--episode", sidecar.stem, "--out", OUT)
        assert told.code in {2, 78}
    assert items() == 2


GARBAGE = {
    "empty": b"",
    "cut short": b'{"guid": "9',
    "zeros": bytes(300),
    "no utf-8": b'{"guid": "\xff"}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_a_damaged_show_json_is_set_aside_and_the_guid_taken_from_the_feed(
    audionews: Run, show: Show, kind: str
) -> None:
    first, *_ = show
    moved = SETTINGS.replace("podcast.example.org", "moved.example.org")
    Path("audionews.toml").write_text(moved, "utf-8")  # a guid that is made anew would be another one
    guid = json.loads((OUT / "show.json").read_bytes())["guid"]
    (OUT / "show.json").write_bytes(GARBAGE[kind])
    done = audionews("build", first, "--voice", "silence", "--out", OUT)
    assert done.code == 0, done.err
    (kept,) = OUT.glob("show.json.damaged-*")
    assert kept.read_bytes() == GARBAGE[kind]
    assert f"set aside as {kept.name}" in done.err
    assert json.loads((OUT / "show.json").read_bytes())["guid"] == guid
    assert f"<podcast:guid>{guid}</podcast:guid>" in (OUT / "feed.xml").read_text("utf-8")


def odd_rows(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE episodes SET published = x'ff', samples = 'many', removed = NULL")
        other.commit()


def odd_outputs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE outputs SET size = 'large', digest = NULL, place = 'x'")
        other.execute("UPDATE facts SET value = x'ff'")
        other.commit()


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


INDEXES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"no database at all" * 500),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "rows of wrong types": odd_rows,
    "outputs of wrong types": odd_outputs,
    "a folder": folder_instead,
}


@pytest.mark.parametrize("kind", INDEXES)
def test_a_damaged_index_stops_nothing(audionews: Run, show: Show, kind: str) -> None:
    first, second, _ = show
    INDEXES[kind](OUT / ".audionews" / "catalogue.sqlite")
    for command in (("list",), ("build", first, second, "--voice", "silence"), ("publish", "www")):
        done = audionews(*command, "--out", OUT)
        assert done.code == 0, (command, done.err)
    assert items() == 2
    assert len(list(Path("www/episodes").glob("*.mp3"))) == 2


@pytest.mark.parametrize("kind", GARBAGE)
def test_a_damaged_record_of_an_upload_sends_everything_again(audionews: Run, show: Show, kind: str) -> None:
    del show
    assert audionews("publish", "www", "--out", OUT).code == 0
    (record,) = (OUT / ".audionews" / "deploy").glob("*.json")
    record.write_bytes(GARBAGE[kind])
    done = audionews("publish", "www", "--out", OUT)
    assert done.code == 0, done.err
    assert json.loads(record.read_bytes())["files"]


@pytest.mark.parametrize("suffix", ["jpg", "html", "vtt", "transcript.json", "chapters.json", "script.json"])
@pytest.mark.parametrize("damage", [b"", b"\xff" * 100])
def test_a_damaged_cover_or_page_stops_nothing(audionews: Run, show: Show, suffix: str, damage: bytes) -> None:
    first, second, sidecar = show
    file = sidecar.with_name(f"{sidecar.stem}.{suffix}")
    before = file.read_bytes()
    file.write_bytes(damage)
    done = audionews("build", first, second, "--voice", "silence", "--out", OUT)
    assert done.code == 0, done.err
    if suffix == "jpg":
        assert file.read_bytes() == before


def test_every_entry_of_the_caches_may_be_damaged(audionews: Run, show: Show, tmp_path: Path) -> None:
    first, second, sidecar = show
    sound = sidecar.with_suffix(".mp3").read_bytes()
    for number, file in enumerate(sorted(path for path in (tmp_path / "cache").rglob("*") if path.is_file())):
        file.write_bytes(list(GARBAGE.values())[number % len(GARBAGE)])
    sidecar.with_suffix(".mp3").unlink()
    done = audionews("build", first, second, "--voice", "silence", "--out", OUT)
    assert done.code == 0, done.err
    assert sidecar.with_suffix(".mp3").read_bytes() == sound


@pytest.mark.parametrize("kind", GARBAGE)
def test_a_damaged_list_of_trusted_files_stops_only_what_needs_trust(
    audionews: Run, show: Show, tmp_path: Path, kind: str
) -> None:
    first, *_ = show
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "trusted.json").write_bytes(GARBAGE[kind])
    Path("voices").mkdir()
    Path("voices/own.toml").write_text('engine = "command"\n[settings]\ncommand = "true"\n')
    assert audionews("build", first, "--voice", "silence", "--out", OUT).code == 0
    refused = audionews("build", first, "--voice", "own", "--out", OUT)
    assert refused.code == 78
    assert "trusted.json is damaged" in refused.err
    assert refused.err.endswith("  try: remove it, and trust anew\n")
