"""What an editor is told after a recognizer has listened, whatever it is."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.wires import HEADLINE, PARAGRAPHS

from audionews import Article, Settings, Show
from audionews.app.proof import ProofedLine, proof_clip, proof_episode, ranked
from audionews.errors import UsageError
from audionews.model import Clip, Container, Line, Role
from audionews.model.paths import sound_file
from audionews.ports import Recognition, SpeechRecognizer

RATE = 16_000


class Whistle:
    """A recognizer that notes what it is given, and is the less sure of a word the longer that is."""

    def __init__(self) -> None:
        self.given: list[tuple[float, str]] = []

    def recognize(self, samples: NDArray[np.float32], text: str) -> Recognition:
        self.given.append((samples.size / RATE, text))
        return Recognition("صفير", tuple(-float(len(word)) for word in text.split()))


def line(*chances: float, spoken: str = "") -> ProofedLine:
    words = spoken or " ".join("كلمة" for _ in chances)
    return ProofedLine(number=1, written="x", spoken=words, transcript="y", chances=chances)


def test_one_word_that_is_not_there_counts_more_than_many_that_are_hardly_understood() -> None:
    unclear, wrong, clear = line(*[-5.0] * 9), line(-0.1, -14.0, -0.1), line(-0.2)
    assert ranked([unclear, clear, wrong]) == [wrong, unclear, clear]
    assert (wrong.difference, clear.difference) == (14.0, 0.2)


def test_the_word_is_named_as_it_should_be_spoken() -> None:
    assert line(-1.0, -9.0, -2.0, spoken="كَتَبَ الوَلَدُ دَرْسًا").word == "الوَلَدُ"
    assert (line().word, line().difference) == ("", 0.0)


def test_a_clip_is_given_at_the_rate_of_the_recognizer() -> None:
    recognizer: SpeechRecognizer = Whistle()
    tone = (8000 * np.sin(np.arange(44_100) / 9)).astype("<i2").tobytes()
    clip = Clip(sound=tone, container=Container.PCM, rate=44_100)
    found = proof_clip(
        Line(role=Role.BODY, segment=0, offset=0, written="كتب", spoken="كَتَبَ", pause=0), clip, recognizer, 3
    )
    assert (found.number, found.written, found.spoken, found.transcript) == (3, "كتب", "كَتَبَ", "صفير")
    assert isinstance(recognizer, Whistle)
    ((seconds, text),) = recognizer.given
    assert (round(seconds, 2), text) == (1.0, "كَتَبَ")


@pytest.fixture
def episode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Show, str]:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))
    show = Show.open(tmp_path / "output", Settings(voice="silence"))
    article = Article(source="a.txt", headline=HEADLINE, body=PARAGRAPHS)
    return show, show.build([article]).episodes[0].episode.id


def test_an_episode_is_listened_to_line_by_line_as_its_script_was_spoken(episode: tuple[Show, str]) -> None:
    show, name = episode
    recognizer, script = Whistle(), show.script(name).lines
    found = list(proof_episode(show, name[:12], recognizer))
    cues = show.episode(name).cues
    assert [each.written for each in found] == [cue.text for cue in cues]
    assert [each.spoken for each in found][: len(script)] == [each.spoken for each in script]
    assert [each.number for each in found] == list(range(1, len(cues) + 1))
    assert {each.episode for each in found} == {name}
    rate = show.episode(name).rate
    for (seconds, _), cue in zip(recognizer.given, cues, strict=True):
        assert seconds == pytest.approx((cue.end - cue.start) / rate + 0.1, abs=0.06)


def test_lines_whose_script_was_not_kept_are_compared_as_they_are_written(episode: tuple[Show, str]) -> None:
    show, name = episode
    (show.folder / f"episodes/{name}.script.json").unlink()
    assert all(each.spoken == each.written for each in proof_episode(show, name, Whistle()))


def test_an_episode_without_its_sound_is_refused(episode: tuple[Show, str]) -> None:
    show, name = episode
    (show.folder / sound_file(show.episode(name))).unlink()
    with pytest.raises(UsageError, match="is gone"):
        next(proof_episode(show, name, Whistle()))
