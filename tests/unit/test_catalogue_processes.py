"""Processes that change a show at once, or are killed while they do, lose nothing."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.catalogued import Feed, Pages, add, agrees, public, render
from tests.newsroom import make_episode

from audionews.catalogue import Catalogue
from audionews.stores import open_store

ROOT = Path(__file__).parents[2]
ONE, TWO = (make_episode(number).id for number in range(2))
# Adds its letter to the title so many times; takes another episode out of the show and puts it back.
WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from audionews.catalogue import Catalogue
from audionews.errors import EpisodeChanged
from audionews.stores import open_store
folder, letter, times, one, two = sys.argv[1:]
with Catalogue.open(open_store(folder)) as catalogue:
    for turn in range(int(times)):
        while True:
            try:
                revision = catalogue.header(one).revision
                catalogue.update(one, revision, lambda known: replace(known, title=known.title + letter))
                break
            except EpisodeChanged:
                continue
        catalogue.mark_removed(two, removed=bool(turn % 2))
"""
# Corrects one episode, takes out another, makes a third and renders. Kills itself when it has come to some step: every
# file that is opened, renamed or removed and every question to the index is one.
WORKER = """
import os, signal, sys
from dataclasses import replace
from tests.catalogued import Feed, Pages, add, render
from audionews.catalogue import Catalogue
from audionews.stores import open_store

folder, last, one, two = sys.argv[1:]
taken = 0

def step():
    global taken
    taken += 1
    if taken == int(last):
        os.kill(os.getpid(), signal.SIGKILL)

def audit(event, arguments):
    if event in {"open", "os.rename", "os.remove", "os.chmod", "os.listdir", "os.scandir"}:
        step()

with Catalogue.open(open_store(folder)) as catalogue:
    sys.addaudithook(audit)
    catalogue.index.connection.set_trace_callback(lambda statement: step())
    known = catalogue.episode(one)
    if known.title != "corrected":
        catalogue.update(one, known.revision, lambda known: replace(known, title="corrected"))
    catalogue.mark_removed(two, removed=True)
    if not catalogue.with_guid("urn:example:2"):
        add(catalogue, 2)
    render(catalogue, Pages(), Feed())
    print(taken)
"""


def run(script: str, *arguments: object) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A show of two episodes, rendered, in which the person who owns it keeps a file."""
    with Catalogue.open(open_store(tmp_path / "show")) as catalogue:
        add(catalogue, 0, title="")
        add(catalogue, 1)
        catalogue.store.write("index-backup.txt", [b"mine"])
        render(catalogue, Pages(), Feed())
    return tmp_path / "show"


def test_two_processes_that_change_the_same_episodes_lose_nothing(folder: Path) -> None:
    writers = [run(WRITER, folder, letter, 40, ONE, TWO) for letter in "ab"]
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0]
    with Catalogue.open(open_store(folder)) as catalogue:
        title = catalogue.episode(ONE).title
        assert (title.count("a"), title.count("b"), len(title)) == (40, 40, 80)
        assert catalogue.episode(ONE).revision == 81
        assert catalogue.episode(TWO).removed
        assert agrees(catalogue)


def files(folder: Path) -> dict[str, str]:
    """Return the digest of every file of the show, but for what the program keeps for itself."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".audionews" not in str(path.relative_to(folder)))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_process_that_is_killed_at_any_step_loses_nothing(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "whole")
    whole = run(WORKER, tmp_path / "whole", 0, ONE, TWO)
    steps = int(whole.communicate()[0])
    expected = files(tmp_path / "whole")
    assert steps > 60
    for step in range(1, steps, max(1, steps // 12)):
        copy = tmp_path / f"killed at {step}"
        shutil.copytree(folder, copy)
        killed = run(WORKER, copy, step, ONE, TWO)
        killed.communicate()
        assert killed.returncode == -signal.SIGKILL, step
        with Catalogue.open(open_store(copy)) as catalogue:
            assert agrees(catalogue)
            one, two = catalogue.episode(ONE), catalogue.episode(TWO)
            assert (one.title, one.revision) in {("", 1), ("corrected", 2)}
            assert (two.removed, two.revision) in {(False, 1), (True, 2)}
            assert all((copy / path).exists() for path in public(catalogue))
        again = run(WORKER, copy, 0, ONE, TWO)
        again.communicate()
        assert again.returncode == 0
        for left_over in copy.rglob(".audionews-*"):
            left_over.unlink()
        assert files(copy) == expected, step
