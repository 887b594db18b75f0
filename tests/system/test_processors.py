"""The same bytes on every kind of processor: numpy's products add in an order of their own on each."""

import os
import subprocess
import sys
from pathlib import Path

KINDS = ("Nehalem", "Haswell", "SkylakeX")  # of OpenBLAS, which takes what the processor has not for another one
MASTER = """
import hashlib
from tests.audio_signals import pcm_clip, speech
from audionews.audio.mastering import Sound, encode
from audionews.audio.measure import measure

for rate in (24000, 48000):
    for seed in range(4):
        clip = pcm_clip(speech(10.0 + seed, rate, seed), rate)
        found = measure(clip)
        frames = encode(clip, found, gain=12.0, pause=450, sound=Sound(rate=48000)).frames
        print(found.energies[3], hashlib.sha256(frames).hexdigest())
"""


def mastered(kind: str) -> str:
    """Return the measures and digests of clips that a process with the products of a kind of processor has made."""
    environment = {**os.environ, "OPENBLAS_CORETYPE": kind}
    command = [sys.executable, "-c", MASTER]
    root = Path(__file__).parents[2]
    return subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=True).stdout


def test_sounds_are_mastered_alike_on_every_kind_of_processor() -> None:
    one, *others = map(mastered, KINDS)
    assert len(one.splitlines()) == 8
    assert others == [one] * (len(KINDS) - 1)
