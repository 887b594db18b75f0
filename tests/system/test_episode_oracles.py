"""Whole episodes of three engines, two bitrates and two lengths, with music and notice, before every oracle."""

import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.audio_oracles import Tool, complaints, decoded_by_ffmpeg, loudness_and_peak, run
from tests.audio_signals import Samples
from tests.conftest import missing
from tests.twelve import (
    CASES,
    FACTS,
    SENTENCES,
    TITLE,
    Made,
    Mp3Engine,
    chapter_errors,
    cue_errors,
    make,
    pause_errors,
    seam_difference,
    word_errors,
)

from audionews.audio.mp3 import CODEC_DELAY
from audionews.audio.pcm import decode
from audionews.errors import SettingsError
from audionews.model import Role, Voice
from audionews.render.chapters import chapters_json
from audionews.render.transcript import srt, transcript_json, vtt


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Made:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIONEWS_VOICES", str(shared / "voices"))
        try:
            return make(request.param, tmp_path_factory.mktemp("episode"))
        except SettingsError:
            missing("the extra audionews[hts]")


@pytest.fixture(scope="module")
def heard(made: Made, tool: Tool) -> Samples:
    return decoded_by_ffmpeg(tool("ffmpeg"), made.path)


def test_loudness_and_true_peak_are_on_target(made: Made, tool: Tool) -> None:
    lufs, peak = loudness_and_peak(tool("ffmpeg"), made.path)
    assert abs(lufs + 16) <= 0.3
    assert abs(lufs - made.episode.loudness) <= 0.25
    assert peak <= -1.0


def test_length_and_chapters_are_exact(made: Made, heard: Samples, tool: Tool) -> None:
    assert heard.size == made.episode.samples
    assert max(map(abs, chapter_errors(tool("ffprobe"), made))) <= 0.5 + 1e-6


def test_every_line_sounds_when_its_cue_says(made: Made, heard: Samples) -> None:
    assert max(map(abs, cue_errors(made, heard))) <= 1.0


def test_every_word_sounds_when_its_cue_says(made: Made, heard: Samples) -> None:
    errors = [abs(error) for error in word_errors(made, heard)]
    assert bool(errors) == (made.voices.lead.engine.name != "service")
    assert max(errors, default=0.0) <= 1.0


def test_every_pause_is_heard_as_the_script_says_to_half_a_frame(made: Made, heard: Samples) -> None:
    """Where a sound fades out is a matter of taste of some milliseconds more; taken together they are right."""
    errors = pause_errors(made, heard)
    assert abs(np.mean(errors)) <= 15
    assert max(map(abs, errors)) <= 13 + 20


def test_transcripts_and_chapters_tell_the_times_of_the_samples(made: Made) -> None:
    def told(samples: int) -> int:
        return int(1000 * samples / made.episode.rate + 0.5)

    def times(written: str) -> set[int]:
        found = (map(int, clock) for clock in re.findall(r"(\d\d):(\d\d):(\d\d)[.,](\d{3})", written))
        return {3_600_000 * hour + 60_000 * minute + 1000 * second + ms for hour, minute, second, ms in found}

    cues = [(told(cue.start), told(cue.end)) for cue in made.episode.cues]
    assert {time for cue in cues for time in cue} <= times("".join(vtt(made.episode)))
    assert {time for cue in cues for time in cue} <= times("".join(srt(made.episode)))
    segments = json.loads(transcript_json(made.episode))["segments"]
    assert [(round(1000 * each["startTime"]), round(1000 * each["endTime"])) for each in segments] == cues
    chapters = json.loads(chapters_json(made.episode, FACTS.title))["chapters"]
    starts = [told(chapter.start) for chapter in made.episode.chapters]
    assert [round(1000 * each["startTime"]) for each in chapters] == starts
    assert round(1000 * chapters[-1]["endTime"]) == told(made.episode.samples)


def test_no_offset_and_no_click_is_left(made: Made, heard: Samples) -> None:
    """Seams lie in the silence between lines; there nothing jumps, and nothing stands beside the zero."""
    rate = made.episode.rate
    for before, after in pairwise(made.episode.cues):
        if before.role is after.role is Role.BODY:  # between others there is music
            gap = heard[before.end + rate // 100 : after.start - rate // 100]
            assert abs(gap).max() < 0.002
            assert abs(np.diff(gap, 2)).max() < 0.001
    windows = heard[: heard.size // rate * rate].reshape(-1, rate)
    assert abs(windows.mean(axis=1)).max() < 0.001


def test_the_file_decodes_as_each_clip_alone(made: Made, heard: Samples, tool: Tool, tmp_path: Path) -> None:
    """A cue is where its clip begins in the file: the largest difference over all of them is 0, with no shift."""
    assert seam_difference(tool("ffmpeg"), made, tmp_path) == 0
    path = tmp_path / "joined.mp3"
    path.write_bytes(b"".join(made.frames))
    joined = np.frombuffer(run(tool("ffmpeg"), "-v", "error", "-i", path, "-f", "f32le", "-").stdout, "<f4")
    assert abs(heard - joined[CODEC_DELAY:]).max() < 1e-6


def test_no_checker_has_anything_to_say(made: Made, tool: Tool) -> None:
    assert complaints(tool, made.path) == []


def test_voices_of_three_engines_sound_equally_loud(
    shared: Path, tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 22.05, 48 and 16 kHz, the last one 30 dB softer: 0.3 LU in all, where half a LU can hardly be heard."""
    monkeypatch.setenv("AUDIONEWS_VOICES", str(shared / "voices"))
    try:
        made = make(("ar-espeak", 64, 5), tmp_path, {Role.SUMMARY: "ar-ziad", Role.NOTICE: "soft"})
    except SettingsError:
        missing("the extra audionews[hts]")
    heard = decoded_by_ffmpeg(tool("ffmpeg"), made.path)
    levels = []
    for role in (Role.SUMMARY, Role.BODY, Role.NOTICE):
        own = [heard[cue.start : cue.end] for cue in made.episode.cues if cue.role is role]
        soundfile.write(tmp_path / "own.wav", np.concatenate(own), made.episode.rate, subtype="FLOAT")
        levels.append(loudness_and_peak(tool("ffmpeg"), tmp_path / "own.wav")[0])
    assert max(levels) - min(levels) <= 0.31


def test_other_programs_read_the_arabic_tags(made: Made, tool: Tool) -> None:
    shown = run(tool("eyeD3"), "--no-color", made.path).stdout.decode()
    assert TITLE in shown
    assert FACTS.author in shown
    tracks = json.loads(run(tool("mediainfo"), "--Output=JSON", made.path).stdout)["media"]["track"]
    assert (tracks[0]["Title"], tracks[0]["Performer"], tracks[0]["Album"]) == (TITLE, FACTS.author, FACTS.title)
    assert float(tracks[0]["Duration"]) == pytest.approx(made.episode.samples / made.episode.rate, abs=0.06)


def test_the_tag_is_small(made: Made) -> None:
    head = made.path.read_bytes()[:10]
    assert sum(byte << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)) < 300_000


def test_online_mp3_is_decoded_with_its_samples() -> None:
    clip = Mp3Engine().speak(SENTENCES[0], Voice(name="service", engine="service"))
    assert decode(clip).rate == 24000
