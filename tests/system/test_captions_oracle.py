"""What ffmpeg makes of our captions."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.newsroom import make_episode

from audionews.render.transcript import srt, vtt

EPISODE = make_episode(0)


def blocks(captions: str) -> list[tuple[str, str]]:
    """Return (times, text) of each caption, in SRT's or WebVTT's way of writing."""
    found = re.findall(r"([\d:.,]+ --> [\d:.,]+)\n(.*?)(?=\n\n|\Z)", captions.replace("\r", ""), re.DOTALL)
    return [(times.replace(",", "."), " ".join(re.sub("<v [^>]*>", "", text).split())) for times, text in found]


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_ffmpeg_reads_every_caption_with_its_time(tool: Callable[[str], str], tmp_path: Path, kind: str) -> None:
    written = "".join(vtt(EPISODE) if kind == "vtt" else srt(EPISODE))
    file = tmp_path / f"captions.{kind}"
    file.write_text(written, "utf-8")
    command = [tool("ffmpeg"), "-v", "error", "-i", str(file), "-f", "srt", "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True)
    assert read.stderr == ""
    assert blocks(read.stdout) == blocks(written)
    assert len(blocks(written)) >= len(EPISODE.cues)
