"""A build that is killed: what was spoken is kept, and the next run asks only for the rest."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.test_build import digests
from tests.online import EDGE, ONLINE, Online, Rig
from tests.pasted import Result, article
from tests.running import needs_signals
from tests.services import Stand

from audionews.settings import Settings
from audionews.voices.trust import trust

pytestmark = needs_signals
TESTS = Path(__file__).parents[1]
SAY, KILLED = TESTS / "say.py", TESTS / "killed.py"
SENTENCES = " ".join(f"قال الوزير إن المدرسة رقم {number} تفتح أبوابها غدا." for number in range(20, 40))


def kill(moment: tuple[str, int], *arguments: str | Path, **environment: str) -> None:
    """Run the program and kill it just before a file of some kind is put in its place for the nth time."""
    command = [sys.executable, str(KILLED), *map(str, (*moment, *arguments))]
    killed = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()


def write_voice(settings: dict[str, object], engine: str, voice_id: str = "") -> None:
    lines = [f'engine = "{engine}"', f'id = "{voice_id}"', "[settings]"]
    Path("voices").mkdir(exist_ok=True)
    Path("voices/mine.toml").write_text("\n".join([*lines, *(f"{key} = '{value}'" for key, value in settings.items())]))
    trust("mine", Settings())


def kept() -> int:
    """Return how many clips the cache holds."""
    return len(list(Path(os.environ["AUDIONEWS_CACHE"], "clips").glob("*/*.json")))


def kill_in_the_middle(asked: Callable[[], int], **environment: str) -> None:
    """Kill a build when its fifth clip is about to be kept."""
    build = ("build", "article.txt", "--voice", "mine", "--workers", "threads:2")
    kill(("clips/*/*.json", 5), *build, **environment)
    assert asked() >= 4
    assert kept() >= 3, "the other thread may be about to keep its own"
    assert not list(Path("output").rglob("*.mp3"))


@pytest.fixture
def pasted() -> Path:
    path = Path("article.txt")
    path.write_text(article(first=SENTENCES), "utf-8")
    Path("audionews.toml").write_text('[sound]\nintro = ""\ntransition = ""\noutro = ""\n')  # all clips are of lines
    return path


def finish(process: Callable[..., Result], pasted: Path, spoken: int, **environment: str) -> int:
    """Build again, and return how many lines the article has."""
    result = process("build", pasted, "--voice", "mine", "--json", **environment)
    assert result.code == 0, result.err
    (written,) = result.named("episode_written")
    assert int(str(written["spoken"])) == int(str(written["lines"])) - spoken
    return int(str(written["lines"]))


@pytest.mark.parametrize("online", ONLINE, ids=lambda online: online.name)
def test_a_killed_build_asks_a_service_only_for_what_is_missing(
    rig: Rig, online: Online, process: Callable[..., Result], pasted: Path
) -> None:
    _, voice, stand = rig.set_up(online)
    write_voice(dict(voice.settings), online.name, online.id)
    stand.latency = 0.1
    kill_in_the_middle(lambda: len(stand.asked))
    there = kept()
    known = texts(stand, online)
    stand.latency = 0.0
    stand.asked.clear()
    lines = finish(process, pasted, there)
    assert len(texts(stand, online)) == lines - there
    under_way = 2 * 8  # asked for, or answered and being examined, by the eight callers of the busiest engine
    assert len(known & texts(stand, online)) <= under_way


def texts(stand: Stand, online: Online) -> set[str]:
    assert online is not EDGE or "" not in stand.asked
    return set(stand.asked)


@pytest.mark.parametrize("engine", ["command", "espeak"])
def test_a_killed_build_speaks_only_what_is_missing(engine: str, process: Callable[..., Result], pasted: Path) -> None:
    work = f"open(os.environ['ASKED'], 'a').write('x'); sys.argv = ['x', '1']; runpy.run_path({str(SAY)!r})"
    Path("speak.py").write_text(f"import os, runpy, sys; {work}")
    write_voice({"command": f"{sys.executable} speak.py"} if engine == "command" else {}, engine, "ar")
    log, other = Path("asked.log"), Path("asked-again.log")  # programs that outlive the build write into the first
    kill_in_the_middle(lambda: len(log.read_text()) if engine == "command" else kept() + 1, ASKED=str(log))
    there = kept()
    lines = finish(process, pasted, there, ASKED=str(other))
    assert engine == "espeak" or len(other.read_text()) == lines - there


def is_finished(sidecar: Path) -> bool:
    """Return whether the MP3 beside a sidecar is the one that it names."""
    sound = sidecar.with_suffix(".mp3").read_bytes()
    return bool(json.loads(sidecar.read_bytes())["sha256"] == hashlib.sha256(sound).hexdigest())


MOMENTS = (
    ("clips/*/*.json", 2),
    ("frames/*/*", 2),
    ("episodes/*.jpg", 2),
    ("episodes/*.mp3", 1),
    ("episodes/*.json", 1),
    ("*.html", 2),
    ("feed.xml", 1),
)


def test_a_build_killed_again_and_again_ends_as_if_it_had_not_been(
    process: Callable[..., Result], tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(article(f"العنوان {name} للمقال"), "utf-8")
    articles = map(str, sorted(tmp_path.glob("*.txt")))
    build = ("build", *articles, "--voice", "silence", "-q", "--out")
    process(*build, tmp_path / "undisturbed")
    shutil.rmtree(tmp_path / "cache")
    for moment in MOMENTS:
        kill(moment, *build, tmp_path / "out")
        assert all(map(is_finished, (tmp_path / "out" / "episodes").glob("*-????????.json")))
    result = process(*build, tmp_path / "out")
    assert result.code == 0, result.err
    for left_over in tmp_path.rglob(".audionews-*"):
        left_over.unlink()
    assert digests(tmp_path / "out") == digests(tmp_path / "undisturbed")
