"""A shell completes commands, options, voices, shows and ids of episodes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import Result, article

Run = Callable[..., Result]


def completed(line: str) -> set[str]:
    """Return what bash would offer at the end of a command line."""
    words = line.split(" ")
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_AUDIONEWS_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-m", "audionews"], capture_output=True, check=True, env={**os.environ, **asked}
    )
    assert done.stderr == b""
    return {row.partition(",")[2] for row in done.stdout.decode().splitlines() if row}


def test_commands_options_and_voices_are_completed() -> None:
    assert completed("audionews comp") == {"completion"}
    assert {"--quiet", "--json"} <= completed("audionews doctor --")
    assert {"ar-neural", "ar-ziad"} <= completed("audionews voices show ar-")
    assert completed("audionews build a.txt --voice azure-ham") == {"azure-hamdan", "azure-hamed"}
    assert completed("audionews nothing of") == set()


def test_shows_are_completed_and_wrong_settings_complete_to_nothing() -> None:
    assert completed("audionews list --show ") == set()
    Path("audionews.toml").write_text('[shows.sport]\ntitle = "س"\n[shows.news]\ntitle = "أ"\n', "utf-8")
    assert completed("audionews list --show ") == {"news", "sport"}
    Path("audionews.toml").write_text("[", "utf-8")
    assert completed("audionews list --show ") == set()
    assert "ar-neural" in completed("audionews voices show ar-")


def test_ids_of_episodes_are_completed(audionews: Run) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    (built,) = audionews("build", "article.txt", "--voice", "silence", "--json").named("episode_written")
    for line in ("embed", "remove", "edition", "build article.txt --correct", "lexicon list --only"):
        assert completed(f"audionews {line} 20") == {built["id"]}
    assert completed("audionews script 20") == {built["id"], "20"}, "the shell adds files"
    assert completed("audionews embed --out elsewhere 20") == set()
    assert completed("audionews embed --out memory://show 20") == set()


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_the_script_of_a_shell_asks_this_program(audionews: Run, shell: str) -> None:
    result = audionews("completion", shell)
    assert (result.code, f"_AUDIONEWS_COMPLETE={shell}_complete" in result.out) == (0, True)
    assert audionews("completion", "tcsh").code == 2
