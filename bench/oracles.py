"""What ffmpeg, ffprobe, mp3val and mpg123 say about twelve episodes of three engines, two bitrates and two lengths.

    AUDIONEWS_VOICES=FOLDER PYTHONPATH=. python bench/oracles.py

The episodes and the measures are those of tests/system/test_episode_oracles.py; ar-ziad must be installed in FOLDER.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from tests import audio_oracles, twelve

HEAD = "LUFS|dBTP|length, samples|chapters, ms|cues, ms|words, ms|pauses, ms: mean|most|seams|complaints"


def figures(case: twelve.Case, folder: Path) -> list[str]:
    """Return the figures of an episode; of errors the largest."""
    made = twelve.make(case, folder)
    heard = audio_oracles.decoded_by_ffmpeg("ffmpeg", made.path)
    lufs, peak = audio_oracles.loudness_and_peak("ffmpeg", made.path)
    pauses = twelve.pause_errors(made, heard)
    largest = [
        max(map(abs, errors), default=None)
        for errors in (
            twelve.chapter_errors("ffprobe", made),
            list(twelve.cue_errors(made, heard)),
            list(twelve.word_errors(made, heard)),
        )
    ]
    return [
        f"{lufs:.1f}",
        f"{peak:.1f}",
        f"{heard.size - made.episode.samples}",
        *("-" if error is None else f"{error:.2f}" for error in largest),
        f"{np.mean(pauses):+.1f}",
        f"{max(pauses, key=abs):+.1f}",
        f"{twelve.seam_difference('ffmpeg', made, folder):g}",
        f"{len(audio_oracles.complaints(str, made.path))}",
    ]


def main() -> None:
    print(f"| episode | {HEAD} |\n|---|{'---:|' * (HEAD.count('|') + 1)}")
    for case in twelve.CASES:
        with tempfile.TemporaryDirectory() as folder:
            voice, bitrate, lines = case
            print(
                f"| {voice}, {bitrate} kbit/s, {lines} lines | {' | '.join(figures(case, Path(folder)))} |", flush=True
            )


if __name__ == "__main__":
    main()
