"""Hostile articles, settings, voices and music: an error of two lines with a code that says whose fault it is."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import hostile
from tests.pasted import Result, article

Run = Callable[..., Result]

CODES = {0, 1, 2, 65, 69, 75, 78}
ERROR = re.compile(r"audionews: [^\n]+\n  try: [^\n]+\n")


def fault_of(done: Result, codes: set[int]) -> str:
    """Return what is wrong with the result of a run that may end with these codes, or ""."""
    if done.code not in codes:
        return f"code {done.code}: {done.err[-200:]}"
    if "internal error" in done.err or "Traceback" in done.err:
        return done.err[-300:]
    if done.code > 1 and not ERROR.fullmatch(
        done.err.rpartition("\naudionews: ")[2] and done.err[done.err.rindex("audionews: ") :]
    ):
        return f"not two lines: {done.err[-300:]}"
    if any(ord(char) < 32 and char != "\n" for char in done.err):
        return f"control characters: {done.err[-300:]!r}"
    return ""


def leftovers() -> Iterator[Path]:
    """Yield files that a write has left behind, and episodes without a sidecar or a sound."""
    for path in Path().rglob("*"):
        if path.name.startswith(".audionews-") and path.name != ".audionews-lock":
            yield path
    for sound in Path().rglob("*.mp3"):
        if not (sound.parent / f"{sound.name.partition('.')[0]}.json").exists() or not sound.stat().st_size:
            yield sound


def check(runs: Iterator[tuple[str, Result]], codes: set[int] = CODES, *, least: int) -> None:
    """Check the results of many runs at once, and that there were as many as expected."""
    faults, number = {}, 0
    for number, (name, done) in enumerate(runs, 1):  # noqa: B007 - counted
        if fault := fault_of(done, codes):
            faults[name] = fault
    assert faults == {}
    assert number >= least
    assert list(leftovers()) == []


@pytest.fixture
def good() -> Path:
    path = Path("good.txt")
    path.write_text(article("اتفاق على جسر آخر"), "utf-8")
    return path


def test_hostile_articles_are_read_or_refused(audionews: Run) -> None:
    def runs() -> Iterator[tuple[str, Result]]:
        for name, blob in hostile.articles():
            Path(name).write_bytes(blob)
            yield name, audionews("inspect", name)

    check(runs(), {0, 1, 65, 78}, least=150)


def test_hostile_articles_do_not_keep_a_good_one_from_being_built(audionews: Run, good: Path) -> None:
    folder = Path("inbox")
    folder.mkdir()
    for name, blob in tuple(hostile.articles())[::3]:
        (folder / name).write_bytes(blob[:3_000])  # their shape, without their length: all are spoken
    done = audionews("build", folder, good, "--voice", "silence", "--json")
    assert fault_of(done, {1}) == ""
    failed = [event for event in done.events if event["event"] == "article_failed"]
    assert {event["code"] for event in failed} <= {2, 65, 78}
    assert all(event["what"] and event["remedy"] for event in failed)
    assert any(event.get("source") == good.name for event in done.events if event["event"] == "episode_written")
    assert list(leftovers()) == []


def test_hostile_settings_are_refused_or_of_no_effect(audionews: Run, good: Path) -> None:
    def runs() -> Iterator[tuple[str, Result]]:
        for name, blob in hostile.settings():
            Path("hostile.toml").write_bytes(blob)
            yield name, audionews("build", good, "--voice", "silence", "--settings", "hostile.toml", "--dry-run")

    check(runs(), {0, 78}, least=80)


def test_hostile_voices_are_refused_or_speak(audionews: Run, good: Path) -> None:
    Path("voices").mkdir()

    def runs() -> Iterator[tuple[str, Result]]:
        for number, (name, blob) in enumerate(hostile.voices()):
            Path("voices/hostile.toml").write_bytes(blob)
            yield name, audionews("build", good, "--voice", "hostile", "--dry-run")
            if number % 4 == 0:
                yield f"{name}, listed", audionews("voices", "list")

    check(runs(), {0, 78}, least=60)


def test_hostile_music_is_refused_or_played(audionews: Run, good: Path) -> None:
    def runs() -> Iterator[tuple[str, Result]]:
        for name, blob in hostile.jingles():
            Path("jingle.wav").write_bytes(blob)
            Path("audionews.toml").write_text('[sound]\nintro = "jingle.wav"\n')
            yield name, audionews("build", good, "--voice", "silence")

    check(runs(), {0, 78}, least=50)


def test_hostile_times_on_the_command_line_are_refused_or_understood(audionews: Run, good: Path) -> None:
    def runs() -> Iterator[tuple[str, Result]]:
        for time in hostile.TIMES:
            for option in ("--publish-at", "--date"):
                yield f"{option} {time}", audionews("build", good, "--voice", "silence", "--dry-run", option, time)
            yield f"edition {time}", audionews("edition", "--voice", "silence", "--date", time)

    check(runs(), {0, 2}, least=60)


def test_hostile_addresses_are_refused(audionews: Run) -> None:
    def runs() -> Iterator[tuple[str, Result]]:
        for address in hostile.ADDRESSES:
            yield address, audionews("build", address, "--voice", "silence")
            yield f"link {address}", audionews("build", "none.txt", "--voice", "silence", "--link", address)

    check(runs(), {2, 65, 75}, least=30)
