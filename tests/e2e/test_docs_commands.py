"""Each command of the documentation exists with its options, and those that are marked are run, page by page."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.doc_pages import PAGES, ROOT, Block, blocks, command_lines, faults, is_plain
from tests.pasted import Result
from tests.web_pages import PARAGRAPHS, TITLE, page, paragraphs

SILENT = 'voice = "silence"\n'
SETTINGS = Path("audionews.toml")
MARKED = [path for path in PAGES if any(block.mark == "run" for block in blocks(path))]
SIDE_BY_SIDE = re.compile(r"[\u0600-\u06ff]'[^\w]*'[\u0600-\u06ff]")
WAITS = ("audionews serve", "audionews desk")  # until it is interrupted


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def settle(text: str = "") -> None:
    """Write the settings; a page that names no voice is walked with one that is quick."""
    root, _, _ = text.partition("[")
    SETTINGS.write_text(text if "voice =" in root else SILENT + text, "utf-8")


@pytest.fixture
def files() -> None:
    """Write what a reader of the pages has: articles as text, a saved page, the examples."""
    for place in (
        "examples",
        "../examples",
    ):  # of a reader in the checkout, and of one in the folder of a show within it
        shutil.copytree(ROOT / "examples", place)
    shutil.copytree("examples/articles", "articles")
    shutil.copy("articles/oasis-train.txt", "article.txt")
    Path("news").mkdir()
    shutil.copy("articles/beirut-bees.txt", "news/bees.txt")
    body = f'<div class="entry-content">{paragraphs(*PARAGRAPHS)}</div>'
    saved = page(f'<article><h1 class="entry-title">{TITLE}</h1>{body}</article>')
    Path("page.html").write_text(saved, "utf-8")
    settle()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_command_and_option_exists(path: Path) -> None:
    assert [(line, fault) for line, whole in command_lines(path) for fault in faults(line, whole=whole)] == []


def test_a_wrong_command_is_found() -> None:
    assert list(faults("audionews biuld article.txt", whole=True)) == ["there is no command biuld"]
    assert list(faults("audionews build article.txt --voce x", whole=True))
    assert list(faults("cd x && audionews embed --theme blue 42", whole=True)) == ["--theme cannot be blue"]
    assert list(faults("audionews embed | tee log", whole=True)) == ["episode is missing"]
    assert list(faults("audionews list --json | head", whole=True)) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_two_arabic_arguments_stand_side_by_side(path: Path) -> None:
    """Between two Arabic words everything neutral runs from right to left, so that the two would seem to be swapped."""
    assert [line for line, _ in command_lines(path) if SIDE_BY_SIDE.search(line)] == []


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("path", MARKED, ids=name_of)
def test_what_is_marked_can_be_done(
    path: Path, audionews: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for block in blocks(path):
        if block.mark == "settings":
            settle(block.text)
        elif block.mark == "run" and block.kind == "python":
            subprocess.run([sys.executable, "-c", block.text], check=True)
        elif block.mark == "run" and block.kind == "console":
            compare(block)
        elif block.mark == "run":
            walk(block, audionews, monkeypatch)


def walk(block: Block, audionews: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the lines of a block as a reader would."""
    for line in block.commands:
        expected = block.code if line == block.commands[-1] else 0
        if line.startswith("cd "):
            monkeypatch.chdir(line.removeprefix("cd "))
            if not SETTINGS.exists():
                settle()
        elif line.startswith(WAITS):
            interrupt(line)
        elif is_plain(line):
            if line == "audionews init":
                SETTINGS.unlink()
            result = audionews(*shlex.split(line)[1:])
            assert result.code == expected, (line, result.out, result.err)
        else:
            done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False)
            assert done.returncode == expected, (line, done.stdout.decode(), done.stderr.decode())


def compare(block: Block) -> None:
    """Run each command of a session and compare its output with what the page prints."""
    done = subprocess.run(["/bin/sh", "-ec", "\n".join(block.commands)], capture_output=True, check=True)
    printed = [line for line in block.text.splitlines() if not line.startswith("$ ")]
    assert done.stdout.decode().splitlines() == printed


def interrupt(line: str) -> None:
    """Start a server, read the address that it prints, and end it as Ctrl-C does."""
    command = [sys.executable, "-m", *shlex.split(line), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("http://"), line
        server.send_signal(signal.SIGINT)
        assert server.wait(60) in {0, 130}, line
