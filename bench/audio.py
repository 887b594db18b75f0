"""How fast is sound made and joined? ``python bench/audio.py`` prints a table in CPU seconds of one core."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

import numpy as np

from audionews.audio import edit, loudness, mp3
from audionews.audio.limiter import limit
from audionews.audio.master import Encoded, Sound, encode
from audionews.audio.measure import Measures, measure
from audionews.audio.pcm import Pcm, decode, output_rate, pack, resample, to_16_bit
from audionews.engines.espeak import EspeakEngine
from audionews.model import Clip, Container, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SENTENCES = (
    "افتُتِحَتْ صباحَ اليومِ مكتبةٌ عامَّةٌ في وسطِ المدينةِ",
    "حضرَ الافتتاحَ عددٌ كبيرٌ من الأهالي والطلابِ",
    "تضمُّ المكتبةُ خمسينَ ألفَ كتابٍ وقاعةً للأطفالِ",
    "وقالَ مديرُها إنَّ الدخولَ مجّانيٌّ طوالَ الأسبوعِ",
)
PAUSE = 450
GAIN = 4.75


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the least CPU time of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def row(name: str, cost: float, length: float, note: str = "") -> None:
    print(f"| {name:<52} | {cost:>9.3f} | {length / cost:>10,.0f} | {note} |")


def spoken(rate: int) -> list[Clip]:
    """Return real speech at a rate, as the cache has it."""
    engine = EspeakEngine()
    voice = Voice(name="ar-espeak", engine="espeak", id="ar")
    clips = []
    for sentence in SENTENCES:
        pcm = resample(decode(engine.speak(sentence, voice)), rate)
        clips.append(pack(Clip(sound=to_16_bit(pcm), container=Container.PCM, rate=rate)))
    return clips


def mastered(clips: Sequence[Clip], measures: Sequence[Measures], sound: Sound) -> list[Encoded]:
    return [
        encode(clip, found, gain=GAIN, pause=PAUSE, sound=sound) for clip, found in zip(clips, measures, strict=True)
    ]


def steps(clips: Sequence[Clip]) -> None:
    """Print the cost of each step for clips of 22.05 kHz."""
    measures = [measure(clip) for clip in clips]
    length = sum(found.samples for found in measures) / 22050
    plain = [decode(clip) for clip in clips]
    wide = [resample(pcm, 44100) for pcm in plain]
    loud = [Pcm(samples=pcm.samples * np.float32(10 ** (GAIN / 20)), rate=pcm.rate) for pcm in wide]
    row("decode FLAC", seconds(lambda: [decode(clip) for clip in clips]), length)
    row("measure", seconds(lambda: [measure(clip) for clip in clips]), length, "once, cached")
    row("resample 22.05 to 44.1 kHz", seconds(lambda: [resample(pcm, 44100) for pcm in plain]), length)
    row("pydub: gain and fades", seconds(lambda: [edit.fade(edit.segment(p).apply_gain(GAIN)) for p in wide]), length)
    row("limit", seconds(lambda: [limit(pcm, -2.0) for pcm in loud]), length)
    hour = [found.energies for found in measures] * 150
    row("loudness of many clips", seconds(lambda: loudness.integrated(hour)), 150 * length, "from cached energies")


def joins(clips: Sequence[Clip], count: int) -> None:
    """Print the cost of joining many clips, in three ways."""
    from pydub import AudioSegment  # noqa: PLC0415 - edit has silenced its warnings by now

    pcm = resample(decode(clips[0]), 44100)
    segment = AudioSegment(data=to_16_bit(pcm), sample_width=2, frame_rate=44100, channels=1)
    length = count * len(segment) / 1000

    def naively() -> None:
        whole = AudioSegment.empty().set_frame_rate(44100)
        for _ in range(count):
            whole += segment

    def once() -> None:
        segment._spawn(b"".join(segment.raw_data for _ in range(count)))  # noqa: SLF001 - pydub's way to make one

    piece = encode(clips[0], measure(clips[0]), gain=GAIN, pause=PAUSE, sound=Sound(rate=44100))

    def ours() -> None:
        stream = b"".join(piece.frames for _ in range(count))
        mp3.info_frame(rate=44100, bitrate=64, frames=piece.samples // mp3.SAMPLES * count, size=len(stream))

    row(f"pydub: += of {count} clips", seconds(naively, 1), length, "PCM, not encoded yet")
    row(f"pydub: {count} clips joined once", seconds(once), length, "PCM, not encoded yet")
    row(f"audionews: frames of {count} clips joined", seconds(ours), length, "the finished MP3 stream")


def masters(rate: int) -> None:
    """Print what a clip costs from the cache to its frames, checked by decoding them."""
    clips = spoken(rate)
    measures = [measure(clip) for clip in clips]
    length = sum(found.samples for found in measures) / rate
    for bitrate in (64, 96, 128):
        sound = Sound(rate=output_rate(rate), bitrate=bitrate)

        def work(sound: Sound = sound) -> list[Encoded]:
            return mastered(clips, measures, sound)

        row(f"master {rate / 1000:g} kHz to {bitrate} kbit/s, all steps", seconds(work), length)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=400, help="how many clips are joined")
    count = parser.parse_args().clips
    edit.segment(Pcm(samples=np.zeros(1, np.float32), rate=44100))  # loads pydub
    print(f"| {'step':<52} | {'CPU s':>9} | {'x real time':>10} | |")
    print(f"|{'-' * 54}|{'-' * 11}|{'-' * 13}|---|")
    clips = spoken(22050)
    steps(clips)
    for rate in (22050, 24000, 48000):
        masters(rate)
    joins(clips, count)


if __name__ == "__main__":
    main()
