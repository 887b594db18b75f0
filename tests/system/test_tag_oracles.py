"""The tags of an MP3 and of its second encoding, as other programs read them."""

import io
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from tests.audio_oracles import Tool, decoded_by_ffmpeg, run
from tests.audio_signals import Samples, pcm_clip, speech
from tests.audio_tagged import EPISODE, SHOW, TITLES

from audionews.artwork.cover import episode_cover
from audionews.audio import alternate, mastering, mp3, tags
from audionews.audio.measure import measure
from audionews.model import Chapter, Episode, ShowFacts

RATE = 44100
NAMES = (*TITLES, "نسبة 3.5% و GPT-4", "خبر «بين قوسين» (تقرير)", *(f"فصل {number}" for number in range(6, 13)))


@cache
def make() -> tuple[Episode, bytes]:
    return make_for(SHOW)


def make_for(show: ShowFacts) -> tuple[Episode, bytes]:
    """Return an episode of 12 chapters that do not last whole seconds, and its MP3."""
    clip = pcm_clip(speech(24.0, RATE), RATE)
    encoded = mastering.encode(clip, measure(clip), gain=0.0, pause=500, sound=mastering.Sound(rate=RATE))
    samples = mp3.audible(encoded.samples)
    starts = [round(at * 1.8765 * RATE) for at in range(len(NAMES))]
    bounds = zip(NAMES, starts, [*starts[1:], samples], strict=True)
    chapters = tuple(Chapter(title=title, start=start, end=end) for title, start, end in bounds)
    episode = replace(EPISODE, rate=RATE, samples=samples, chapters=chapters)
    info = mp3.info_frame(rate=RATE, bitrate=64, frames=encoded.samples // mp3.SAMPLES, size=len(encoded.frames))
    return episode, tags.id3(episode, show, episode_cover(show, episode.title)) + info + encoded.frames


@pytest.fixture(scope="module", params=["mp3", "opus", "aac"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Episode, Path]:
    """An episode and the file of its sound."""
    episode, blob = make()
    kind = alternate.KINDS.get(request.param)
    file = tmp_path_factory.mktemp("tags") / f"sound.{kind.suffix if kind else 'mp3'}"
    file.write_bytes(alternate.transcode(blob, kind) if kind else blob)
    return episode, file


def told(*command: str | Path) -> str:
    return run(*command).stdout.decode(errors="replace")  # mpv marks lines


def decoded(ffmpeg: str, file: Path) -> Samples:
    return decoded_by_ffmpeg(ffmpeg, file, "-ac", "1", "-ar", str(RATE))


def test_ffprobe_reads_texts_and_chapters(sound: tuple[Episode, Path], tool: Tool) -> None:
    episode, file = sound
    words = ("-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", file)
    known = json.loads(told(tool("ffprobe"), *words))
    texts = {**known["streams"][0].get("tags", {}), **known["format"].get("tags", {})}
    assert (texts["title"], texts["artist"], texts["album"]) == (episode.title, SHOW.author, SHOW.title)
    assert texts["genre"] == "Podcast"
    assert "النقطة الأولى" in texts["comment"]
    assert [chapter["tags"]["title"] for chapter in known["chapters"]] == list(NAMES)
    starts = [round(1000 * float(chapter["start_time"])) for chapter in known["chapters"]]
    assert starts == [round(1000 * chapter.start / RATE) for chapter in episode.chapters]


def test_mpv_lists_the_chapters_in_time_order(sound: tuple[Episode, Path], tool: Tool) -> None:
    _, file = sound
    quiet = ("--no-config", "--vo=null", "--ao=null", "--end=0.1", "--sub-auto=no", "--cover-art-auto=no")
    shown = told(tool("mpv"), *quiet, "--term-playing-msg=CHAPTERS ${chapter-list}", file)
    listed = re.findall(r"\(\d+\) (.*)", shown.split("CHAPTERS", 1)[1])
    assert listed[: len(NAMES)] == list(NAMES)


def test_every_encoding_plays_the_same_at_the_same_time(sound: tuple[Episode, Path], tool: Tool) -> None:
    """No delay of an encoder is heard, and the length is right within a frame."""
    episode, file = sound
    samples = decoded(tool("ffmpeg"), file)
    frame = {"mp3": 0, "opus": 960, "m4a": 1024}[file.suffix[1:]]
    assert abs(samples.size - episode.samples) <= frame
    _, blob = make()
    file = file.with_name("again.mp3")
    file.write_bytes(blob)
    first = decoded(tool("ffmpeg"), file)
    part = slice(5 * RATE, 8 * RATE)
    size = 1 << 20
    likeness = np.fft.irfft(np.fft.rfft(samples[: 10 * RATE], size) * np.conj(np.fft.rfft(first[part], size)))
    assert abs(int(likeness.argmax()) - part.start) <= 1


@pytest.mark.parametrize("name", ["opus", "aac"])
def test_the_same_episode_gives_the_same_bytes_in_every_encoding(name: str) -> None:
    _, blob = make()
    kind = alternate.KINDS[name]
    assert alternate.transcode(blob, kind) == alternate.transcode(blob, kind)


def test_an_m4a_can_be_played_before_all_of_it_is_there() -> None:
    blob = alternate.transcode(make()[1], alternate.KINDS["aac"])
    assert blob.index(b"moov") < blob.index(b"mdat")


def test_eyed3_and_mediainfo_read_every_frame(tool: Tool, tmp_path: Path) -> None:
    episode, blob = make()
    file = tmp_path / "sound.mp3"
    file.write_bytes(blob)
    shown = told(tool("eyeD3"), "--no-color", file)
    for text in (
        episode.title,
        SHOW.author,
        SHOW.title,
        "Podcast",
        "241720057",
        "النقطة الأولى",
        "المتن",
        "صوت التجربة",
    ):
        assert text in shown
    general = json.loads(told(tool("mediainfo"), "--Output=JSON", file))["media"]["track"][0]
    assert (general["Title"], general["Track_Position"], general["Genre"]) == (episode.title, "241720057", "Podcast")
    assert general["Recorded_Date"] == "2024-06-20 00:57"
    assert general["Cover_Mime"] == "image/jpeg"
    assert general["Lyrics"].startswith("العنوان")


def test_mutagen_reads_what_no_other_program_shows() -> None:
    from mutagen.id3 import ID3  # noqa: PLC0415 - loads when used

    _, blob = make_for(replace(SHOW, title="عرض بحروف 🎉"))
    tag = ID3(io.BytesIO(blob))
    assert tag.version == (2, 3, 0)
    assert {"PCST", "TGID", "TDES", "TDRL", "WFED", "WOAF", "TLEN", "TLAN"} <= set(tag)
    assert str(tag["TALB"]) == "عرض بحروف 🎉"
    assert {
        tag[name].encoding for name in ("TIT2", "TPE1", "TALB", "COMM::ara", "USLT::ara", "TXXX:voice", "TDES")
    } == {1}
