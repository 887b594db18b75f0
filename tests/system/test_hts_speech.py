"""The HTS voice speaks, in time, safely and the same every time."""

import io
import pickle
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from audionews.arabic.phonemes.line import phonemes
from audionews.arabic.phonemes.tables import CONSONANTS
from audionews.engines.hts import process, worker
from audionews.engines.hts.durations import durations
from audionews.engines.hts.engine import MOST_CHARS, HtsEngine
from audionews.engines.hts.labels import labels
from audionews.errors import BadInput, EngineError, SettingsError
from audionews.model import Clip, Voice, VoiceFile

FILE = VoiceFile(
    name="ara_norm_ziad_hts.htsvoice",
    url="",
    size=3_130_586,
    sha256="b9fb096ffc939646ae8ac169be4bb14d6fca9b3894cf246818d6782b90c058cc",
)
VOICE = Voice(name="ar-ziad", engine="hts", settings={"file": FILE.name}, files=(FILE,))
LINE = "قَالَ الْوَزِيرُ: إِنَّ الْمَدَارِسَ تَفْتَحُ أَبْوَابَهَا غَدًا، وَقَدْ كَتَبَتِ الصُّحُفُ عَنْ ذَلِكَ."


@pytest.fixture
def engine(shared: Path, monkeypatch: pytest.MonkeyPatch) -> HtsEngine:
    pytest.importorskip("pyopenjtalk", reason="the extra audionews[hts] is not installed here")
    monkeypatch.setenv("AUDIONEWS_VOICES", str(shared / "voices"))
    return HtsEngine()


def samples(clip: Clip) -> NDArray[np.float64]:
    return np.frombuffer(clip.sound, "<i2").astype(np.float64)


def loud(clip: Clip) -> NDArray[np.bool_]:
    """Return for each 5 ms whether there is speech: within 20 dB of the loudest."""
    step = clip.rate // 200
    sound = samples(clip)
    power = np.sqrt(np.mean(sound[: sound.size // step * step].reshape(-1, step) ** 2, axis=1))
    return np.asarray(power > power.max() / 10)


def test_its_peaks_are_far_from_full_scale(engine: HtsEngine) -> None:
    text = "أَعْلَنَتِ الْمُؤَسَّسَةُ أَنَّ الْأَلْوَاحَ الشَّمْسِيَّةَ تُزَوِّدُ الْمَحَطَّةَ بِالْكَهْرَبَاءِ طَوَالَ الْعَامِ."
    assert abs(samples(engine.speak(text, VOICE))).max() < 16_384  # without headroom it is cut off at 32,767


def test_it_speaks_48_khz(engine: HtsEngine) -> None:
    clip = engine.speak(LINE, VOICE)
    assert clip.rate == 48_000
    assert 4 < samples(clip).size / clip.rate < 9


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.25])
def test_phones_add_up_to_the_sound(engine: HtsEngine, shared: Path, speed: float) -> None:
    units = labels(phonemes(LINE))
    frames = durations(shared / "voices" / FILE.name, 0).frames([unit.text for unit in units], speed)
    clip = engine.speak(LINE, replace(VOICE, speed=speed))
    assert samples(clip).size == 240 * sum(frames)


def test_each_phone_alone_has_the_length_that_the_trees_say(engine: HtsEngine, shared: Path) -> None:
    path = shared / "voices" / FILE.name
    texts = [unit.text for unit in labels(phonemes(LINE))]
    alone = [len(process.ask(path, [text], 1.0, 0.0, 30)[1]) // 2 for text in texts]
    assert alone == [240 * length for length in durations(path, 0).frames(texts, 1.0)]
    assert engine.version


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.25])
def test_word_times_are_within_50_ms_of_the_sound(engine: HtsEngine, speed: float) -> None:
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


def test_words_follow_each_other_and_lie_on_the_text(engine: HtsEngine) -> None:
    clip = engine.speak(LINE, VOICE)
    assert [LINE[word.start : word.end] for word in clip.words] == [word.strip("،:.") for word in LINE.split()]
    edges = [edge for word in clip.words for edge in (word.begins, word.ends)]
    assert edges == sorted(edges)


def test_two_words_written_as_one_have_one_time(engine: HtsEngine) -> None:
    text = "عَبْدُالرَّحْمَنِ هُنَا"
    assert [text[word.start : word.end] for word in engine.speak(text, VOICE).words] == text.split()


def test_the_same_line_gives_the_same_bytes_in_any_order_and_thread(engine: HtsEngine) -> None:
    lines = [LINE, "نَعَمْ", "كَتَبَتِ الصُّحُفُ", LINE, "نَعَمْ"]
    alone = [engine.speak(line, VOICE) for line in lines]
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda line: engine.speak(line, VOICE), lines)) == alone
    process.end_all()
    assert engine.speak(LINE, VOICE) == alone[0]


def test_pitch_goes_up_by_semitones(engine: HtsEngine) -> None:
    def period(pitch: float) -> int:
        """Return the lag in samples at which the sound is most like itself, from 4 ms to 15 ms."""
        sound = samples(engine.speak("مَا لَنَا", replace(VOICE, pitch=pitch)))
        power = np.abs(np.fft.rfft(sound, 2 * sound.size)) ** 2
        return 200 + int(np.argmax(np.fft.irfft(power)[200:720]))

    assert period(0.0) / period(6.0) == pytest.approx(2**0.5, rel=0.1)


def test_an_engine_crosses_process_boundaries(engine: HtsEngine) -> None:
    assert pickle.loads(pickle.dumps(engine)).speak("نَعَمْ", VOICE) == engine.speak("نَعَمْ", VOICE)  # noqa: S301 - ours


def test_a_crash_of_the_native_code_is_an_error_of_one_clip(engine: HtsEngine, shared: Path) -> None:
    with pytest.raises(EngineError, match="crashed"):
        process.Worker(shared / "voices" / FILE.name).ask([""], 1.0, 0.0, 30)
    assert engine.speak("نَعَمْ", VOICE).sound


@pytest.mark.parametrize(
    "label", ["", " ", "0 100 x^x-pau+n=a@x_x/A:", "123456", "x^x-pau+n=a@x_x\n", "x^x-pau+n=ن@x_x"]
)
def test_what_would_crash_the_native_code_does_not_reach_it(shared: Path, label: str) -> None:
    with pytest.raises(BadInput):
        process.ask(shared / "voices" / FILE.name, ["x^x-pau+n=a@x_x/A:", label], 1.0, 0.0, 30)


def test_no_labels_do_not_reach_the_native_code_either(shared: Path) -> None:
    with pytest.raises(BadInput):
        process.ask(shared / "voices" / FILE.name, [], 1.0, 0.0, 30)


def test_a_clip_has_a_time_limit(engine: HtsEngine) -> None:
    process.end_all()
    with pytest.raises(EngineError, match=r"took longer than 0.001 s"):
        HtsEngine(limit=0.001).speak(LINE, VOICE)
    assert engine.speak(LINE, VOICE).sound


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"speed": 3.0}, "speed"),
        ({"pitch": 20.0}, "semitones"),
        ({"pitch": float("nan")}, "semitones"),
        ({"settings": {"file": "other.htsvoice"}}, "not among its files"),
        ({"settings": {"file": FILE.name, "volume": 3}}, "volume"),
        ({"files": (replace(FILE, size=1),)}, "not installed"),
        ({"files": (replace(FILE, sha256="0" * 64),)}, "is not the file"),
    ],
)
def test_settings_that_cannot_be_are_refused(engine: HtsEngine, change: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        engine.speak("نَعَمْ", replace(VOICE, **change))  # type: ignore[arg-type] # fields by name


def test_a_voice_that_is_not_installed_says_how_to_install_it(
    engine: HtsEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(SettingsError) as caught:
        engine.speak("نَعَمْ", VOICE)
    assert caught.value.remedy == "audionews voices install ar-ziad"


def test_a_damaged_voice_is_refused(engine: HtsEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE.name).write_bytes(b"[GLOBAL]\n")
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path))
    with pytest.raises(SettingsError, match="is no HTS voice"):
        engine.speak("نَعَمْ", replace(VOICE, files=(replace(FILE, size=9, sha256=""),)))


def test_the_worker_refuses_a_file_that_is_no_voice(engine: HtsEngine, tmp_path: Path) -> None:
    path = tmp_path / "no.htsvoice"
    path.write_bytes(b"RIFF")
    with pytest.raises(SettingsError, match="is no HTS voice"):
        process.ask(path, ["x^x-pau+n=a@x_x"], 1.0, 0.0, 30)
    assert engine.version


def test_the_worker_answers_with_rate_length_and_sound(engine: HtsEngine, shared: Path) -> None:
    questions = b'{"labels": ["x^x-pau+n=a@x_x"], "speed": 1.0, "pitch": 0.0}\n' * 2
    answers = io.BytesIO()
    worker.serve(str(shared / "voices" / FILE.name), io.BytesIO(questions), answers)
    head, _, rest = answers.getvalue().partition(b"\n")
    rate, size = map(int, head.split())
    assert rate == 48_000
    assert rest[size:] == answers.getvalue()[: len(head) + 1 + size]
    assert engine.version


def test_the_worker_says_when_its_package_is_missing(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-S", worker.__file__, str(tmp_path)], check=False, capture_output=True)
    assert run.returncode == worker.NO_PACKAGE


@pytest.mark.parametrize("text", ["", " ", "...", "abc", "2024", "ًٌ", "سلام " * (MOST_CHARS // 5 + 1)])
def test_what_cannot_be_spoken_is_refused(engine: HtsEngine, text: str) -> None:
    with pytest.raises(BadInput):
        engine.speak(text, VOICE)


HOSTILE = st.text(
    st.one_of(st.sampled_from([*sorted(CONSONANTS), *"ااَُِّْ ،.%$"]), st.characters()), min_size=1, max_size=40
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE)
def test_hostile_text_is_spoken_or_refused(engine: HtsEngine, text: str) -> None:
    if phonemes(text):
        assert engine.speak(text, VOICE).words
    else:
        with pytest.raises(BadInput):
            engine.speak(text, VOICE)


@pytest.mark.skipif(sys.platform == "win32", reason="an interrupt is sent in another way")
def test_an_interrupt_does_not_end_the_clip_under_way(engine: HtsEngine, shared: Path) -> None:
    path = shared / "voices" / FILE.name
    with subprocess.Popen(
        [sys.executable, "-P", worker.__file__, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as run:
        assert run.stdin
        assert run.stdout
        question = b'{"labels": ["x^x-pau+n=a@x_x"], "speed": 1.0, "pitch": 0.0}\n'
        run.stdin.write(question)
        run.stdin.flush()
        first = run.stdout.readline()
        run.stdout.read(int(first.split()[1]))
        run.send_signal(signal.SIGINT)
        run.stdin.write(question)
        run.stdin.close()
        assert run.stdout.readline() == first
        run.stdout.read()
    assert run.returncode == 0
    assert engine.version
