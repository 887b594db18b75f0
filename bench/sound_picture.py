"""Draws the beginning of an episode: waveform with its lines, spectrogram, and loudness.

    python bench/sound_picture.py EPISODE.mp3 PICTURE.png [--seconds SECONDS]

The sidecar of the episode stands beside it. What is drawn is the decoded MP3, as a player plays it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image, ImageDraw, ImageFont

from audionews.audio.limiter import block_peaks
from audionews.audio.loudness import OFFSET
from audionews.audio.measure import measure
from audionews.audio.pcm import Pcm, decode
from audionews.model import Clip, Container, Episode, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH, LEFT, RIGHT, GAP = 1600, 110, 40, 56  # pixels
HEIGHTS = {"waveform": 210, "spectrogram": 330, "loudness": 190}
HIGHEST = 16000  # Hz of the spectrogram
WINDOW = 2048  # samples: 46 ms
FLOOR, TOP = -105.0, -15.0  # dB of the darkest and the brightest colour
LOUDEST, SOFTEST = -5.0, -50.0  # LUFS of the axis
PAPER, INK, FAINT = (255, 255, 255), (34, 40, 44), (214, 220, 222)
WAVE, ACCENT = (11, 93, 78), (190, 60, 30)
KINDS = {Role.HEADLINE: (232, 190, 90), Role.SUMMARY: (150, 195, 225), Role.BODY: (200, 222, 205)}
COLOURS = np.array(((10, 12, 28), (42, 18, 90), (140, 30, 100), (225, 85, 55), (250, 190, 60), (255, 255, 220)))


def face(size: int, weight: str = "Regular") -> ImageFont.FreeTypeFont:
    import fontpkg_ibm_plex_sans_arabic as plex  # noqa: PLC0415 - has no types

    return ImageFont.truetype(Path(plex.__file__).parent / "files" / f"IBMPlexSansArabic-{weight}.ttf", size)


class Sheet:
    """The picture: three panels with one axis of time.

    Args:
        sound: What is drawn.
        episode: Has its lines.
    """

    def __init__(self, sound: Pcm, episode: Episode) -> None:
        self.sound = sound
        self.episode = episode
        self.seconds = sound.samples.size / sound.rate
        self.columns = WIDTH - LEFT - RIGHT
        self.tops = dict(zip(HEIGHTS, (GAP, 2 * GAP + 210, 3 * GAP + 540), strict=True))
        self.image = Image.new("RGB", (WIDTH, sum(HEIGHTS.values()) + 4 * GAP), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def across(self, seconds: float) -> float:
        return LEFT + self.columns * seconds / self.seconds

    def begin(self, panel: str, title: str) -> tuple[int, int]:
        """Draw the title and the frame of a panel and return its top and bottom."""
        top, bottom = self.tops[panel], self.tops[panel] + HEIGHTS[panel]
        self.pen.text((LEFT, top - 8), title, fill=INK, font=face(20, "Bold"), anchor="ls")
        self.pen.rectangle((LEFT - 1, top - 1, WIDTH - RIGHT, bottom), outline=FAINT)
        return top, bottom

    def label(self, y: float, text: str) -> None:
        self.pen.text((LEFT - 10, y), text, fill=INK, font=face(16), anchor="rm")

    def waveform(self) -> None:
        """Draw the peaks of each column on the lines of the episode."""
        decibels = 20 * np.log10(float(block_peaks(self.sound).max()) + 1e-9)
        top, bottom = self.begin(
            "waveform", f"Waveform and lines; true peak {decibels:.1f} dBTP".replace("-", "\u2212")
        )
        middle, half = (top + bottom) / 2, (bottom - top) / 2
        for cue in self.episode.cues:
            begin, end = (self.across(at / self.episode.rate) for at in (cue.start, cue.end))
            if begin < WIDTH - RIGHT and cue.role in KINDS:
                self.pen.rectangle((begin, top, min(end, WIDTH - RIGHT - 1), bottom - 1), fill=KINDS[cue.role])
        for column, part in enumerate(np.array_split(self.sound.samples, self.columns)):
            self.pen.line(
                (LEFT + column, middle - half * part.max(), LEFT + column, middle - half * part.min()), fill=WAVE
            )
        self.label(middle, "0")
        right = WIDTH - RIGHT
        for role, colour in reversed(KINDS.items()):
            self.pen.text((right, top - 8), role.value, fill=INK, font=face(17), anchor="rs")
            right -= 34 + round(face(17).getlength(role.value))
            self.pen.rectangle((right + 6, top - 22, right + 26, top - 8), fill=colour)

    def spectrogram(self) -> None:
        """Draw the level of each frequency over time, linear in frequency."""
        top, bottom = self.begin("spectrogram", f"Spectrogram; MP3 of {self.episode.bitrate} kbit/s")
        windows = np.hanning(WINDOW)
        starts = np.linspace(0, self.sound.samples.size - WINDOW, self.columns).astype(int)
        levels = np.stack(
            [np.abs(np.fft.rfft(self.sound.samples[at : at + WINDOW] * windows)) for at in starts], axis=1
        )
        levels = 20 * np.log10(levels[: HIGHEST * WINDOW // self.sound.rate] / windows.sum() * 2 + 1e-9)
        picture = Image.fromarray(coloured((levels[::-1] - FLOOR) / (TOP - FLOOR)))
        self.image.paste(picture.resize((self.columns, bottom - top), Image.Resampling.LANCZOS), (LEFT, top))
        for kilohertz in range(0, HIGHEST // 1000 + 1, 4):
            self.label(bottom - (bottom - top) * kilohertz * 1000 / HIGHEST, f"{kilohertz} kHz")

    def loudness(self) -> None:
        """Draw the momentary loudness (400 ms, BS.1770-4) and the line of the whole."""
        measured = self.episode.loudness
        title = f"Momentary loudness; the episode has {measured:.1f} LUFS".replace("-", "\u2212")
        top, bottom = self.begin("loudness", title)

        def height(lufs: float) -> float:
            return bottom - (bottom - top) * (min(max(lufs, SOFTEST), LOUDEST) - SOFTEST) / (LOUDEST - SOFTEST)

        for lufs in range(-50, 0, 10):
            self.pen.line((LEFT, height(lufs), WIDTH - RIGHT, height(lufs)), fill=FAINT)
            self.label(height(lufs), f"\u2212{-lufs}")
        steps = momentary(self.sound)
        points = [
            (self.across(0.1 * step + 0.2), height(OFFSET + 10 * np.log10(value + 1e-9)))
            for step, value in enumerate(steps)
        ]
        self.pen.line(points, fill=WAVE, width=2, joint="curve")
        self.pen.line((LEFT, height(measured), WIDTH - RIGHT, height(measured)), fill=ACCENT, width=2)

    def time(self) -> None:
        """Draw the axis of time."""
        bottom = self.tops["loudness"] + HEIGHTS["loudness"]
        step = 5 if self.seconds <= 60 else 30
        for second in range(0, int(self.seconds) + 1, step):
            x = self.across(second)
            self.pen.line((x, bottom, x, bottom + 6), fill=INK)
            self.pen.text((x, bottom + 10), f"{second // 60}:{second % 60:02}", fill=INK, font=face(16), anchor="mt")


def coloured(shares: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return a colour for each share from 0 to 1."""
    at = np.linspace(0, 1, len(COLOURS))
    return np.stack([np.interp(shares, at, channel) for channel in COLOURS.T], axis=-1).astype(np.uint8)


def momentary(sound: Pcm) -> NDArray[np.float64]:
    """Return the K-weighted mean square of 400 ms, every 100 ms."""
    clip = Clip(sound=(sound.samples * 32767).astype("<i2").tobytes(), container=Container.PCM, rate=sound.rate)
    means: NDArray[np.float64] = sliding_window_view(measure(clip, whole=True).energies, 4).mean(axis=1)
    return means


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("episode", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--seconds", type=float, default=40.0)
    given = parser.parse_args()
    episode = msgspec.json.decode(given.episode.with_suffix(".json").read_bytes(), type=Episode)
    whole = decode(Clip(sound=given.episode.read_bytes(), container=Container.MP3, rate=episode.rate))
    sheet = Sheet(Pcm(samples=whole.samples[: round(given.seconds * whole.rate)], rate=whole.rate), episode)
    sheet.waveform()
    sheet.spectrogram()
    sheet.loudness()
    sheet.time()
    sheet.image.quantize(64, dither=Image.Dither.NONE).save(given.picture, optimize=True)


if __name__ == "__main__":
    main()
