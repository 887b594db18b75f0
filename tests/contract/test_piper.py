"""What Piper does with models that are damaged or missing. The real path is in the contract of all engines."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.test_engines import ENGLISH, joe

from audionews.audio.pcm import decode
from audionews.engines.piper import PiperEngine
from audionews.errors import EngineError, SettingsError
from audionews.model import Voice, VoiceFile


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> Voice:
    return joe(monkeypatch)


def with_file(voice: Voice, md5: str) -> Voice:
    """Return the voice, which names its model by its length and digest."""
    name = str(voice.settings["file"])
    return replace(voice, files=(VoiceFile(name=name, url="https://x.invalid", size=63_201_294, md5=md5),))


def test_the_model_is_looked_for_beside_the_files_of_the_voice(voice: Voice) -> None:
    known = with_file(voice, "74fd6a4dc39e0aa9dce145d7f5acd4f6")
    assert decode(PiperEngine().speak(ENGLISH, known)).rate == 22_050


def test_a_model_that_is_not_the_one_that_the_voice_names_does_not_speak(voice: Voice) -> None:
    with pytest.raises(SettingsError, match="is not the file that the voice") as caught:
        PiperEngine().speak(ENGLISH, with_file(voice, "0" * 32))
    assert "audionews voices install" in caught.value.remedy


def test_the_engine_can_go_to_another_process(voice: Voice) -> None:
    engine = PiperEngine()
    heard = engine.speak(ENGLISH, voice)
    assert pickle.loads(pickle.dumps(engine)).speak(ENGLISH, voice) == heard  # noqa: S301 - our own pickle


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"pitch": 1.0}, "cannot change the pitch"),
        ({"settings": {}}, "names no model"),
        ({"settings": {"file": "absent.onnx"}}, "not installed"),
        ({"files": (VoiceFile(name="a", url="https://x.invalid", size=1),)}, "not installed"),
    ],
)
def test_what_piper_does_not_have_is_refused(voice: Voice, change: dict[str, object], what: str) -> None:
    with pytest.raises(SettingsError, match=what):
        PiperEngine().speak(ENGLISH, replace(voice, **change))  # type: ignore[arg-type] # fields of a voice


def test_a_damaged_model_is_named(voice: Voice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.onnx").write_bytes(b"no model")
    (tmp_path / "bad.onnx.json").write_text("{}")
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path))
    with pytest.raises(EngineError, match=r"bad\.onnx cannot be loaded"):
        PiperEngine().speak(ENGLISH, replace(voice, settings={"file": "bad.onnx"}))
