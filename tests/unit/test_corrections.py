"""Corrections say what was corrected."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from tests.builders import NOW, STORY, Bench

from audionews.building.corrections import notes_of
from audionews.building.scripting import plan_article
from audionews.building.stages import BuiltEpisode, build_episode
from audionews.model import Article, Correction
from audionews.model.paths import sound_file

CORRECTED = replace(STORY, body=("افتتح وزير النقل الميناء أمس، وحضر الافتتاح عدد كبير من الأهالي.", STORY.body[1]))
NOTE, OTHER = "صُحّح يوم الافتتاح.", "صُحّح اسم الوزير."


@pytest.fixture
def bench() -> Bench:
    return Bench()


def built(bench: Bench, article: Article, *notes: str, days: int = 0) -> BuiltEpisode:
    with bench.context() as ctx:
        at = replace(ctx, clock=lambda: NOW + timedelta(days=days))
        done = build_episode(partial(plan_article, replace(article, corrections=notes)), bench.builder(), at)
    assert done
    return done


def noted(done: BuiltEpisode) -> list[str]:
    return [correction.note for correction in done.episode.corrections]


def test_notes_are_lines_without_what_is_not_seen() -> None:
    article = replace(STORY, corrections=(" صُحّح\n الاسم\u200f\x07 ", "", "صُحّح الاسم"))
    assert notes_of(article) == ("صُحّح الاسم",)


def test_a_note_stands_at_its_correction_once(bench: Bench) -> None:
    built(bench, STORY)
    done = built(bench, CORRECTED, NOTE)
    assert (done.change, noted(done)) == ("corrected", [NOTE])
    again = built(bench, CORRECTED, NOTE, days=1)
    assert (again.change, again.episode) == ("unchanged", done.episode)
    assert built(bench, CORRECTED).episode == done.episode, "a note that is not said again stays"


def test_a_later_correction_tells_only_what_is_new(bench: Bench) -> None:
    built(bench, STORY)
    built(bench, CORRECTED, NOTE)
    done = built(bench, STORY, NOTE, OTHER, days=1)
    assert [(each.note, each.date) for each in done.episode.corrections] == [
        (NOTE, NOW),
        (OTHER, NOW + timedelta(days=1)),
    ]


def test_a_note_that_comes_late_belongs_to_the_correction_before(bench: Bench) -> None:
    built(bench, STORY)
    built(bench, CORRECTED)
    sound = bench.folder.blobs
    before = {name: blob for name, blob in sound.items() if name.endswith(".mp3")}
    done = built(bench, CORRECTED, NOTE, days=1)
    assert (done.change, done.spoken) == ("corrected", 0)
    assert done.episode.corrections == (Correction(date=NOW, note=NOTE),)
    assert {name: blob for name, blob in sound.items() if name.endswith(".mp3")} == before
    more = built(bench, CORRECTED, NOTE, OTHER, days=2)
    assert noted(more) == [NOTE, OTHER]
    assert more.episode.updated == NOW + timedelta(days=2)


def test_a_note_is_told_when_the_sound_was_lost_as_well(bench: Bench) -> None:
    first = built(bench, STORY)
    del bench.folder.blobs[sound_file(first.episode)]
    assert noted(built(bench, STORY, NOTE)) == [NOTE]


def test_what_the_newspaper_had_corrected_before_is_told_with_the_first_episode(bench: Bench) -> None:
    first = built(bench, STORY, NOTE)
    assert (first.change, noted(first)) == ("new", [NOTE])
    assert first.episode.updated == first.episode.published
    assert noted(built(bench, CORRECTED, NOTE, days=1)) == [NOTE, ""]
