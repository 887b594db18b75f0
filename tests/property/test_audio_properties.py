import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.audio_facts import probe, true_peak
from tests.audio_signals import Samples, pcm_clip, speech

from audionews.audio.edit import fade, samples, segment, surround
from audionews.audio.limiter import Limiter, block_peaks
from audionews.audio.loudness import gain_for, integrated
from audionews.audio.mastering import LEAD, Sound, encode
from audionews.audio.measure import measure
from audionews.audio.mp3 import CODEC_DELAY, SAMPLES, frame_count, info_frame
from audionews.audio.pcm import Pcm, decode, output_rate, pack, resample
from audionews.model import Clip, Container

RATES = st.sampled_from([8000, 11025, 16000, 22050, 24000, 44100, 48000])


@given(st.binary(min_size=2, max_size=4000).filter(lambda data: len(data) % 2 == 0), RATES)
def test_packing_loses_nothing(data: bytes, rate: int) -> None:
    clip = Clip(sound=data, container=Container.PCM, rate=rate)
    packed = pack(clip)
    assert packed.rate == rate
    assert (decode(packed).samples == decode(clip).samples).all()


@given(arrays(np.float32, st.integers(1, 3000), elements=st.floats(-4, 4, width=32)), RATES)
def test_editing_changes_lengths_only_as_asked(sound: Samples, rate: int) -> None:
    faded = fade(segment(Pcm(samples=sound, rate=rate)))
    whole = samples(surround(faded, 17, 5)).samples
    assert whole.size == sound.size + 22
    assert abs(whole[17:-5]).max() <= abs(sound).max() + 1e-6


@given(st.integers(1, 5000), RATES)
def test_resampling_gives_the_length_that_time_asks_for(count: int, rate: int) -> None:
    out = output_rate(rate)
    moved = resample(Pcm(samples=np.ones(count, np.float32), rate=rate), out)
    assert abs(moved.samples.size - count * out / rate) <= 1


@given(
    arrays(np.float32, st.integers(1, 3000), elements=st.floats(-3, 3, width=32)),
    st.floats(-6, -0.5),
)
def test_limited_samples_never_pass_the_ceiling(sound: Samples, ceiling: float) -> None:
    limited = Limiter(Pcm(samples=sound, rate=44100)).limit(ceiling).samples
    assert limited.size == sound.size
    assert abs(limited).max() <= 10 ** (ceiling / 20) * 1.0001


@given(
    arrays(np.float32, st.integers(1, 3000), elements=st.floats(-2, 2, width=32)),
    st.integers(1, 20),
    st.floats(0.05, 2.5),
)
def test_blocks_that_are_not_oversampled_have_no_peak_that_counts(sound: Samples, smooth: int, over: float) -> None:
    """However jagged or smooth the sound is, as speech and sibilants are."""
    mean = np.convolve(sound, np.ones(smooth, np.float32) / smooth, mode="same").astype(np.float32)
    pcm = Pcm(samples=mean, rate=44100)
    exact, found = block_peaks(pcm), block_peaks(pcm, over)
    counts = exact > over * 1.0001
    assert found.shape == exact.shape
    assert abs(found - exact)[counts].max(initial=0.0) < 1e-4
    assert found[~counts].max(initial=0.0) <= over * 1.0002


@given(st.lists(st.lists(st.floats(0, 1), max_size=30), max_size=8), st.floats(0.01, 100))
def test_loudness_follows_gain_where_no_gate_is_near(clips: list[list[float]], factor: float) -> None:
    loud = [[0.01 + energy for energy in clip] for clip in clips]
    louder = [[factor * energy for energy in clip] for clip in loud]
    before, after = integrated(loud), integrated(louder)
    if before != after:
        assert abs(after - before - 10 * np.log10(factor)) < 1e-6


@given(st.floats(-70, 0), st.floats(-24, -9))
def test_the_gain_always_comes_close_to_the_target(loudness: float, target: float) -> None:
    assert abs(loudness + gain_for(loudness, target) - target) <= 0.1250001


@settings(max_examples=25)
@given(
    st.integers(0, 100),
    st.floats(0.6, 1.5),
    RATES,
    st.integers(0, 2000),
    st.sampled_from([64, 96, 128]),
    st.sampled_from([-6.0, 0.0, 4.75]),
)
def test_the_arithmetic_of_a_clip_holds(
    seed: int, seconds: float, rate: int, pause: int, bitrate: int, gain: float
) -> None:
    clip = pcm_clip(speech(seconds, rate, seed), rate)
    found = measure(clip)
    sound = Sound(rate=output_rate(rate), bitrate=bitrate)
    piece = encode(clip, found, gain=gain, pause=pause, sound=sound)
    out = sound.rate
    assert piece.samples == SAMPLES * frame_count(piece.frames)
    assert abs(piece.start + (found.onset - found.first) * out / rate - LEAD * out) <= 1
    assert abs(piece.end - piece.start - (found.last - found.first) * out / rate) <= 1
    assert piece.start >= 0.06 * out - 1
    assert piece.samples - SAMPLES - piece.end >= 0.06 * out
    silence = piece.samples - piece.end + (found.last - found.ending) * out / rate + LEAD * out
    assert silence >= pause * out / 1000 - SAMPLES / 2 - 1
    assert silence <= max(pause * out / 1000 + SAMPLES / 2 + 1, 0.18 * out + 2 * SAMPLES)
    heard = decode(Clip(sound=piece.frames, container=Container.MP3, rate=out))
    assert heard.samples.size == piece.samples
    assert true_peak(Pcm(samples=heard.samples[CODEC_DELAY:], rate=out)) <= -1.0


@given(st.integers(1, 40), st.sampled_from([44100, 48000]), st.sampled_from([64, 96, 128, 192]))
def test_probing_reads_what_the_info_frame_says(count: int, rate: int, bitrate: int) -> None:
    frame = info_frame(rate=rate, bitrate=bitrate, frames=0, size=0)
    stream = frame * count
    facts = probe(info_frame(rate=rate, bitrate=bitrate, frames=count, size=len(stream)) + stream)
    assert (facts.rate, facts.bitrate, facts.frames) == (rate, bitrate, count)
    assert facts.samples == SAMPLES * count - CODEC_DELAY
