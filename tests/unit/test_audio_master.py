import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest
from tests.audio_facts import true_peak
from tests.audio_signals import Samples, pcm_clip, sine, speech

from audionews.audio import mastering
from audionews.audio.mastering import CEILING, Encoded, Sound, encode
from audionews.audio.measure import measure
from audionews.audio.mp3 import CODEC_DELAY, frame_count
from audionews.audio.pcm import Pcm, decode, output_rate
from audionews.model import Clip, Container

PAUSES = (250, 450, 700, 1200)
RATES = (22050, 24000, 44100, 48000)


def master(rate: int, pauses: tuple[int, ...] = PAUSES, bitrate: int = 64, gain: float = 4.0) -> list[Encoded]:
    sound = Sound(rate=output_rate(rate), bitrate=bitrate)
    clips = [pcm_clip(speech(1.0 + 0.13 * seed, rate, seed), rate) for seed in range(len(pauses))]
    return [
        encode(clip, measure(clip), gain=gain, pause=pause, sound=sound)
        for clip, pause in zip(clips, pauses, strict=True)
    ]


def decoded(frames: bytes) -> Samples:
    return decode(Clip(sound=frames, container=Container.MP3, rate=44100)).samples


@pytest.mark.parametrize("bitrate", [64, 96, 128])
@pytest.mark.parametrize("rate", RATES)
def test_joined_clips_decode_to_the_same_samples_as_each_alone(rate: int, bitrate: int) -> None:
    pieces = master(rate, bitrate=bitrate)
    joined = decoded(b"".join(piece.frames for piece in pieces))
    alone = np.concatenate([decoded(piece.frames) for piece in pieces])
    assert joined.size == sum(piece.samples for piece in pieces)
    assert (
        abs(joined - alone).max() < 3e-7
    )  # the decoder adds in another order; a glitch would be a thousand times that


def silences(clips: Sequence[Clip], pauses: Sequence[int]) -> list[float]:
    """Return the milliseconds from the end of each clip, as heard in the decoded stream, to the next one."""
    rate = output_rate(clips[0].rate)
    pieces = [
        encode(clip, measure(clip), gain=0.0, pause=pause, sound=Sound(rate=rate, bitrate=128))
        for clip, pause in zip(clips, pauses, strict=True)
    ]
    heard = abs(decoded(b"".join(piece.frames for piece in pieces))[CODEC_DELAY:]) > 0.02
    places = np.flatnonzero(heard)
    steps = np.diff(places)
    return [1000 * float(step) / rate for step in steps[steps > 0.1 * rate]]


def cut_sharply(rate: int, room: float) -> Clip:
    """Return a clip whose sound begins and ends at once, with so many seconds of silence at both ends."""
    silence = np.zeros(round(room * rate), np.float32)
    return pcm_clip(np.concatenate((silence, sine(300, 0.777, rate, 0.5), silence)), rate)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("room", [0.0, 0.013, 0.1, 1.0])
def test_a_pause_is_what_is_heard_to_half_a_frame(rate: int, room: float) -> None:
    """However much silence the engine leaves at the ends of a clip; levels are taken every 5 ms at each end."""
    found = silences([cut_sharply(rate, room)] * 4, (*PAUSES[1:], 1000))
    errors = [is_ - asked for is_, asked in zip(found, PAUSES[1:], strict=True)]
    assert max(map(abs, errors)) <= 576 / 44.1 + 15


def test_pauses_do_not_depend_on_what_comes_before_and_after() -> None:
    long, short = cut_sharply(22050, 0.3), cut_sharply(22050, 0.0)
    sound = Sound(rate=44100)
    places = [
        encode(clip, found, gain=0.0, pause=450, sound=sound).start + (found.onset - found.first) * 2
        for clip, found in ((clip, measure(clip)) for clip in (long, short))
    ]
    assert places == [round(0.08 * 44100)] * 2


def test_a_pause_that_is_too_short_becomes_the_shortest_one() -> None:
    (silence,) = silences([cut_sharply(22050, 0.3)] * 2, (0, 0))
    assert 206 <= silence <= 206 + 1152 / 44.1 + 15


@pytest.mark.parametrize("rate", RATES)
def test_speech_stands_where_start_and_end_say(rate: int) -> None:
    for piece in master(rate):
        heard = abs(np.concatenate((decoded(piece.frames)[CODEC_DELAY:], np.zeros(CODEC_DELAY, np.float32))))
        spoken = np.flatnonzero(heard > 0.01)
        out = output_rate(rate)
        assert 0.01 < (spoken[0] - piece.start) / out < 0.05
        assert 0.01 < (piece.end - spoken[-1]) / out < 0.07


@pytest.mark.parametrize("rate", RATES)
def test_a_clip_keeps_its_place_in_time_to_the_sample(rate: int) -> None:
    """Decoded speech and the source correlate best with no shift at all."""
    clip = pcm_clip(speech(1.5, rate), rate)
    found = measure(clip)
    out = output_rate(rate)
    piece = encode(clip, found, gain=0.0, pause=300, sound=Sound(rate=out, bitrate=128))
    times = np.arange(piece.end - piece.start) * rate / out + found.first
    source = np.interp(times, np.arange(found.samples), decode(clip).samples)
    heard = decoded(piece.frames)[CODEC_DELAY:]
    scores = {shift: heard[piece.start + shift :][: source.size] @ source for shift in range(-3, 4)}
    assert max(scores, key=lambda shift: float(scores[shift])) == 0


@pytest.mark.parametrize("bitrate", [64, 96, 128])
def test_the_decoded_peak_keeps_the_ceiling(bitrate: int) -> None:
    for piece in master(24000, bitrate=bitrate, gain=7.0):
        assert true_peak(Pcm(samples=decoded(piece.frames), rate=48000)) <= CEILING + 0.02


@pytest.mark.parametrize("wave", ["noise", "square", "impulses"])
@pytest.mark.parametrize("rate", [22050, 48000])
def test_what_the_codec_lifts_is_limited_harder(wave: str, rate: int) -> None:
    random = np.random.default_rng(3)
    made = {
        "noise": random.normal(size=rate),
        "square": 2 * np.sign(np.sin(2 * np.pi * 200 * np.arange(rate) / rate)),
        "impulses": 2.0 * (random.random(rate) < 0.001),
    }
    clip = pcm_clip(made[wave].astype(np.float32), rate)
    piece = encode(clip, measure(clip), gain=12.0, pause=300, sound=Sound(rate=output_rate(rate)))
    assert true_peak(Pcm(samples=decoded(piece.frames), rate=output_rate(rate))) <= CEILING + 0.02


def test_the_gain_is_in_the_mp3_but_not_the_scale_of_lame() -> None:
    clip = pcm_clip(speech(2.0), 22050)
    found = measure(clip)
    piece = encode(clip, found, gain=0.0, pause=300, sound=Sound(rate=44100, bitrate=128))
    again = measure(Clip(sound=piece.frames, container=Container.MP3, rate=44100))
    change = 10 * np.log10(sum(again.energies) / sum(found.energies))
    assert change == pytest.approx(0, abs=0.1)


def test_the_same_clip_gives_the_same_bytes() -> None:
    assert master(22050) == master(22050)


def test_a_line_of_half_a_minute_takes_little_memory() -> None:
    seconds, rate = 30, 48000
    clip = pcm_clip(speech(seconds, rate), rate)
    measures = measure(clip)
    tracemalloc.start()
    try:
        encode(clip, measures, gain=12.0, pause=450, sound=Sound(rate=rate))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 6 * seconds * rate * np.dtype(np.float32).itemsize


def test_silence_is_encoded_when_it_was_measured_so() -> None:
    clip = pcm_clip(np.zeros(16000, np.float32), 16000)
    piece = encode(clip, measure(clip, silent_ok=True), gain=0.0, pause=450, sound=Sound(rate=48000))
    assert frame_count(piece.frames) * 1152 == piece.samples
    assert abs(decoded(piece.frames)).max() == 0


def test_a_clip_of_one_sample_is_encoded() -> None:
    clip = pcm_clip(np.ones(1, np.float32), 22050)
    piece = encode(clip, measure(clip, silent_ok=True), gain=0.0, pause=450, sound=Sound(rate=44100))
    assert piece.end - piece.start == 2


@pytest.mark.parametrize("rate", RATES)
def test_an_offset_is_taken_out(rate: int) -> None:
    """One that is always there, and one that comes with the voice, as that of a vocoder driven by pulses."""
    clean = speech(1.5, rate)
    for offset in (0.2, -0.2, 0.15 * (np.convolve(abs(clean), np.ones(rate // 50), "same") > 1)):
        clip = pcm_clip(0.5 * clean + np.float32(1) * offset, rate)
        found = measure(clip)
        assert (found.first, found.last) == pytest.approx((0.23 * rate, 1.29 * rate), abs=0.05 * rate)
        piece = encode(clip, found, gain=6.0, pause=300, sound=Sound(rate=output_rate(rate), bitrate=128))
        heard = decoded(piece.frames)
        window = output_rate(rate) // 10
        means = heard[: heard.size // window * window].reshape(-1, window).mean(axis=1)
        assert abs(means).max() < 0.01


def test_an_overshoot_of_what_lay_under_the_ceiling_is_lowered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The codec lifts noise that no limiter touched: the second attempt is another sound, and keeps the ceiling."""
    tried = []

    def frames(pcm: Pcm, sound: Sound) -> bytes:
        tried.append(encode_frames(pcm, sound))
        return tried[-1]

    encode_frames = mastering._frames  # noqa: SLF001 - each attempt goes through it
    monkeypatch.setattr(mastering, "_frames", frames)
    noise = np.random.default_rng(3).uniform(-0.42, 0.42, 22050).astype(np.float32)
    encoded = encode(
        pcm_clip(noise, 44100), measure(pcm_clip(noise, 44100)), gain=0.0, pause=400, sound=Sound(rate=44100)
    )
    assert true_peak(Pcm(samples=decoded(encoded.frames), rate=44100)) <= CEILING + 0.05
    assert 1 < len(tried) == len(set(tried)) <= 3
