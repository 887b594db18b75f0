"""What ffmpeg, mpg123, mp3val, libsndfile and mutagen make of our MP3 files."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.mp3 import MP3
from tests import twelve
from tests.audio_facts import probe, true_peak
from tests.audio_oracles import Tool, decoded_by_ffmpeg, joined_and_alone, loudness_and_peak, run
from tests.audio_signals import WAYS, Samples, pcm_clip, sine, speech
from tests.audio_tagged import EPISODE, SHOW
from tests.conftest import missing
from tests.twelve import synthesizer

from audionews.audio import edit, loudness, mp3
from audionews.audio.filters import high_pass
from audionews.audio.mastering import Encoded, Sound, encode
from audionews.audio.measure import measure
from audionews.audio.pcm import Pcm, decode, output_rate, resample
from audionews.audio.tags import id3
from audionews.engines.espeak import EspeakEngine
from audionews.errors import SettingsError
from audionews.model import Clip, Container, Voice
from audionews.stores.memory import MemoryStore

PAUSES = (450, 250, 700, 450, 1200, 1000)
SENTENCES = (
    *twelve.SENTENCES,
    "وتُفتَحُ أبوابُها من التاسعةِ صباحًا حتى الثامنةِ مساءً",
)


EDGES = (
    "سمعَ الناسْ",
    "شربَ الجيشْ",
    "فتحَ الكهفْ",
    "هذا كتابُهْ",
    "حضرَ المسرحْ",
    "تلكَ البيوتْ",
    "كتبَ إليكْ",
    "قربَ السوقْ",
    "ثمَّ الحديثْ",
    "خبزَ الطبّاخْ",
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """An MP3 file, and what we say about it."""

    path: Path
    sound: Sound
    pieces: Sequence[Encoded]
    samples: int
    expected: float


def make(folder: Path, clips: Sequence[Clip], bitrate: int) -> Made:
    measures = [measure(clip) for clip in clips]
    energies = [
        np.asarray((*found.energies, *loudness.pause(pause)), np.float32)
        for found, pause in zip(measures, PAUSES, strict=True)
    ]
    sound = Sound(rate=output_rate(clips[0].rate), bitrate=bitrate)
    gains = loudness.levelled(energies, sound.target)
    measured = loudness.integrated(each * 10 ** (gain / 10) for each, gain in zip(energies, gains, strict=True))
    rest = loudness.gain_for(measured, sound.target)
    pieces = [
        encode(clip, found, gain=gain + rest, pause=pause, sound=sound)
        for clip, found, gain, pause in zip(clips, measures, gains, PAUSES, strict=True)
    ]
    stream = b"".join(piece.frames for piece in pieces)
    total = sum(piece.samples for piece in pieces)
    info = mp3.info_frame(rate=sound.rate, bitrate=bitrate, frames=total // mp3.SAMPLES, size=len(stream))
    path = folder / f"{clips[0].rate}-{bitrate}.mp3"
    path.write_bytes(id3(EPISODE, SHOW, b"") + info + stream)
    return Made(path=path, sound=sound, pieces=pieces, samples=mp3.audible(total), expected=measured + rest)


CASES = [(rate, bitrate) for rate in (22050, 24000, 44100, 48000) for bitrate in (64, 96, 128)]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    rate, bitrate = request.param
    clips = [pcm_clip(speech(2.5 + 0.3 * seed, rate, seed), rate) for seed in range(len(PAUSES))]
    return make(tmp_path_factory.mktemp("mp3"), clips, bitrate)


def by_mpg123(mpg123: str, path: Path) -> Samples:
    done = run(mpg123, "-q", "-e", "f32", "-s", path)
    assert done.stderr == b""
    return np.frombuffer(done.stdout, "<f4")


def test_the_length_is_exact_in_every_decoder(made: Made, tool: Tool) -> None:
    assert decoded_by_ffmpeg(tool("ffmpeg"), made.path).size == made.samples
    assert by_mpg123(tool("mpg123"), made.path).size == made.samples
    assert soundfile.info(made.path).frames == made.samples
    assert probe(made.path.read_bytes()).samples == made.samples
    info = MP3(made.path).info
    assert info
    assert info.length * made.sound.rate == pytest.approx(made.samples, abs=0.01)


def test_speech_begins_at_the_sample_that_was_told(made: Made, tool: Tool) -> None:
    """Each piece of the decoded file fits the piece decoded by itself with no shift."""
    heard = decoded_by_ffmpeg(tool("ffmpeg"), made.path)
    offset = 0
    for piece in made.pieces:
        alone = decode(Clip(sound=piece.frames, container=Container.MP3, rate=made.sound.rate)).samples[
            mp3.CODEC_DELAY :
        ]
        stretch = slice(piece.start, piece.end)
        assert abs(heard[offset:][stretch] - alone[stretch]).max() < 1e-4
        offset += piece.samples


def test_joined_clips_decode_exactly_as_each_alone(made: Made, tool: Tool, tmp_path: Path) -> None:
    joined, alone = joined_and_alone(tool("ffmpeg"), [piece.frames for piece in made.pieces], tmp_path)
    assert [sound.size for sound in alone] == [piece.samples for piece in made.pieces]
    assert abs(joined - np.concatenate(alone)).max() == 0


def test_loudness_and_true_peak_are_on_target(made: Made, tool: Tool) -> None:
    lufs, peak = loudness_and_peak(tool("ffmpeg"), made.path)
    assert abs(lufs - made.sound.target) <= 0.3
    assert abs(lufs - made.expected) <= 0.2
    assert peak <= -1.0


def test_no_checker_has_anything_to_say(made: Made, tool: Tool) -> None:
    report = run(tool("mp3val"), made.path).stdout.decode()
    frames = sum(piece.samples for piece in made.pieces) // mp3.SAMPLES
    assert f"{frames + 1} MPEG frames (MPEG 1 Layer III), +ID3v2, CBR" in report
    assert not re.search("WARNING|ERROR|PROBLEM", report)
    tested = run(tool("mpg123"), "-t", "-q", made.path)
    assert (tested.stdout, tested.stderr) == (b"", b"")


def test_ffprobe_reads_tags_and_chapters_in_time_order(made: Made, tool: Tool) -> None:
    words = ("-v", "warning", "-show_chapters", "-show_format", "-of", "json", made.path)
    done = run(tool("ffprobe"), *words)
    assert done.stderr == b""
    found = json.loads(done.stdout)
    told = [(chapter.title, chapter.start / EPISODE.rate) for chapter in EPISODE.chapters]
    assert [(chapter["tags"]["title"], float(chapter["start_time"])) for chapter in found["chapters"]] == told
    assert found["format"]["tags"]["title"] == EPISODE.title
    assert found["format"]["tags"]["artist"] == SHOW.author


@pytest.mark.parametrize("bitrate", [64, 96, 128])
def test_real_speech_is_on_target(bitrate: int, tool: Tool, tmp_path: Path) -> None:
    engine = EspeakEngine()
    clips = [engine.speak(sentence, Voice(name="ar-espeak", engine="espeak", id="ar")) for sentence in SENTENCES]
    spoken = make(tmp_path, clips, bitrate)
    lufs, peak = loudness_and_peak(tool("ffmpeg"), spoken.path)
    assert abs(lufs + 16) <= 0.3
    assert peak <= -1.0
    assert decoded_by_ffmpeg(tool("ffmpeg"), spoken.path).size == spoken.samples


@pytest.fixture(scope="module")
def sentences() -> list[Pcm]:
    engine = EspeakEngine()
    voice = Voice(name="ar-espeak", engine="espeak", id="ar")
    spoken = [decode(engine.speak(sentence, voice)) for sentence in SENTENCES]
    return [Pcm(samples=pcm.samples / abs(pcm.samples).max(), rate=pcm.rate) for pcm in spoken]


@pytest.mark.parametrize(("rate", "bitrate"), [(22050, 64), (48000, 128)])
@pytest.mark.parametrize("way", WAYS)
def test_nasty_recordings_are_on_target(
    way: str, rate: int, bitrate: int, sentences: list[Pcm], tool: Tool, tmp_path: Path
) -> None:
    """Real speech, made worse in each way, and in several of them with a clip of 0.15 s among them."""
    sounds = [resample(pcm, rate).samples for pcm in sentences]
    if way == "mixed":
        loudest = int(np.argmax(abs(sounds[2])))
        sounds[2] = sounds[2][loudest - rate // 20 :][: 3 * rate // 20]
    clips = [pcm_clip(worse(sound, rate), rate) for worse, sound in zip(WAYS[way], sounds, strict=True)]
    spoken = make(tmp_path, clips, bitrate)
    lufs, peak = loudness_and_peak(tool("ffmpeg"), spoken.path)
    assert abs(lufs + 16) <= 0.3
    assert peak <= -1.0


@pytest.mark.parametrize("name", ["ar-espeak", "ar-ziad"])
def test_no_soft_consonant_is_trimmed_off(name: str, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What real voices lose at both ends is 50 dB softer than their speech; 30 ms of click before HTS do not count."""
    monkeypatch.setenv("AUDIONEWS_VOICES", str(shared / "voices"))
    try:
        voice = synthesizer(name, MemoryStore())
    except SettingsError:
        missing("the extra audionews[hts]")
    for text in EDGES:
        clip, facts = voice.clip(text)
        sound, rate, found = high_pass(decode(clip)).samples, clip.rate, facts.measures
        lost = np.concatenate((sound[30 * rate // 1000 : found.first], sound[found.last :], np.zeros(rate // 200)))
        levels = np.square(lost[: lost.size // (rate // 200) * (rate // 200)].reshape(-1, rate // 200)).mean(axis=1)
        assert levels.max() < 1e-5 * np.square(sound[found.first : found.last]).mean(), text
        assert found.last - found.first < clip.rate * 3


@pytest.mark.parametrize("rate", [11025, 22050, 48000])
def test_our_loudness_is_that_of_ffmpeg(rate: int, tool: Tool, tmp_path: Path) -> None:
    clip = pcm_clip(speech(8.0, rate), rate)
    found = measure(clip)
    path = tmp_path / "speech.wav"
    soundfile.write(path, decode(clip).samples[found.first : found.last], rate, subtype="FLOAT")
    lufs, _ = loudness_and_peak(tool("ffmpeg"), path)
    assert loudness.integrated([found.energies]) == pytest.approx(lufs, abs=0.15)  # ffmpeg prints tenths


def test_our_true_peak_is_that_of_ffmpeg(tool: Tool, tmp_path: Path) -> None:
    swell = np.hanning(44100).astype(np.float32)  # its peak is at the middle: an abrupt end would ring
    pcm = Pcm(samples=swell * sine(11025, 1.0, 44100, 0.9, phase=np.pi / 4), rate=44100)
    path = tmp_path / "sine.wav"
    soundfile.write(path, pcm.samples, 44100, subtype="FLOAT")
    assert true_peak(pcm) == pytest.approx(loudness_and_peak(tool("ffmpeg"), path)[1], abs=0.11)


def test_a_jingle_that_only_ffmpeg_knows_is_read(tool: Tool, tmp_path: Path) -> None:
    wav, aac = tmp_path / "jingle.wav", tmp_path / "jingle.aac"
    soundfile.write(wav, sine(440, 1.0, 44100, 0.5), 44100)
    run(tool("ffmpeg"), "-v", "error", "-i", wav, "-c:a", "aac", aac)
    jingle = decode(edit.read_jingle(aac.read_bytes()))
    assert jingle.rate == 44100
    assert 0.95 < jingle.samples.size / 44100 < 1.1
    assert abs(jingle.samples).max() == pytest.approx(0.5, abs=0.05)
