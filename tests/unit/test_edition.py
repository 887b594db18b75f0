"""Editions are made of finished episodes: of their frames, to the sample."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.audio_facts import probe
from tests.desk import RATE, ROLES, STINGS, Desk, Talker, script, sting

from audionews.audio.mp3 import SAMPLES, frame_offsets, without_headers
from audionews.audio.pcm import decode, resample
from audionews.building.edition import Edition
from audionews.building.edition_plan import make_segments
from audionews.building.episode_frames import keep_frames
from audionews.building.identity import edition_guid
from audionews.building.jingles import Music
from audionews.building.voice_set import merge_voices, voice_facts
from audionews.engines.silence import SilenceEngine
from audionews.errors import NoAudio, UsageError
from audionews.model import Clip, Container, Episode, Line, Role, Script, Segment, Track
from audionews.model.paths import sound_file


def edition(desk: Desk, episodes: list[Episode]) -> tuple[Track, Script]:
    stories = keep_frames(episodes, desk.store, desk.frames)
    closing = (Segment(role=Role.BODY, text="ختام الكلام هنا والآن"),)
    whole = make_segments("نشرة اليوم من الأخبار", stories, closing)
    said = tuple(
        Line(segment=at, role=whole[at].role, offset=0, written=whole[at].text, spoken=whole[at].text, pause=500)
        for at in (0, len(whole) - 1)
    )
    known = Script(segments=whole, lines=said)
    with ThreadPoolExecutor(1) as executor:
        return Edition(desk.joiner, known, stories).join(executor, "edition", lambda _: None), known


@pytest.mark.parametrize("files", [STINGS, {}], ids=["music", "plain"])
def test_an_edition_is_made_of_the_frames_of_its_episodes(files: dict[Music, bytes]) -> None:
    desk = Desk(files)
    episodes = [desk.build(script(), "الأول"), desk.build(script(ROLES[1:]), "الثاني")]
    track, said = edition(desk, episodes)
    assert [chapter.title for chapter in track.chapters] == ["المقدّمة", "الأول", "الثاني", "الختام"]
    assert [said.segments[cue.segment].text for cue in track.cues] == [cue.text for cue in track.cues]
    assert all(cue.role is not Role.NOTICE for cue in track.cues)
    assert sum(len(desk.frames.blob(key) or b"") for key in track.frames) == track.size
    heard = desk.heard(track.frames)
    assert heard.size == track.samples
    for episode in episodes:
        alone = decode(Clip(sound=desk.store.blobs[sound_file(episode)], container=Container.MP3, rate=RATE)).samples
        cue, moved = episode.cues[0], next(cue for cue in track.cues if cue.text == episode.cues[0].text)
        first = [each for each in track.cues if each.text == cue.text]
        moved = first[episodes.index(episode)] if len(first) > 1 else moved
        assert abs(alone[cue.start : cue.end] - heard[moved.start : moved.end]).max() < 1e-6
    again, _ = edition(desk, episodes)
    assert again == track


@pytest.mark.parametrize("bitrate", [64, 96])
@pytest.mark.parametrize("files", [STINGS, {Music.BED: sting(2.0)}], ids=["music", "bed"])
def test_an_episode_of_another_rate_or_bitrate_is_encoded_again_line_by_line(
    files: dict[Music, bytes], bitrate: int
) -> None:
    """What is heard at a cue is what was heard there in the episode, to the sample and as loud."""
    desk = Desk(files)
    other = Desk(files, bitrate, Talker(24000), beside=desk)
    episodes = [desk.build(script(), "الأول"), other.build(script(ROLES[1:]), "الثاني"), desk.build(script(), "الثالث")]
    assert [episode.rate for episode in episodes] == [44100, 48000, 44100]
    track, _ = edition(desk, episodes)
    heard = desk.heard(track.frames)
    assert heard.size == track.samples
    alone = decode(Clip(sound=desk.store.blobs[sound_file(episodes[1])], container=Container.MP3, rate=48000))
    was = resample(alone, RATE).samples
    story = next(story for story in keep_frames(episodes, desk.store, desk.frames) if story.converted)
    assert story.episode == episodes[1]
    moved = list(story.cues(track.chapters[2].start))
    assert moved == [cue for cue in track.cues if cue in moved]
    for cue, before in zip(moved, episodes[1].cues, strict=False):
        now = heard[cue.start : cue.end]
        then = was[round(before.start * RATE / 48000) :][: now.size]
        assert np.corrcoef(now, then)[0, 1] > 0.97
        assert np.std(now) / np.std(then) == pytest.approx(1, abs=0.02)
    for one, after, before, later in zip(moved, moved[1:], episodes[1].cues, episodes[1].cues[1:], strict=False):
        assert (after.start - one.end) / RATE == pytest.approx((later.start - before.end) / 48000, abs=0.027)
    assert keep_frames(episodes, desk.store, desk.frames)[1] == story


def test_a_silent_episode_of_another_bitrate_stays_silent() -> None:
    desk = Desk({})
    other = Desk({}, 96, SilenceEngine(), beside=desk)
    first, second = desk.build(script(), "الأول"), other.build(script(ROLES[1:]), "الثاني")
    story = keep_frames([first, second], desk.store, desk.frames)[1]
    assert story.converted
    assert abs(desk.heard(tuple(story.keys))).max() < 1e-4


@pytest.mark.parametrize("fault", ["story", "gone", "other"])
def test_an_episode_whose_sound_is_not_as_it_was_made_is_refused(fault: str) -> None:
    desk = Desk({})
    episode = desk.build(script())
    if fault == "story":
        episode = replace(episode, story=(0, 0))
    elif fault == "gone":
        desk.store.remove(sound_file(episode))
    else:
        desk.store.blobs[sound_file(episode)] += b"\0"
    with pytest.raises(UsageError, match="is missing or damaged"):
        keep_frames([episode], desk.store, desk.frames)


def test_the_story_is_whole_frames_without_music_and_notice() -> None:
    episode = Desk(STINGS).build(script())
    start, end = episode.story
    assert start % SAMPLES == end % SAMPLES == 0
    assert start < episode.cues[0].start < episode.cues[-2].end < end < episode.cues[-1].start


def test_frames_are_found_one_after_the_other() -> None:
    desk = Desk(STINGS)
    blob = desk.store.blobs[sound_file(desk.build(script()))]
    frames = without_headers(blob)
    found = frame_offsets(frames)
    assert (found[0], found[-1], len(found) - 1) == (0, len(frames), probe(blob).frames)
    with pytest.raises(NoAudio, match="broken"):
        frame_offsets(frames[:-1])


def test_an_edition_has_a_guid_for_each_day_and_names_every_voice() -> None:
    guids = {edition_guid(title, day) for title in ("أ", "ب") for day in (date(2024, 6, 20), date(2024, 6, 21))}
    assert len(guids) == 4
    voice = voice_facts(Desk({}).voices, [])
    merged = merge_voices([voice, replace(voice, name="other", learned=True, credit="one"), voice])
    assert (merged.name, merged.learned, merged.credit, merged.engine) == (voice.name, True, "one", "talker")
