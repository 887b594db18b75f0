"""What ffmpeg, mpg123 and mp3val say about a sound file."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
from tests.audio_signals import Samples

Tool = Callable[[str], str]  # finds a program


def run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a program that must succeed."""
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def decoded_by_ffmpeg(ffmpeg: str, path: Path, *options: str, level: str = "warning") -> Samples:
    """Return the samples that ffmpeg decodes, without a complaint of this level."""
    done = run(ffmpeg, "-v", level, "-i", path, *options, "-f", "f32le", "-")
    assert done.stderr == b""
    return np.frombuffer(done.stdout, "<f4")


def loudness_and_peak(ffmpeg: str, path: Path) -> tuple[float, float]:
    """Return integrated loudness (LUFS) and true peak (dBTP) as ffmpeg measures them."""
    words = ("-hide_banner", "-nostats", "-i", path, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-")
    report = run(ffmpeg, *words).stderr.decode(errors="replace")  # it cuts long tags anywhere
    lufs, peak = (float(re.findall(rf"{name}:\s+(-?[\d.]+)", report)[-1]) for name in ("I", "Peak"))
    return lufs, peak


def joined_and_alone(ffmpeg: str, streams: list[bytes], folder: Path) -> tuple[Samples, list[Samples]]:
    """Return what ffmpeg decodes of bare streams of frames joined, and of each alone.

    Without an Info frame ffmpeg warns, so only errors count.
    """
    decoded = []
    for number, frames in enumerate((*streams, b"".join(streams))):
        path = folder / f"{number}.mp3"
        path.write_bytes(frames)
        decoded.append(decoded_by_ffmpeg(ffmpeg, path, level="error"))
    *alone, joined = decoded
    return joined, alone


def complaints(tool: Tool, path: Path) -> list[str]:
    """Return the lines in which mp3val, mpg123 and ffmpeg complain."""
    checked = run(tool("mp3val"), path).stdout.decode(errors="replace")
    said = [line for line in checked.splitlines() if re.search("WARNING|ERROR|PROBLEM", line)]
    for command in (("mpg123", "-t", "-q", path), ("ffmpeg", "-v", "warning", "-i", path, "-f", "null", "-")):
        done = run(tool(str(command[0])), *command[1:])
        said += (done.stdout + done.stderr).decode(errors="replace").splitlines()
    return said
