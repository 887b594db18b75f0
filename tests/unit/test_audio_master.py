from itertools import pairwise

import numpy as np
import pytest
from tests.audio_signals import Samples, pcm_clip, speech

from audionews.audio.loudness import true_peak
from audionews.audio.master import CEILING, Encoded, Sound, encode
from audionews.audio.measure import measure
from audionews.audio.mp3 import LATE, frame_count
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


@pytest.mark.parametrize("rate", RATES)
def test_pauses_are_as_asked_to_the_nearest_frame(rate: int) -> None:
    pieces = master(rate)
    for (piece, following), pause in zip(pairwise(pieces), PAUSES, strict=False):
        silence = piece.samples - piece.end + following.start
        assert abs(silence - pause * output_rate(rate) / 1000) <= 576


def test_a_pause_that_is_too_short_becomes_the_shortest_one() -> None:
    first, second = master(22050, (0, 0))
    silence = first.samples - first.end + second.start
    assert 0.146 <= silence / 44100 <= 0.173


@pytest.mark.parametrize("rate", RATES)
def test_speech_stands_where_start_and_end_say(rate: int) -> None:
    for piece in master(rate):
        heard = abs(np.concatenate((decoded(piece.frames)[LATE:], np.zeros(LATE, np.float32))))
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
    heard = decoded(piece.frames)[LATE:]
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


def test_silence_is_encoded_when_it_was_measured_so() -> None:
    clip = pcm_clip(np.zeros(16000, np.float32), 16000)
    piece = encode(clip, measure(clip, silent_ok=True), gain=0.0, pause=450, sound=Sound(rate=48000))
    assert frame_count(piece.frames) * 1152 == piece.samples
    assert abs(decoded(piece.frames)).max() == 0


def test_a_clip_of_one_sample_is_encoded() -> None:
    clip = pcm_clip(np.ones(1, np.float32), 22050)
    piece = encode(clip, measure(clip), gain=0.0, pause=450, sound=Sound(rate=44100))
    assert piece.end - piece.start == 2
