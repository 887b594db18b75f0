"""Files of neural voices: what is damaged, foreign or mad is refused in clear words."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from tests import onnx_files

from audionews.arabic.phonemes.line import phonemes
from audionews.engines.neural import NeuralEngine
from audionews.engines.neural.features import features
from audionews.engines.neural.network import Network, load
from audionews.errors import EngineError, SettingsError

ROW = (-3.0, 1.0, *[0.0] * 38, math.log(120), 1.0, -30.0, -20.0, -10.0)
GOOD = onnx_files.humming_voice(ROW)
ROWS, _ = features(phonemes("نَعَمْ، هَذَا بَيْتٌ"))


def test_a_good_file_speaks() -> None:
    lengths, frames = Network(GOOD, "good.onnx").speak(ROWS, 1.0, 0.0, 1.0)
    assert lengths == [8] * len(ROWS)
    assert frames.cepstrum.shape == (8 * len(ROWS), 40)
    assert frames.pitch.tolist() == pytest.approx([120.0] * 8 * len(ROWS))
    assert frames.voiced.all()
    assert frames.noise[0].tolist() == [-30.0, -20.0, -10.0]


def test_the_network_is_told_the_speed() -> None:
    assert Network(GOOD, "good.onnx").speak(ROWS, 2.0, 0.0, 1.0)[0] == [4] * len(ROWS)


def test_semitones_are_added_to_the_pitch_and_stop_where_no_voice_is() -> None:
    network = Network(GOOD, "good.onnx")
    assert network.speak(ROWS, 1.0, 12.0, 1.0)[1].pitch[0] == pytest.approx(240.0)
    high = onnx_files.humming_voice((*ROW[:40], 50.0, *ROW[41:]))
    assert Network(high, "high.onnx").speak(ROWS, 1.0, 12.0, 1.0)[1].pitch[0] == pytest.approx(800.0)


@pytest.mark.parametrize(
    "blob",
    [b"", b"\0", b"no model", GOOD[:100], GOOD[: len(GOOD) // 2], GOOD[:-1], b"RIFF" + GOOD, bytes(10_000)],
    ids=["empty", "zero", "text", "its beginning", "half of it", "all but a byte", "something before it", "zeros"],
)
def test_a_damaged_file_is_no_voice(blob: bytes) -> None:
    with pytest.raises(SettingsError, match=r"odd\.onnx is no neural voice, or is damaged"):
        Network(blob, "odd.onnx")


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "[]",
        "{}",
        "null",
        onnx_files.facts(format=2),
        onnx_files.facts(rate=0),
        onnx_files.facts(period=0),
        onnx_files.facts(alpha=1.0),
        onnx_files.facts(order=-1),
        onnx_files.facts(bands=0),
        onnx_files.facts(phones="ab"),
    ],
)
def test_a_file_with_other_facts_is_no_voice(metadata: str) -> None:
    with pytest.raises(SettingsError, match="is no neural voice"):
        Network(onnx_files.humming_voice(ROW, metadata), "odd.onnx")


def test_a_model_of_something_else_is_no_voice() -> None:
    parts = [onnx_files.node("Identity", "one", "two"), onnx_files.tensor("one", np.array([1.0], np.float32))]
    for metadata in ({}, {"classes": "[]"}):
        with pytest.raises(SettingsError, match="is no neural voice"):
            Network(onnx_files.model(parts, metadata), "other.onnx")


@pytest.mark.parametrize("key", ["phones", "fields"])
def test_a_voice_for_other_phones_or_features_is_refused(key: str) -> None:
    """The numbers would mean something else, and the sound would be another word."""
    names = json.loads(onnx_files.facts())[key]
    metadata = onnx_files.facts(**{key: [*names[1:], names[0]]})
    with pytest.raises(SettingsError, match="made for another version") as caught:
        Network(onnx_files.humming_voice(ROW, metadata), "old.onnx")
    assert "train it again" in caught.value.remedy


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e30])
def test_a_network_that_gives_no_numbers_gives_no_sound(number: float) -> None:
    mad = onnx_files.humming_voice((number, *ROW[1:]))
    with pytest.raises(EngineError, match=r"mad\.onnx gave no speech"):
        Network(mad, "mad.onnx").speak(ROWS, 1.0, 0.0, 1.0)


def test_a_network_that_gives_rows_of_another_length_gives_no_sound() -> None:
    with pytest.raises(EngineError, match="gave no speech"):
        Network(onnx_files.humming_voice(ROW[:-1], width=44), "short.onnx").speak(ROWS, 1.0, 0.0, 1.0)


def test_a_network_that_fails_is_an_error_of_one_clip() -> None:
    network = Network(GOOD, "good.onnx")
    wrong = ROWS.copy()
    wrong[:, 0] = 10_000  # there is no such phone
    with pytest.raises(EngineError, match=r"good\.onnx failed"):
        network.speak(wrong, 1.0, 0.0, 1.0)
    assert network.speak(ROWS, 1.0, 0.0, 1.0)[0] == [8] * len(ROWS)


def test_a_file_is_loaded_once_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "voice.onnx"
    path.write_bytes(GOOD)
    assert load(path, 1.0) is load(path, 1.0)
    assert load(path, 2.0) is not load(path, 1.0)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.onnx cannot be read: No such file"):
        load(tmp_path / "none.onnx", 0.0)


def test_a_package_without_its_voice_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        NeuralEngine(tmp_path / "ar-neural.onnx")
    assert "is missing" in caught.value.message
    assert "--force-reinstall" in caught.value.remedy
