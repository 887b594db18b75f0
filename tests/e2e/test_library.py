"""audionews as a library: the names are there, and the example of the README runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.pasted import article

import audionews

README = Path(__file__).parents[2] / "README.md"


def test_every_public_name_is_there() -> None:
    assert all(getattr(audionews, name) for name in audionews.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = audionews.nothing


def test_the_example_of_the_readme_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    Path("article.txt").write_text(article(), "utf-8")
    Path("audionews.toml").write_text('voice = "silence"\n', "utf-8")
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, check=True)
    assert b"EpisodeWritten(" in done.stdout
    assert len(list(Path("output/episodes").glob("*.mp3"))) == 1
