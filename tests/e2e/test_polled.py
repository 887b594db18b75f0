"""What a client sees that reads the feed, and all that it names, at every moment of builds, corrections and deploys."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests import killed, polled
from tests.pasted import FIRST, Result, article
from tests.polling import items
from tests.running import needs_signals

BASE = "https://example.org/podcast"
SETTINGS = f"""
[show]
title = "نشرة"
description = "أخبار اليوم"
author = "هيئة التحرير"
base_url = "{BASE}"
[sound]
alternate = "opus"
"""


def poll(tmp_path: Path, *steps: tuple[str, ...]) -> dict[str, list[str]]:
    """Run the steps, and return what the client has seen and found."""
    Path("audionews.toml").write_text(SETTINGS, "utf-8")
    command = [sys.executable, "-P", polled.__file__, BASE, "output", str(tmp_path / "www")]
    root = str(Path(polled.__file__).parents[1])
    done = subprocess.run(
        command,
        input="\n".join(map(json.dumps, steps)).encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, list[str]] = json.loads(done.stdout.decode().splitlines()[-1])
    return found


def written(number: int, text: str = FIRST) -> tuple[str, ...]:
    return "write", f"{number}.txt", article(f"افتتاح الميناء رقم {number}", text)


def build(*numbers: int) -> tuple[str, ...]:
    return "build", *(f"{number}.txt" for number in numbers), "--voice", "silence", "-q"


def test_at_every_moment_the_feed_names_files_that_exist_and_belong_together(tmp_path: Path) -> None:
    publish = ("publish", str(tmp_path / "www"))
    corrected = f"{FIRST} وقال الوزير إن الميناء لم يُفتتح بعد، وإن العمل فيه مستمر."
    found = poll(
        tmp_path,
        *(written(number) for number in range(3)),
        build(0, 1, 2),
        publish,
        written(1, corrected),
        build(0, 1),
        ("remove", "id of 2.txt"),
        publish,
        written(1, f"{corrected} ثم صحّح ذلك."),
        build(1),
        ("remove", "id of 2.txt", "--restore"),
        written(1),
        build(1),
        publish,
        ("remove", "id of 1.txt", "--purge"),
        publish,
    )
    assert found["found"] == []
    assert min(map(int, found["seen"])) > 20


@needs_signals
def test_a_killed_build_leaves_a_show_with_what_it_has_finished_and_the_next_makes_the_rest(
    process: Callable[..., Result],
) -> None:
    names = [f"{number}.txt" for number in range(8)]
    for number in range(8):
        Path(f"{number}.txt").write_text(article(f"افتتاح الميناء رقم {number}"), "utf-8")
    arguments = ("build", *names, "--voice", "silence", "--out")
    assert process(*arguments, "whole").code == 0
    moment = ("episodes/*.mp3", "6")
    command = [sys.executable, killed.__file__, *moment, *arguments, "output"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert 1 <= len(items(Path("output/feed.xml").read_bytes())) <= 5
    result = process("check", "output")
    assert result.code == 0, result.out
    assert process(*arguments, "output").code == 0
    assert files_of(Path("output")) == files_of(Path("whole"))


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files that are not private to the program."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {str(path): (folder / path).read_bytes() for path in paths if not path.parts[0].startswith(".audionews")}
