"""espeak: a fresh process a clip, and clear words when it fails."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from espeakng_loader import get_data_path, get_library_path

from audionews.engines.espeak import worker
from audionews.engines.espeak.engine import MOST_CHARS, EspeakEngine, version
from audionews.errors import BadInput, EngineError, NoAudio, SettingsError
from audionews.model import Voice

VOICE = Voice(name="ar-espeak", engine="espeak", id="ar")
LINE = "قَالَ الْوَزِيرُ: إِنَّ 50% مِنَ الْمَدَارِسِ، فِي 2024م، جَاهِزَةٌ."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of espeak's data that a test may damage."""
    return Path(shutil.copytree(get_data_path(), tmp_path / "data", copy_function=os.symlink))


def replaced(file: Path, content: bytes | None) -> None:
    file.unlink()
    if content is not None:
        file.write_bytes(content)


def test_its_version_is_that_of_the_library() -> None:
    assert EspeakEngine().version.startswith("1.")


def test_the_rate_is_22050() -> None:
    assert EspeakEngine().speak(LINE, VOICE).rate == 22_050


def test_every_word_has_its_time_though_numbers_are_spoken_in_several() -> None:
    words = EspeakEngine().speak(LINE, VOICE).words
    expected = ["قَالَ", "الْوَزِيرُ", "إِنَّ", "50", "مِنَ", "الْمَدَارِسِ", "فِي", "2024م", "جَاهِزَةٌ"]
    assert [LINE[word.start : word.end] for word in words] == expected


def test_a_pause_belongs_to_no_word() -> None:
    words = EspeakEngine().speak("قَالَ الْوَزِيرُ: سَلَامٌ", VOICE).words
    assert words[1].ends + 0.1 < words[2].begins


def test_four_threads_at_once_give_the_bytes_of_one() -> None:
    engine = EspeakEngine()
    alone = engine.speak(LINE, VOICE)
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: engine.speak(LINE, VOICE).sound, range(8))) == {alone.sound}


@pytest.mark.parametrize("letter", ["𝟠", "ٱ ء"])
def test_a_word_without_sound_has_no_time(letter: str) -> None:
    text = f"سلام {letter} سلام"
    words = [text[word.start : word.end] for word in EspeakEngine().speak(text, VOICE).words]
    assert words in (["سلام", "سلام"], ["سلام", "ٱ", "سلام"])


def test_a_control_character_is_no_command() -> None:
    engine = EspeakEngine()
    assert engine.speak("سلام \x0199P سلام", VOICE).sound == engine.speak("سلام  99P سلام", VOICE).sound


@pytest.mark.parametrize(
    "voice",
    [
        replace(VOICE, speed=1.3),
        replace(VOICE, pitch=3.0),
        replace(VOICE, settings={"volume": 50}),
        replace(VOICE, id="ar+f2"),
    ],
)
def test_the_voice_changes_the_sound(voice: Voice) -> None:
    engine = EspeakEngine()
    assert engine.speak("سلام", voice).sound != engine.speak("سلام", VOICE).sound


def test_without_an_id_the_language_names_the_voice() -> None:
    engine = EspeakEngine()
    assert engine.speak("سلام", replace(VOICE, id="")) == engine.speak("سلام", VOICE)


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (replace(VOICE, id="xx"), 'voice ar-espeak: espeak has no voice "xx"'),
        (replace(VOICE, speed=0.5), "cannot speak at the speed 0.5"),
        (replace(VOICE, settings={"volume": 201}), "settings.volume is 201"),
        (replace(VOICE, settings={"volume": True}), "settings.volume is True"),
        (replace(VOICE, settings={"volum": 1}), 'has no setting "volum"'),
    ],
)
def test_a_voice_that_asks_for_too_much_is_refused(voice: Voice, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        EspeakEngine().speak("سلام", voice)


def test_a_line_without_letters_is_refused() -> None:
    with pytest.raises(BadInput, match="no letter"):
        EspeakEngine().speak("…!", VOICE)


def test_a_letter_that_espeak_does_not_know_is_no_silence() -> None:
    with pytest.raises(NoAudio, match="silent"):
        EspeakEngine().speak("𝟠", VOICE)


def test_a_line_as_long_as_an_article_is_refused() -> None:
    with pytest.raises(BadInput, match=f"more than {MOST_CHARS} characters"):
        EspeakEngine().speak("س" * (MOST_CHARS + 1), VOICE)


def test_a_crash_costs_one_clip_and_is_told(data: Path) -> None:
    replaced(data / "phontab", b"")
    with pytest.raises(EngineError, match="espeak crashed"):
        EspeakEngine(data).speak(LINE, VOICE)


def test_damaged_data_are_told(data: Path) -> None:
    replaced(data / "phondata", None)
    with pytest.raises(SettingsError, match="damaged") as caught:
        EspeakEngine(data).speak(LINE, VOICE)
    assert "espeakng-loader" in caught.value.remedy


def test_missing_data_are_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no folder"):
        EspeakEngine(tmp_path / "none").speak(LINE, VOICE)


def test_what_the_library_complains_of_is_told(data: Path) -> None:
    replaced(data / "ar_dict", None)
    with pytest.raises(SettingsError, match="ar_dict"):
        EspeakEngine(data).speak(LINE, VOICE)


def test_a_long_path_to_the_data_is_no_harm(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d" * 50] * 4)
    deep.mkdir(parents=True)
    (deep / "data").symlink_to(get_data_path())
    assert EspeakEngine(deep / "data").speak(LINE, VOICE) == EspeakEngine().speak(LINE, VOICE)


def test_a_clip_has_a_time_limit() -> None:
    with pytest.raises(EngineError, match=r"longer than 0\.001 s"):
        EspeakEngine(limit=0.001).speak(LINE, VOICE)


def test_a_library_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "libespeak-ng.so"
    file.write_bytes(b"no library")
    with pytest.raises(SettingsError, match="cannot be loaded"):
        version(str(file))


def test_the_worker_answers_with_rate_events_and_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(get_data_path())
    answer = worker.main([get_library_path(), "ar", "130", "50", "100"], "سلام عليكم".encode())
    head, _, sound = answer.partition(b"\n\n")
    rate, first, second, *_, last = head.decode().splitlines()
    assert (rate, first) == ("22050", "W 1 0")
    assert second.startswith("W 6 ")
    assert last == f"E 10 {len(sound) // 2}"


def test_the_worker_imports_nothing_but_ctypes_and_sys() -> None:
    source = Path(worker.__file__).read_text(encoding="utf-8")
    imports = [line for line in source.splitlines() if line.startswith(("import ", "from "))]
    assert imports == ["import ctypes", "import sys"]
