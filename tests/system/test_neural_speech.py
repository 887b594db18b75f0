"""The voice of the package speaks, in time, safely and the same every time."""

import hashlib
import pickle
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests import onnx_files

from audionews.arabic.phonemes.line import phonemes
from audionews.engines.neural import NeuralEngine
from audionews.engines.neural.engine import OWN
from audionews.engines.neural.features import features
from audionews.engines.neural.network import WINDOW, Network, load
from audionews.errors import BadInput, EngineError, SettingsError
from audionews.model import Clip, Voice, VoiceFile
from audionews.settings import Settings
from audionews.voices import load_voice

VOICE = load_voice("ar-neural", Settings(folder=Path(__file__).parents[2]))
LINE = "قَالَ الْوَزِيرُ: إِنَّ الْمَدَارِسَ تَفْتَحُ أَبْوَابَهَا غَدًا، وَقَدْ كَتَبَتِ الصُّحُفُ عَنْ ذَلِكَ."
SCRIPT = """
import hashlib, sys
from pathlib import Path
from audionews.engines.neural import NeuralEngine
from audionews.settings import Settings
from audionews.voices import load_voice

voice = load_voice("ar-neural", Settings(folder=Path(sys.argv[1])))
for line in sys.argv[2:]:
    print(hashlib.sha256(NeuralEngine().speak(line, voice).sound).hexdigest())
"""
ROW = (-3.0, 1.0, *[0.0] * 38, 4.8, 1.0, -30.0, -20.0, -10.0)
SCRAPS = (
    "سَلَامٌ", "ال", "لله", "ّ", "ًٌٍ", "ـ", "\u0670", "ٱ", "آ", "ى", "ة", "ؤئإ", "عَبْدُاللهِ", "و", "؟", "،", "؛", ".",
    "…", "!", ":", "\n", "\t", " ", "\x00", "\x1b[31m", "\u202e", "\u200f", "\ud800", "😀", "中", "Latin", "٣", "7",
    "<b>", "&amp;", "[[", "%s", "\u0300", "\ufeff", "ﷺ", "ﻻ", "پ", "گ", "چ", "\u06dd", "ءءء", "اااا", "يييي", "شْشْشْ",
)  # fmt: skip


@pytest.fixture
def engine() -> NeuralEngine:
    return NeuralEngine()


@pytest.fixture
def humming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Voice]:
    """Install a voice file of a few nodes and return a voice that names it."""

    def install(blob: bytes = onnx_files.humming_voice(ROW)) -> Voice:
        monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path))
        (tmp_path / "reader.onnx").write_bytes(blob)
        digest = hashlib.sha256(blob).hexdigest()
        file = VoiceFile(name="reader.onnx", url="https://example.org/", size=len(blob), sha256=digest)
        return Voice(name="reader", engine="neural", files=(file,), settings={"file": "reader.onnx"})

    return install


def samples(clip: Clip) -> NDArray[np.float64]:
    return np.frombuffer(clip.sound, "<i2").astype(np.float64)


def resident() -> int:
    """Return the bytes of memory that this process holds; 0 where the system has no /proc."""
    facts = Path("/proc/self/statm")
    return 4_096 * int(facts.read_text().split()[1]) if facts.exists() else 0


def loud(clip: Clip) -> NDArray[np.bool_]:
    """Return for each 5 ms whether there is speech: within 20 dB of the loudest."""
    step = clip.rate // 200
    sound = samples(clip)
    power = np.sqrt(np.mean(sound[: sound.size // step * step].reshape(-1, step) ** 2, axis=1))
    return np.asarray(power > power.max() / 10)


def test_it_speaks_24_khz_far_from_full_scale(engine: NeuralEngine) -> None:
    clip = engine.speak(LINE, VOICE)
    assert clip.rate == 24_000
    assert 4 < samples(clip).size / clip.rate < 9
    assert 1_000 < abs(samples(clip)).max() < 29_491


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.25])
def test_word_times_are_within_50_ms_of_the_sound(engine: NeuralEngine, speed: float) -> None:
    """Words beside a pause have an edge that can be measured: where the energy falls and rises."""
    clip = engine.speak("سَلَامٌ. مَعَالِمُ. نَعَمْ. مَنَازِلُ. لَوْنُ. مَعَنَا", replace(VOICE, speed=speed))
    speech = loud(clip)
    for left, right in pairwise(clip.words):
        middle = int((left.ends + right.begins) * 100)
        falls = np.flatnonzero(speech[:middle])[-1] + 1
        rises = middle + np.flatnonzero(speech[middle:])[0]
        assert not speech[middle]
        assert abs(falls / 200 - left.ends) <= 0.05
        assert abs(rises / 200 - right.begins) <= 0.05


def test_words_follow_each_other_and_lie_on_the_text(engine: NeuralEngine) -> None:
    clip = engine.speak(LINE, VOICE)
    assert [LINE[word.start : word.end] for word in clip.words] == [word.strip("،:.") for word in LINE.split()]
    edges = [edge for word in clip.words for edge in (word.begins, word.ends)]
    assert edges == sorted(edges)


def test_two_words_written_as_one_have_one_time(engine: NeuralEngine) -> None:
    text = "عَبْدُالرَّحْمَنِ هُنَا"
    assert [text[word.start : word.end] for word in engine.speak(text, VOICE).words] == text.split()


def test_a_faster_voice_takes_that_much_less_time(engine: NeuralEngine) -> None:
    slow, fast = (samples(engine.speak(LINE, replace(VOICE, speed=speed))).size for speed in (0.8, 1.6))
    assert slow / fast == pytest.approx(2.0, rel=0.1)


def test_pausal_forms_are_shorter(engine: NeuralEngine) -> None:
    full, pausal = (samples(engine.speak("كِتَابٌ", replace(VOICE, pausal=pausal))).size for pausal in (False, True))
    assert pausal < full


def test_pitch_goes_up_by_semitones(engine: NeuralEngine) -> None:
    def period(pitch: float) -> int:
        """Return the lag in samples at which the sound is most like itself, from 4 ms to 15 ms."""
        sound = samples(engine.speak("مَا لَنَا", replace(VOICE, pitch=pitch)))
        power = np.abs(np.fft.rfft(sound, 2 * sound.size)) ** 2
        return 96 + int(np.argmax(np.fft.irfft(power)[96:360]))

    assert period(0.0) / period(6.0) == pytest.approx(2**0.5, rel=0.1)


def test_the_same_line_gives_the_same_bytes_in_any_order_and_thread(engine: NeuralEngine) -> None:
    lines = [LINE, "نَعَمْ", "كَتَبَتِ الصُّحُفُ", LINE, "نَعَمْ"]
    alone = [engine.speak(line, VOICE) for line in lines]
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda line: engine.speak(line, VOICE), lines)) == alone
    assert pickle.loads(pickle.dumps(engine)).speak(LINE, VOICE) == alone[0]  # noqa: S301 - ours


def test_another_process_with_other_threads_makes_the_same_bytes(engine: NeuralEngine) -> None:
    lines = [LINE, "كَتَبَتِ الصُّحُفُ"]
    here = [hashlib.sha256(engine.speak(line, VOICE).sound).hexdigest() for line in lines]
    for count in ("1", "4"):
        threads = {"OMP_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count}
        command = [sys.executable, "-c", SCRIPT, str(Path(__file__).parents[2]), *lines]
        run = subprocess.run(command, env=threads, capture_output=True, check=True, text=True)
        assert run.stdout.split() == here


def test_another_network_is_another_version(engine: NeuralEngine, tmp_path: Path) -> None:
    (tmp_path / "ar-neural.onnx").write_bytes(b"another")
    assert NeuralEngine(tmp_path / "ar-neural.onnx").version != engine.version


def test_a_voice_may_bring_its_own_network(engine: NeuralEngine, humming: Callable[..., Voice]) -> None:
    clip = engine.speak("نَعَمْ", humming())
    assert len(clip.sound) == 2 * 120 * 8 * 7  # an edge, five phones, an edge
    assert [(word.begins, word.ends) for word in clip.words] == [pytest.approx((0.04, 0.24))]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"speed": 3.0}, "the engine neural cannot speak at the speed 3.0"),
        ({"pitch": 20.0}, "semitones"),
        ({"pitch": float("nan")}, "semitones"),
        ({"settings": {"file": "other.onnx"}}, "not among its files"),
        ({"settings": {"file": "reader.onnx", "volume": 3}}, "volume"),
        ({"settings": {"file": 3}}, "settings.file is 3"),
        ({"settings": {"sharpness": 9.0}}, "settings.sharpness is 9.0"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    engine: NeuralEngine, humming: Callable[..., Voice], change: dict[str, object], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        engine.speak("نَعَمْ", replace(humming(), **change))  # type: ignore[arg-type] # fields by name


def test_a_network_that_is_not_installed_says_how_to_install_it(
    engine: NeuralEngine, humming: Callable[..., Voice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = humming()
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    with pytest.raises(SettingsError, match="not installed") as caught:
        engine.speak("نَعَمْ", voice)
    assert caught.value.remedy == "audionews voices install reader"


def test_a_network_with_other_bytes_is_refused(
    engine: NeuralEngine, humming: Callable[..., Voice], tmp_path: Path
) -> None:
    voice = humming()
    blob = bytearray((tmp_path / "reader.onnx").read_bytes())
    blob[-1] ^= 1
    (tmp_path / "reader.onnx").write_bytes(blob)
    with pytest.raises(SettingsError, match="is not the file that the voice reader names"):
        engine.speak("نَعَمْ", voice)


def test_a_file_that_is_no_network_is_refused(engine: NeuralEngine, humming: Callable[..., Voice]) -> None:
    with pytest.raises(SettingsError, match=r"reader\.onnx is no neural voice"):
        engine.speak("نَعَمْ", humming(b"RIFF"))


def test_a_long_line_is_the_same_in_windows_as_it_would_be_at_once() -> None:
    network = load(OWN, 0.0)
    rows, _ = features(phonemes(LINE * 4))
    assert len(rows) > 2 * WINDOW
    lengths, frames = network.speak(rows, 1.0, 0.0, 1.0)
    whole = Network(OWN.read_bytes(), OWN.name, window=len(rows)).speak(rows, 1.0, 0.0, 1.0)
    assert lengths == whole[0]
    assert np.allclose(frames.cepstrum, whole[1].cepstrum, atol=0.05)  # 0.4 dB
    assert np.array_equal(frames.voiced, whole[1].voiced)


def test_a_line_that_is_too_long_is_refused(engine: NeuralEngine) -> None:
    with pytest.raises(BadInput, match="more than 1000 characters"):
        engine.speak("نَعَمْ " * 400, VOICE)


def test_a_thousand_hostile_texts_give_clips_or_errors_and_no_growth(
    engine: NeuralEngine, humming: Callable[..., Voice]
) -> None:
    voice, chance = replace(humming(), speed=2.0), random.Random(14)  # noqa: S311 - a seed, no secret
    texts = ["".join(chance.choices(SCRAPS, k=chance.randint(1, 25))) for _ in range(1_000)]
    before = spoken = 0
    for number, text in enumerate(texts):
        try:
            clip = engine.speak(text, voice)
        except EngineError:
            continue
        finally:
            before = resident() if number == 300 else before
        spoken += 1
        assert np.abs(samples(clip)).max() > 0
        assert all(0 <= word.start < word.end <= len(text) for word in clip.words)
        assert all(left.ends <= right.begins for left, right in pairwise(clip.words))
    assert spoken > 500
    assert resident() - before < 30e6
