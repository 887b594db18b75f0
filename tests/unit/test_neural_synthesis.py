"""Parameters of frames become the sound that they describe, in pitch, spectrum and length, and the same every time."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from audionews.engines.neural.synthesis import Frames, Layout, pcm, sharpened, synthesize

LAYOUT = Layout(rate=24_000, period=120, alpha=0.466, coefficients=40, bands=3)
CLEAR = (-60.0, -60.0, -60.0)  # decibels of noise


def frames(
    seconds: float,
    pitch: float = 120.0,
    cepstrum: tuple[float, ...] = (),
    *,
    voiced: bool = True,
    noise: tuple[float, float, float] = CLEAR,
) -> Frames:
    """Return frames that are all the same."""
    count = round(seconds * LAYOUT.rate / LAYOUT.period)
    row = np.zeros(LAYOUT.coefficients, np.float32)
    row[: len(cepstrum)] = cepstrum
    return Frames(
        cepstrum=np.tile(row, (count, 1)),
        pitch=np.full(count, pitch, np.float32),
        voiced=np.full(count, voiced),
        noise=np.tile(np.array(noise, np.float32), (count, 1)),
    )


def power(sound: NDArray[np.float32]) -> float:
    """Return the mean power away from the edges."""
    return float(np.mean(np.square(sound[2_400:-2_400], dtype=np.float64)))


def envelope(cepstrum: tuple[float, ...]) -> NDArray[np.float64]:
    """Return the decibels that a mel-cepstrum stands for, at 0 to 12 kHz in steps of 100 Hz."""
    omega = np.pi * np.arange(121) / 120
    warped = omega + 2 * np.arctan(LAYOUT.alpha * np.sin(omega) / (1 - LAYOUT.alpha * np.cos(omega)))
    orders = np.arange(len(cepstrum))[:, None]
    level: NDArray[np.float64] = np.array(cepstrum) @ np.cos(orders * warped) * 20 / np.log(10)
    return level


@pytest.mark.parametrize("pitch", [70.0, 130.7, 211.3])
def test_the_pitch_is_exact_to_a_fraction_of_a_sample(pitch: float) -> None:
    sound = synthesize(frames(4.0, pitch), LAYOUT)[12_000:-12_000]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 20))
    hertz = np.arange(spectrum.size) * LAYOUT.rate / (1 << 20)
    for harmonic in (1, 10, 20):
        near = np.abs(hertz - harmonic * pitch) < pitch / 2
        assert hertz[near][np.argmax(spectrum[near])] == pytest.approx(harmonic * pitch, abs=0.05)
        between = np.abs(hertz - (harmonic + 0.5) * pitch) < pitch / 4
        assert spectrum[between].max() < spectrum[near].max() / 200  # a pulse between two samples is no jitter


def test_the_pitch_glides_between_frames() -> None:
    rising = frames(2.0)
    rising = Frames(
        cepstrum=rising.cepstrum,
        pitch=np.linspace(100, 200, len(rising.pitch), dtype=np.float32),
        voiced=rising.voiced,
        noise=rising.noise,
    )
    sound = synthesize(rising, LAYOUT)
    pulses = np.flatnonzero((sound > 4) & (sound >= np.roll(sound, 1)) & (sound > np.roll(sound, -1)))
    periods = np.diff(pulses)
    assert len(pulses) == pytest.approx(300, abs=3)  # 150 a second on average
    assert (np.diff(periods) <= 1).all()


@pytest.mark.parametrize("voiced", [True, False])
def test_a_flat_spectrum_of_level_one_has_the_power_one(voiced: bool) -> None:  # noqa: FBT001 - a parameter
    assert power(synthesize(frames(4.0, voiced=voiced), LAYOUT)) == pytest.approx(1.0, rel=0.05)


@pytest.mark.parametrize("noise", [(-60.0, -60.0, -60.0), (-12.0, -6.0, -3.0), (-1.0, -1.0, -1.0)])
def test_voice_and_noise_add_up_to_the_same_power(noise: tuple[float, float, float]) -> None:
    assert power(synthesize(frames(4.0, noise=noise), LAYOUT)) == pytest.approx(1.0, rel=0.05)


def test_the_spectrum_of_noise_is_that_of_the_cepstrum() -> None:
    cepstrum = (-2.0, 1.2, -0.4, 0.6, 0.3, -0.5)
    sound = synthesize(frames(20.0, cepstrum=cepstrum, voiced=False), LAYOUT)
    pieces = sound[: len(sound) // 240 * 240].reshape(-1, 240) * np.hanning(240)
    measured = 10 * np.log10(np.mean(np.abs(np.fft.rfft(pieces)) ** 2, axis=0) / np.sum(np.hanning(240) ** 2))
    assert np.abs(measured - envelope(cepstrum))[2:-2].max() < 1.0


def test_noise_is_where_the_bands_say() -> None:
    sound = synthesize(frames(8.0, noise=(-40.0, -40.0, -0.0)), LAYOUT)[: 200 * 900].reshape(-1, 200)  # periods
    steady = np.abs(np.fft.rfft(sound.mean(axis=0))) ** 2
    whole = np.mean(np.abs(np.fft.rfft(sound)) ** 2, axis=0)
    voice = steady / whole  # 120 Hz a bin
    assert voice[5:50].min() > 0.9
    assert voice[75:].max() < 0.1


def test_a_response_begins_with_its_pulse() -> None:
    cepstrum = (0.0, 1.5, 0.8, -0.4)
    sound = np.abs(synthesize(frames(0.4, pitch=5.0, cepstrum=cepstrum), LAYOUT))  # a period of 200 ms
    assert sound[4_700:4_796].max() < sound[4_800:4_810].max() / 30


def test_every_frame_has_its_samples() -> None:
    for count in (1, 2, 399, 400, 401):
        assert synthesize(frames(count * 0.005), LAYOUT).shape == (120 * count,)


def test_pulses_do_not_depend_on_where_the_phase_is_carried_on() -> None:
    """Stretches of 400 frames end at 2 s: the period there is like any other."""
    sound = synthesize(frames(4.0, 97.0), LAYOUT)
    pulses = np.flatnonzero((sound > 4) & (sound >= np.roll(sound, 1)) & (sound > np.roll(sound, -1)))
    assert set(np.diff(pulses)) <= {247, 248}
    assert len(pulses) == pytest.approx(4 * 97, abs=1)


def test_threads_make_the_same_bytes() -> None:
    rough = frames(1.0, noise=(-12.0, -6.0, -3.0), cepstrum=(-2.0, 1.2))
    alone = pcm(synthesize(rough, LAYOUT))
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: pcm(synthesize(rough, LAYOUT)), range(8))) == {alone}


def test_the_beginning_does_not_depend_on_what_follows() -> None:
    short, long = (synthesize(frames(seconds, noise=(-12.0, -6.0, -3.0)), LAYOUT) for seconds in (1.0, 3.0))
    assert np.array_equal(short[:20_000], long[:20_000])


def test_memory_grows_with_the_sound_alone() -> None:
    long = frames(120.0, noise=(-12.0, -6.0, -3.0))
    synthesize(frames(1.0), LAYOUT)
    tracemalloc.start()
    try:
        sound = synthesize(long, LAYOUT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < sound.nbytes + 16e6


def test_sharpness_lets_peaks_stand_out_and_leaves_power_and_tilt_alone() -> None:
    cepstrum = np.tile(np.array((-3.0, 1.0, 0.5, -0.25, *[0.0] * 36), np.float32), (3, 1))
    sharp = sharpened(cepstrum, 1.5, LAYOUT)
    assert sharp[:, 1:5].tolist() == [[1.0, 0.75, -0.375, 0.0]] * 3
    (before, after) = (10 ** (envelope(tuple(rows[0])) / 10) for rows in (cepstrum, sharp))
    assert after.mean() == pytest.approx(before.mean(), rel=0.01)
    assert after.max() / after.min() > before.max() / before.min()
    assert np.allclose(sharpened(cepstrum, 1.0, LAYOUT), cepstrum, atol=1e-6)


def test_numbers_beyond_reason_make_a_sound_of_numbers() -> None:
    mad = frames(0.5, cepstrum=(900.0, -900.0, 900.0), noise=(-900.0, 900.0, 0.0))
    assert np.isfinite(synthesize(mad, LAYOUT)).all()
    assert np.isfinite(sharpened(mad.cepstrum, 1.5, LAYOUT)).all()
    assert len(pcm(synthesize(mad, LAYOUT))) == 2 * 12_000


def test_a_loud_sound_is_made_softer_as_a_whole() -> None:
    loud = np.array([0.0, 3.0, -1.5], np.float32)
    assert np.frombuffer(pcm(loud), "<i2").tolist() == [0, 29490, -14745]
    assert np.frombuffer(pcm(loud / np.float32(6)), "<i2").tolist() == [0, 16384, -8192]
    assert pcm(np.zeros(2, np.float32)) == bytes(4)
