"""Streams that are closed, full or read no more, and signals that end the program."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pasted import article
from tests.running import eventually, is_alive, needs_signals

pytestmark = needs_signals
AUDIONEWS = f"{sys.executable} -m audionews"
BUILD = f"{AUDIONEWS} build *.txt --voice silence --out out"


@pytest.fixture(autouse=True)
def articles() -> None:
    for number in range(3):
        Path(f"{number}.txt").write_text(article(f"العنوان رقم {number} من أخبار اليوم"), "utf-8")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, text=True)


@pytest.mark.parametrize(
    ("streams", "code"),
    [
        ("| head -1; exit ${PIPESTATUS[0]}", 0),
        ("--json | head -1; exit ${PIPESTATUS[0]}", 0),
        ("2>&1 >/dev/null | head -1; exit ${PIPESTATUS[0]}", 0),
        (">&-", 0),
        ("2>&-", 0),
        ("<&- >&- 2>&-", 0),
        ("2>/dev/full", 0),
        (">/dev/full", 74),
        (">/dev/full 2>/dev/full", 74),
    ],
)
def test_all_is_built_and_rendered_whatever_becomes_of_the_streams(streams: str, code: int) -> None:
    if "full" in streams and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = shell(f"{BUILD} {streams}")
    assert done.returncode == code, done.stderr
    assert len(list(Path("out/episodes").glob("*.mp3"))) == 3
    assert Path("out/feed.xml").read_text("utf-8").count("<enclosure") == 3


def test_what_could_not_be_written_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = shell(f"{AUDIONEWS} voices list >/dev/full")
    assert done.returncode == 74
    assert done.stderr.splitlines() == [
        "audionews: a part of the output is lost: No space left on device",
        "  try: make room, and run it again",
    ]


def test_a_closed_standard_input_is_empty() -> None:
    done = shell(f"{AUDIONEWS} build - --voice silence --out out <&-")
    assert done.returncode == 65
    assert "standard input is empty" in done.stderr


@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
def test_what_is_no_file_is_refused_before_it_is_opened(name: str) -> None:
    os.mkfifo("pipe")
    done = shell(f"{AUDIONEWS} build {name} --voice silence --out out")
    assert done.returncode == 2
    assert f"{name} is no file" in done.stderr


@pytest.fixture
def build() -> Iterator[subprocess.Popen[str]]:
    """Start a build with processes, and wait until it is at work."""
    lines = "\n".join(f"قال الوزير إن المدرسة رقم {number} تفتح أبوابها غدا." for number in range(400))
    Path("long.txt").write_text(article(first=lines), "utf-8")
    command = [*AUDIONEWS.split(), "build", "0.txt", "long.txt", "--voice", "ar-espeak", "--workers", "processes:2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who is whose child")
@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (signal.SIGTERM, 143, "terminated"),
        (signal.SIGHUP, 129, "its terminal has gone"),
        (signal.SIGINT, 130, "interrupted"),
        (signal.SIGKILL, -9, ""),
    ],
)
def test_workers_end_with_their_parent(
    build: subprocess.Popen[str], number: signal.Signals, code: int, words: str
) -> None:
    workers = children(build.pid)
    assert len(workers) >= 2
    build.send_signal(number)
    _, told = build.communicate()
    assert build.returncode == code
    assert told.count("what was finished is kept") == (words != "")
    assert words in told
    assert eventually(lambda: not any(map(is_alive, workers)))


SWALLOWED = """
import os, signal, sys
from audionews import inference
from audionews.cli.main import main

open_session = inference.open_session

def open_while_asked_to_end(*args, **options):  # as an extension module does that is being imported
    try:
        os.kill(os.getpid(), signal.{signal})
    except BaseException as error:
        {swallow}
    return open_session(*args, **options)

inference.open_session = open_while_asked_to_end
sys.argv = "audionews build 0.txt 1.txt 2.txt --voice silence --out out".split()
main()
"""


@pytest.mark.parametrize("swallow", ["raise ImportError('initialization failed')", "pass"])
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_ends_the_program_also_where_a_library_swallows_it(swallow: str, name: str, code: int) -> None:
    script = SWALLOWED.format(signal=name, swallow=swallow)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, text=True)
    assert done.returncode == code, done.stderr
    assert done.stderr.splitlines()[-1].endswith("what was finished is kept")
    assert "cannot be loaded" not in done.stderr
    assert len(list(Path("out/episodes").glob("*.mp3"))) < 3


def children(parent: int) -> list[int]:
    """Return the processes whose parent this is."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[1]) == parent:
            found.append(int(folder.name))
    return found


HOSTILE = "a\x1b]0;owned\x07\x9b2J\u202egpj\u2066.txt"


@pytest.mark.parametrize("call", ["build {} --voice silence", "build {} --voice silence --dry-run -v", "inspect {}"])
def test_a_hostile_file_name_commands_no_terminal(call: str) -> None:
    Path(HOSTILE).write_text(article("عنوان \x1b[31m من أخبار \u202e اليوم"), "utf-8")
    done = shell(f"{AUDIONEWS} {call.format('a*.txt')}")
    assert done.returncode == 0
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(done.stdout + done.stderr)


def test_a_hostile_lexicon_commands_no_terminal() -> None:
    reading = "وَزِير\\u001b[2J\\u202E"
    Path("lexicon.toml").write_text(f'[words]\n"وزير" = "{reading}"\n', "utf-8")
    done = shell(f"{AUDIONEWS} lexicon list; {AUDIONEWS} lexicon check")
    assert not set("\x1b\u202e") & set(done.stdout + done.stderr)
