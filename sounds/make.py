"""Makes the stings and the bed that the show begins with: ``python sounds/make.py [FOLDER]``.

They are sums of decaying partials and nothing else, so they belong to nobody: CC0-1.0. The same script makes the same
samples on every machine.
"""

import sys
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE = 44100
PEAK = 0.5  # of full scale; mastering gives every sound its loudness
# Of a string: multiple of its frequency, level, how much faster it dies away.
PARTIALS = (
    (1.0, 1.0, 1.0),
    (2.0, 0.45, 1.7),
    (3.0, 0.2, 2.6),
    (4.02, 0.1, 4.0),
    (6.05, 0.04, 7.0),
)
ROOMS = ((0.029, 0.35), (0.041, 0.3), (0.067, 0.22), (0.097, 0.16), (0.139, 0.11), (0.211, 0.07))  # seconds, level

Samples = NDArray[np.float64]


def hertz(note: float) -> float:
    """Return the frequency of a note in semitones over the A of 440 Hz."""
    return float(440 * 2 ** (note / 12))


def pluck(note: float, seconds: float, decay: float = 2.2) -> Samples:
    """Return a plucked string: partials, the higher ones dying away sooner."""
    times = np.arange(round(seconds * RATE)) / RATE
    tone = np.zeros(times.size)
    for multiple, level, faster in PARTIALS:
        tone += level * np.exp(-decay * faster * times) * np.sin(2 * np.pi * multiple * hertz(note) * times)
    return tone * np.minimum(1, times / 0.006)


def pad(notes: tuple[float, ...], seconds: float, rise: float) -> Samples:
    """Return a soft chord that swells and goes, a little out of tune with itself."""
    times = np.arange(round(seconds * RATE)) / RATE
    tone = sum(
        np.sin(2 * np.pi * hertz(note + cents / 100) * multiple * times) / multiple**2
        for note in notes
        for cents in (-4, 3)
        for multiple in (1, 2)
    )
    swell = np.minimum(1, times / rise) * np.minimum(1, times[::-1] / rise)
    return np.asarray(tone * np.sin(np.pi / 2 * swell) ** 2)


def laid(length: float, *notes: tuple[float, Samples, float]) -> Samples:
    """Return sounds (begin in seconds, samples, level) in one, in a small room, faded out at the end."""
    whole = np.zeros(round(length * RATE))
    for begin, sound, level in notes:
        at = round(begin * RATE)
        rest = sound[: whole.size - at]
        whole[at : at + rest.size] += level * rest
    dry = whole.copy()
    for delay, level in ROOMS:
        at = round(delay * RATE)
        whole[at:] += level * dry[:-at]
    left = np.arange(whole.size)[::-1] / RATE
    return whole * np.sin(np.pi / 2 * np.minimum(1, left / 0.5)) ** 2


def rise() -> Samples:
    """Return the intro: four notes upwards."""
    notes = [(0.16 * index, pluck(note, 2.6), 1.0) for index, note in enumerate((-19, -12, -7, -4))]
    return laid(2.6, *notes, (0.1, pad((-31, -19), 2.4, 0.6), 0.25))


def step() -> Samples:
    """Return the transition: two notes."""
    return laid(1.1, (0.0, pluck(-7, 1.1, 3.5), 0.8), (0.16, pluck(-12, 0.94, 3.5), 0.8))


def rest() -> Samples:
    """Return the outro: the intro's notes downwards, home at the end."""
    notes = [(0.22 * index, pluck(note, 3.2, 1.6), 1.0) for index, note in enumerate((-4, -7, -12, -19))]
    return laid(3.2, *notes, (0.5, pad((-31, -19, -12), 2.7, 0.9), 0.3))


def calm() -> Samples:
    """Return the bed: two chords over a slow pulse; it can be repeated."""
    chords = [(2.4 * index, pad(notes, 2.9, 0.7), 0.5) for index, notes in enumerate(((-31, -19, -12), (-33, -16, -9)))]
    pulse = [(0.6 * index, pluck(-31 if index < 4 else -33, 0.9, 5.0), 0.5) for index in range(8)]
    return laid(5.3, *chords, *pulse)


def main() -> None:
    """Write all of them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for make in (rise, step, rest, calm):
        sound = make()
        sound *= PEAK / np.abs(sound).max()
        soundfile.write(folder / f"{make.__name__}.flac", np.rint(sound * 32767).astype("<i2"), RATE, format="FLAC")


if __name__ == "__main__":
    main()
