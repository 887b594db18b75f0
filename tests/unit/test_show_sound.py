"""The sound of the show: stings, a bed and the notice."""

import io
from dataclasses import replace

import numpy as np
import pytest
import soundfile
from tests.audio_signals import pcm_clip, sine
from tests.desk import RATE, STINGS, Desk, script, sting

from audionews.audio.edit import Bed, mix_bed, samples, segment
from audionews.audio.pcm import Pcm
from audionews.building.encoding import BedAddress
from audionews.building.jingles import LEAD, Music
from audionews.building.keys import frames_key
from audionews.building.synthesis import ClipAddress, ClipFacts, read_clip
from audionews.errors import CacheChanged, SettingsError
from audionews.model import Role


def test_stings_stand_before_between_and_after_and_light_nothing() -> None:
    plain, desk = Desk({}).join(script()), Desk(STINGS)
    track = desk.join(script())
    assert len(track.frames) == len(plain.frames) + 3
    assert [cue.text for cue in track.cues] == [cue.text for cue in plain.cues]
    heard = desk.heard(track.frames)
    assert abs(heard[RATE // 5 : RATE // 2]).max() > 0.05  # before the headline
    gap = track.cues[2].start - track.cues[1].end - (plain.cues[2].start - plain.cues[1].end)
    assert gap / RATE == pytest.approx(0.7, abs=0.03)  # half a second of music and the pause after it
    assert track.chapters[0].start == 0
    assert [chapter.title for chapter in track.chapters][-1] == "عن الصوت"


def test_without_a_summary_there_is_no_transition() -> None:
    said = script((Role.HEADLINE, Role.BODY))
    assert len(Desk(STINGS).join(said).frames) == 4


def test_loudness_with_music_is_that_of_the_whole() -> None:
    assert Desk(STINGS).join(script()).loudness == pytest.approx(-16, abs=0.3)


def test_a_bed_moves_the_headline_and_is_softer_under_it() -> None:
    desk = Desk({Music.BED: sting(2.0)})
    track, plain = desk.join(script()), Desk({}).join(script())
    assert (track.cues[0].start - plain.cues[0].start) / RATE == pytest.approx(LEAD / 1000, abs=0.002)
    heard = desk.heard(track.frames)
    assert abs(heard[RATE // 5 : RATE // 2]).max() > 0.03
    assert track.cues[1].start - track.cues[0].end == pytest.approx(plain.cues[1].start - plain.cues[0].end, abs=1152)


def test_a_bed_that_begins_again_does_not_click() -> None:
    """The file ends at its peak and begins at zero."""
    music = sine(100, 0.5025, RATE, 0.5)
    bed = Bed(clip=pcm_clip(music, RATE), gain=0, duck=0, lead=1000)
    silence = segment(Pcm(samples=np.zeros(4 * RATE, np.float32), rate=RATE))
    steps = abs(np.diff(samples(mix_bed(silence, bed, 2 * RATE, 3 * RATE)).samples))
    assert steps.max() < 1.2 * abs(np.diff(music)).max()


def test_a_headline_of_two_lines_has_no_bed() -> None:
    first, *rest = script().lines
    desk = Desk({Music.BED: sting()})
    assert desk.jingles.lies_under(first, [first])
    assert not desk.jingles.lies_under(first, [first, replace(rest[0], segment=0)])
    assert not desk.jingles.lies_under(rest[0], [first, *rest])


def test_a_jingle_is_read_once_and_again_when_its_entry_is_damaged() -> None:
    desk = Desk(STINGS)
    known = desk.jingles.metadata(Music.INTRO)
    assert read_clip(desk.jingles.cache, desk.jingles.address(Music.INTRO))[1] == known.facts
    for name in desk.kept.blobs:
        desk.kept.blobs[name] = b"damaged"
    assert desk.jingles.metadata(Music.INTRO) == known
    desk.kept.blobs[f"clips/{known.key}"] = b"damaged"
    with pytest.raises(CacheChanged):
        read_clip(desk.jingles.cache, desk.jingles.address(Music.INTRO))
    desk.jingles.forget_damaged()
    assert read_clip(desk.jingles.cache, desk.jingles.address(Music.INTRO))[1] == known.facts
    assert set(desk.jingles.digests) == {"intro", "transition", "outro"}


def stereo(left: np.ndarray, right: np.ndarray) -> bytes:
    blob = io.BytesIO()
    soundfile.write(blob, np.stack((left, right), 1), RATE, format="WAV")
    return blob.getvalue()


WRONG = {
    "cannot be decoded": b"no sound",
    "is silent in mono": stereo(sine(500, 1, RATE), -sine(500, 1, RATE)),
    "is empty in mono": sting(0),
    "is longer than 120 seconds": sting(120.1),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_jingle_that_cannot_be_heard_is_a_wrong_setting_that_names_its_key(what: str) -> None:
    with pytest.raises(SettingsError, match=f"sound.outro: .* {what}"):
        Desk({Music.INTRO: sting(), Music.OUTRO: WRONG[what]}).jingles.check()


@pytest.mark.parametrize("seconds", [0.06, 0.3])
def test_a_sting_shorter_than_a_block_of_loudness_is_brought_to_its_level(seconds: float) -> None:
    loud, soft = (Desk({Music.INTRO: sting(seconds, peak=peak)}).jingles for peak in (0.4, 0.04))
    assert soft.gain(Music.INTRO, -16) - loud.gain(Music.INTRO, -16) == pytest.approx(20, abs=0.25)


def test_a_bed_changes_the_address_of_frames() -> None:
    desk = Desk({})
    sound, clip = desk.joiner.arrange(script().lines).sound, ClipAddress("ab/cd", "0")
    bed = BedAddress(clip=ClipAddress("ef/gh", "1"), gain=1.0, duck=13.0, lead=1200)
    assert frames_key(clip, 1.0, 2, sound) != frames_key(clip, 1.0, 2, sound, bed)


def test_measures_taken_in_an_older_way_are_taken_again() -> None:
    desk = Desk({})
    synthesizer, text = desk.voices.lead, script().lines[0].spoken
    facts = synthesizer.metadata(text).facts
    clip, _ = synthesizer.clip(text)
    old = replace(facts.measures, version=0, first=0)
    synthesizer.cache.put(
        synthesizer.key(text), ClipFacts(container=clip.container, rate=22050, words=(), measures=old), clip.sound
    )
    assert synthesizer.metadata(text).facts == facts
